"""Stamps of a project that is a folder of its repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.calling import ask
from tests.project_files import commit_all, git, write_files

ONE, TWO = "Hello.\n", "Hello there.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_files(tmp_path / "site", {"docs/en/a.md": ONE, "docs/en/b.md": ONE, "en/a.md": "x\n"})
    commit_all(tmp_path / "site")
    return tmp_path / "site"


def configure(root: Path, stamp: str) -> None:
    text = f'source: en\ntranslations: "{{lang}}/{{path}}"\nstamp: {{{stamp}}}\n'
    write_files(root, {"docs/.translation-sync.yaml": text})


@pytest.mark.parametrize(
    ("stamp", "lines"),
    [
        ("commit: from", "from: {commit}"),
        ("commit: from, path: was", "from: {commit}\nwas: docs/en/a.md"),
        ("commit: from", "from: https://example.org/o/r/blob/{commit}/docs/en/a.md"),
        ("hash: of", "of: {blob}"),
        ("history: true", "title: x"),
    ],
)
def test_bases_are_found_and_recorded_as_at_the_top(root: Path, stamp: str, lines: str) -> None:
    configure(root, stamp)
    commit, blob = git(root, "rev-parse", "HEAD", ":docs/en/a.md").split()
    names = {"commit": commit, "blob": blob}
    text = f"---\n{lines.format(**names)}\n---\nSalut.\n"
    write_files(root, {"docs/fr/a.md": text})
    commit_all(root)
    assert tell(root)["state"] == "current"
    write_files(root, {"docs/en/a.md": TWO})
    commit_all(root)

    told = tell(root)

    assert (told["state"], told["reason"]) == ("stale", None)
    assert told["base"]["blob"] == names["blob"]
    assert told["base"]["path"] == "en/a.md"
    assert tell(root) == told  # from the cache
    if "history" not in stamp:
        assert ask(root / "docs", "stamp", "fr/a.md").code == 0
        assert tell(root)["state"] == "current"
        assert "/docs/en/a.md" in (root / "docs/fr/a.md").read_text() or "https" not in lines


def tell(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = ask(root / "docs", "status").translations["fr/a.md"]
    return found
