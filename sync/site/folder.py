"""The folder that a site is in: its parts are read, its pages written, and nothing else touched."""

from __future__ import annotations

import hashlib
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import FileError, UsageError
from sync.files import read_regular
from sync.site.parts import HISTORY, PARTS, read_part
from sync.writing.disk import put_in_place, write_new

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.site.parts import Object

BADGES = "badges"
"""The folder of the badges."""

_DATA = "data"
_PAGES = "translations"
_LANGUAGES = "languages"
# Names have 255 bytes at most, those of the files that are being written among them.
_LONGEST = 255 - len("..html.partial")
_KEPT = _LONGEST - len("-0123456789abcdef")


class Folder:
    """A site's folder; every path is relative to it, with ``/``."""

    def __init__(
        self, path: Path, parts: Sequence[str] = (*PARTS, HISTORY), pages: str = _PAGES
    ) -> None:
        """Make the folder if there is none; one of the ``parts`` marks one that is ours.

        ``pages`` is the folder in it of the pages that come and go.

        Raises:
            UsageError: it holds something that is no site of ours.
            FileError: the file system refused.
        """
        self._path = path
        self._names = tuple(parts)
        self._pages = pages
        self._made: set[Path] = set()
        try:
            path.mkdir(parents=True, exist_ok=True)
            names = {each.name for each in path.iterdir()}
        except OSError as error:
            raise FileError(f"cannot be made: {error.strerror}", path=str(path)) from error
        if names and not self._parts():
            message = f"{str(path)!r} is neither empty nor a site of ours; name another folder"
            raise UsageError(message)

    def read_parts(self) -> dict[str, Object]:
        """Return the parts that are there, by name.

        Raises:
            FileError: one cannot be read, or is none of ours.
        """
        return {path.stem: read_part(_read(path), str(path)) for path in self._parts()}

    def write_part(self, name: str, text: str) -> None:
        """Keep a part; raises FileError where the file system refused."""
        self.write(f"{_DATA}/{name}.json", text)

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file, whole or not at all; raises FileError where the file system refused."""
        place = self._path / path
        data = content
        if isinstance(data, str):
            data = data.encode("utf-8", "backslashreplace")
        try:
            if place.parent not in self._made:
                place.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(place.parent)
            if not place.is_file() or read_regular(place) != data:
                partial = place.with_name(f".{place.name}.partial")
                write_new(partial, data, like=None, durable=False)
                put_in_place(partial, place, durable=False)
        except OSError as error:
            raise FileError(f"cannot be written: {error.strerror}", path=str(place)) from error

    def remove_pages(self, kept: frozenset[str]) -> None:
        """Remove the pages of translations and languages that are no more; raises as `write`."""
        for folder in (self._pages, _LANGUAGES):
            self._remove(folder, "*.html", kept)

    def remove_badges(self, kept: frozenset[str]) -> None:
        """Remove the badges of languages that are no more; raises as `write`."""
        for suffix in ("svg", "json"):
            self._remove(f"{BADGES}/{_LANGUAGES}", f"*.{suffix}", kept)

    def _remove(self, folder: str, pattern: str, kept: frozenset[str]) -> None:
        root = self._path / folder
        try:
            for page in root.rglob(pattern):
                if page.relative_to(self._path).as_posix() not in kept:
                    page.unlink()
        except OSError as error:
            raise FileError(f"cannot be removed: {error.strerror}", path=str(root)) from error

    def _parts(self) -> list[Path]:
        paths = (self._path / _DATA / f"{name}.json" for name in self._names)
        return [path for path in paths if path.is_file()]


def find_page(path: str) -> str:
    """Return where the page of a translation is, by its language and document.

    A name that fills all that file systems take is cut, and told apart by a hash of it.
    """
    folder, name = posixpath.split(path)
    data = name.encode("utf-8", "surrogateescape")
    if len(data) > _LONGEST:
        begins = data[:_KEPT].decode("utf-8", "ignore")
        name = f"{begins}-{hashlib.sha256(data).hexdigest()[:16]}"
    return posixpath.join(_PAGES, folder, f"{name}.html")


def find_language_page(language: str) -> str:
    """Return where the page of a language is."""
    return f"{_LANGUAGES}/{language}.html"


def _read(path: Path) -> str:
    try:
        return read_regular(path).decode()
    except (OSError, ValueError) as error:
        raise FileError(f"cannot be read: {error}", path=str(path)) from error
