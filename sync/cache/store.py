"""What was found out once and stays true, kept in the git directory between runs.

A cache holds nothing that cannot be found out again: it may be deleted at any time, a directory
that cannot be written leaves it in memory, and a file that cannot be read counts as empty. One that
is a link counts as neither: what leads out of the git directory may lead to anything.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias, Union

from sync.files import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Value: TypeAlias = Union[str, int, float, bool, "list[Value]", "dict[str, Value]", None]
"""What a section keeps: anything that JSON can say."""

VERSION = 2
"""The layout of the files, and what is in them; one of another number counts as empty."""

LIMIT = 20_000
"""How many entries a section keeps unless told; the oldest go first."""

ROOM = 16_000_000
"""How many bytes a section's file takes unless told; the older half goes where it is too long."""

_ABANDONED_SECONDS = 3600


class Section:
    """One table of key → value, in one JSON file that is read at the first question."""

    def __init__(self, path: Path | None, limit: int = LIMIT, room: int = ROOM) -> None:
        """Name the file, which is neither read nor made here; None keeps all in memory."""
        self._path = path
        self._limit = limit
        self._room = room
        self._entries: dict[str, Value] | None = None
        self._added: dict[str, Value] = {}
        self._forgotten: set[str] = set()

    def get(self, key: str) -> Value:
        """Return the value under ``key``, or None; its shape is the caller's to check."""
        return self._loaded().get(key)

    def items(self) -> Iterator[tuple[str, Value]]:
        """Yield all keys and values, the oldest first."""
        yield from list(self._loaded().items())

    def put(self, key: str, value: Value) -> None:
        """Keep ``value`` under ``key``; it reaches the file with :meth:`save`."""
        self._loaded()[key] = value
        self._added[key] = value
        self._forgotten.discard(key)

    def forget(self, key: str) -> None:
        """Drop what is under ``key``, if anything."""
        if self._loaded().pop(key, None) is not None:
            self._added.pop(key, None)
            self._forgotten.add(key)

    def save(self) -> None:
        """Join what changed here to what the file holds by now, and replace the file in one step.

        Raises:
            OSError: the file system refused; the section is as it was.
        """
        if self._path is None or not (self._added or self._forgotten):
            return
        entries = _read_entries(self._path)
        for key in (*self._forgotten, *self._added):
            entries.pop(key, None)
        entries.update(self._added)
        _write_entries(self._path, list(entries.items())[-self._limit :], self._room)
        self._added.clear()
        self._forgotten.clear()

    def _loaded(self) -> dict[str, Value]:
        if self._entries is None:
            self._entries = {} if self._path is None else _read_entries(self._path)
        return self._entries


class Cache:
    """The sections under one directory, or in memory alone where that is None.

    No method raises for what the file system holds or refuses.
    """

    def __init__(self, directory: Path | None) -> None:
        """Name the directory, which is neither read nor made here."""
        self._directory = directory
        self._sections: dict[str, Section] = {}

    def section(self, name: str, limit: int = LIMIT, room: int = ROOM) -> Section:
        """Return the section ``name``, with its ``limit`` newest entries in ``room`` bytes."""
        if name not in self._sections:
            directory = self._directory
            is_kept = directory is not None and not directory.is_symlink()
            path = directory / f"{name}.json" if directory is not None and is_kept else None
            self._sections[name] = Section(path, limit, room)
        return self._sections[name]

    def save(self) -> None:
        """Write the sections that changed; where the file system refuses, leave it at that."""
        for section in self._sections.values():
            with suppress(OSError):
                section.save()


def _read_entries(path: Path) -> dict[str, Value]:
    """Read a section's file; one that is absent or makes no sense is an empty section."""
    try:
        held: Value = json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(held, dict) or held.get("version") != VERSION:
        return {}
    entries = held.get("entries")
    return entries if isinstance(entries, dict) else {}


def _write_entries(path: Path, entries: list[tuple[str, Value]], room: int) -> None:
    """Write a section's file beside its place and move it there."""
    text = _render_entries(entries)
    while len(text) > room and entries:
        entries = entries[(len(entries) + 1) // 2 :]
        text = _render_entries(entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}.tmp")
    try:
        draft.write_text(text, encoding="ascii")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _remove_abandoned(path)


def _render_entries(entries: list[tuple[str, Value]]) -> str:
    return json.dumps({"version": VERSION, "entries": dict(entries)}, separators=(",", ":"))


def _remove_abandoned(path: Path) -> None:
    """Remove the drafts of runs that were killed while they wrote ``path``."""
    oldest = time.time() - _ABANDONED_SECONDS
    for name in os.listdir(path.parent):  # noqa: PTH208  Path's patterns cost more than the write
        if name.startswith(f"{path.name}.") and name.endswith(".tmp"):
            draft = path.with_name(name)
            with suppress(OSError):
                if draft.stat().st_mtime < oldest:
                    draft.unlink()
