"""A cheap fingerprint of what git holds: it differs whenever a base may have come to light.

A few hundred ``stat`` calls, no process. The places are those of gitrepository-layout(5).
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sync.hashing import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.git import Repository

_Fact = tuple[str, int]
"""A path, or the content of a small file, and its time of change in nanoseconds."""

_SECOND = 1_000_000_000
_DEEPEST_ALTERNATE = 5


def take_fingerprint(repository: Repository) -> str | None:
    """Return a word for the objects, HEAD and boundary of a repository as they are now.

    Git writes no object without touching the folder that it goes to. None where a change in this
    very moment could go unseen, because the file system counts time in whole seconds.
    """
    named = repository.environment.get("GIT_OBJECT_DIRECTORY")
    borrowed = repository.environment.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")
    facts = list(_look_at_references(repository.git_dir, repository.common_dir))
    facts += _look_at_objects(Path(named) if named else repository.common_dir / "objects", 0)
    for folder in filter(None, borrowed.split(os.pathsep)):
        facts += _look_at_objects(Path(folder), 1)
    newest = max(time_ns for _, time_ns in facts)
    if newest % _SECOND == 0 and time.time_ns() - newest < 2 * _SECOND:
        return None
    return digest(repr(facts).encode("utf-8", "backslashreplace"))


def _look_at_references(git_dir: Path, common_dir: Path) -> Iterator[_Fact]:
    head = ""
    with suppress(OSError):
        head = (git_dir / "HEAD").read_text("utf-8", "backslashreplace").strip()
    yield head, 0
    yield _look(git_dir / "logs" / "HEAD")
    for name in ("config", "packed-refs", "shallow", head.removeprefix("ref: ")):
        yield _look(common_dir / name)


def _look_at_objects(objects: Path, depth: int) -> Iterator[_Fact]:
    """Look at a folder of objects, its packs, and those that it borrows from."""
    try:
        names = sorted(path.name for path in objects.iterdir())
    except OSError:
        names = []
    for name in names:
        if len(name) == 2 or name == "pack":  # noqa: PLR2004 -- two digits of an object's name
            yield _look(objects / name)
    if depth < _DEEPEST_ALTERNATE:
        for borrowed in _read_alternates(objects):
            yield from _look_at_objects(borrowed, depth + 1)


def _read_alternates(objects: Path) -> tuple[Path, ...]:
    """Read the folders of objects that a repository borrows, as ``git clone --shared`` does."""
    try:
        lines = os.fsdecode((objects / "info" / "alternates").read_bytes()).splitlines()
    except OSError:
        return ()
    return tuple(objects / line for line in lines if line and not line.startswith("#"))


def _look(path: Path) -> _Fact:
    try:
        return str(path), path.stat().st_mtime_ns
    except OSError:
        return str(path), 0
