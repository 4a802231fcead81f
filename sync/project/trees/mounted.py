"""The project's files with those of the repositories that its sources are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.project.trees.tree import find_mount, is_below

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sync.project.trees.stored import StoredFiles
    from sync.project.trees.tree import Tree


class MountedTree:
    """A tree in which other trees stand at places that may lie outside of the root.

    What the own tree has at such a place, as where a clone lies below the root, is not seen.
    """

    def __init__(self, own: Tree, mounts: Mapping[str, Tree]) -> None:
        """Take the trees, by what the paths of their files begin with."""
        self._own = own
        self._mounts = mounts

    @property
    def ignored(self) -> frozenset[str]:
        """Files and folders that hold no documents."""
        return self._leave_out(self._own.ignored)

    @property
    def outside(self) -> frozenset[str]:
        """Symbolic links that leave the root, or their own repository."""
        theirs = (f"{at}/{path}" for at, tree in self._mounts.items() for path in tree.outside)
        return self._leave_out(self._own.outside).union(theirs)

    @property
    def left_out(self) -> frozenset[str]:
        """Files that the checkout leaves out."""
        return self._leave_out(self._own.left_out)

    @property
    def nested(self) -> frozenset[str]:
        """Folders that are repositories of their own."""
        return self._own.nested.union(self._mounts)

    @property
    def absent(self) -> frozenset[str]:
        """Folders of submodules that are not initialised."""
        return self._leave_out(self._own.absent)

    def files(self) -> Sequence[str]:
        """List the files of all."""
        own: Iterable[str] = self._own.files()
        if not all(each.startswith("../") for each in self._mounts):
            own = self._leave_out(own)
        theirs = (f"{at}/{path}" for at, tree in self._mounts.items() for path in tree.files())
        return (*own, *theirs)

    def read(self, path: str) -> bytes:
        """Return a file's content."""
        return self._ask(path, lambda tree, inner: tree.read(inner))

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes."""
        return self._ask(path, lambda tree, inner: tree.read_head(inner, size))

    def find_blob(self, path: str) -> str | None:
        """Return git's name of a file's content where git holds it."""
        mount = find_mount(path, self._mounts)
        if mount is None:
            return self._own.find_blob(path)
        return self._mounts[mount].find_blob(path[len(mount) + 1 :])

    def open_stored(self, paths: Collection[str]) -> StoredFiles | None:
        """Return what git holds of those of ``paths`` that are on disk in another form."""
        own = [path for path in paths if find_mount(path, self._mounts) is None]
        return self._own.open_stored(own) if own else None

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder at ``path``."""
        mount = find_mount(path, self._mounts)
        if mount is None:
            return self._own.exists(path)
        return self._mounts[mount].exists(path[len(mount) + 1 :] or ".")

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves its repository."""
        mount = find_mount(path, self._mounts)
        if mount is None:
            return self._own.escapes(path)
        return self._mounts[mount].escapes(path[len(mount) + 1 :])

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore: a commit's files are none."""
        own = [path for path in paths if find_mount(path, self._mounts) is None]
        return self._own.find_ignored(own) if own else frozenset()

    def _ask(self, path: str, read: Callable[[Tree, str], bytes]) -> bytes:
        mount = find_mount(path, self._mounts)
        if mount is None:
            return read(self._own, path)
        try:
            return read(self._mounts[mount], path[len(mount) + 1 :])
        except FileError as error:
            raise type(error)(error.message, path=path) from error

    def _leave_out(self, paths: Iterable[str]) -> frozenset[str]:
        return frozenset(path for path in paths if not is_below(path, self._mounts))
