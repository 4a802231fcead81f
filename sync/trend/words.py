"""How many words of a source a translation has, and how many it owes, at any time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sync.changes.amount import count_changed_words
from sync.changes.document import compare_versions
from sync.errors import SyncError
from sync.exchange.amount import count_source_words
from sync.files import LARGEST
from sync.hashing import digest
from sync.markdown.signature import forget_texts
from sync.model import State
from sync.trend.replay import Open, SourceText
from sync.versions import parse_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sync.cache import Section
    from sync.git import BlobReader
    from sync.markdown.document import Markdown
    from sync.project.project import Project
    from sync.trend.replay import Entry

_PARSED = 64  # versions at a time: languages, and the commits that follow, ask for the same


class WordCounter:
    """Counts words of versions of sources; what was counted once is kept.

    ``reading`` is a word that differs where texts are read otherwise.
    """

    def __init__(self, project: Project, reader: BlobReader, kept: Section, reading: str) -> None:
        """Count nothing yet."""
        self._project = project
        self._reader = reader
        self._kept = kept
        self._reading = reading
        self._prefixes: dict[object, str] = {}
        self._parse = lru_cache(maxsize=_PARSED)(self._parse_anew)

    def count(self, source: SourceText | None) -> int:
        """Count the words of a source; one that is not there or cannot be read has none."""
        if source is None:
            return 0
        return self._recall(source, source.blob, lambda: self._count_source(source)) or 0

    def part(self, entry: Entry, state: State, base: str | None) -> Mapping[State, int]:
        """Return the words of an entry's source by what they are in the translation.

        What a stale or pending one owes is in that ``state``, and the rest is current: the words
        that the source has not changed since the ``base``, git's name of the version that all of
        the translation was made from. Where nobody knows that, all are in the state.
        """
        total = self.count(entry.source)
        if state not in (State.STALE, State.PENDING) or not isinstance(entry, Open):
            return {state: total}
        owed = None
        if base is not None and not entry.stamp.is_started:
            owed = self._recall(
                entry.source,
                f"{base}..{entry.blob}",
                lambda: self._count_changed(base, entry.source),
            )
        owed = total if owed is None else min(owed, total)
        return {state: owed, State.CURRENT: total - owed}

    def _recall(self, source: SourceText, name: str, count: Callable[[], int | None]) -> int | None:
        """Return what is kept under a name for files such as this one, counted if nothing is."""
        key = f"{self._name_reading(source.path)} {name}"
        value = self._kept.get(key)
        if isinstance(value, int):
            return value
        value = count()
        if value is not None:
            self._kept.put(key, value)
        return value

    def _name_reading(self, path: str) -> str:
        dialect = self._project.find_dialect(path)
        if dialect not in self._prefixes:
            text = repr((self._reading, dialect)).encode("utf-8", "backslashreplace")
            self._prefixes[dialect] = digest(text)
        return self._prefixes[dialect]

    def _count_source(self, source: SourceText) -> int | None:
        config = self._project.config
        try:
            document = self._parse(source.blob, source.path)
            return count_source_words(document, self._project.generated, config.front_matter)
        except SyncError:  # as no command can read it that looks at this version
            return None

    def _count_changed(self, base: str, source: SourceText) -> int | None:
        counted = self._project.config.front_matter
        try:
            texts = (self._parse(blob, source.path) for blob in (base, source.blob))
            return count_changed_words(compare_versions(*texts, self._project.generated, counted))
        except SyncError:
            return None

    def _parse_anew(self, blob: str, path: str) -> Markdown:
        forget_texts()
        data = self._reader.read(blob, LARGEST)
        return parse_document(data, path, self._project.find_dialect(path))
