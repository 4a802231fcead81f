"""The renames that a few paths have to do with, told without comparing what all others hold.

Git's rename detection reads and compares contents at every commit that took out and added files,
over the whole history. Which commits took out a path, or put it there, a log of that path alone
tells, and those few are looked at. Chains are followed to their ends. A whole history of a site
with orphans costs a third of the time so.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sync.cache.codec import decode, encode
from sync.git import RawChange
from sync.hashing import digest
from sync.history.log import read_changes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sync.cache import Section
    from sync.history.opened import OpenRepository

Past: TypeAlias = "tuple[RawChange, ...]"
"""Changes behind HEAD, the newest first."""

_FEW = 100  # git matches each path of the history against each that is named


class _Changes(NamedTuple):
    fingerprint: str
    changes: Past


class KeptChanges(NamedTuple):
    """What git said of past renames, and the word for what it held then; None: nothing is kept.

    To detect them takes as long as all else of a warm run over a site with orphans.
    """

    section: Section
    fingerprint: str | None

    def read(self, git: OpenRepository, patterns: Sequence[str], options: Sequence[str]) -> Past:
        """Return the changes behind HEAD, the newest first."""
        key = " ".join((*options, *patterns))
        known = self.recall(key)
        if known is None:
            known = tuple(read_changes(git, git.head, patterns=patterns, options=options))
            self.keep(key, known)
        return known

    def recall(self, key: str) -> Past | None:
        """Return what is kept, None where nothing is or git holds other things since."""
        try:
            kept = decode(_Changes, self.section.get(key))
        except ValueError:  # there are none, or they are damaged
            return None
        return kept.changes if kept.fingerprint == self.fingerprint else None

    def keep(self, key: str, changes: Past) -> None:
        """Keep what was found."""
        if self.fingerprint is not None:
            self.section.put(key, encode(_Changes(self.fingerprint, changes)))


class Walk(NamedTuple):
    """How renames are looked for: away from paths, or (``is_back``) to the paths from elsewhere.

    ``line`` are git's options for which commits, and ``patterns`` the pathspecs of the files that
    are compared.
    """

    rename: str
    patterns: Sequence[str]
    line: Sequence[str] = ()
    is_back: bool = False


def read_renames(git: OpenRepository, paths: Iterable[str], kept: KeptChanges, walk: Walk) -> Past:
    """Return the renames behind HEAD of a chain that begins at some paths, the newest first.

    Of many paths all renames are returned: those of others do no harm.
    """
    wanted = sorted(set(paths))
    if not wanted or not git.has_commits:
        return ()
    options = (*walk.line, walk.rename, "--diff-filter=R")
    if len(wanted) > _FEW:
        return kept.read(git, walk.patterns, options)
    named = digest("\0".join(wanted).encode("utf-8", "surrogateescape"))
    key = " ".join((named, str(walk.is_back), *options, *walk.patterns))
    known = kept.recall(key)
    if known is None:
        known = _follow(git, wanted, walk)
        kept.keep(key, known)
    return known


def _follow(git: OpenRepository, paths: Collection[str], walk: Walk) -> Past:
    """Ask for the renames of paths, then of those that they lead to, until none is new."""
    touched = _Touched(git, walk)
    seen: set[str] = set()
    found: dict[str, list[RawChange]] = {}
    wanted = set(paths)
    while wanted:
        seen |= wanted
        commits = [each for each in touched.list_commits(wanted) if each not in found]
        found |= _read_commits(git, commits, walk)
        ends = (_turn(change, walk) for changes in found.values() for change in changes)
        wanted = {end for start, end in ends if start in seen and end is not None} - seen
    return tuple(change for commit in touched.order for change in found.get(commit, ()))


def _turn(change: RawChange, walk: Walk) -> tuple[str | None, str | None]:
    """Return the path at which a walk comes to a rename, and the one to which it leads."""
    ends = change.old_path, change.path
    return (ends[1], ends[0]) if walk.is_back else ends


class _Touched:
    """Which commits took out a path, or put it there: told by a log of the folder of all paths.

    A chain that leaves the folder makes it ask again, for the other one as well. ``order`` has the
    commits that were seen, the newest first.
    """

    def __init__(self, git: OpenRepository, walk: Walk) -> None:
        self.order: dict[str, None] = {}
        self._git = git
        self._walk = walk
        self._folders: list[str] = []
        self._commits: dict[str, list[str]] = {}

    def list_commits(self, paths: Collection[str]) -> list[str]:
        """Return the commits of some paths, each once."""
        outside = [each for each in paths if not any(map(f"/{each}".startswith, self._folders))]
        if outside:
            folder = posixpath.commonpath([f"/{posixpath.dirname(each)}" for each in outside])
            self._folders.append(f"{folder.rstrip('/')}/")
            self._read()
        return list(dict.fromkeys(name for each in paths for name in self._commits.get(each, ())))

    def _read(self) -> None:
        walk = self._walk
        options = (*walk.line, "--no-renames", f"--diff-filter={'A' if walk.is_back else 'D'}")
        patterns: Sequence[str] = [f":(literal){folder[1:]}" for folder in self._folders]
        if "/" in self._folders:  # all of the repository
            patterns = walk.patterns
        self._commits.clear()
        self.order.clear()
        for change in read_changes(self._git, self._git.head, patterns=patterns, options=options):
            commit = change.header.partition(" ")[0]
            self._commits.setdefault(change.path, []).append(commit)
            self.order[commit] = None


def _read_commits(
    git: OpenRepository, commits: Sequence[str], walk: Walk
) -> dict[str, list[RawChange]]:
    """Return the renames of some commits."""
    found: dict[str, list[RawChange]] = {commit: [] for commit in commits}
    for start in range(0, len(commits), _FEW):
        options = ("--no-walk=unsorted", *walk.line, walk.rename, "--diff-filter=R")
        chunk = commits[start : start + _FEW]
        for change in read_changes(git, *chunk, patterns=walk.patterns, options=options):
            found[change.header.partition(" ")[0]].append(change)
    return found
