"""Which versions of sources stamps name: asked of what is kept, then of git."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sync.errors import GitError
from sync.git.commits import find_commits
from sync.git.fetching import read_boundary
from sync.history.answers import Answers
from sync.history.queries import BaseAnswer, BaseQuery, BaseText
from sync.model import Base, NameKind, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.history.clone import Clone


class BaseFinder:
    """Finds the bases in one repository, and reads them; the paths of queries are from its root."""

    def __init__(self, clone: Clone) -> None:
        """Ask nothing yet."""
        self._clone = clone
        self._answers = Answers(clone.cache.section("bases"))

    def find(self, queries: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Return the version of the source that each query names, or why it is not found."""
        clone = self._clone
        wanted = {query: query.move(clone.path_from_top) for query in queries}
        state = clone.take_fingerprint() if wanted else None
        asked = set(wanted.values())
        found = self._answers.find(asked, state, partial(find_commits, clone.repository))
        answers: dict[BaseQuery, BaseAnswer] = {
            each: answer for each, answer in found.items() if not clone.can_better(answer)
        }
        if unknown := asked - answers.keys():
            answers.update(self._search(unknown, state))
        return {query: self._to_root(answers[each]) for query, each in wanted.items()}

    def read(
        self, found: Mapping[BaseQuery, BaseAnswer]
    ) -> dict[BaseQuery, BaseText | Reason | GitError]:
        """Read the bases that were found; those whose objects are gone are looked up afresh."""
        texts = self._read_found(found)
        lost = [query for query in found if query not in texts]
        for query in lost:
            self._answers.forget(query.move(self._clone.path_from_top))
        texts |= self._read_found(self.find(lost))
        for query in lost:
            if query not in texts:
                message = f"git: the base {query.name.text} cannot be read"
                unread = GitError(message, path=query.source)
                texts[query] = Reason.PARTIAL_CLONE if self._clone.is_partial else unread
        return {query: texts[query] for query in found}

    def _read_found(
        self, found: Mapping[BaseQuery, BaseAnswer]
    ) -> dict[BaseQuery, BaseText | Reason | GitError]:
        from sync.history.base_texts import read_base_texts

        return read_base_texts(found, self._clone.blobs, self._clone.find_local)

    def _search(
        self, wanted: Iterable[BaseQuery], fingerprint: str | None
    ) -> dict[BaseQuery, BaseAnswer]:
        """Ask git, and keep the answers with what git held before we asked."""
        clone = self._clone
        answers = self._ask(wanted)
        if clone.fetch_lacking(answers.values()):
            lacking = (Reason.SHALLOW, Reason.PARTIAL_CLONE)
            answers |= self._ask(each for each, answer in answers.items() if answer in lacking)
        boundary = read_boundary(clone.repository) if clone.is_shallow else ()
        for each, answer in answers.items():
            if isinstance(answer, GitError):
                continue
            self._answers.keep(each, answer, fingerprint, boundary)
        clone.cache.save()
        return answers

    def _ask(self, wanted: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Ask by what the versions are named by."""
        groups: dict[NameKind, list[BaseQuery]] = {}
        for query in wanted:
            groups.setdefault(query.name.kind, []).append(query)
        found: dict[BaseQuery, BaseAnswer] = {}
        digests = groups.pop(NameKind.DIGEST, None)
        if digests is not None:
            from sync.history.search import search_digests

            found |= search_digests(self._clone, digests)
        last = groups.pop(NameKind.LAST, None)
        if last is not None:
            from sync.history.at_last import AtLast

            found |= AtLast(self._clone).run(last)
        if groups:
            from sync.history.at_commits import AtCommits

            asked = (query for group in groups.values() for query in group)
            found |= AtCommits(self._clone).run(asked)
        return found

    def _to_root(self, answer: BaseAnswer) -> BaseAnswer:
        if not isinstance(answer, Base) or answer.path is None:
            return answer
        return answer._replace(path=self._clone.path_to_root(answer.path))
