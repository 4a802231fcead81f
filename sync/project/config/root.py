"""Which folder is the project's root."""

from __future__ import annotations

import os
from pathlib import Path

from sync.errors import UsageError
from sync.git import Repository, find_repository

CONFIG_NAME = ".translation-sync.yaml"


def find_root(root: str | None, cwd: Path) -> tuple[Path, Repository | None]:
    """Find the root and the repository that it lies in.

    The root is ``root`` (relative to ``cwd``) if given, else the nearest folder from ``cwd``
    upward that holds a configuration, else git's top level, else ``cwd``.

    Raises:
        UsageError: ``root`` is no folder, or there are no files to work on (a bare repository).
        GitError: git refuses to look.
    """
    if root is not None:
        place = Path(os.path.normpath(cwd / root))
        if not root or not place.is_dir():
            raise UsageError(f"--root {root!r} is no folder: name the one that holds the project")
        return place, find_repository(place)
    for folder in (cwd, *cwd.parents):
        if os.path.lexists(folder / CONFIG_NAME):
            return folder, find_repository(folder)
    repository = find_repository(cwd)
    if repository is None:
        return cwd, None
    top = repository.toplevel
    return top, repository._replace(root=top, prefix="")
