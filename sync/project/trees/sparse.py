"""The files of a sparse checkout: those on disk, and from git those that it leaves out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync.git import list_left_out
from sync.project.trees.disk import DiskTree
from sync.project.trees.partial import PartialTree

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sync.git import Entry, Repository
    from sync.project.trees.stored import StoredFiles
    from sync.project.trees.tree import Tree


def add_left_out(disk: DiskTree, repository: Repository) -> Tree:
    """Return the files on disk with those that the checkout leaves out, where it leaves out any.

    A file that is on disk counts as it is there, whatever the index says of it.
    """
    root = os.fspath(repository.root)
    entries = [each for each in list_left_out(repository) if not _is_there(root, each.path)]
    return SparseTree(disk, repository, entries) if entries else disk


class SparseTree:
    """The files on disk, and those of git's index that the checkout leaves out.

    What a partial clone lacks of these is fetched only where the user allows it.
    """

    def __init__(self, disk: DiskTree, repository: Repository, entries: Sequence[Entry]) -> None:
        """Take the entries that are left out; of their contents only links are read now."""
        self._disk = disk
        lacking = "this partial clone lacks it, and the checkout leaves it out"
        self._held = PartialTree(repository, entries, lacking)
        self.left_out = frozenset(each.path for each in entries)

    @property
    def ignored(self) -> frozenset[str]:
        """Files and folders that git ignores, and folders that are other repositories."""
        return self._disk.ignored

    @property
    def nested(self) -> frozenset[str]:
        """Folders that are repositories of their own."""
        return self._disk.nested

    @property
    def absent(self) -> frozenset[str]:
        """Folders of submodules that are not initialised."""
        return self._disk.absent

    @property
    def outside(self) -> frozenset[str]:
        """Symbolic links that leave the root."""
        return self._disk.outside | self._held.outside

    def files(self) -> Sequence[str]:
        """List the files, there or left out."""
        return (*self._disk.files(), *self._held.files())

    def read(self, path: str) -> bytes:
        """Return a file's content."""
        return self._held.read(path) if self._is_held(path) else self._disk.read(path)

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes."""
        if self._is_held(path):
            return self._held.read_head(path, size)
        return self._disk.read_head(path, size)

    def find_blob(self, path: str) -> str | None:
        """Return git's name of the content of a file that is left out."""
        return self._held.find_blob(path)

    def open_stored(self, paths: Collection[str]) -> StoredFiles | None:
        """Return what git holds of those of ``paths`` that are on disk in another form."""
        return self._disk.open_stored([each for each in paths if not self._is_held(each)])

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder at ``path``, there or left out."""
        return self._disk.exists(path) or self._held.exists(path)

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves the root."""
        return self._disk.escapes(path) or self._held.escapes(path)

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore."""
        return self._disk.find_ignored(paths)

    def _is_held(self, path: str) -> bool:
        return path in self._held.blobs or path in self.left_out


def _is_there(root: str, path: str) -> bool:
    return os.path.lexists(f"{root}/{path}")
