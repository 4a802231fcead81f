"""Translations that are symbolic links to others: one file, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import Reply, call
from tests.project_files import commit_all, git, write_files

SOURCE, DONE = "# Tea\n\nPour water over {} leaves.\n", "# Thé\n\nVersez l'eau sur {} feuilles.\n"
CONFIG = 'translations: "{dir}/{stem}.{lang}{suffix}"\nlanguages: [fr]\n'


class Linked:
    """A project of AGENTS.md and a link to it, CLAUDE.md, and of two such translations."""

    def __init__(self, root: Path, target: str = "AGENTS.fr.md") -> None:
        self.root = root
        root.mkdir()
        git(root, "init", "-q", "-b", "main")
        files = {".translation-sync.yaml": CONFIG, "AGENTS.md": SOURCE.format(2)}
        write_files(root, files | {target: DONE.format(2)})
        (root / "CLAUDE.md").symlink_to("AGENTS.md")
        for name in {"AGENTS.fr.md", "CLAUDE.fr.md"} - {target}:
            (root / name).symlink_to(target)
        commit_all(root, "all")

    def edit(self, text: str) -> None:
        write_files(self.root, {"AGENTS.md": text})
        commit_all(self.root, "edit")

    def call(self, *arguments: str) -> Reply:
        reply = call(self.root, *arguments)
        commit_all(self.root, "more")
        return reply


@pytest.mark.parametrize("target", ["AGENTS.fr.md", "CLAUDE.fr.md", "shared/fr.txt"])
def test_stamp_and_sync_write_it_once(tmp_path: Path, target: str) -> None:
    linked = Linked(tmp_path / "site", target=target)
    kept = target if target.endswith("md") else "AGENTS.fr.md"

    stamped = linked.call("stamp", ".", "--all-languages")

    assert stamped.code == 0
    assert f"is the same file as {kept}, and is written there" in stamped.out
    assert "1 updated, 1 unchanged, 0 refused" in stamped.out
    assert call(linked.root, "check").code == 0
    linked.edit(SOURCE.format(5))
    synced = linked.call("sync")
    assert synced.code == 0
    assert "1 updated, 1 unchanged, 0 refused" in synced.out
    others = {"AGENTS.fr.md", "CLAUDE.fr.md"} - {kept}
    assert not any(f"diff {other}" in synced.out for other in others)
    assert (linked.root / target).read_text().count("sync:fuzzy") == 1
    assert (linked.root / "CLAUDE.md").is_symlink()


def test_noop_two_files_of_the_same_bytes_are_both_written(tmp_path: Path) -> None:
    linked = Linked(tmp_path / "site")
    (linked.root / "CLAUDE.fr.md").unlink()
    write_files(linked.root, {"CLAUDE.fr.md": DONE.format(2)})
    commit_all(linked.root, "a copy")
    assert "2 updated, 0 unchanged" in linked.call("stamp", ".", "--all-languages").out
    linked.edit(SOURCE.format(5))
    assert "2 updated, 0 unchanged" in linked.call("sync").out
