"""Where files are read from: the disk, git's index or a commit, read alike.

Paths are relative to the root, with ``/``. A link that leaves the root is never followed.
"""

from __future__ import annotations

from sync.project.trees.blobs import BlobTree
from sync.project.trees.disk import DiskTree
from sync.project.trees.tree import Tree, find_mount, is_below, is_closed

__all__ = ["BlobTree", "DiskTree", "Tree", "find_mount", "is_below", "is_closed"]
