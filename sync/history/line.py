"""The first-parent line of HEAD: its commits, and what each of them changed.

A merge counts as one step: what it brought is its difference from its first parent.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sync.git import Entry, is_content
from sync.git.changes import parse_raw
from sync.history.log import RAW, split_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.git import RawChange
    from sync.history.opened import OpenRepository


class Commit(NamedTuple):
    """A commit of the line; ``date`` is the committer's, ISO 8601 as git writes it."""

    name: str
    date: str

    @property
    def moment(self) -> datetime:
        """The committer's date in UTC."""
        return datetime.fromisoformat(self.date).astimezone(UTC)


class Step(NamedTuple):
    """A commit, and path → the entry that it put there; None where it left no file."""

    commit: str
    changes: dict[str, Entry | None]


def read_line(git: OpenRepository) -> tuple[Commit, ...]:
    """Read the line, the oldest commit first; nothing where HEAD names no commit yet."""
    if not git.has_commits:
        return ()
    command = ("--first-parent", "--reverse", "--format=%H %cI", git.head, "--")
    with git.stream("log", *command) as output:
        pairs = (line.decode("ascii").rstrip("\n").partition(" ") for line in output)
        return tuple(Commit(name, git.find_date(name, told)) for name, _, told in pairs)


def read_steps(git: OpenRepository, base: str | None, end: str) -> Iterator[Step]:
    """Yield what the commits after ``base`` (None: from the first on) up to ``end`` changed.

    One that changed nothing is left out. Paths are relative to the root. One process of git,
    however long the line is.

    Raises:
        GitError: git failed.
    """
    command = [*RAW, "--first-parent", "--diff-merges=first-parent", "--reverse", "--no-renames"]
    if git.repository.prefix:
        command.append(f"--relative={git.repository.prefix}")
    revisions = end if base is None else f"{base}..{end}"
    with git.stream("log", *command, revisions, "--") as output:
        changes = parse_raw(split_fields(output))
        for header, own in groupby(changes, key=attrgetter("header")):
            held = {change.path: _read_entry(change) for change in own}
            yield Step(header.partition(" ")[0], held)


def _read_entry(change: RawChange) -> Entry | None:
    return Entry(change.path, change.mode, change.blob) if is_content(change.mode) else None
