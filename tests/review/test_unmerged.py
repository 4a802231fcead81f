"""``check --staged`` while a merge is in conflict: of such a path nothing is staged."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.commands.calling import ask
from tests.stamped import Site

UNMERGED = "is in conflict in git's index: resolve the conflict, then `git add {}`"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site where two branches changed the source, its translation and a file of neither."""
    site = Site.make(tmp_path / "site", "hash: of")
    head = "---\ntitle: Thé\n---\n\n"
    site.save({"en/a.md": "# Green\n", "fr/a.md": f"{head}# Vert\n", "notes.txt": "green"}, "base")
    site.git("branch", "side")
    for branch, word, translated in (("side", "Blue", "Bleu"), ("main", "Red", "Rouge")):
        site.git("checkout", "-q", branch)
        site.write({"en/a.md": f"# {word}\n", "fr/a.md": f"{head}# {translated}\n"})
        site.write({"notes.txt": word})
        site.stamp()
        site.save({}, word)
    return site


def merge(site: Site, *resolved: str) -> None:
    """Merge, and take our side of some of the files that conflict."""
    with pytest.raises(subprocess.CalledProcessError):
        site.git("merge", "-q", "side")
    for path in resolved:
        site.git("checkout", "-q", "--ours", path)
        site.git("add", path)


def test_a_translation_in_conflict_is_invalid(site: Site) -> None:
    merge(site, "notes.txt")
    reply = ask(site.root, "check", "--staged")

    told = reply.translations["fr/a.md"]
    assert reply.code == 1
    assert told["state"] == "invalid"
    assert told["reason"] == f"fr/a.md: {UNMERGED.format('fr/a.md')}"
    assert reply.report["findings"] == []


def test_a_source_in_conflict_is_not_read(site: Site) -> None:
    merge(site, "notes.txt", "fr/a.md")
    reply = site.call("check", "--staged")

    assert reply.code == 3
    assert UNMERGED.format("en/a.md") in reply.err
    for word in ("Green", "Blue", "Red"):
        assert word not in reply.out + reply.err


@pytest.mark.parametrize("resolved", [("en/a.md", "fr/a.md"), ("en/a.md", "fr/a.md", "notes.txt")])
def test_what_is_resolved_is_read(site: Site, resolved: tuple[str, ...]) -> None:
    merge(site, *resolved)
    reply = ask(site.root, "check", "--staged")

    assert reply.code == 0
    assert reply.translations == {}


def test_the_command_can_be_pasted_below_the_top(site: Site) -> None:
    merge(site, "en/a.md", "notes.txt")
    told = ask(site.root / "fr", "check", "--staged").translations["fr/a.md"]["reason"]

    command = told.partition("`")[2].removesuffix("`")
    assert command == "git -C .. add fr/a.md"
    subprocess.run(command, shell=True, cwd=site.root / "fr", check=True)
    assert "is in conflict" not in site.call("check", "--staged").out
