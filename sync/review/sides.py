"""The texts of a touched translation and of its sources, before a change and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.lint.comparison import Comparison
from sync.model import Reason
from sync.review.places import Move
from sync.review.touched import find_earned_hash, find_tables_hash
from sync.review.versions import Version
from sync.workflow.linking import open_link_space
from sync.workflow.texts import Texts

if TYPE_CHECKING:
    from sync.markdown.document import Markdown
    from sync.model import Location, Status
    from sync.project.project import Project, View
    from sync.review.change import Change
    from sync.review.touched import Touched
    from sync.review.versions import Versions


class Sides:
    """Puts translations beside their sources, on both sides of a change.

    Its methods raise FileError or RefusedError where a text cannot be read.
    """

    def __init__(self, project: Project, change: Change, versions: Versions) -> None:
        """Read nothing yet."""
        self._project = project
        self._change = change
        self._versions = versions
        self._texts = Texts(change.after.tree, None)

    def read_source(self, location: Location, named: str | None) -> Markdown | None:
        """Return the version of a source that a stamp's hash names, None where unknown."""
        found = None if named is None else self._versions.find(location, named)
        if not isinstance(found, Version):
            return None
        return self._texts.parse(found.data, location.source)

    def compare_after(self, status: Status) -> Comparison:
        """Return a translation, as it is now, beside the source that its stamp names."""
        location = status.location
        if status.reason == Reason.GENERATED_BLOCK:
            source: Markdown | None = self._texts.parse_source(location)
        else:
            source = self.read_source(location, find_tables_hash(status.stamp))
        return self._compare(self._change.after, location, source)

    def compare_before(self, touched: Touched, now: Comparison) -> Comparison:
        """Return the same as it was; where nobody knows its source, beside the one of ``now``."""
        source = self.read_source(touched.location, find_tables_hash(touched.old))
        return self._compare(self._change.before, touched.location, source or now.source)

    def find_move(self, touched: Touched, now: Comparison) -> Move | None:
        """Return what the stamp of a translation moved past; None where that is not known."""
        base = self.read_source(touched.location, find_tables_hash(touched.old))
        if base is None or now.source is None or not touched.was_there:
            return None
        before = self.compare_before(touched, now).translated
        earned = self._read_earned(touched)
        return Move(base, now.source, before, now.translated, now.space, now.generated, earned)

    def _read_earned(self, touched: Touched) -> Markdown | None:
        """Return what a pending translation was made from, where its stamp moves on from that."""
        earned = find_earned_hash(touched.old)
        if earned in (find_tables_hash(touched.old), find_earned_hash(touched.status.stamp)):
            return None
        return self.read_source(touched.location, earned)

    def had_marks(self, touched: Touched) -> bool:
        """Tell whether a translation may have had marks before the change."""
        if not touched.was_there:
            return False
        return b"sync:" in self._change.before.tree.read(touched.location.path)

    def _compare(self, view: View, location: Location, source: Markdown | None) -> Comparison:
        return Comparison(
            source=source,
            translated=self._texts.parse(view.tree.read(location.path), location.path),
            space=open_link_space(view, location),
            exists=view.tree.exists,
            generated=self._project.generated,
        )
