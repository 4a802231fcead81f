"""The present sources of a view: their bytes and digests, read once for all languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError
from sync.hashing import digests

if TYPE_CHECKING:
    from sync.trees import Tree


class Source(NamedTuple):
    """A source as it is now; ``digests`` begin with that of its raw bytes."""

    path: str
    data: bytes
    digests: tuple[str, ...]


class Sources:
    """Reads sources when they are first asked for, and keeps them."""

    def __init__(self, tree: Tree) -> None:
        """Read nothing yet."""
        self._tree = tree
        self._known: dict[str, Source | FileError] = {}

    def read(self, path: str) -> Source:
        """Return a source; raises FileError where it cannot be read."""
        if path not in self._known:
            self._known[path] = self._read(path)
        known = self._known[path]
        if isinstance(known, FileError):
            raise known
        return known

    @property
    def unreadable(self) -> tuple[FileError, ...]:
        """The errors of those that were asked for in vain."""
        return tuple(known for known in self._known.values() if isinstance(known, FileError))

    def _read(self, path: str) -> Source | FileError:
        try:
            data = self._tree.read(path)
        except FileError as error:
            return error
        return Source(path, data, digests(data))
