"""One repository as its history is read: its objects, what it lacks, and what may be fetched."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from sync.cache import Cache
from sync.git import BlobReader, go_offline
from sync.history.fingerprint import take_fingerprint
from sync.model import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

    from sync.git import Repository
    from sync.history.opened import OpenRepository
    from sync.history.renames import KeptRenames

CACHE_NAME = "translation-sync"
"""The folder in git's own in which is kept what may be forgotten."""


class Clone:
    """A repository, opened as far as somebody asks, and the cache of what was derived from it.

    With a commit for ``tip`` its history is the one behind that. Commits and trees that it lacks
    are fetched where that is allowed; contents come by themselves, as they are asked for.
    """

    def __init__(self, repository: Repository, tip: str | None, cache: Cache | None) -> None:
        """Look at nothing yet."""
        self.repository = repository
        self.tip = tip
        self.cache = cache or Cache(repository.common_dir / CACHE_NAME)

    @property
    def is_shallow(self) -> bool:
        """Whether commits were left out, and are so still."""
        return self.repository.is_shallow

    @cached_property
    def git(self) -> OpenRepository:
        """The repository, which a run whose answers are all cached never opens.

        GitPython takes 40 ms to import, half of what a hook takes.
        """
        from sync.history.opened import HEAD, OpenRepository

        head = self.tip or HEAD
        return OpenRepository(self.repository, self.blobs, is_partial=self.is_partial, head=head)

    @cached_property
    def blobs(self) -> BlobReader:
        """The reader of blobs whose names are known, for which nobody needs to open more."""
        at_top = go_offline(self.repository)._replace(root=self.repository.toplevel)
        # A replacement (git-replace(1)) has the name of a blob and the bytes of another.
        environment = {**at_top.environment, "GIT_NO_REPLACE_OBJECTS": "1"}
        return BlobReader(at_top._replace(environment=environment))

    @cached_property
    def is_partial(self) -> bool:
        """Whether objects may be missing on purpose."""
        from sync.git.fetching import is_partial

        return is_partial(self.repository)

    @property
    def renames(self) -> KeptRenames:
        """The renames that earlier runs found."""
        from sync.history.renames import KeptRenames

        return KeptRenames(self.cache.section("renames"), self.take_fingerprint())

    def take_fingerprint(self) -> str | None:
        """Return a word for what git holds now; None where the file system's time is too coarse."""
        word = take_fingerprint(self.repository)
        return word if self.tip is None or word is None else f"{word} {self.tip}"

    def find_local(self, names: Collection[str]) -> Collection[str]:
        """Return those of the objects ``names`` that can be read without a network."""
        if not names or not self.is_partial:
            return names
        from sync.history.objects import find_local

        return find_local(self.git, names)

    def can_better(self, answer: object) -> bool:
        """Tell whether fetching, which must be allowed, may find what could not be found."""
        if answer not in (Reason.SHALLOW, Reason.PARTIAL_CLONE):
            return False
        from sync.git.fetching import may_fetch

        return may_fetch(self.repository)

    def fetch_lacking(self, answers: Collection[object]) -> bool:
        """Fetch the commits or trees that were lacking for answers; tell whether any came."""
        if Reason.SHALLOW in answers and self.can_better(Reason.SHALLOW):
            self._deepen()
            return True
        if Reason.PARTIAL_CLONE in answers and self.can_better(Reason.PARTIAL_CLONE):
            from sync.git.fetching import fetch_trees

            return fetch_trees(self.repository)
        return False

    def _deepen(self) -> None:
        """Fetch the commits that a shallow clone left out, and look at the repository afresh."""
        from sync.git.fetching import deepen

        deepen(self.repository)
        self.repository = self.repository._replace(is_shallow=False)
        for name in ("git", "is_partial"):  # contents were left out
            vars(self).pop(name, None)

    def path_from_top(self, path: str) -> str:
        """Return a path below the root as git has it, from the top of the work tree."""
        return posixpath.normpath(self.repository.prefix + path)

    def path_to_root(self, path: str) -> str:
        """Return one of git's paths as it is seen from the root."""
        return posixpath.relpath(f"/{path}", f"/{self.repository.prefix}")
