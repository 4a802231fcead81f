"""The bases of many translations, and their texts, asked of the history all at once."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import GitError
from sync.model import Base, Pending, Reason, State
from sync.states.stamps import read_source_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.history import BaseQuery, History
    from sync.model import Stamp, Status


class Questions(NamedTuple):
    """The versions that the state of one translation hangs on.

    ``origin`` is what it was made from, ``compared`` what the source must equal but for its format
    (None where a hash has decided that), ``prose`` what the source's prose must equal for nothing
    to be left to do.
    """

    origin: BaseQuery
    compared: BaseQuery | None
    prose: BaseQuery | None

    @property
    def all(self) -> frozenset[BaseQuery]:
        """Every version, once."""
        return frozenset(each for each in (self.origin, self.compared, self.prose) if each)


def find_questions(draft: Status, stamp: Stamp) -> Questions:
    """Return the questions about a translation that is stale or pending as far as hashes tell."""
    is_decided = draft.state is State.PENDING
    is_clear = stamp.synced_hash is not None and draft.pending == Pending()
    return _ask(draft.location[1:3], _name_versions(stamp), is_decided, is_clear)


def _name_versions(stamp: Stamp) -> tuple[str | None, str | None, str]:
    return stamp.original_hash, stamp.synced_hash, read_source_file(stamp)


@lru_cache(maxsize=1024)
def _ask(
    place: tuple[str, str],
    versions: tuple[str | None, str | None, str],
    is_decided: bool,  # noqa: FBT001  a cache's key
    is_clear: bool,  # noqa: FBT001
) -> Questions:
    """Return the questions about a document's version, which are those of many languages."""
    from sync.history import BaseQuery

    document, source = place
    *hashes, named = versions
    root = source.removesuffix(document)
    also = tuple(dict.fromkeys((named, posixpath.join(root, named)))) if named else ()
    original, synced = (
        BaseQuery(source, each, also) if each is not None else None for each in hashes
    )
    origin = original or synced or BaseQuery(source, "", also)
    return Questions(
        origin=origin,
        compared=None if is_decided else synced or origin,
        prose=original if is_clear else None,
    )


class Bases:
    """What the history answered; ``failure`` is git's own, where it could not."""

    def __init__(self, history: History | None) -> None:
        """Ask nothing yet."""
        self.history = history
        self.failure: GitError | None = None
        self._answers: dict[BaseQuery, Base | Reason] = {}
        self._texts: dict[BaseQuery, bytes] = {}

    def look_up(self, queries: Iterable[BaseQuery]) -> None:
        """Find the base that each query asks for."""
        if self.history is not None:
            try:
                self._answers.update(self.history.find_bases(queries))
            except GitError as error:
                self.failure = error

    def read(self, queries: Iterable[BaseQuery]) -> None:
        """Read the texts of bases that were found."""
        wanted = [query for query in queries if isinstance(self.find(query), Base)]
        if self.history is None or not wanted:
            return
        from sync.history import BaseText

        try:
            found = self.history.read_bases(wanted)
        except GitError as error:
            self.failure = error
            return
        for query, answer in found.items():
            if isinstance(answer, BaseText):
                self._answers[query] = answer.base
                self._texts[query] = answer.data
            else:
                self._answers[query] = answer

    def find(self, query: BaseQuery) -> Base | str:
        """Return a base that was looked up, or the reason why there is none."""
        if self.history is None:
            return Reason.NO_GIT.value
        answer = self._answers.get(query)
        if answer is None:
            return str(self.failure)
        return answer.value if isinstance(answer, Reason) else answer

    def text(self, query: BaseQuery) -> bytes | None:
        """Return the text of a base that was read, None where it was not."""
        return self._texts.get(query)
