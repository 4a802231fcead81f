"""The versions of one document on the first-parent line, and at a revision that a user names."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError, UsageError
from sync.git import call_git
from sync.git.fetching import read_boundary
from sync.history.links import LINK_MODE, LONGEST_CHAIN, read_link
from sync.history.log import RENAMES, SAME, read_log
from sync.history.moves import find_origins
from sync.model import Reason, find_fetch_command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.history.opened import OpenRepository
    from sync.history.renames import KeptRenames

# Of how many documents git is asked in one call: a command line has an end.
_MOST_PATHS = 1000


class DatedVersion(NamedTuple):
    """What a document was from ``commit`` on; ``date`` is the committer's, ISO 8601.

    Where a shallow clone ends at that commit, an older one may be meant: ``deepen`` is the command
    of git that would tell.
    """

    commit: str
    date: str
    blob: str
    deepen: str | None = None


def read_versions(git: OpenRepository, path: str) -> tuple[DatedVersion, ...]:
    """Read the versions of a document on the first-parent line, the newest first.

    They go back through renames. What a merge brought in counts as the merge's own. Of a link they
    are those of the file that it leads to now.
    """
    rename = SAME if git.is_partial else RENAMES
    options = ("--first-parent", "--diff-merges=first-parent", "--follow", rename)
    path = _find_file(git, git.head, path)[0][-1] if git.has_commits else path
    return tuple(
        DatedVersion(change.commit, change.date, change.blob)
        for change in read_log(git, git.head, paths=(path,), options=options)
        if change.blob is not None
    )


def read_last(git: OpenRepository, revision: str, path: str) -> DatedVersion | None:
    """Return the commit behind a revision that last changed a document; None without one.

    Of a link that is the last one that changed it, or what it leads to.

    Raises GitError, in a clone that lacks trees with the command that brings them.
    """
    call = call_git(git.repository.toplevel)
    try:
        paths, blob = _find_file(git, revision, path)
        wanted = (f":(literal){each}" for each in paths)
        told = git.find("log", "-1", "--format=%H %cI", revision, "--", *wanted)
    except GitError as error:
        if not git.is_partial:
            raise
        fetch = f"`{call} {find_fetch_command(Reason.PARTIAL_CLONE)}`"
        raise GitError(
            f"the partial clone lacks the history of {path}; {fetch} brings it"
        ) from error
    if not told or blob is None:
        return None
    commit, _, date = told.strip().partition(" ")
    deepen = None
    if git.repository.is_shallow and commit in read_boundary(git.repository):
        deepen = f"{call} {find_fetch_command(Reason.SHALLOW)}"
    return DatedVersion(commit, git.find_date(commit, date), blob, deepen)


def read_last_date(git: OpenRepository, paths: Sequence[str]) -> str | None:
    """Return the date of the newest commit behind HEAD that changed one of some documents."""
    if not git.has_commits:
        return None
    dates: list[str] = []
    for start in range(0, len(paths), _MOST_PATHS):
        wanted = (f":(literal){path}" for path in paths[start : start + _MOST_PATHS])
        told = git.find("log", "-1", "--format=%H %cI", git.head, "--", *wanted)
        commit, _, date = (told or "").strip().partition(" ")
        dates += [git.find_date(commit, date)] if commit else []
    return max(dates, key=datetime.fromisoformat, default=None)


def find_former(git: OpenRepository, paths: Sequence[str]) -> set[str]:
    """Return the paths of ``paths`` that a commit behind HEAD changed."""
    found: set[str] = set()
    for start in range(0, len(paths) if git.has_commits else 0, _MOST_PATHS):
        wanted = (f":(literal){path}" for path in paths[start : start + _MOST_PATHS])
        told = git.find(
            "log", "-z", "--format=", "--name-only", "--no-renames", git.head, "--", *wanted
        )
        found.update((told or "").split("\0"))
    return found.intersection(paths)


def choose_version(versions: Iterable[DatedVersion], date: str) -> DatedVersion | None:
    """Choose the first of ``versions`` that is not younger than ``date``, if there is one.

    None also where ``date`` is no ISO 8601 date; one without a time zone is taken as UTC.
    """
    limit = _parse_date(date)
    if limit is None:
        return None
    return next((each for each in versions if _is_by(each.date, limit)), None)


def find_blob_at(git: OpenRepository, revision: str, path: str, kept: KeptRenames) -> str:
    """Return the blob of a document at a revision, under the name that it had there.

    Raises UsageError where git knows no such revision, or the document is not in it.
    """
    tree = read_tree(git, revision)
    names = itertools.chain((path,), _find_former_names(git, path, kept))
    blobs = (_find_file(git, tree, name)[1] for name in names)
    blob = next(filter(None, blobs), None)
    if blob is None:
        raise UsageError(f"the document is not in revision {revision!r}", path=path)
    return blob


def read_tree(git: OpenRepository, revision: str) -> str:
    """Return the tree that a user's words name; UsageError where git knows none."""
    command = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
    try:
        tree = git.find("rev_parse", *command)
    except GitError as error:
        raise UsageError(f"git knows no revision {revision!r}: {error.message}") from error
    if tree is None:
        fetch = f"`{call_git(git.repository.toplevel)} fetch`"
        raise UsageError(f"git knows no revision {revision!r}; {fetch} may bring it")
    return tree.strip()


def _find_former_names(git: OpenRepository, path: str, kept: KeptRenames) -> Iterator[str]:
    """Look for the names that a document had, once they are asked for."""
    yield from find_origins(git, path, kept)[1:]


def _find_file(git: OpenRepository, tree: str, path: str) -> tuple[list[str], str | None]:
    """Return the paths of the links that lead to a file, its own last, and the file's blob.

    The blob is None where there is no regular file.
    """
    paths = [path]
    for _ in range(LONGEST_CHAIN):
        entry = git.find("ls_tree", "-z", "--full-tree", tree, "--", paths[-1]) or ""
        mode, _, rest = entry.partition(" ")
        if mode != LINK_MODE:
            return paths, rest.split()[1] if mode.startswith("100") else None
        target = read_link(git, paths[-1], rest.split()[1])
        if target is None:
            break
        paths.append(target)
    return paths, None


def _is_by(date: str, limit: datetime) -> bool:
    parsed = _parse_date(date)
    return parsed is not None and parsed <= limit


def _parse_date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
