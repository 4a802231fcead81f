"""What a project says to engines: its glossary, and ``context.md`` files. Data, never programs."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import ConfigError, RefusedError
from sync.exchange.glossary import GLOSSARY, Glossary, parse_glossary
from sync.versions import decode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sync.project.project import View

CONTEXT = "context.md"
"""What such a file says holds for all that is below its folder."""

_LARGEST = 1024 * 1024  # bytes of a glossary
_LONGEST = 20_000  # characters of a context


class Background:
    """What a project says about itself; ``notices`` are about what it says in vain."""

    def __init__(self, view: View) -> None:
        """Read nothing yet."""
        self._view = view
        self._contexts: dict[str, str] = {}
        self.notices: list[str] = []

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary, an empty one where there is none.

        Raises:
            ConfigError, FileError: it cannot be read.
        """
        tree = self._view.tree
        if not tree.exists(GLOSSARY):
            return Glossary()
        data = tree.read_head(GLOSSARY, _LARGEST + 1)
        if len(data) > _LARGEST:
            raise ConfigError("a glossary of more than 1 MB", path=GLOSSARY)
        return parse_glossary(_decode(data, GLOSSARY), GLOSSARY, self._view.inventory.languages)

    def find_context(self, source: str) -> str:
        """Return what holds for a source: the outermost folder's words first.

        Raises:
            ConfigError, FileError: a file with context cannot be read.
        """
        return "\n\n".join(filter(None, map(self._read, _list_folders(source))))

    def _read(self, folder: str) -> str:
        path = posixpath.join(folder, CONTEXT)
        if path not in self._contexts:
            self._contexts[path] = self._read_file(path)
        return self._contexts[path]

    def _read_file(self, path: str) -> str:
        if not self._view.tree.exists(path):
            return ""
        if path in self._documents:
            if not self._is_translated(path):
                words = "is a document here, and no context: list it under 'exclude'"
                self.notices.append(f"{path}: {words} in the configuration")
            return ""
        text = _decode(self._view.tree.read_head(path, 4 * _LONGEST), path).strip()
        if len(text) > _LONGEST:
            raise ConfigError(f"more than {_LONGEST:,} characters of context", path=path)
        return text

    @cached_property
    def _documents(self) -> Collection[str]:
        layout = self._view.layout
        return frozenset(map(layout.source_path, self._view.inventory.documents))

    def _is_translated(self, source: str) -> bool:
        """Tell whether a document has a translation, and so is a page that readers see."""
        places = (each for each in self._view.inventory.locations() if each.source == source)
        return any(self._view.tree.exists(each.path) for each in places)


def _list_folders(source: str) -> Iterator[str]:
    yield ""
    parts = posixpath.dirname(source).split("/")
    yield from ("/".join(parts[: end + 1]) for end in range(len(parts)) if parts[end])


def _decode(data: bytes, path: str) -> str:
    """Decode what the call needs, and no document: what is wrong with it is no finding.

    Raises:
        ConfigError: it is not UTF-8, with the line.
    """
    try:
        return decode(data, path)
    except RefusedError as error:
        raise ConfigError(error.message, path=path, line=error.line) from error
