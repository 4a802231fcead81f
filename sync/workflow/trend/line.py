"""The first-parent line of HEAD: its commits, and what each of them changed.

A merge counts as one step: what it brought is its difference from its first parent. The format is
that of git-diff(1), "Raw output format".
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sync.git import Entry, run
from sync.history.plumbing import Plumbing, split_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.git import Repository

_HEADER = b"\x01"
_SETTINGS = ("log.follow=false", "log.showSignature=false", "log.showRoot=true")
_SUBMODULE, _NO_MODE = "160000", "000000"


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


def list_line(repository: Repository) -> tuple[Commit, ...]:
    """List the line, the oldest commit first; nothing where HEAD names no commit yet."""
    if not run(repository, "rev-parse", "--verify", "--quiet", "HEAD", accept=(0, 1)):
        return ()
    settings = [part for each in _SETTINGS for part in ("-c", each)]
    command = ("log", "--first-parent", "--reverse", "--no-color", "--format=%H %cI", "HEAD", "--")
    lines = run(repository, *settings, *command).decode("ascii").splitlines()
    pairs = (line.partition(" ") for line in lines)
    return tuple(Commit(name, date.replace("Z", "+00:00")) for name, _, date in pairs)


def read_steps(repository: Repository, base: str | None, end: str) -> Iterator[Step]:
    """Yield what each commit after ``base`` (None: from the first on) up to ``end`` changed.

    Paths are relative to the root. One process of git, however long the line is.

    Raises:
        GitError: git failed.
    """
    command = [part for each in _SETTINGS for part in ("-c", each)]
    command += ["log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "-z"]
    command += ["--no-abbrev", "--no-renames", "--no-color", f"--format={_HEADER.decode()}%H"]
    if repository.prefix:
        command.append(f"--relative={repository.prefix}")
    revisions = end if base is None else f"{base}..{end}"
    with Plumbing(repository).stream(*command, revisions, "--") as output:
        yield from _parse_steps(split_fields(output))


def _parse_steps(fields: Iterator[bytes]) -> Iterator[Step]:
    step = None
    for field in fields:
        text = field.lstrip(b"\n")
        if text.startswith(_HEADER):
            if step is not None:
                yield step
            step = Step(text[1:].decode("ascii"), {})
        elif text.startswith(b":") and step is not None:
            path = os.fsdecode(next(fields, b""))
            step.changes[path] = _parse_entry(path, text.decode("ascii").split(" "))
    if step is not None:
        yield step


def _parse_entry(path: str, words: Sequence[str]) -> Entry | None:
    mode, blob = words[1], words[3]
    return None if mode in (_SUBMODULE, _NO_MODE) else Entry(path, mode, blob)
