"""The versions of sources that stamps name: on either side of a change, or in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, GitError
from sync.git import BlobReader, go_offline
from sync.model import Base, Reason
from sync.states.stamps import read_source_file
from sync.workflow.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.history import BaseQuery, History
    from sync.model import Location, Stamp
    from sync.review.change import Change


class Version(NamedTuple):
    """A version that is known: present before the change, after it, or found in the history."""

    data: bytes
    is_present: bool = False
    base: Base | None = None


class Versions:
    """Looks up what hashes name, the history last and only for what neither side has."""

    def __init__(self, change: Change, history: History | None) -> None:
        """Look up nothing yet."""
        self._reader = BlobReader(go_offline(change.repository))
        self._history = history
        self._after = Sources(change.after.tree)
        self._before = Sources(change.before.tree)
        self._absent = Reason.UNKNOWN_HASH
        self._answers: dict[tuple[str, str], Base | Reason] = {}

    def load(self, stamps: Iterable[tuple[Location, Stamp]]) -> None:
        """Ask the history for all versions that stamps name and that neither side has.

        Raises:
            GitError: git failed.
        """
        wanted = {
            query
            for location, stamp in stamps
            for query in _find_queries(location, stamp)
            if self._find_present(location, query.hash) is None
        }
        if wanted and self._history is not None:
            self._absent = Reason.NO_GIT  # until git has answered
            for query, answer in self._history.find_bases(wanted).items():
                self._answers[query.source, query.hash] = answer
            self._absent = Reason.UNKNOWN_HASH

    def find(self, location: Location, named: str) -> Version | Reason:
        """Return the version of a translation's source that a hash names, or why it is unknown."""
        present = self._find_present(location, named)
        if present is not None:
            return present
        answer = self._answers.get((location.source, named), self._absent)
        if isinstance(answer, Reason):
            return answer
        try:
            return Version(self._reader.read(answer.blob), base=answer)
        except GitError:
            return Reason.PARTIAL_CLONE

    def find_base(self, location: Location, named: str) -> Base | None:
        """Return where the history has the version that a hash names, even where it is present."""
        from sync.history import BaseQuery

        if self._history is None:
            return None
        query = BaseQuery(location.source, named)
        answer = self._history.find_bases([query])[query]
        return answer if isinstance(answer, Base) else None

    def _find_present(self, location: Location, named: str) -> Version | None:
        for sources in (self._after, self._before):
            try:
                source = sources.read(location.source)
                if source.is_named_by(named):
                    return Version(source.data, is_present=sources is self._after)
            except FileError:  # not there on this side
                continue
        return None


def _find_queries(location: Location, stamp: Stamp) -> Iterable[BaseQuery]:
    from sync.history import BaseQuery

    other = read_source_file(stamp)
    also = (other,) if other not in ("", location.source) else ()
    for named in {stamp.original_hash, stamp.synced_hash}:
        if named is not None:
            yield BaseQuery(location.source, named, also)
