"""The configuration's file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import ConfigError, UsageError
from sync.files import is_inside, read_regular
from sync.git import find_submodule, list_left_out, may_leave_out
from sync.project.config.root import CONFIG_NAME
from sync.project.config.values import Config, Holdings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sync.git import Repository
    from sync.project.trees.commit import CommitTree

_LEADS_OUT = "is a link that leads out of the root: put a file in its place"
_IS_FOLDER = "is a folder: put a file in its place"


def read_config(
    root: Path, file: Path | None = None, repository: Repository | None = None
) -> Config:
    """Read ``file``, else the root's own configuration; without one, return the defaults.

    A ``file`` that is named may lie anywhere. The root's own comes with it, so that it must not
    lead to what others may not read.
    One that a checkout of ``repository`` leaves out is read from git.

    Raises:
        UsageError: ``file`` does not exist.
        ConfigError: the configuration cannot be read or does not make sense; the error names
            file, line and key.
        GitError: git fails, or lacks it.
    """
    place = root / CONFIG_NAME if file is None else file
    if not os.path.lexists(place):
        if file is None:
            return _read_left_out(repository)
        raise UsageError(f"--config {str(file)!r} does not exist: name a file, or leave it out")
    name = CONFIG_NAME if file is None else str(file)
    home = root if file is None else None
    left_out = _list_left_out(repository)
    return _parse(name, lambda: _read_file(place, home), _look(root, repository, left_out))


def read_config_at(tree: CommitTree) -> Config:
    """Read the root's configuration from a commit; without one, return the defaults.

    Raises:
        ConfigError: as `read_config`.
        FileError: git cannot read it, or a partial clone lacks it.
    """
    if not tree.exists(CONFIG_NAME):
        return Config()
    held = Holdings(
        tree.is_folder,
        lambda path: tree.exists(path) and not tree.is_folder(path),
        lambda path: path in tree.submodules,
    )
    return _parse(CONFIG_NAME, lambda: _read_at(tree), held)


def _read_at(tree: CommitTree) -> bytes:
    if tree.escapes(CONFIG_NAME):
        raise ConfigError(_LEADS_OUT)
    if tree.is_folder(CONFIG_NAME):
        raise ConfigError(_IS_FOLDER)
    return tree.read(CONFIG_NAME)


def _list_left_out(repository: Repository | None) -> Mapping[str, str]:
    """Return the blob of each file that a checkout leaves out."""
    if repository is None or not may_leave_out(repository):
        return {}
    return {each.path: each.blob for each in list_left_out(repository)}


def _read_left_out(repository: Repository | None) -> Config:
    """Read the root's configuration from git, where a checkout leaves it out."""
    if repository is None or not may_leave_out(repository):
        return Config()
    from sync.git.fetching import read_left_out

    data = read_left_out(repository, CONFIG_NAME)
    if data is None:
        return Config()
    held = _look(repository.root, repository, _list_left_out(repository))
    return _parse(CONFIG_NAME, lambda: data, held)


def _look(root: Path, repository: Repository | None, left_out: Collection[str]) -> Holdings:
    """Return what finds files and folders; what a checkout leaves out is there, too.

    Whether there is a submodule only git knows.
    """

    def is_folder(folder: str) -> bool:
        start = f"{folder}/"
        return (root / folder).is_dir() or any(each.startswith(start) for each in left_out)

    def is_file(path: str) -> bool:
        return (root / path).is_file() or path in left_out

    def is_submodule(path: str) -> bool:
        return repository is None or find_submodule(repository, path) is not None

    return Holdings(is_folder, is_file, is_submodule)


def _parse(name: str, read: Callable[[], bytes], held: Holdings) -> Config:
    from sync.project.config.parsing import parse_config

    try:
        return _name_file(parse_config(_decode(read()), held), name)
    except ConfigError as error:
        raise ConfigError(error.message, path=name, line=error.line) from error


def _name_file(config: Config, name: str) -> Config:
    """Note where a configuration speaks of other repositories, which are opened later."""
    if config.upstream is not None:
        config = config._replace(upstream=config.upstream._replace(file=name))
    return config._replace(projects=tuple(_name_file(each, name) for each in config.projects))


def _read_file(place: Path, home: Path | None) -> bytes:
    """Read a configuration, which must lie in its ``home`` if it has one."""
    if home is not None and not is_inside(home, place):
        raise ConfigError(_LEADS_OUT)
    try:
        return read_regular(place)
    except IsADirectoryError as error:
        raise ConfigError(_IS_FOLDER) from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}") from error


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("is not UTF-8: save it as UTF-8", line=line) from error
