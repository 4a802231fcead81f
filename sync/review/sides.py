"""Translations beside their sources, before a change and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.case import Case
from sync.lint.comparison import Comparison
from sync.model import Reason
from sync.project.links import open_links
from sync.review.named_versions import NamedVersion
from sync.review.places import Move
from sync.review.touched import find_earned_name, find_prose_name, find_tables_name

if TYPE_CHECKING:
    from sync.markdown.document import Markdown
    from sync.model import Location, Status, VersionName
    from sync.review.change import Change
    from sync.review.named_versions import NamedVersions
    from sync.review.touched import Touched
    from sync.versions import Versions


class Sides:
    """Puts translations beside their sources, on both sides of a change.

    Its methods raise FileError or RefusedError where a text cannot be read.
    """

    def __init__(self, change: Change, named: NamedVersions) -> None:
        """Read nothing yet."""
        self._after = change.after
        self._named = named

    def read_source(self, location: Location, named: VersionName | None) -> Markdown | None:
        """Return the version of a source that a stamp's hash names, None where unknown."""
        found = None if named is None else self._named.find(location, named)
        if not isinstance(found, NamedVersion):
            return None
        return self._after.parse(found.data, location.source)

    def compare_after(self, status: Status) -> Comparison:
        """Return a translation, as it is now, beside the source that its stamp names."""
        location = status.location
        if status.reason == Reason.GENERATED_BLOCK:
            source: Markdown | None = self._after.parse_source(location)
        else:
            source = self.read_source(location, find_tables_name(status.stamp))
        prose = source
        if source is not None and find_prose_name(status.stamp) != find_tables_name(status.stamp):
            prose = self.read_source(location, find_prose_name(status.stamp))
        return _compare(self._after, status, source, prose)

    def hold_to_present(self, now: Comparison) -> Comparison:
        """Return what `compare_after` did, where the source as it is now has a word in it, too.

        That source is read for this alone, so it is asked for where something was found.
        """
        case = now.case
        present = self._after.parse_source(case.location)
        links = case.links.between(present, (case.known, case.prose), case.translation)
        return Comparison(case._replace(source=present, links=links), self._after.exists)

    def compare_before(self, touched: Touched, now: Comparison) -> Comparison:
        """Return the same as it was; where nobody knows its source, beside the one of ``now``."""
        source = self.read_source(touched.location, find_tables_name(touched.old))
        prose = self.read_source(touched.location, find_prose_name(touched.old))
        prior = touched.prior
        then = touched.status._replace(location=prior.location)
        return _compare(prior.versions, then, source or now.source, prose or now.prose)

    def find_move(self, touched: Touched, now: Comparison) -> Move | None:
        """Return what the stamp of a translation moved past; None where that is not known."""
        base = self.read_source(touched.location, find_tables_name(touched.old))
        if base is None or now.source is None or not touched.prior.was_there:
            return None
        before = self.compare_before(touched, now).case._replace(known=base)
        prose = self.read_source(touched.location, find_earned_name(touched.old))
        return Move(base, now.source, before, now.case, self._read_earned(touched), prose)

    def _read_earned(self, touched: Touched) -> Markdown | None:
        """Return what a pending translation was made from, where its stamp moves on from that."""
        earned = find_earned_name(touched.old)
        if earned in (find_tables_name(touched.old), find_earned_name(touched.status.stamp)):
            return None
        return self.read_source(touched.location, earned)

    def had_marks(self, touched: Touched) -> bool:
        """Tell whether a translation may have had marks before the change."""
        return touched.prior.was_there and b"sync:" in touched.prior.read()


def _compare(
    versions: Versions, status: Status, source: Markdown | None, prose: Markdown | None
) -> Comparison:
    view, location = versions.view, status.location
    translation = versions.parse(versions.read(location.path), location.path)
    links = open_links(view, location)
    known = source or translation  # of which nobody asks where no source is known
    project = view.project
    case = Case(status, source, source, known, translation, links, project.generated, prose)
    case = case._replace(counted=project.config.front_matter)
    return Comparison(case, versions.exists, holds_to_present=False)
