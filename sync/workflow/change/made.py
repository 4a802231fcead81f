"""What a change of sources made of their translations, and in which rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.changes.document import compare_document
from sync.errors import FileError, RefusedError
from sync.markdown.document import read_markdown
from sync.workflow.change.touched import find_tables_hash
from sync.workflow.linking import open_link_space
from sync.workflow.sources import Sources
from sync.workflow.texts import Texts, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.changes.values import Changes
    from sync.markdown.document import Markdown
    from sync.model import Location, Status
    from sync.workflow.change.reading import Change
    from sync.workflow.project import Project


def compare_sources(
    project: Project, change: Change, statuses: Iterable[Status], *, beside: bool
) -> Mapping[Location, Changes]:
    """Return what the change did to the source of each translation that it made stale or pending.

    Sources that it did not touch, that are new, or that cannot be read are left out. With
    ``beside`` each translation is read for its rows and cells beside the source's, where its stamp
    names one of the two versions; without, all translations of a source share what is said of it.
    """
    comparer = _Comparer(project, change)
    changes: dict[Location, Changes] = {}
    for status in statuses:
        if status.location.source in change.paths:
            found = comparer.compare(status) if beside else comparer.compare_alone(status.location)
            if found is not None:
                changes[status.location] = found
    return changes


class _Comparer:
    """Compares the two versions of each source once."""

    def __init__(self, project: Project, change: Change) -> None:
        self._generated = project.generated
        self._change = change
        self._texts = Texts(change.after.tree, None), Texts(change.before.tree, None)
        self._sources = Sources(change.after.tree), Sources(change.before.tree)
        self._alone: dict[str, Changes | None] = {}

    def compare_alone(self, location: Location) -> Changes | None:
        """Return what changed in a source; None where one of its versions cannot be read."""
        if location.source not in self._alone:
            versions = self._parse(location)
            self._alone[location.source] = (
                None if versions is None else self._compare(location, versions, versions[0], "")
            )
        return self._alone[location.source]

    def compare(self, status: Status) -> Changes | None:
        """Return the same with a translation beside it, as far as that can be told."""
        location = status.location
        versions = self._parse(location)
        known = None if versions is None else self._find_known(status, versions)
        if versions is None or known is None:
            return self.compare_alone(location)
        try:
            text = decode(self._change.after.tree.read(location.path), location.path)
            return self._compare(location, versions, known, text)
        except (FileError, RefusedError):
            return self.compare_alone(location)

    def _parse(self, location: Location) -> tuple[Markdown, Markdown] | None:
        after, before = self._texts
        try:
            return before.parse_source(location), after.parse_source(location)
        except (FileError, RefusedError):
            return None

    def _find_known(self, status: Status, versions: tuple[Markdown, Markdown]) -> Markdown | None:
        """Return the version that the translation's tables are of, if it is one of the two."""
        named = find_tables_hash(status.stamp)
        after, before = (sources.read(status.location.source) for sources in self._sources)
        if before.is_named_by(named):
            return versions[0]
        return versions[1] if after.is_named_by(named) else None

    def _compare(
        self, location: Location, versions: tuple[Markdown, Markdown], known: Markdown, text: str
    ) -> Changes:
        space = open_link_space(self._change.after, location)
        translated = read_markdown(text)
        return compare_document(*versions, translated, known, space, pairs=self._generated)
