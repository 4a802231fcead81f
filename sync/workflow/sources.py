"""The present sources of a view: their bytes and digests, read once for all languages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.hashing import digest, digests

if TYPE_CHECKING:
    from sync.project.trees import Tree


class Source:
    """A source as it is now: its bytes are not kept, but read again where they count."""

    def __init__(self, tree: Tree, path: str) -> None:
        """Read it; raises FileError where it cannot be."""
        self.path = path
        self.digest = digest(tree.read(path))
        self._tree = tree

    @property
    def data(self) -> bytes:
        """The bytes; raises FileError where they are not those of the digest any more."""
        data = self._tree.read(self.path)
        if digest(data) != self.digest:
            raise FileError("changed while it was read; run again", path=self.path)
        return data

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digests of the bytes and of their variants with other line endings."""
        return digests(self.data)

    def is_named_by(self, named: str | None) -> bool:
        """Tell whether a hash names this version, whatever its line endings."""
        return named is not None and (named == self.digest or named in self.digests)


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
        """The errors of those that were asked for in vain, by path."""
        known = (self._known[path] for path in sorted(self._known))
        return tuple(each for each in known if isinstance(each, FileError))

    def _read(self, path: str) -> Source | FileError:
        try:
            return Source(self._tree, path)
        except FileError as error:
            return error
