"""The two versions of a source that a change touched, with a translation beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.case import Case
from sync.changes.document import compare_document
from sync.errors import RefusedError
from sync.project.links import open_links

if TYPE_CHECKING:
    from sync.changes.values import Changes
    from sync.model import Status
    from sync.review.change import Change
    from sync.review.values import SourceTexts


class SourceComparer:
    """Compares versions of sources, each parsed once for all languages."""

    def __init__(self, change: Change) -> None:
        """Parse nothing yet."""
        self._versions = change.after

    def compare(self, status: Status, texts: SourceTexts) -> Changes | None:
        """Return what changed, beside the translation if that can be read.

        None where a version of the source is no text.
        """
        try:
            return self._compare(status, texts)
        except RefusedError:
            if texts.translated is None:
                return None
            return self.compare(status, texts._replace(translated=None))

    def _compare(self, status: Status, texts: SourceTexts) -> Changes | None:
        view, source = self._versions.view, status.location.source
        before, after, translated = (
            self._versions.parse(data or b"", source) for data in texts[:3]
        )
        known = after if texts.is_of_after else before
        links = open_links(view, status.location)
        project = view.project
        case = Case(status, before, known, after, translated, links, project.generated)
        return compare_document(case._replace(counted=project.config.front_matter))
