"""The files as git holds them: in its index, or in a commit."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from sync.errors import FileError, GitError, ObjectError
from sync.files import LARGEST
from sync.git import (
    BlobReader,
    Entry,
    Listing,
    Repository,
    call_git,
    find_ignored,
    list_commit,
)
from sync.names import quote_name
from sync.project.trees.tree import find_folders, is_below, normalise

LINK_MODE = "120000"
_LONGEST_CHAIN = 8  # links to links, followed so far


class BlobTree:
    """The files as git holds them: in its index, or in a commit."""

    ignored: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    nested: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def __init__(
        self,
        repository: Repository,
        entries: Iterable[Entry] | Listing,
        reader: BlobReader | None = None,
    ) -> None:
        """Take the entries over; no content is read yet. Trees may share a ``reader``."""
        self._repository = repository
        self._reader = reader or BlobReader(repository)
        listing = entries if isinstance(entries, Listing) else Listing({}, tuple(entries))
        self._blobs = dict(listing.blobs)
        self._links: dict[str, str] = {}
        self._ways: dict[str, list[str]] = {}
        self._unmerged = frozenset(entry.path for entry in listing.others if entry.stage)
        for entry in listing.others:
            is_link = entry.mode == LINK_MODE and not entry.stage
            held = self._links if is_link else self._blobs
            held[entry.path] = entry.blob
        self._outside = frozenset(self._resolve_links())

    @classmethod
    def of_commit(cls, repository: Repository, commit: str | None) -> Self:
        """Read a commit; None stands for the state before the first one."""
        return cls(repository, list_commit(repository, commit) if commit else ())

    @property
    def blobs(self) -> Mapping[str, str]:
        """The name of git's object by path."""
        return self._blobs

    @property
    def outside(self) -> frozenset[str]:
        """Symbolic links that leave the root."""
        return self._outside

    def files(self) -> Sequence[str]:
        """List the files."""
        return (*self._blobs, *self._outside)

    def read(self, path: str) -> bytes:
        """Return a file's content."""
        data = self._read(path, LARGEST)
        if len(data) == LARGEST:
            message = f"has {LARGEST // 1_000_000} MB or more; put a smaller file in its place"
            raise FileError(message, path=path)
        return data

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes."""
        return self._read(path, size)

    def find_blob(self, path: str) -> str | None:
        """Return git's name of a file's content, whether or not it can be read."""
        return None if path in self._unmerged else self._blobs.get(path)

    def open_stored(self, paths: Collection[str]) -> None:
        """Return nothing: these files are what git holds."""
        del paths

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder at ``path``."""
        place = normalise(path)
        if place is None:
            return False
        return place in self._blobs or place in self._folders

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves the root."""
        return is_below(path, self._outside)

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore."""
        return find_ignored(self._repository, paths)

    def find_leading(self, paths: Collection[str]) -> frozenset[str]:
        """Return the links that lead to one of ``paths``, at once or by others."""
        ways = self._ways.items()
        return frozenset(link for link, way in ways if not set(way).isdisjoint(paths))

    def close(self) -> None:
        """End git's process; it is also ended with the tree."""
        self._reader.close()

    @cached_property
    def _folders(self) -> frozenset[str]:
        return find_folders(self._blobs)

    def _read(self, path: str, size: int) -> bytes:
        try:
            return self._reader.read(self._find(path), size)
        except GitError as error:
            raise ObjectError(error.message, path=path) from error

    def _find(self, path: str) -> str:
        if path in self._unmerged:
            raise FileError(self._explain_unmerged(path), path=path)
        blob = self._blobs.get(path)
        if blob is None:
            wrong = "is a link that leaves the root" if self.escapes(path) else "is not in git"
            raise FileError(f"{wrong}: put the file in its place", path=path)
        return blob

    def _explain_unmerged(self, path: str) -> str:
        """Say that nothing is staged at a path, of which the index has but the sides of a merge."""
        repository = self._repository
        git, name = call_git(repository.toplevel), quote_name(repository.prefix + path)
        return f"is in conflict in git's index: resolve the conflict, then `{git} add {name}`"

    def _resolve_links(self) -> Iterator[str]:
        """Give each link the file that it leads to; yield those that leave the root.

        One that git cannot read leads nowhere.
        """
        for path in self._links:
            target: str | None = path
            for _ in range(_LONGEST_CHAIN):
                if target not in self._links:
                    break
                target = self._follow(target)
                self._ways.setdefault(path, []).append(target or "")
            if target is None:
                yield path
            elif target in self._blobs and target != path:
                self._blobs[path] = self._blobs[target]

    def _follow(self, link: str) -> str | None:
        """Return where a link leads; None if that is outside of the root."""
        try:
            target = os.fsdecode(self._reader.read(self._links[link]))
        except GitError:
            return link
        return normalise(posixpath.join(posixpath.dirname(link), target))
