"""``git log --raw -z`` to changes: which commit put which blob at which path.

The format is that of git-diff(1), "Raw output format" and "diff format for merges".
"""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, NamedTuple

from sync.errors import GitError
from sync.history.plumbing import split_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.history.plumbing import Plumbing

_HEADER = b"\x01"
_SETTINGS = ("log.follow=false", "log.showSignature=false", "log.showRoot=true")
_MANY_PATHS = 100


class Change(NamedTuple):
    """One path that a commit changed, as git's raw format tells it.

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
    git: Plumbing, *revisions: str, paths: Sequence[str] = (), options: Sequence[str] = ()
) -> Iterator[Change]:
    """Yield what the commits behind ``revisions`` changed, the newest first, in one git process.

    Merges show what differs from all their parents, so that every blob that ever stood at a path
    is in the stream once a commit that made it. ``paths`` limit it; git matches each path against
    each of them, and a command line has an end, so that many are matched here instead. Nothing
    comes where HEAD names no commit yet.
    """
    command = [part for setting in _SETTINGS for part in ("-c", setting)]
    command += ["log", "--raw", "-z", "-c", "--full-history", "--no-abbrev", "--no-color"]
    command += [f"--format={_HEADER.decode()}%H %cI", *options, *revisions, "--"]
    is_short = len(paths) <= _MANY_PATHS
    wanted = frozenset(paths)
    try:
        with git.stream(*command, *(paths if is_short else ())) as output:
            for change in parse_log(output):
                if is_short or change.path in wanted:
                    yield change
    except GitError:
        if "HEAD" not in revisions or git.has_commits:
            raise


def parse_log(stream: IO[bytes]) -> Iterator[Change]:
    """Yield the changes of a raw log whose commits are headed by 0x01, name, space, date."""
    fields = split_fields(stream)
    commit = date = ""
    for field in fields:
        text = field.lstrip(b"\n")
        if text.startswith(_HEADER):
            commit, _, date = text[1:].decode("ascii").partition(" ")
        elif text.startswith(b":"):
            yield _parse_change(text, fields, commit, date)


def _parse_change(text: bytes, fields: Iterator[bytes], commit: str, date: str) -> Change:
    """Read one raw line, whose one or two paths are the next fields."""
    parents = len(text) - len(text.lstrip(b":"))
    words = text[parents:].split(b" ")
    mode, blob, status = words[parents], words[2 * parents + 1], words[-1]
    old_path = os.fsdecode(next(fields, b"")) if parents == 1 and status[:1] in b"RC" else None
    return Change(
        commit=commit,
        date=date.replace("Z", "+00:00"),
        path=os.fsdecode(next(fields, b"")),
        blob=blob.decode("ascii") if mode.startswith(b"100") else None,
        old_path=old_path,
    )
