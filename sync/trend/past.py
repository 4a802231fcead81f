"""The files of one commit after the other, without a checkout: a tree that git's log changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import GitError
from sync.git import BlobReader
from sync.project.trees.blobs import BlobTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.git import Entry, Repository

_LINK_MODE = "120000"


class PastReader(BlobReader):
    """A reader that keeps in mind what it could not read: ``lost``, by the name of the object.

    Whoever asks goes on with the state that an unreadable file has.
    """

    def __init__(self, repository: Repository) -> None:
        """Remember where to start git."""
        super().__init__(repository)
        self.lost: dict[str, GitError] = {}

    def read(self, blob: str, limit: int | None = None) -> bytes:
        """Return the content of an object, or its first ``limit`` bytes, as any reader does."""
        try:
            return super().read(blob, limit)
        except GitError as error:
            self.lost[blob] = error
            raise


class PastTree(BlobTree):
    """A tree that goes from commit to commit; only its list of blobs is ever in memory.

    What git ignores is asked of the present rules: those of the past are nowhere on disk.
    """

    def __init__(
        self,
        repository: Repository,
        entries: Iterable[Entry],
        reader: BlobReader,
        commit: str | None = None,
    ) -> None:
        """Begin with the files of a commit, or with none.

        What git ignores is asked of the rules of ``commit``, where there is no work tree to ask.
        """
        self._commit = commit
        self._held = {entry.path: entry for entry in entries}
        self._is_ignored: dict[str, bool] = {}
        super().__init__(repository, self._held.values(), reader)

    def change(self, changes: Mapping[str, Entry | None]) -> tuple[frozenset[str], bool]:
        """Go one step on; return the paths that read otherwise now, and whether others exist."""
        has_links = bool(self._links)
        for path, entry in changes.items():
            has_links |= entry is not None and entry.mode == _LINK_MODE
            if entry is None:
                self._held.pop(path, None)
            else:
                self._held[path] = entry
        return self._resolve_afresh() if has_links else self._replace(changes)

    def find_ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Return those of ``paths`` that git would ignore now; each is asked for once."""
        asked = frozenset(paths)
        unknown = asked - self._is_ignored.keys()
        if unknown:
            ignored = self._ask(unknown)
            self._is_ignored.update((path, path in ignored) for path in unknown)
        return frozenset(path for path in asked if self._is_ignored[path])

    def _ask(self, paths: frozenset[str]) -> frozenset[str]:
        if self._commit is None:
            return super().find_ignored(paths)
        from sync.git.ignored import find_ignored_at

        return find_ignored_at(self._repository, self._commit, paths)

    def _replace(self, changes: Mapping[str, Entry | None]) -> tuple[frozenset[str], bool]:
        is_other = False
        for path, entry in changes.items():
            is_other |= (path in self._blobs) is not (entry is not None)
            if entry is None:
                self._blobs.pop(path, None)
            else:
                self._blobs[path] = entry.blob
        if is_other:
            self.__dict__.pop("_folders", None)
        return frozenset(changes), is_other

    def _resolve_afresh(self) -> tuple[frozenset[str], bool]:
        """Find out anew where links lead: any path may read otherwise then."""
        before, outside = self._blobs, self._outside
        super().__init__(self._repository, self._held.values(), self._reader)
        self.__dict__.pop("_folders", None)
        changed = dict(before.items() ^ self._blobs.items())
        is_other = before.keys() != self._blobs.keys() or outside != self._outside
        return frozenset(changed), is_other
