"""The versions of sources that stamps name: on either side of a change, or in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError
from sync.model import Base, Reason
from sync.versions import query_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.history import BaseQuery
    from sync.model import Location, Stamp, VersionName
    from sync.review.change import Change
    from sync.sources import Source

_REASONS = {each.value: each for each in Reason}


class NamedVersion(NamedTuple):
    """A version that a hash names: present after the change, before it, or found in the history."""

    data: bytes
    is_present: bool = False
    base: Base | None = None


class NamedVersions:
    """Looks up what hashes name, the history last and only for what neither side has."""

    def __init__(self, change: Change) -> None:
        """Look up nothing yet."""
        self._before = change.before
        self._after = change.after
        # By translation: where a source was at a commit is something that each stamp may say.
        self._queries: dict[tuple[str, VersionName], BaseQuery] = {}

    def load(self, stamps: Iterable[tuple[Location, Stamp]]) -> None:
        """Ask the history for all versions that stamps name and that neither side has.

        Raises:
            GitError: git failed.
        """
        for location, stamp in stamps:
            for named in {stamp.origin, stamp.destination} - {None}:
                if named is not None and self._find_present(location, named) is None:
                    key = location.path, named
                    self._queries[key] = query_version(location, stamp, named)
        known = self._after.failures
        self._after.look_up(self._queries.values())
        fresh = [each for each in self._after.failures if each not in known]
        if fresh:
            raise fresh[0]

    def find(self, location: Location, named: VersionName) -> NamedVersion | str:
        """Return the version of a translation's source that a hash names, or why it is unknown."""
        present = self._find_present(location, named)
        if present is not None:
            return present
        query = self._queries.get((location.path, named))
        if query is None:
            return Reason.UNKNOWN_HASH
        answer = self._after.find(query)
        if not isinstance(answer, Base):
            return _REASONS.get(answer, answer)
        self._after.fetch((query,))
        failure = self._after.find_failure(query)
        if failure is not None:
            return str(failure)
        data = self._after.text(query)
        return Reason.PARTIAL_CLONE if data is None else NamedVersion(data, base=answer)

    def find_base(self, location: Location, named: VersionName) -> Base | None:
        """Return where the history has the version that a hash names, even where it is present."""
        from sync.history import BaseQuery

        query = self._queries.get((location.path, named), BaseQuery(location.source, named))
        self._after.look_up((query,))
        answer = self._after.find(query)
        return answer if isinstance(answer, Base) else None

    def _is_found_in(self, source: Source, location: Location, named: VersionName) -> bool:
        """Tell whether a version that was found in the history is this source."""
        query = self._queries.get((location.path, named))
        answer = None if query is None else self._after.find(query)
        return isinstance(answer, Base) and source.is_blob(answer.blob)

    def _find_present(self, location: Location, named: VersionName) -> NamedVersion | None:
        for is_present in (True, False):
            try:
                source = (
                    self._after.source(location.source)
                    if is_present
                    else self._before.find(location).source
                )
                if source.is_named_by(named) or self._is_found_in(source, location, named):
                    return NamedVersion(source.data, is_present)
            except FileError:  # not there on this side
                continue
        return None
