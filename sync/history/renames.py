"""The renames that a few paths have to do with, told without comparing what all others hold.

Git's rename detection reads and compares contents at every commit that took out and added files,
over the whole history. Which commits took out a path, or put it there, a log of that path alone
tells, and those few are looked at. Chains are followed to their ends. A whole history of a site
with orphans costs a third of the time so.

A partial clone may lack the contents that would have to be compared. The names of the blobs tell
which: where all are here, or may be fetched, it answers as a complete one. Else identical files
alone are known to have moved; of what else such a commit took out, or put there, nobody can tell.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sync.cache.codec import decode, encode
from sync.errors import FetchError, GitError
from sync.git import RawChange, is_content
from sync.git.fetching import may_fetch
from sync.hashing import digest
from sync.history.log import RENAMES, SAME, read_changes
from sync.history.objects import find_local

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sync.cache import Section
    from sync.history.opened import OpenRepository

Past: TypeAlias = "tuple[RawChange, ...]"
"""Changes behind HEAD, the newest first."""

FIRST_PARENTS = ("--first-parent", "--diff-merges=first-parent")
"""Git's options for what the commits of the first-parent line changed."""

_FEW = 100  # git matches each path of the history against each that is named


class Renames(NamedTuple):
    """What is known of a chain that begins at some paths; the renames come the newest first.

    ``unsure`` are the paths on it that a commit took out, or put there, which cannot be compared
    here. ``untouched`` are those that no commit here took out, or put there.
    """

    changes: Past = ()
    unsure: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()


class _Kept(NamedTuple):
    fingerprint: str | None
    renames: Renames


class KeptRenames(NamedTuple):
    """What git said of past renames, and the word for what it held then; None: nothing is kept.

    To detect them takes as long as all else of a warm run over a site with orphans.
    """

    section: Section
    fingerprint: str | None

    def recall(self, key: str) -> Renames | None:
        """Return what is kept, None where nothing is or git holds other things since."""
        try:
            kept = decode(_Kept, self.section.get(key))
        except ValueError:  # there are none, or they are damaged
            return None
        return kept.renames if kept.fingerprint == self.fingerprint else None

    def keep(self, key: str, renames: Renames) -> None:
        """Keep what was found."""
        if self.fingerprint is not None:
            self.section.put(key, encode(_Kept(self.fingerprint, renames)))


class Walk(NamedTuple):
    """How renames are looked for: away from paths, or (``is_back``) to the paths from elsewhere.

    ``patterns`` are the pathspecs of the files that are compared, and ``line`` git's options for
    which commits.
    """

    patterns: Sequence[str]
    line: Sequence[str] = ()
    is_back: bool = False

    @property
    def status(self) -> str:
        """What git says of a path where a commit took it out, or put it there."""
        return "A" if self.is_back else "D"


def read_renames(
    git: OpenRepository, paths: Iterable[str], kept: KeptRenames, walk: Walk
) -> Renames:
    """Return the renames behind HEAD of a chain that begins at some paths.

    Of many paths all renames are returned: those of others do no harm.

    Raises:
        FetchError: what a partial clone lacks may be fetched, and cannot.
        GitError: git fails; in a partial clone, which may lack trees, nobody can tell.
    """
    wanted = sorted(set(paths))
    if not wanted or not git.has_commits:
        return Renames()
    is_whole = not (git.is_partial or git.repository.is_shallow)
    is_many = is_whole and len(wanted) > _FEW
    named = "" if is_many else digest("\0".join(wanted).encode("utf-8", "surrogateescape"))
    key = " ".join((named, str(walk.is_back), *walk.line, *walk.patterns))
    known = kept.recall(key)
    if known is None or (known.unsure and may_fetch(git.repository)):
        known = _read_all(git, walk) if is_many else _try_to_follow(git, wanted, walk)
        kept.keep(key, known)
    return known


def _read_all(git: OpenRepository, walk: Walk) -> Renames:
    options = (*walk.line, RENAMES, "--diff-filter=R")
    return Renames(tuple(read_changes(git, git.head, patterns=walk.patterns, options=options)))


def _try_to_follow(git: OpenRepository, paths: Sequence[str], walk: Walk) -> Renames:
    try:
        return _follow(git, paths, walk)
    except FetchError:
        raise
    except GitError:
        if not git.is_partial:
            raise
        return Renames(unsure=tuple(paths))


def _follow(git: OpenRepository, paths: Collection[str], walk: Walk) -> Renames:
    """Ask for the renames of paths, then of those that they lead to, until none is new."""
    touched = _Touched(git, walk)
    seen: set[str] = set()
    found: dict[str, list[RawChange]] = {}
    unsure: set[str] = set()
    wanted = set(paths)
    while wanted:
        seen |= wanted
        commits = [each for each in touched.list_commits(wanted) if each not in found]
        told, left = _read_commits(git, commits, walk)
        found |= told
        unsure |= {each.path for each in left if each.status == walk.status}
        ends = (_turn(change, walk) for changes in found.values() for change in changes)
        wanted = {end for start, end in ends if start in seen and end is not None} - seen
    return Renames(
        tuple(change for commit in touched.order for change in found.get(commit, ())),
        tuple(sorted(unsure & seen)),
        tuple(sorted(path for path in seen if not touched.list_commits((path,)))),
    )


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
        options = (*walk.line, "--no-renames", f"--diff-filter={walk.status}")
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
) -> tuple[dict[str, list[RawChange]], list[RawChange]]:
    """Return the renames of some commits, and what a partial clone cannot compare of them."""
    if not git.is_partial:
        return _log_commits(git, commits, walk, RENAMES, "R"), []
    told = _log_commits(git, commits, walk, SAME, "ADR")
    left = {commit: list_left(changes) for commit, changes in told.items()}
    local = find_local(git, name_blobs([each for changes in left.values() for each in changes]))
    lacking = {commit for commit, changes in left.items() if not name_blobs(changes) <= local}
    whole = [commit for commit in commits if left[commit] and commit not in lacking]
    told |= _log_commits(git, whole, walk, RENAMES, "R")
    renames = {commit: [each for each in told[commit] if each.old_path] for commit in commits}
    return renames, [change for commit in lacking for change in left[commit]]


def _log_commits(
    git: OpenRepository, commits: Sequence[str], walk: Walk, rename: str, kinds: str
) -> dict[str, list[RawChange]]:
    """Return what each of some commits did, of these kinds, paired by git's ``rename`` option."""
    found: dict[str, list[RawChange]] = {commit: [] for commit in commits}
    options = ("--no-walk=unsorted", *walk.line, rename, f"--diff-filter={kinds}")
    for start in range(0, len(commits), _FEW):
        chunk = commits[start : start + _FEW]
        for change in read_changes(git, *chunk, patterns=walk.patterns, options=options):
            found[change.header.partition(" ")[0]].append(change)
    return found


def list_left(changes: Iterable[RawChange]) -> list[RawChange]:
    """Return what was taken out and put there, where contents would tell what became what.

    Identical files are paired already. A merge, whose status has a letter for each parent, is
    compared with none of them.
    """
    left = [each for each in changes if each.status in ("A", "D")]
    return left if len({each.status for each in left}) > 1 else []


def name_blobs(changes: Sequence[RawChange]) -> set[str]:
    """Return the blobs of what was added and removed; a file on disk alone has none yet."""
    sides = [(each.old_mode, each.old_blob) for each in changes if each.status == "D"]
    sides += [(each.mode, each.blob) for each in changes if each.status == "A"]
    return {blob for mode, blob in sides if is_content(mode) and blob.strip("0")}
