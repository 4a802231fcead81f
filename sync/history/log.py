"""``git log`` of the documents: which commit put which blob at which path."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple

from sync.errors import GitError
from sync.git.changes import HEADER, parse_raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.git import RawChange
    from sync.history.opened import OpenRepository

RAW = ("--raw", "-z", "--no-abbrev", f"--format={HEADER.decode()}%H %cI")
"""Options of git's log: each commit's name and date, then what it changed, for `parse_raw`."""

RENAMES, SAME = "-M", "-M100%"
"""Git's rename detection, and as far as it needs no contents: of identical files only."""

_MANY_PATHS = 100
_CHUNK = 1 << 16


class LoggedChange(NamedTuple):
    """One path that a commit changed.

    ``date`` is the committer's (ISO 8601), paths are relative to the top of the work tree.
    ``blob`` is None where the commit left no regular file there; ``old_path`` is None but for a
    rename.
    """

    commit: str
    date: str
    path: str
    blob: str | None
    old_path: str | None = None


def read_log(
    git: OpenRepository, *revisions: str, paths: Sequence[str] = (), options: Sequence[str] = ()
) -> Iterator[LoggedChange]:
    """Yield what the commits behind ``revisions`` changed, the newest first, in one git process.

    Merges show what differs from all their parents, so that every blob that ever stood at a path
    is in the stream once a commit that made it. ``paths`` limit it; git matches each path against
    each of them, and a command line has an end, so that many are matched here instead. Nothing
    comes where HEAD names no commit yet.
    """
    is_short = len(paths) <= _MANY_PATHS
    wanted = frozenset(paths)
    patterns = paths if is_short else ()
    for raw in read_changes(git, *revisions, patterns=patterns, options=options):
        if is_short or raw.path in wanted:
            yield read_change(git, raw)


def read_changes(
    git: OpenRepository, *revisions: str, patterns: Sequence[str] = (), options: Sequence[str] = ()
) -> Iterator[RawChange]:
    """Yield the same as git's raw format tells it; ``patterns`` are pathspecs."""
    command = (*RAW, "-c", "--full-history", *options, *revisions, "--", *patterns)
    try:
        with git.stream("log", *command) as output:
            yield from parse_raw(split_fields(output))
    except GitError:
        if git.head not in revisions or git.has_commits:
            raise


def split_fields(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the NUL-terminated fields of a stream, without their NUL."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *fields, rest = (rest + chunk).split(b"\0")
        yield from fields
    if rest:
        yield rest


def read_change(git: OpenRepository, change: RawChange) -> LoggedChange:
    """Return a change of git's raw format as one of a path by a commit."""
    commit, _, told = change.header.partition(" ")
    date = git.find_date(commit, told)
    return LoggedChange(commit, date, change.path, change.file, change.old_path)


def spell_suffixes(paths: Iterable[str]) -> list[str]:
    """Return the pathspecs of all files whose names end as those of ``paths`` do."""
    suffixes = {PurePosixPath(path).suffix for path in paths}
    return [f":(glob)**/*{suffix}" for suffix in sorted(suffixes)]
