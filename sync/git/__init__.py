"""The door to git for light questions: one short-lived process each, never a library."""

from __future__ import annotations

from sync.git.blobs import BlobReader, read_blobs
from sync.git.queries import (
    Entry,
    IgnoredListing,
    Listing,
    find_changed,
    find_differing,
    find_ignored,
    find_merge_base,
    find_parents,
    list_commit,
    list_commits,
    list_renames,
    list_staged,
    reaches_blob,
    read_listing,
    resolve_commit,
)
from sync.git.repository import Repository, find_repository, run, start

__all__ = [
    "BlobReader",
    "Entry",
    "IgnoredListing",
    "Listing",
    "Repository",
    "find_changed",
    "find_differing",
    "find_ignored",
    "find_merge_base",
    "find_parents",
    "find_repository",
    "list_commit",
    "list_commits",
    "list_renames",
    "list_staged",
    "reaches_blob",
    "read_blobs",
    "read_listing",
    "resolve_commit",
    "run",
    "start",
]
