"""Commits that changed two files at once, such as a source and its translation."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sync.history.log import LoggedChange, read_log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.history.opened import OpenRepository

_OPTIONS = ("--first-parent", "--diff-merges=first-parent", "--no-renames")


class JointChange(NamedTuple):
    """What a commit made of two files: git's names of each as it was before, and after."""

    commit: str
    date: str
    one: tuple[str, str]
    other: tuple[str, str]


def find_joint_changes(git: OpenRepository, one: str, other: str) -> Iterator[JointChange]:
    """Yield the commits of the first-parent line that edited two files, the newest first.

    Paths are from the top. A commit that put one of them there, or took it away, edits nothing.
    """
    line: dict[str, list[LoggedChange]] = defaultdict(list)
    for change in read_log(git, git.head, paths=(one, other), options=_OPTIONS):
        line[change.path].append(change)
    edits = [dict(_list_edits(line[path])) for path in (one, other)]
    for change in line[one]:
        ours, theirs = (each.get(change.commit) for each in edits)
        if ours is not None and theirs is not None:
            yield JointChange(change.commit, change.date, ours, theirs)


def _list_edits(changes: list[LoggedChange]) -> Iterator[tuple[str, tuple[str, str]]]:
    for after, before in pairwise(changes):
        if before.blob is not None and after.blob is not None:
            yield after.commit, (before.blob, after.blob)
