"""Answers of earlier look-ups, kept in the cache.

That a commit holds a blob whose digest is the hash stays true for ever. That no blob has it, or
that no commit holds the blob, is true of one state of the repository, and kept with the
fingerprint of that state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.model import Base, Reason

if TYPE_CHECKING:
    from sync.cache import Section, Value


class Answers(NamedTuple):
    """Bases by source (relative to the top of the work tree) and hash."""

    section: Section

    def find(
        self, source: str, original_hash: str, fingerprint: str | None
    ) -> Base | Reason | None:
        """Return what is known, or None; ``fingerprint`` is of the repository as it is now."""
        kept = self.section.get(_name(source, original_hash))
        if not isinstance(kept, list) or not kept:
            return None
        *answer, state = kept
        if state is not None and state != fingerprint:
            return None
        return _parse_base(answer) if len(answer) > 1 else _parse_reason(answer)

    def keep(
        self, source: str, original_hash: str, answer: Base | Reason, fingerprint: str | None
    ) -> None:
        """Keep an answer; one that may change only where there is a fingerprint."""
        name = _name(source, original_hash)
        if isinstance(answer, Reason):
            if fingerprint is not None:
                self.section.put(name, [answer.value, fingerprint])
            return
        facts: list[Value] = [answer.blob, answer.commit, answer.path, answer.date]
        if answer.commit is not None:
            self.section.put(name, [*facts, None])
        elif fingerprint is not None:
            self.section.put(name, [*facts, fingerprint])

    def forget(self, source: str, original_hash: str) -> None:
        """Forget an answer that turned out to be true no more."""
        self.section.forget(_name(source, original_hash))


def _name(source: str, original_hash: str) -> str:
    return f"{original_hash} {source}"


def _parse_base(facts: list[Value]) -> Base | None:
    """Check what a cache file says of a base."""
    texts = [fact if isinstance(fact, str) else None for fact in facts]
    if len(texts) != 4 or texts[0] is None:  # noqa: PLR2004 -- the four fields of a base
        return None
    blob, commit, path, date = texts
    return Base(commit=commit, path=path, blob=blob or "", date=date)


def _parse_reason(facts: list[Value]) -> Reason | None:
    return next((reason for reason in Reason if facts == [reason.value]), None)
