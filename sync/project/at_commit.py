"""A project as a commit holds it: in a bare repository, or beside any checkout."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sync.errors import UsageError
from sync.git import find_repository, list_paths_at, resolve_commit
from sync.git.commits import require_sound
from sync.git.upstream import open_clone
from sync.project.config.reading import read_config_at
from sync.project.config.root import CONFIG_NAME
from sync.project.project import Project, name_upstreams
from sync.project.trees.commit import CommitTree
from sync.results import Caller

if TYPE_CHECKING:
    from sync.git import Repository


def find_bare(place: Path) -> Repository | None:
    """Return the bare repository that ``place`` is the folder of; None for anything else."""
    if os.path.lexists(place / ".git") or not (place / "objects").is_dir():
        return None
    return open_clone(place)


def open_at(place: Path, revision: str) -> Project:
    """Open the project that a folder belongs to as it is at a revision.

    The folder is a bare repository, or lies in a work tree; there the root is the nearest folder
    upward that has a configuration at the revision, else the top.

    Raises:
        UsageError: there is no such repository, or revision.
        ConfigError, FileError, GitError: as `open_root`.
    """
    repository = open_clone(place) or find_repository(place)
    if repository is None:
        raise UsageError(f"{str(place)!r} is in no git repository: name one that is")
    commit = require_revision(repository, revision)
    return open_root(repository, commit, _find_root(repository, commit))


def require_revision(repository: Repository, revision: str) -> str:
    """Return the commit that a revision names.

    Raises:
        UsageError: there is none.
        GitError: it is lost.
    """
    commit = resolve_commit(repository, revision)
    if commit is None:
        require_sound(repository, revision)
        empty = "HEAD names no commit yet: commit or fetch something first"
        named = f"git knows no revision {revision!r}: fetch it first, or name another"
        raise UsageError(empty if revision == "HEAD" else named)
    return commit


def open_root(repository: Repository, commit: str, root: str) -> Project:
    """Open the project in the folder ``root`` of a commit; a path below the top, or ``.``.

    Raises:
        UsageError: the commit has no such folder.
        ConfigError: its configuration makes no sense.
        FileError, GitError: git cannot read it.
    """
    prefix = "" if root in ("", ".") else f"{root}/"
    top = repository.toplevel
    held = repository._replace(root=top, prefix=prefix)
    config = read_config_at(CommitTree(held, commit))
    caller = Caller(folder=None, root=str(top / prefix), upstreams=name_upstreams(config))
    return Project(top / prefix, config, held, caller, commit)


def _find_root(repository: Repository, commit: str) -> str:
    """Return the nearest folder upward from the prefix with a configuration, ``.`` without one."""
    start = PurePosixPath(repository.prefix or ".")
    folders = [start, *start.parents]
    held = list_paths_at(repository, commit, [str(each / CONFIG_NAME) for each in folders])
    named = {each.path for each in held}
    return next((str(each) for each in folders if str(each / CONFIG_NAME) in named), ".")
