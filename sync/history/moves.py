"""Where documents went, and where they came from, as git's rename detection tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import GitError
from sync.git import compare
from sync.history.log import read_log
from sync.history.search import rename_option

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sync.history.opened import OpenRepository

Rename = tuple[str, str]
"""Old and new path, from the top of the work tree."""


def find_moves(
    git: OpenRepository, gone: Iterable[str], present: Collection[str]
) -> dict[str, str]:
    """Return gone path → the present path that a chain of renames leads to, where one does.

    Nothing in a partial clone that lacks even the trees: where a file went cannot be known there.
    """
    try:
        renames = read_renames(git)
    except GitError:
        if not git.is_partial:
            raise
        return {}
    moves = ((path, follow_renames(path, renames, present)) for path in gone)
    return {path: target for path, target in moves if target is not None}


def follow_renames(path: str, renames: Sequence[Rename], present: Collection[str]) -> str | None:
    """Follow ``path`` through ``renames`` (the newest first) to a present path, if there is one.

    A path may have been used, left and used again: each step takes the newest rename away from
    the path, and only from those that came after the step before.
    """
    end = len(renames)
    while path not in present:
        step = next((index for index in range(end) if renames[index][0] == path), None)
        if step is None:
            return None
        path, end = renames[step][1], step
    return path


def find_origins(git: OpenRepository, path: str) -> list[str]:
    """Return ``path`` and the paths that it was renamed from, the newest first."""
    origins = [path]
    for old, new in read_renames(git):
        if new in origins and old not in origins:
            origins.append(old)
    return origins


def read_renames(git: OpenRepository) -> list[Rename]:
    """Read all renames behind HEAD, the newest first, those not committed yet before all."""
    if not git.has_commits:
        return []
    rename = rename_option(git)
    changes = [(each.old_path, each.path) for each in compare(git.offline, "HEAD", renames=rename)]
    past = read_log(git, "HEAD", options=(rename, "--diff-filter=R"))
    changes += ((each.old_path, each.path) for each in past)
    return [(old, new) for old, new in changes if old is not None]
