"""A part of a tree, for those who look at less than it lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sync.trees import BlobTree


class Excerpt:
    """A tree that lists only some of its files; by name all can be read."""

    def __init__(self, tree: BlobTree, paths: frozenset[str] | None) -> None:
        """Take a tree, and the files to list; None stands for all of them."""
        self._tree = tree
        self._paths = paths

    @property
    def ignored(self) -> frozenset[str]:
        """Files and folders that hold no documents."""
        return self._tree.ignored

    @property
    def outside(self) -> frozenset[str]:
        """Symbolic links that leave the root."""
        return self._tree.outside

    def files(self) -> Sequence[str]:
        """List the files of the excerpt, and links that leave the root."""
        if self._paths is None:
            return self._tree.files()
        there = self._paths.intersection(self._tree.blobs)
        return (*there, *self.outside.difference(there))

    def read(self, path: str) -> bytes:
        """Return a file's content; raises what the tree does."""
        return self._tree.read(path)

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes, or all; raises what the tree does."""
        return self._tree.read_head(path, size)

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder at ``path``."""
        return self._tree.exists(path)

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves the root."""
        return self._tree.escapes(path)

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore."""
        return self._tree.find_ignored(paths)
