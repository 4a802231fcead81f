"""What git would ignore in a checkout of a commit that nobody makes.

Git reads its rules from a work tree alone (gitignore(5)). It is given one of the commit's
``.gitignore`` files and links, and of nothing else, in a folder that goes again.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sync.git.blobs import BlobReader
from sync.git.commits import list_folder
from sync.git.index import find_ignored
from sync.git.repository import go_offline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.git.index import Entry
    from sync.git.repository import Repository

_RULES = ".gitignore"
_LINK = "120000"


def find_ignored_at(repository: Repository, commit: str, paths: Iterable[str]) -> frozenset[str]:
    """Return those of ``paths`` that git would ignore in a clean checkout of a commit.

    They are relative to the folder of the prefix, and need not exist.

    Raises:
        GitError: one of the files with the rules cannot be read.
    """
    offline = go_offline(repository._replace(prefix=""))
    held = [each for each in list_folder(offline, commit) if _is_wanted(each)]
    with (
        tempfile.TemporaryDirectory(prefix="translation-sync-") as folder,
        BlobReader(offline) as reader,
    ):
        top = Path(folder) / "tree"
        place = top / repository.prefix
        place.mkdir(parents=True)
        for entry in held:
            (top / entry.path).parent.mkdir(parents=True, exist_ok=True)
        # Nothing is written through a link: they come last, and lead nowhere that matters.
        for entry in sorted(held, key=lambda each: each.mode == _LINK):
            _put(top / entry.path, reader.read(entry.blob), is_link=entry.mode == _LINK)
        bound = {
            "GIT_DIR": os.fspath(repository.git_dir),
            "GIT_WORK_TREE": os.fspath(top),
            "GIT_INDEX_FILE": os.fspath(Path(folder) / "index"),
        }
        there = offline._replace(
            root=place, toplevel=top, environment={**offline.environment, **bound}
        )
        return find_ignored(there, paths)


def _is_wanted(entry: Entry) -> bool:
    """Say whether an entry has rules, or leads away; a tree that was forged may name any path."""
    parts = entry.path.split("/")
    if {"..", ".", "", ".git"}.intersection(parts):
        return False
    return entry.mode == _LINK or (parts[-1] == _RULES and entry.mode.startswith("100"))


def _put(place: Path, data: bytes, *, is_link: bool) -> None:
    if os.path.lexists(place):
        return
    if is_link:
        place.symlink_to(os.fsdecode(data))
    else:
        place.write_bytes(data)
