"""What an answer that is kept between runs depends on: the program, and which files are there."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sync.hashing import digest
from sync.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sync.project.project import View
    from sync.versions import Versions


class AskedFiles:
    """Which files somebody asked for, and whether they are there."""

    def __init__(self, exists: Callable[[str], bool]) -> None:
        """Ask nothing yet."""
        self.answers: dict[str, bool] = {}
        self._exists = exists

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder at ``path``, and note that it was asked for."""
        if path not in self.answers:
            self.answers[path] = self._exists(path)
        return self.answers[path]


def still_holds(asked: Mapping[str, bool], versions: Versions) -> bool:
    """Tell whether none of the files that were asked for came or went."""
    return all(versions.exists(path) is answer for path, answer in asked.items())


@cache
def name_program() -> str:
    """Return a word that differs where answers may: our files, Python, libraries.

    Files are told by size and time, libraries by the folders that installers leave for each.
    """
    package = Path(__file__).parents[1]
    files = sorted(
        (str(path.relative_to(package)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in package.rglob("*.py")
    )
    libraries = sorted(name for folder in sys.path for name in _list_libraries(folder))
    return digest(repr((__version__, sys.version, files, libraries)).encode("utf-8", "replace"))


def name_reading(view: View) -> str:
    """Return a word that differs where the program, or the configuration, reads texts otherwise."""
    config = view.project.config
    counted = (config.generated, config.containers, config.front_matter)
    return repr((name_program(), view.layout.places, counted))


def _list_libraries(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(folder or os.curdir)  # noqa: PTH208  names alone are asked for
    except OSError:
        return
    yield from (name for name in names if name.endswith(".dist-info"))
