"""When documents moved on from versions that they once had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sync.history.log import LoggedChange, read_log

if TYPE_CHECKING:
    from sync.history.opened import OpenRepository
    from sync.model import Base


def find_successors(
    git: OpenRepository, asked: Iterable[tuple[str, Base]]
) -> Mapping[tuple[str, str], str]:
    """Return when each document (a path from the top) became another than one of its versions.

    The dates (ISO 8601) are by path and blob, of the commit on the first-parent line that came
    after the last one with that blob. A version that never stood at the path, as it was renamed
    since, was left by the first younger one that does. What has not been left has no date. One
    pass of git's log answers for all.
    """
    wanted: dict[str, dict[str, Base]] = defaultdict(dict)
    for path, base in asked:
        wanted[path][base.same_as or base.blob] = base
    line: dict[str, list[LoggedChange]] = defaultdict(list)
    if wanted:
        options = ("--first-parent", "--diff-merges=first-parent", "--no-renames")
        for change in read_log(git, git.head, paths=sorted(wanted), options=options):
            line[change.path].append(change)
    return {
        (path, base.blob): left
        for path, bases in wanted.items()
        for blob, base in bases.items()
        if (left := _find_left(line[path], blob, base)) is not None
    }


def _find_left(changes: list[LoggedChange], blob: str, base: Base) -> str | None:
    """Return when a version was left, given the changes at its path, the newest first."""
    later: str | None = None
    for change in changes:
        if change.blob == blob:
            return later
        if base.date is not None and _read(change.date) < _read(base.date):
            break  # those of the same second may be younger: scripts and rebases make such
        later = change.date
    return later


def _read(date: str) -> datetime:
    return datetime.fromisoformat(date)
