"""The configuration's file."""

from __future__ import annotations

import os
from pathlib import Path

from sync.errors import ConfigError, UsageError
from sync.files import is_inside, read_regular
from sync.project.config.root import CONFIG_NAME
from sync.project.config.values import Config


def read_config(root: Path, file: Path | None = None) -> Config:
    """Read ``file``, else the root's own configuration; without one, return the defaults.

    A ``file`` that is named may lie anywhere. The root's own comes with it, so that it must not
    lead to what others may not read.

    Raises:
        UsageError: ``file`` does not exist.
        ConfigError: the configuration cannot be read or does not make sense; the error names
            file, line and key.
    """
    place = root / CONFIG_NAME if file is None else file
    if not os.path.lexists(place):
        if file is None:
            return Config()
        raise UsageError(f"--config {str(file)!r} does not exist: name a file, or leave it out")
    from sync.project.config.parsing import parse_config

    name = CONFIG_NAME if file is None else str(file)
    try:
        if file is None and not is_inside(root, place):
            raise ConfigError("is a link that leads out of the root: put a file in its place")  # noqa: TRY301
        return parse_config(_read_text(place), lambda folder: (root / folder).is_dir())
    except ConfigError as error:
        raise ConfigError(error.message, path=name, line=error.line) from error


def _read_text(place: Path) -> str:
    try:
        data = read_regular(place)
    except IsADirectoryError as error:
        raise ConfigError("is a folder: put a file in its place") from error
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("is not UTF-8: save it as UTF-8", line=line) from error
