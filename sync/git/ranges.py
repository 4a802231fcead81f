"""What is asked of git about a range of commits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync.errors import GitError, UsageError
from sync.git.queries import resolve_commit
from sync.git.repository import run

if TYPE_CHECKING:
    from sync.git.repository import Repository

_DIFF = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative")
_STAGED = (
    "diff",
    "--cached",
    "-z",
    "--name-only",
    "--no-renames",
    "--no-ext-diff",
    "--relative",
    "--ignore-submodules",
)


def require_commit(repository: Repository, revision: str) -> str:
    """Return the commit that ``revision`` names; raises UsageError if there is none."""
    commit = resolve_commit(repository, revision)
    if commit is None:
        raise UsageError(f"git knows no revision {revision!r}: fetch it first")
    return commit


def find_fork(repository: Repository, start: str, end: str) -> str:
    """Return the commit where the commits ``start`` and ``end`` parted.

    That is ``start`` itself where they have no history in common.

    Raises:
        GitError: the history is too shallow to tell.
    """
    out = run(repository, "merge-base", start, end, accept=(0, 1))
    if out:
        return out.decode("ascii").strip()
    if repository.is_shallow:
        raise GitError(
            f"the clone is too shallow to see where {end[:10]} parted from {start[:10]}: "
            "run git fetch --unshallow"
        )
    return start


def find_between(repository: Repository, before: str, after: str) -> frozenset[str]:
    """Return the paths below the root that two commits do not share."""
    out = run(repository, *_DIFF, before, after, "--")
    return frozenset(os.fsdecode(out).split("\0")[:-1])


def find_staged_since(repository: Repository, commit: str) -> frozenset[str]:
    """Return the paths whose entries in the index are not those of ``commit``."""
    out = run(repository, *_STAGED, commit, "--")
    return frozenset(os.fsdecode(out).split("\0")[:-1])
