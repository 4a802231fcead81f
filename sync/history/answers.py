"""Answers of earlier look-ups, kept in the cache.

That a commit holds a blob whose digest is the hash stays true for as long as the commit is there.
That no blob has it, or that no commit holds the blob, is true of one state of the repository, and
kept with the fingerprint of that state. So is what the commits say at which a shallow clone was cut
off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.cache.codec import decode, encode
from sync.model import Base, NameKind, Reason, VersionName

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sync.cache import Section
    from sync.history.queries import BaseQuery


_WHOLE = 40  # digits of a commit that no other one can begin with


class _Kept(NamedTuple):
    """An answer, and the state of the repository in which it was found or last seen to be true.

    One that lasts is true in any state that has its commit.
    """

    answer: Base | Reason
    fingerprint: str | None
    is_lasting: bool


class Answers(NamedTuple):
    """Bases by what was asked for; sources are relative to the top of the work tree."""

    section: Section

    def find(
        self,
        queries: Iterable[BaseQuery],
        fingerprint: str | None,
        find_commits: Callable[[Collection[str]], Collection[str]],
    ) -> dict[BaseQuery, Base | Reason]:
        """Return what is known; ``fingerprint`` is of the repository as it is now.

        Where that is another state, ``find_commits`` returns those of some commits that are here.
        """
        kept = {query: self._read(query) for query in queries}
        found: dict[BaseQuery, Base | Reason] = {}
        lasting: dict[BaseQuery, Base] = {}
        for query, each in kept.items():
            if each is None:
                continue
            if fingerprint is not None and each.fingerprint == fingerprint:
                found[query] = each.answer
            elif each.is_lasting and isinstance(each.answer, Base):
                lasting[query] = each.answer
        commits = {base.commit for base in lasting.values() if base.commit is not None}
        here = find_commits(commits) if commits else ()
        for query, base in lasting.items():
            if base.commit in here:
                found[query] = base
                self._put(query, _Kept(base, fingerprint, is_lasting=True))
        return found

    def keep(
        self,
        query: BaseQuery,
        answer: Base | Reason,
        fingerprint: str | None,
        boundary: Collection[str] = (),
    ) -> None:
        """Keep an answer; one that may change only where there is a fingerprint.

        At the ``boundary`` a shallow clone was cut off: what those commits seem to have brought
        may have been there before.
        """
        is_lasting = _is_certain(query.name, answer)
        if is_lasting and isinstance(answer, Base) and answer.commit in boundary:
            is_lasting = False
        if is_lasting or fingerprint is not None:
            self._put(query, _Kept(answer, fingerprint, is_lasting))

    def _read(self, query: BaseQuery) -> _Kept | None:
        try:
            return decode(_Kept, self.section.get(_key(query)))
        except ValueError:  # there is none, or it is damaged
            return None

    def _put(self, query: BaseQuery, kept: _Kept) -> None:
        self.section.put(_key(query), encode(kept))

    def forget(self, query: BaseQuery) -> None:
        """Forget an answer that turned out to be true no more."""
        self.section.forget(_key(query))


def _is_certain(named: VersionName, answer: Base | Reason) -> bool:
    """Tell whether an answer holds while its commit is there, whatever else is committed."""
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
