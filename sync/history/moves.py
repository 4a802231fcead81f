"""Where documents went, and where they came from, as git's rename detection tells it.

Only documents are looked at: what git reads to compare pictures tells nothing of them, and one
that it cannot read would keep everything else from being known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.git import compare
from sync.history.log import RENAMES, SAME, spell_suffixes
from sync.history.objects import find_local
from sync.history.opened import HEAD
from sync.history.renames import Walk, list_left, name_blobs, read_renames
from sync.model import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sync.git import RawChange
    from sync.history.clone import Clone
    from sync.history.opened import OpenRepository
    from sync.history.renames import KeptRenames, Renames


def find_moves(
    clone: Clone, gone: Iterable[str], present: Collection[str]
) -> dict[str, str | Reason]:
    """Return gone path → the present path that a chain of renames leads to, where one does.

    A reason stands where what is here does not tell: in a shallow clone for a path that no commit
    here removed, in a partial one where contents lack that would have to be compared.
    """
    lost = tuple(gone)
    patterns = spell_suffixes({*lost, *present})
    disk = _compare_disk(clone.git, patterns)
    past = read_renames(clone.git, lost, clone.renames, Walk(patterns))
    trails = Trails(past, present, disk, is_shallow=clone.is_shallow)
    found = ((path, trails.follow(path)) for path in lost)
    return {path: target for path, target in found if target is not None}


class OnDisk(NamedTuple):
    """What is not committed: renames, and the paths of files that were removed.

    Of the paths in ``unsure`` a partial clone cannot tell whether they were renamed.
    """

    renames: Sequence[RawChange] = ()
    removed: Collection[str] = ()
    unsure: Collection[str] = ()


class Trails:
    """Follows paths through renames."""

    def __init__(
        self, past: Renames, present: Collection[str], disk: OnDisk, *, is_shallow: bool
    ) -> None:
        """Follow nothing yet."""
        self._past = past
        self._disk = disk
        self._changes = (*disk.renames, *past.changes)
        self._present = present
        self._is_shallow = is_shallow

    def follow(self, path: str) -> str | Reason | None:
        """Return the present path that a path became; None where it became none.

        A path may have been used, left and used again: each step takes the newest rename away from
        the path, and only from those that came after the step before.
        """
        end = len(self._changes)
        while path not in self._present:
            step = next((at for at in range(end) if self._changes[at].old_path == path), None)
            if step is None:
                return self._explain(path)
            path, end = self._changes[step].path, step
        return path

    def _explain(self, path: str) -> Reason | None:
        """Return why nobody can tell here what became of a path, None where it is gone for sure."""
        if path in self._past.unsure or path in self._disk.unsure:
            return Reason.PARTIAL_CLONE
        is_cut_off = path in self._past.untouched and path not in self._disk.removed
        return Reason.SHALLOW if self._is_shallow and is_cut_off else None


def find_origins(git: OpenRepository, path: str, kept: KeptRenames) -> list[str]:
    """Return ``path`` and the paths that it was renamed from, the newest first."""
    origins = [path]
    patterns = spell_suffixes((path,))
    past = read_renames(git, (path,), kept, Walk(patterns, is_back=True))
    for change in (*_compare_disk(git, patterns).renames, *past.changes):
        if change.old_path and change.path in origins and change.old_path not in origins:
            origins.append(change.old_path)
    return origins


def _compare_disk(git: OpenRepository, patterns: Sequence[str]) -> OnDisk:
    """Return what is not committed yet, where there are files."""
    if git.head != HEAD or not git.has_commits:
        return OnDisk()
    rename = SAME if git.is_partial else RENAMES
    changes = compare(git.offline, HEAD, renames=rename, paths=patterns)
    left = list_left(changes) if git.is_partial else []
    blobs = name_blobs(left)
    is_whole = blobs <= find_local(git, blobs)
    if left and is_whole:
        changes = compare(git.offline, HEAD, renames=RENAMES, paths=patterns)
    return OnDisk(
        [each for each in changes if each.old_path is not None],
        {each.path for each in changes if each.status == "D"},
        () if is_whole else {each.path for each in left if each.status == "D"},
    )
