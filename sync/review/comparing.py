"""The two versions of a source that a change touched, with a translation beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.changes.document import compare_document
from sync.errors import RefusedError
from sync.workflow.linking import open_link_space
from sync.workflow.texts import Texts

if TYPE_CHECKING:
    from sync.changes.values import Changes
    from sync.model import Location
    from sync.project.project import Project
    from sync.review.change import Change
    from sync.review.sources import Versions


class SourceComparer:
    """Compares versions of sources, each parsed once for all languages."""

    def __init__(self, project: Project, change: Change) -> None:
        """Parse nothing yet."""
        self._generated = project.generated
        self._change = change
        self._texts = Texts(change.after.tree, None)

    def compare(self, location: Location, versions: Versions) -> Changes | None:
        """Return what changed, beside the translation if that can be read.

        None where a version of the source is no text.
        """
        try:
            return self._compare(location, versions)
        except RefusedError:
            if versions.translated is None:
                return None
            return self.compare(location, versions._replace(translated=None))

    def _compare(self, location: Location, versions: Versions) -> Changes:
        before, after, translated = (
            self._texts.parse(data or b"", location.source) for data in versions[:3]
        )
        known = after if versions.is_of_after else before
        space = open_link_space(self._change.after, location)
        return compare_document(before, after, translated, known, space, pairs=self._generated)
