"""What the history has to be asked for the state of one translation."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sync.model import Pending, State, name_digest
from sync.versions import query_version

if TYPE_CHECKING:
    from sync.history import BaseQuery
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
        return _list_all(self)


@lru_cache(maxsize=1024)  # the questions about a document are those of many languages
def _list_all(questions: Questions) -> frozenset[BaseQuery]:
    return frozenset(each for each in questions if each)


def find_questions(draft: Status, stamp: Stamp) -> Questions:
    """Return the questions about a translation that is stale or pending as far as hashes tell."""
    original, synced = (
        None if named is None else query_version(draft.location, stamp, named)
        for named in (stamp.origin, stamp.destination)
    )
    origin = original or synced or query_version(draft.location, stamp, name_digest(""))
    is_clear = synced is not None and draft.pending == Pending()
    return Questions(
        origin=origin,
        compared=None if draft.state is State.PENDING else synced or origin,
        prose=stamp.choose_prose(original, synced) if is_clear else None,
    )
