"""What differs between two states of the files: git's raw format, read in one place.

Paths are relative to the root, use ``/`` and are decoded as Python decodes file names. The format
is that of git-diff(1), "Raw output format" and "diff format for merges".
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from sync.git.repository import add_settings, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.git.repository import Repository

HEADER = b"\x01"
"""What the header of a commit begins with, in a log with this ``--format`` before it."""

_DIFF = ("diff", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--relative", "--ignore-submodules")
_ABSENT, _SUBMODULE, _FILE = "000000", "160000", "100"


class RawChange(NamedTuple):
    """One path that differs, as git's raw format tells it.

    ``header`` is what stood above it in a log, ``""`` in a plain comparison. Modes are git's
    (``120000`` is a symbolic link). In a merge what was before is the first parent's.
    ``old_path`` is None but for a rename or a copy.
    """

    header: str
    status: str
    old_mode: str
    mode: str
    old_blob: str
    blob: str
    path: str
    old_path: str | None = None

    @property
    def file(self) -> str | None:
        """The blob of the regular file that is there now; None without one."""
        return self.blob if self.mode.startswith(_FILE) else None

    @property
    def is_conflict(self) -> bool:
        """Whether the path is in conflict in the index."""
        return self.status.startswith("U")


def is_content(mode: str) -> bool:
    """Say whether something of this mode has content of its own: a file or a link."""
    return mode not in (_ABSENT, _SUBMODULE)


def parse_raw(fields: Iterator[bytes]) -> Iterator[RawChange]:
    """Yield the changes among the NUL-terminated fields of ``--raw -z``, headers told apart."""
    header = ""
    for field in fields:
        text = field.lstrip(b"\n")
        if text.startswith(HEADER):
            header = text[1:].decode("utf-8", "replace")  # a subject may be anything
        elif text.startswith(b":"):
            yield _parse_change(header, text, fields)


def _parse_change(header: str, text: bytes, fields: Iterator[bytes]) -> RawChange:
    """Read one raw line, whose one or two paths are the next fields."""
    parents = len(text) - len(text.lstrip(b":"))
    words = text[parents:].decode("ascii").split(" ")
    status = words[-1]
    old_path = os.fsdecode(next(fields, b"")) if parents == 1 and status[:1] in "RC" else None
    return RawChange(
        header,
        status,
        words[0],
        words[parents],
        words[parents + 1],
        words[2 * parents + 1] if len(words) > 2 * parents + 1 else "",
        os.fsdecode(next(fields, b"")),
        old_path,
    )


def compare(
    repository: Repository,
    *sides: str,
    renames: str = "--no-renames",
    paths: Sequence[str] = (),
) -> list[RawChange]:
    """Return what differs below the root between two states, submodules left out.

    ``sides`` are commits, and ``--cached`` where the index stands for the files on disk.
    ``renames`` is git's option for rename detection, ``paths`` are pathspecs. No program of the
    clone's runs, so that a file under a filter, such as Git LFS's, counts as changed if its time
    says that it may be.
    """
    environment = {**repository.environment, **_disarm_filters(repository, sides)}
    out = run(repository._replace(environment=environment), *_DIFF, renames, *sides, "--", *paths)
    return list(parse_raw(iter(out.split(b"\0")[:-1])))


def list_paths(changes: Iterable[RawChange]) -> frozenset[str]:
    """Return the paths that differ."""
    return frozenset(change.path for change in changes)


def list_renames(repository: Repository, *sides: str, is_exact: bool = False) -> Mapping[str, str]:
    """Return old path → new one of the files that moved between two states.

    ``sides`` are those of `compare`. With ``is_exact`` edited files are left out, whose contents
    would have to be read. On disk untracked files are not looked at.
    """
    changes = compare(repository, *sides, renames="-M100%" if is_exact else "-M")
    return {change.old_path: change.path for change in changes if change.old_path is not None}


def _disarm_filters(repository: Repository, sides: Sequence[str]) -> Mapping[str, str]:
    """Return variables that turn off the filters that a look at the files on disk would run."""
    if "--cached" in sides or len(sides) > 1:
        return {}
    pattern = r"^filter\..*\.(clean|process|required)$"
    command = ("config", "-z", "--name-only", "--get-regexp", pattern)
    names = os.fsdecode(run(repository, *command, accept=(0, 1))).split("\0")[:-1]
    return add_settings(
        repository.environment,
        ((name, "false" if name.endswith(".required") else "") for name in dict.fromkeys(names)),
    )
