"""Translations beside their sources, before a change and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.case import Case
from sync.errors import FileError, GitError
from sync.lint.comparison import Comparison
from sync.model import Base, Reason
from sync.project.links import open_links
from sync.review.places import Move
from sync.review.touched import find_earned_hash, find_tables_hash
from sync.versions import query_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.history import BaseQuery
    from sync.markdown.document import Markdown
    from sync.model import Location, Stamp, Status
    from sync.review.change import Change
    from sync.review.touched import Touched
    from sync.versions import Versions

_REASONS = {each.value: each for each in Reason}


class NamedVersion(NamedTuple):
    """A version that a hash names: present after the change, before it, or found in the history."""

    data: bytes
    is_present: bool = False
    base: Base | None = None


class Sides:
    """Looks up what stamps name, the history last, and puts translations beside it.

    Methods that read raise FileError or RefusedError where a text cannot be read.
    """

    def __init__(self, change: Change) -> None:
        """Read nothing yet."""
        self._before = change.before
        self._after = change.after
        self._queries: dict[tuple[str, str], BaseQuery] = {}

    def load(self, stamps: Iterable[tuple[Location, Stamp]]) -> None:
        """Ask the history for all versions that stamps name and that neither side has.

        Raises:
            GitError: git failed.
        """
        for location, stamp in stamps:
            for named in {stamp.original_hash, stamp.synced_hash} - {None}:
                if named is not None and self._find_present(location, named) is None:
                    key = location.source, named
                    self._queries[key] = query_version(location, stamp, named)
        known = self._after.failure
        self._after.look_up(self._queries.values())
        if self._after.failure is not None and self._after.failure is not known:
            raise self._after.failure

    def find(self, location: Location, named: str) -> NamedVersion | Reason:
        """Return the version of a translation's source that a hash names, or why it is unknown."""
        present = self._find_present(location, named)
        if present is not None:
            return present
        query = self._queries.get((location.source, named))
        if query is None:
            return Reason.UNKNOWN_HASH
        answer = self._after.find(query)
        if not isinstance(answer, Base):
            return _REASONS.get(answer, Reason.NO_GIT)
        try:
            self._after.fetch((query,))
        except GitError:
            return Reason.PARTIAL_CLONE
        data = self._after.text(location.source, named)
        return Reason.PARTIAL_CLONE if data is None else NamedVersion(data, base=answer)

    def find_base(self, location: Location, named: str) -> Base | None:
        """Return where the history has the version that a hash names, even where it is present."""
        from sync.history import BaseQuery

        query = BaseQuery(location.source, named)
        self._after.look_up((query,))
        answer = self._after.find(query)
        return answer if isinstance(answer, Base) else None

    def _find_present(self, location: Location, named: str) -> NamedVersion | None:
        for versions in (self._after, self._before):
            try:
                source = versions.source(location.source)
                if source.is_named_by(named):
                    return NamedVersion(source.data, is_present=versions is self._after)
            except FileError:  # not there on this side
                continue
        return None

    def read_source(self, location: Location, named: str | None) -> Markdown | None:
        """Return the version of a source that a stamp's hash names, None where unknown."""
        found = None if named is None else self.find(location, named)
        if not isinstance(found, NamedVersion):
            return None
        return self._after.parse(found.data, location.source)

    def compare_after(self, status: Status) -> Comparison:
        """Return a translation, as it is now, beside the source that its stamp names."""
        location = status.location
        if status.reason == Reason.GENERATED_BLOCK:
            source: Markdown | None = self._after.parse_source(location)
        else:
            source = self.read_source(location, find_tables_hash(status.stamp))
        return _compare(self._after, status, source)

    def compare_before(self, touched: Touched, now: Comparison) -> Comparison:
        """Return the same as it was; where nobody knows its source, beside the one of ``now``."""
        source = self.read_source(touched.location, find_tables_hash(touched.old))
        return _compare(self._before, touched.status, source or now.source)

    def find_move(self, touched: Touched, now: Comparison) -> Move | None:
        """Return what the stamp of a translation moved past; None where that is not known."""
        base = self.read_source(touched.location, find_tables_hash(touched.old))
        if base is None or now.source is None or not touched.was_there:
            return None
        before = self.compare_before(touched, now).case._replace(known=base)
        return Move(base, now.source, before, now.case, self._read_earned(touched))

    def _read_earned(self, touched: Touched) -> Markdown | None:
        """Return what a pending translation was made from, where its stamp moves on from that."""
        earned = find_earned_hash(touched.old)
        if earned in (find_tables_hash(touched.old), find_earned_hash(touched.status.stamp)):
            return None
        return self.read_source(touched.location, earned)

    def had_marks(self, touched: Touched) -> bool:
        """Tell whether a translation may have had marks before the change."""
        return touched.was_there and b"sync:" in self._before.read(touched.location.path)


def _compare(versions: Versions, status: Status, source: Markdown | None) -> Comparison:
    view, location = versions.view, status.location
    translation = versions.parse(versions.read(location.path), location.path)
    links = open_links(view, location)
    known = source or translation  # of which nobody asks where no source is known
    case = Case(status, source, source, known, translation, links, view.project.generated)
    return Comparison(case, versions.exists, holds_to_present=False)
