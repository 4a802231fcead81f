"""One state of the project's files, and what all of them share about paths."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sync.project.trees.stored import StoredFiles

# Folders that hold no documents unless a pattern of ``include`` names them.
CLOSED_FOLDERS = frozenset({"node_modules", "translated_images"})


class Tree(Protocol):
    """One state of the project's files."""

    @property
    def ignored(self) -> frozenset[str]:
        """Files and folders that hold no documents: git ignores them, or another repository's."""

    @property
    def outside(self) -> frozenset[str]:
        """Symbolic links that leave the root."""

    @property
    def left_out(self) -> frozenset[str]:
        """Files that are read from git, as the checkout leaves them out: nothing may write them."""

    @property
    def nested(self) -> frozenset[str]:
        """Folders that are repositories of their own: submodules, and other clones."""

    @property
    def absent(self) -> frozenset[str]:
        """Folders of submodules that are not initialised, so that nobody knows what they hold."""

    def files(self) -> Sequence[str]:
        """List all files that may matter, in no order; links that leave the root are listed, too.

        Raises:
            FileError: a folder cannot be read.
            GitError: git failed.
        """

    def read(self, path: str) -> bytes:
        """Return a file's content.

        Raises:
            FileError: it cannot be read, or lies behind a link that leaves the root; ObjectError
                where git cannot, LackingError where a partial clone lacks it.
        """

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes, or all; raises what `read` does."""

    def find_blob(self, path: str) -> str | None:
        """Return git's name of a file's content where git holds it; None for one on disk."""

    def open_stored(self, paths: Collection[str]) -> StoredFiles | None:
        """Return what git holds of those of ``paths`` that the disk shows in another form.

        None where nothing can make them differ.
        """

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder at ``path``, which may be any path."""

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves the root."""

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore; they need not exist."""


def is_closed(name: str) -> bool:
    """Say whether a folder of this name holds no documents unless ``include`` names it."""
    return name.startswith(".") or name in CLOSED_FOLDERS


def normalise(path: str) -> str | None:
    """Return ``path`` without dots; None if it leaves the root."""
    if path.startswith("/"):
        return None
    place = posixpath.normpath(path)
    return None if place == ".." or place.startswith("../") else place


def is_below(path: str, places: Collection[str]) -> bool:
    """Say whether ``path`` or a folder above it is among ``places``."""
    if not places:
        return False
    while path not in places:
        path = path.rpartition("/")[0]
        if not path:
            return False
    return True


def find_folders(paths: Iterable[str]) -> frozenset[str]:
    """Return the folders that hold what is at ``paths``; the root is ``.``."""
    folders = {"."}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(folders)


def find_mount(path: str, mounts: Iterable[str]) -> str | None:
    """Return which of several places ``path`` is, or lies below, the deepest; None for none."""
    held = (each for each in mounts if path == each or path.startswith(f"{each}/"))
    return max(held, key=len, default=None)
