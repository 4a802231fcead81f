"""The files of a commit as a clean checkout of it would show them, without one."""

from __future__ import annotations

import os
from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

from sync.git import list_folder, list_paths_at
from sync.git.index import SUBMODULE
from sync.project.trees.blobs import LINK_MODE
from sync.project.trees.partial import PartialTree
from sync.project.trees.tree import find_folders, is_closed, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sync.git import Repository

_LACKING = "the partial clone lacks it"
_MODULES = ".gitmodules"
_LONGEST_CHAIN = 40  # links followed on one path, as the kernel does (path_resolution(7))


class CommitTree(PartialTree):
    """The files of a commit below the folder of the repository's prefix.

    Where a blob is lacking, a file is there, and who reads it is told so. Of what lies outside of
    that folder nothing is known: a link that leads there leaves the root.
    """

    def __init__(
        self,
        repository: Repository,
        commit: str,
        opens: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """List the commit; ``opens`` says which closed folders are listed, by name.

        Raises:
            UsageError: the commit has no such folder.
            GitError: git failed.
        """
        listed = list_folder(repository, commit)
        self._commit = commit
        self._opens = opens
        self.submodules = {each.path: each.blob for each in listed if each.mode == SUBMODULE}
        files = [each for each in listed if each.mode != SUBMODULE]
        super().__init__(repository, files, _LACKING)
        lost = (each for each in files if each.mode == LINK_MODE and not self.is_local(each.blob))
        self._blobs.update((each.path, each.blob) for each in lost)
        if self.submodules and list_paths_at(repository, commit, (_MODULES,)):
            self.absent = frozenset(self.submodules)  # a clean checkout has none of them

    def files(self) -> Sequence[str]:
        """List the files, but for those in closed folders."""
        known: dict[str, bool] = {"": True}
        return [path for path in super().files() if self._is_open(path.rpartition("/")[0], known)]

    def _is_open(self, folder: str, known: dict[str, bool]) -> bool:
        """Say whether no folder on a path is closed."""
        if folder not in known:
            above, _, name = folder.rpartition("/")
            is_shut = is_closed(name) and not self._opens(name)
            known[folder] = not is_shut and self._is_open(above, known)
        return known[folder]

    def exists(self, path: str) -> bool:
        """Say whether there is anything at ``path``, with links on the way followed."""
        place = normalise(path)
        if place is None:
            return False
        return self._is_there(place) or self._is_there(self._resolve(place) or "..")

    def is_folder(self, path: str) -> bool:
        """Say whether there is a folder at ``path``, with links followed."""
        place = normalise(path)
        end = None if place is None else self._resolve(place)
        return end is not None and (end in ("", ".") or end in self._folders)

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore by the commit's rules."""
        from sync.git.ignored import find_ignored_at

        asked = frozenset(paths) - self._blobs.keys()
        return find_ignored_at(self._online, self._commit, asked) if asked else frozenset()

    @cached_property
    def _folders(self) -> frozenset[str]:
        held = (*self._blobs, *self._links, *self.submodules)
        return find_folders(held) | self.submodules.keys()

    def _is_there(self, place: str) -> bool:
        return place in self._blobs or place in self._links or place in self._folders

    def _find(self, path: str) -> str:
        is_here = path in self._blobs or self.escapes(path)
        return super()._find(path if is_here else self._resolve(path) or path)

    def _follow(self, link: str) -> str | None:
        return self._resolve(link)

    def _resolve(self, path: str) -> str | None:
        """Return where a path leads with all links followed; None if that is outside of the root.

        One that leads round in a circle leads to itself.
        """
        top = [part for part in self._online.prefix.split("/") if part]
        here, left, count = list(top), deque(path.split("/")), 0
        while left:
            part = left.popleft()
            if part in ("", "."):
                continue
            if part == "..":
                if not here:
                    return None
                here.pop()
                continue
            here.append(part)
            link = "/".join(here[len(top) :]) if here[: len(top)] == top else ""
            if link in self._links:
                count += 1
                target = self._read_link(link)
                if target is None or count > _LONGEST_CHAIN:
                    return path
                if target.startswith("/"):
                    return None
                here.pop()
                left.extendleft(reversed(target.split("/")))
        return "/".join(here[len(top) :]) if here[: len(top)] == top else None

    def _read_link(self, link: str) -> str | None:
        blob = self._links[link]
        data = self._reader.find(blob) if self.is_local(blob) else None
        return None if data is None else os.fsdecode(data)
