"""Which folder is the project's root."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from sync.errors import UsageError
from sync.git import Repository, find_repository, list_left_out, may_leave_out

CONFIG_NAME = ".translation-sync.yaml"


def find_root(root: str | None, cwd: Path) -> tuple[Path, Repository | None]:
    """Find the root and the repository that it lies in.

    The root is ``root`` (relative to ``cwd``) if given, else the nearest folder from ``cwd``
    upward that holds a configuration, else git's top level, else ``cwd``. A configuration that
    the checkout leaves out is there, too.

    Raises:
        UsageError: ``root`` is no folder, or there are no files to work on (a bare repository).
        GitError: git refuses to look.
    """
    if root is not None:
        place = Path(os.path.normpath(cwd / root))
        if not root or not place.is_dir():
            raise UsageError(f"--root {root!r} is no folder: name the one that holds the project")
        return place, find_repository(place)
    folders = (cwd, *cwd.parents)
    holder = next((each for each in folders if os.path.lexists(each / CONFIG_NAME)), None)
    repository = find_repository(holder or cwd)
    if repository is not None and may_leave_out(repository):
        nearer = folders if holder is None else folders[: folders.index(holder)]
        left_out = _find_left_out(repository, nearer)
        if left_out is not None:
            return left_out, find_repository(left_out)
    if holder is not None:
        return holder, repository
    if repository is None:
        return cwd, None
    top = repository.toplevel
    return top, repository._replace(root=top, prefix="")


def _find_left_out(repository: Repository, folders: Sequence[Path]) -> Path | None:
    """Return the first of ``folders`` whose configuration the checkout leaves out."""
    top = os.path.realpath(repository.toplevel)
    entries = list_left_out(repository._replace(root=Path(top), prefix=""))
    held = {os.path.join(top, each.path) for each in entries}  # noqa: PTH118  no Path a file
    return next((each for each in folders if os.path.realpath(each / CONFIG_NAME) in held), None)
