"""What a change of sources made of their translations, and in which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError
from sync.review.memory import Memory
from sync.review.touched import find_tables_hash
from sync.workflow.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.changes.values import Changes
    from sync.model import Location, Status
    from sync.project.project import Project
    from sync.review.change import Change
    from sync.review.comparing import SourceComparer


class Versions(NamedTuple):
    """A source before and after a change, and the translation to put beside it.

    ``translated`` is None where there is none to put there; ``is_of_after`` says that its tables
    are of the later version.
    """

    before: bytes
    after: bytes
    translated: bytes | None = None
    is_of_after: bool = False


def compare_sources(
    project: Project, change: Change, statuses: Iterable[Status], *, beside: bool
) -> Mapping[Location, Changes]:
    """Return what the change did to the source of each translation that it made stale or pending.

    Sources that it did not touch, that are new, or that cannot be read are left out. With
    ``beside`` each translation is read for its rows and cells beside the source's, where its stamp
    names one of the two versions; without, all translations of a source share what is said of it.
    """
    reader = _Reader(project, change)
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

    def __init__(self, project: Project, change: Change) -> None:
        self.memory = Memory(project, project.open_history())
        self._project = project
        self._change = change
        self._sources = Sources(change.before.tree), Sources(change.after.tree)
        self._comparer: SourceComparer | None = None
        self._known: dict[str, Changes | None] = {}
        self._shared: dict[str, Changes | None] = {}

    def compare(self, status: Status, *, beside: bool) -> Changes | None:
        """Return what changed; None where a version of the source cannot be read."""
        location = status.location
        if not beside and location.source in self._shared:
            return self._shared[location.source]
        try:
            before, after = (sources.read(location.source).data for sources in self._sources)
        except FileError:
            return None
        versions = Versions(before, after)
        if beside:
            versions = self._put_beside(status, versions)
        elsewhere = location if versions.translated else location._replace(language="", path="")
        name = self.memory.name(f"changes {versions.is_of_after}", elsewhere, *versions[:3])
        if name not in self._known:
            self._known[name] = self._recall(name) or self._find(location, versions, name)
        if not beside:
            self._shared[location.source] = self._known[name]
        return self._known[name]

    def _put_beside(self, status: Status, versions: Versions) -> Versions:
        location, named = status.location, find_tables_hash(status.stamp)
        before, after = (sources.read(location.source) for sources in self._sources)
        is_of_after = not before.is_named_by(named)
        if is_of_after and not after.is_named_by(named):
            return versions
        try:
            translated = self._change.after.tree.read(location.path)
        except FileError:
            return versions
        return versions._replace(translated=translated, is_of_after=is_of_after)

    def _recall(self, name: str) -> Changes | None:
        packed = self.memory.recall(name)
        if not isinstance(packed, str):
            return None
        from sync.changes.packing import unpack_changes

        try:
            return unpack_changes(packed)
        except ValueError:
            return None

    def _find(self, location: Location, versions: Versions, name: str) -> Changes | None:
        from sync.changes.packing import pack_changes
        from sync.review.comparing import SourceComparer

        if self._comparer is None:
            self._comparer = SourceComparer(self._project, self._change)
        found = self._comparer.compare(location, versions)
        if found is not None:
            self.memory.keep(name, answer=pack_changes(found))
        return found
