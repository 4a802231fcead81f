"""What a change of sources made of their translations, and in which rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.review.memory import Memory
from sync.review.touched import find_tables_name
from sync.review.values import SourceTexts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.changes.values import Changes
    from sync.model import Location, Status
    from sync.review.change import Change
    from sync.review.comparing import SourceComparer
    from sync.sources import Source


def compare_sources(
    change: Change, statuses: Iterable[Status], *, beside: bool
) -> Mapping[Location, Changes]:
    """Return what the change did to the source of each translation that it made stale or pending.

    Sources that it did not touch, that are new, or that cannot be read are left out. With
    ``beside`` each translation is read for its rows and cells beside the source's, where its stamp
    names one of the two versions; without, all translations of a source share what is said of it.
    """
    reader = _Reader(change)
    changes: dict[Location, Changes] = {}
    for status in statuses:
        if status.location.source in change.paths:
            found = reader.compare(status, beside=beside)
            if found is not None:
                changes[status.location] = found
    reader.memory.save()
    return changes


class _Reader:
    """Reads the texts, and compares those that were not compared before."""

    def __init__(self, change: Change) -> None:
        self.memory = Memory(change.after.view.project)
        self._change = change
        self._known: dict[str, Changes | None] = {}
        self._shared: dict[str, Changes | None] = {}

    def compare(self, status: Status, *, beside: bool) -> Changes | None:
        """Return what changed; None where a version of the source cannot be read."""
        location = status.location
        if not beside and location.source in self._shared:
            return self._shared[location.source]
        try:
            before = self._change.before.find(location).source
            after = self._change.after.source(location.source)
            texts = SourceTexts(before.data, after.data)
        except FileError:
            return None
        if beside:
            texts = self._put_beside(status, texts, (before, after))
        elsewhere = location if texts.translated else location._replace(language="", path="")
        name = self.memory.name(f"changes {texts.is_of_after}", elsewhere, *texts[:3])
        if name not in self._known:
            self._known[name] = self._recall(name) or self._find(status, texts, name)
        if not beside:
            self._shared[location.source] = self._known[name]
        return self._known[name]

    def _put_beside(
        self, status: Status, texts: SourceTexts, sides: tuple[Source, Source]
    ) -> SourceTexts:
        location, named = status.location, find_tables_name(status.stamp)
        before, after = sides
        is_of_after = not before.is_named_by(named)
        if is_of_after and not after.is_named_by(named):
            return texts
        try:
            translated = self._change.after.read(location.path)
        except FileError:
            return texts
        return texts._replace(translated=translated, is_of_after=is_of_after)

    def _recall(self, name: str) -> Changes | None:
        kept = self.memory.recall(name)
        if kept is None:
            return None
        from sync.cache.codec import decode
        from sync.changes.values import Changes

        try:
            return decode(Changes, kept)
        except ValueError:
            return None

    def _find(self, status: Status, texts: SourceTexts, name: str) -> Changes | None:
        from sync.cache.codec import encode

        found = self._comparer.compare(status, texts)
        if found is not None:
            self.memory.keep(name, answer=encode(found))
        return found

    @cached_property
    def _comparer(self) -> SourceComparer:
        from sync.review.comparing import SourceComparer

        return SourceComparer(self._change)
