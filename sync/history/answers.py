"""Answers of earlier look-ups, kept in the cache.

That a commit holds a blob whose digest is the hash stays true for ever. That no blob has it, or
that no commit holds the blob, is true of one state of the repository, and kept with the
fingerprint of that state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.cache.codec import decode, encode
from sync.model import Base, NameKind, Reason, VersionName

if TYPE_CHECKING:
    from sync.cache import Section
    from sync.history.queries import BaseQuery


_WHOLE = 40  # digits of a commit that no other one can begin with


class _Kept(NamedTuple):
    """An answer, and the state of the repository that it is about; None where it holds for ever."""

    answer: Base | Reason
    fingerprint: str | None


class Answers(NamedTuple):
    """Bases by what was asked for; sources are relative to the top of the work tree."""

    section: Section

    def find(self, query: BaseQuery, fingerprint: str | None) -> Base | Reason | None:
        """Return what is known, or None; ``fingerprint`` is of the repository as it is now."""
        try:
            kept = decode(_Kept, self.section.get(_key(query)))
        except ValueError:  # there is none, or it is damaged
            return None
        is_certain = _is_certain(query.name, kept.answer)
        return kept.answer if is_certain or kept.fingerprint == fingerprint else None

    def keep(self, query: BaseQuery, answer: Base | Reason, fingerprint: str | None) -> None:
        """Keep an answer; one that may change only where there is a fingerprint."""
        is_certain = _is_certain(query.name, answer)
        if is_certain or fingerprint is not None:
            kept = _Kept(answer, None if is_certain else fingerprint)
            self.section.put(_key(query), encode(kept))

    def forget(self, query: BaseQuery) -> None:
        """Forget an answer that turned out to be true no more."""
        self.section.forget(_key(query))


def _is_certain(named: VersionName, answer: Base | Reason) -> bool:
    """Tell whether an answer holds for ever, whatever is committed."""
    is_found = isinstance(answer, Base) and answer.commit is not None
    if named.kind is NameKind.DIGEST:
        return is_found
    return is_found and named.kind is not NameKind.LAST and len(named.text) >= _WHOLE


def _key(query: BaseQuery) -> str:
    """Return what an answer hangs on: of a digest, which names bytes, neither paths nor words."""
    key = f"{query.name.kind} {query.name.text} {query.source}"
    if query.name.kind is NameKind.DIGEST:
        return key
    return "\0".join((key, *query.also, "", *query.ignore))
