"""Where documents went, and where they came from, as git's rename detection tells it.

Only documents are looked at: what git reads to compare pictures tells nothing of them, and one
that it cannot read would keep everything else from being known.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import FetchError, GitError
from sync.git import RawChange, compare, is_content
from sync.history.log import rename_option, spell_suffixes
from sync.history.objects import find_local
from sync.history.opened import HEAD
from sync.history.renames import Walk, read_renames
from sync.model import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sync.history.opened import OpenRepository
    from sync.history.renames import KeptChanges


def find_moves(
    git: OpenRepository,
    gone: Iterable[str],
    present: Collection[str],
    kept: KeptChanges,
    *,
    is_shallow: bool,
) -> dict[str, str | Reason]:
    """Return gone path → the present path that a chain of renames leads to, where one does.

    A reason stands where what is here does not tell: in a shallow clone for a path that no commit
    here removed, in a partial one where contents lack that would have to be compared.
    """
    lost = tuple(gone)
    try:
        is_whole = not (is_shallow or git.is_partial)
        suffixes = spell_suffixes({*lost, *present})
        changes = _read_departures(git, lost, suffixes, kept, is_whole=is_whole)
    except GitError as error:
        if isinstance(error, FetchError) or not git.is_partial:
            raise
        return dict.fromkeys(lost, Reason.PARTIAL_CLONE)
    trails = Trails(git, changes, present, is_shallow=is_shallow)
    found = ((path, trails.follow(path)) for path in lost)
    return {path: target for path, target in found if target is not None}


class Trails:
    """Follows paths through ``changes``, the newest first.

    Of a complete repository these are the renames; else what was added and removed as well.
    """

    def __init__(
        self,
        git: OpenRepository,
        changes: Sequence[RawChange],
        present: Collection[str],
        *,
        is_shallow: bool,
    ) -> None:
        """Follow nothing yet."""
        self._git = git
        self._changes = changes
        self._present = present
        self._is_shallow = is_shallow

    def follow(self, path: str) -> str | Reason | None:
        """Return the present path that a path became; None where it became none.

        A path may have been used, left and used again: each step takes the newest change away from
        the path, and only from those that came after the step before.
        """
        end = len(self._changes)
        while path not in self._present:
            step = next((at for at in range(end) if _leaves(self._changes[at], path)), None)
            if step is None:
                return Reason.SHALLOW if self._is_shallow else None
            change = self._changes[step]
            target = change.path if change.old_path == path else self._compare(change)
            if target is None or isinstance(target, Reason):
                return target
            path, end = target, step
        return path

    def _compare(self, removed: RawChange) -> str | Reason | None:
        """Return where a path went that a commit removed, by the contents of what it added.

        Where contents may be missing, identical files alone are known to have moved so far.
        """
        added = [each for each in self._changes if _is_added_with(each, removed)]
        if not added or not self._git.is_partial:
            return None
        if not _name_blobs((removed, *added)).issubset(self._local):
            return Reason.PARTIAL_CLONE
        commit = removed.header.partition(" ")[0]
        sides = (f"{commit}^1", commit) if commit else (HEAD,)
        paths = [f":(literal){each.path}" for each in (removed, *added)]
        moved = compare(self._git.offline, *sides, renames="-M", paths=paths)
        return next((each.path for each in moved if each.old_path == removed.path), None)

    @cached_property
    def _local(self) -> Collection[str]:
        """The blobs that are here of all that may have to be compared."""
        wanted: set[str] = set()
        for change in self._changes:
            if _is_removal(change):
                added = [each for each in self._changes if _is_added_with(each, change)]
                wanted |= _name_blobs((change, *added)) if added else set()
        return find_local(self._git, wanted)


def find_origins(git: OpenRepository, path: str, kept: KeptChanges) -> list[str]:
    """Return ``path`` and the paths that it was renamed from, the newest first."""
    origins = [path]
    patterns = spell_suffixes((path,))
    walk = Walk(rename_option(git), patterns, is_back=True)
    for change in (*_compare_disk(git, patterns), *read_renames(git, (path,), kept, walk)):
        if change.old_path and change.path in origins and change.old_path not in origins:
            origins.append(change.old_path)
    return origins


def _read_departures(
    git: OpenRepository,
    paths: Iterable[str],
    patterns: Sequence[str],
    kept: KeptChanges,
    *,
    is_whole: bool,
) -> list[RawChange]:
    """Read the renames of ``paths`` behind HEAD, the newest first, not committed ones before all.

    They are of files that fit ``patterns``. Where the repository is not whole, what was added and
    removed is told as well, of any path.
    """
    if not git.has_commits:
        return []
    rename = rename_option(git)
    if is_whole:
        past = read_renames(git, paths, kept, Walk(rename, patterns))
        return [*(each for each in _compare_disk(git, patterns) if each.old_path), *past]
    past = kept.read(git, patterns, (rename, "--diff-filter=ADR"))
    return [*(each for each in _compare_disk(git, patterns) if each.status[:1] in "ADR"), *past]


def _compare_disk(git: OpenRepository, patterns: Sequence[str]) -> list[RawChange]:
    """Return what is not committed yet, where there are files."""
    if git.head != HEAD or not git.has_commits:
        return []
    return compare(git.offline, HEAD, renames=rename_option(git), paths=patterns)


def _leaves(change: RawChange, path: str) -> bool:
    return change.old_path == path or (change.path == path and _is_removal(change))


def _is_removal(change: RawChange) -> bool:
    return change.status.startswith("D")


def _is_added_with(change: RawChange, removed: RawChange) -> bool:
    return change.header == removed.header and change.status.startswith("A")


def _name_blobs(changes: Iterable[RawChange]) -> set[str]:
    """Return the blobs of what was added and removed; a file on disk alone has none yet."""
    return set(filter(_is_name, _list_blobs(changes)))


def _list_blobs(changes: Iterable[RawChange]) -> Iterator[str]:
    for change in changes:
        if _is_removal(change) and is_content(change.old_mode):
            yield change.old_blob
        elif is_content(change.mode):
            yield change.blob


def _is_name(blob: str) -> bool:
    return bool(blob.strip("0"))
