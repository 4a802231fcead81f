"""The light door to git: one short-lived process a question, and no library."""

from __future__ import annotations

from sync.git.blobs import BlobReader
from sync.git.changes import RawChange, compare, is_content, list_paths, list_renames
from sync.git.commits import (
    find_broken_head,
    find_fork,
    find_merge_base,
    find_parents,
    list_commit,
    list_commits,
    reaches_blob,
    require_commit,
    require_index,
    require_sound_head,
    resolve_commit,
)
from sync.git.index import (
    Entry,
    IgnoredListing,
    Listing,
    find_differing,
    find_ignored,
    find_submodule,
    list_left_out,
    list_staged,
    list_untracked,
    may_leave_out,
    read_listing,
)
from sync.git.repository import (
    Repository,
    call_git,
    explain_damage,
    find_repository,
    go_offline,
    run,
    start,
)

__all__ = [
    "BlobReader",
    "Entry",
    "IgnoredListing",
    "Listing",
    "RawChange",
    "Repository",
    "call_git",
    "compare",
    "explain_damage",
    "find_broken_head",
    "find_differing",
    "find_fork",
    "find_ignored",
    "find_merge_base",
    "find_parents",
    "find_repository",
    "find_submodule",
    "go_offline",
    "is_content",
    "list_commit",
    "list_commits",
    "list_left_out",
    "list_paths",
    "list_renames",
    "list_staged",
    "list_untracked",
    "may_leave_out",
    "reaches_blob",
    "read_listing",
    "require_commit",
    "require_index",
    "require_sound_head",
    "resolve_commit",
    "run",
    "start",
]
