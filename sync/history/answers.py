"""Answers of earlier look-ups, kept in the cache.

That a commit holds a blob whose digest is the hash stays true for ever. That no blob has it, or
that no commit holds the blob, is true of one state of the repository, and kept with the
fingerprint of that state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.cache.codec import decode, encode
from sync.model import Base, Reason

if TYPE_CHECKING:
    from sync.cache import Section


class _Kept(NamedTuple):
    """An answer, and the state of the repository that it is about; None where it holds for ever."""

    answer: Base | Reason
    fingerprint: str | None


class Answers(NamedTuple):
    """Bases by source (relative to the top of the work tree) and hash."""

    section: Section

    def find(
        self, source: str, original_hash: str, fingerprint: str | None
    ) -> Base | Reason | None:
        """Return what is known, or None; ``fingerprint`` is of the repository as it is now."""
        try:
            kept = decode(_Kept, self.section.get(_name(source, original_hash)))
        except ValueError:  # there is none, or it is damaged
            return None
        is_certain = isinstance(kept.answer, Base) and kept.answer.commit is not None
        return kept.answer if is_certain or kept.fingerprint == fingerprint else None

    def keep(
        self, source: str, original_hash: str, answer: Base | Reason, fingerprint: str | None
    ) -> None:
        """Keep an answer; one that may change only where there is a fingerprint."""
        is_certain = isinstance(answer, Base) and answer.commit is not None
        if is_certain or fingerprint is not None:
            kept = _Kept(answer, None if is_certain else fingerprint)
            self.section.put(_name(source, original_hash), encode(kept))

    def forget(self, source: str, original_hash: str) -> None:
        """Forget an answer that turned out to be true no more."""
        self.section.forget(_name(source, original_hash))


def _name(source: str, original_hash: str) -> str:
    return f"{original_hash} {source}"
