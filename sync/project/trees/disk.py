"""The files on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.files import read_regular
from sync.git import IgnoredListing, Repository, find_ignored
from sync.git.attributes import may_convert
from sync.project.trees.tree import is_below, is_closed, normalise

if TYPE_CHECKING:
    from sync.project.trees.stored import StoredFiles

_PATIENCE = 200  # folders walked before git's list of ignored ones is waited for


class DiskTree:
    """The files on disk, listed when they are asked for: so long a list is not kept."""

    left_out: frozenset[str] = frozenset()

    def __init__(
        self,
        root: Path,
        repository: Repository | None = None,
        opens: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Remember the root; ``opens`` says which closed folders are listed, by name."""
        self._root = os.fspath(root)
        self._repository = repository
        self._opens = opens
        self._ignored: frozenset[str] | None = None
        self._outside: frozenset[str] = frozenset()
        self._nested: frozenset[str] = frozenset()

    @property
    def ignored(self) -> frozenset[str]:
        """Files and folders that git ignores, and folders that are other repositories."""
        if self._ignored is None:
            self.files()
        return self._ignored or frozenset()

    @property
    def outside(self) -> frozenset[str]:
        """Symbolic links that leave the root."""
        if self._ignored is None:
            self.files()
        return self._outside

    @property
    def nested(self) -> frozenset[str]:
        """Folders that are repositories of their own."""
        if self._ignored is None:
            self.files()
        return self._nested

    @cached_property
    def absent(self) -> frozenset[str]:
        """Folders of submodules that are not initialised; only ``.gitmodules`` tells of any."""
        repository = self._repository
        if repository is None:
            return frozenset()
        tops = (os.fspath(repository.toplevel), *(f"{self._root}/{each}" for each in self.nested))
        if not any(os.path.lexists(f"{top}/.gitmodules") for top in tops):
            return frozenset()
        from sync.git.nested import list_absent

        return list_absent(repository, self.nested)

    def files(self) -> Sequence[str]:
        """List the files; closed and ignored folders are entered only where that is cheap."""
        walk = _Walk(self._root, self._opens)
        listing = IgnoredListing(self._repository) if self._repository else None
        try:
            walk.run(_PATIENCE if listing else None)
        finally:
            ignored = listing.wait() if listing else frozenset()
        walk.close(ignored)
        walk.run(None)
        if self._repository:
            ignored |= walk.foreign
            self._nested = frozenset(walk.foreign)
        walk.raise_unreadable(ignored)
        self._ignored, self._outside = ignored, frozenset(walk.outside)
        return walk.files

    def read(self, path: str) -> bytes:
        """Return a file's content."""
        return self._read(path)

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes."""
        return self._read(path, size)

    def _read(self, path: str, size: int | None = None) -> bytes:
        outside = self.outside if self._ignored is None else self._outside
        if outside and self.escapes(path):
            raise FileError("is a link that leaves the root: put the file in its place", path=path)
        try:
            return read_regular(f"{self._root}/{path}", size)
        except OSError as error:
            raise FileError(f"cannot be read: {error.strerror}", path=path) from error

    def find_blob(self, path: str) -> None:
        """Return nothing: what is on disk has to be read to be known."""
        del path

    def open_stored(self, paths: Collection[str]) -> StoredFiles | None:
        """Return what git holds of those of ``paths`` that were converted on checkout."""
        if self._repository is None or not may_convert(self._repository, paths, self.nested):
            return None
        from sync.project.trees.stored import StoredFiles

        return StoredFiles(self._repository, paths)

    def exists(self, path: str) -> bool:
        """Say whether there is anything at ``path``."""
        place = normalise(path)
        return place is not None and os.path.lexists(f"{self._root}/{place}")

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves the root."""
        return is_below(path, self.outside)

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore."""
        return find_ignored(self._repository, paths) if self._repository else frozenset()


class _Walk:
    """A walk over the folders that can be paused."""

    def __init__(self, root: str, opens: Callable[[str], bool]) -> None:
        self.files: list[str] = []
        self.outside: set[str] = set()
        self.foreign: set[str] = set()
        self._unreadable: dict[str, OSError] = {}
        self._root = root
        self._real = os.path.realpath(root)
        self._opens = opens
        self._closed: Collection[str] = ()
        self._left = [""]

    def close(self, folders: Collection[str]) -> None:
        """Leave ``folders`` out from now on."""
        self._closed = folders
        self._left = [folder for folder in self._left if not is_below(folder[:-1], folders)]

    def run(self, folders: int | None) -> None:
        """Walk on, through at most so many folders."""
        left = self._left
        count = 0
        while left and count != folders:
            count += 1
            folder = left.pop()
            if folder[:-1] not in self._closed:
                self._list(folder)

    def raise_unreadable(self, ignored: Collection[str]) -> None:
        """Refuse to go on if a folder that is not ignored could not be read."""
        for folder, error in self._unreadable.items():
            if not is_below(folder, ignored):
                message = (
                    f"the folder cannot be read: {error.strerror}; allow it, or let git ignore it"
                )
                raise FileError(message, path=folder or ".") from error

    def _list(self, folder: str) -> None:
        try:
            with os.scandir(f"{self._root}/{folder}") as entries:
                for entry in entries:
                    self._take(folder, entry)
        except OSError as error:
            self._unreadable[folder[:-1]] = error

    def _take(self, folder: str, entry: os.DirEntry[str]) -> None:
        name = entry.name
        if entry.is_file(follow_symlinks=False):
            if name != ".git":
                self.files.append(folder + name)
            elif folder:
                self.foreign.add(folder[:-1])
        elif entry.is_symlink():
            self._take_link(folder + name)
        elif entry.is_dir(follow_symlinks=False):
            if name == ".git":
                self.foreign.update([folder[:-1]] if folder else [])
            elif not is_closed(name) or self._opens(name):
                self._left.append(f"{folder}{name}/")
        else:  # a pipe, a socket or a device: who reads it is told so
            self.files.append(folder + name)

    def _take_link(self, path: str) -> None:
        """Follow a link to a file inside of the root; git, too, follows none to a folder."""
        target = os.path.realpath(f"{self._root}/{path}")
        if os.path.commonpath((target, self._real)) != self._real:
            self.outside.add(path)
        if os.path.exists(target) and not os.path.isdir(target):  # noqa: PTH110, PTH112
            self.files.append(path)
