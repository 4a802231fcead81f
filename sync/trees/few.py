"""A few of the files on disk, of which it is known where they are."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.trees.disk import DiskTree

if TYPE_CHECKING:
    from pathlib import Path

    from sync.git import Repository


class FewFiles(DiskTree):
    """Lists only those that it is given: neither ignored nor behind a link. Any can be read."""

    def __init__(
        self, whole: DiskTree, root: Path, files: Sequence[str], repository: Repository | None
    ) -> None:
        """Take all that is on disk, and the files to list."""
        super().__init__(root, repository)
        self._whole = whole
        self._files = tuple(files)
        self._ignored = frozenset()

    def files(self) -> Sequence[str]:
        """List the files."""
        return self._files

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves the root."""
        return self._meets_link(path) and self._whole.escapes(path)

    def _require_inside(self, path: str) -> None:
        if path not in self._files and self.escapes(path):
            raise FileError("is a link that leaves the root: put the file in its place", path=path)

    def _meets_link(self, path: str) -> bool:
        while path:
            if os.path.islink(f"{self._root}/{path}"):  # noqa: PTH114  no Path a folder
                return True
            path = path.rpartition("/")[0]
        return False
