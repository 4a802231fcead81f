"""The history of documents of which some lie in repositories of their own, such as submodules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sync.errors import GitError, UsageError
from sync.history.history import History
from sync.history.queries import BaseQuery, BaseText
from sync.model import Base, NameKind, Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sync.cache import Cache
    from sync.git import Repository
    from sync.history.joint import JointChange
    from sync.history.queries import BaseAnswer
    from sync.history.versions import DatedVersion


class NestedHistory(History):
    """Asks for each document the repository that it lies in; paths are relative to the root.

    What is no document's (the cache, the line of commits) is the outer repository's.
    """

    def __init__(
        self, repository: Repository, inner: Mapping[str, History], cache: Cache | None = None
    ) -> None:
        """Take the histories of repositories by what the paths of their files begin with."""
        super().__init__(repository, cache=cache)
        self._inner = {each: inner[each] for each in sorted(inner, key=len, reverse=True)}

    def take_fingerprint(self) -> str | None:
        """Return a word for what git holds now in any of them."""
        words = [super().take_fingerprint()]
        words += [history.take_fingerprint() for history in self._inner.values()]
        known = [word for word in words if word is not None]
        return " ".join(known) if len(known) == len(words) else None

    def find_bases(self, queries: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Find the version of the source that each hash names, or say why it is not found.

        The commits of a translation tell nothing of a source in another repository.
        """
        wanted = tuple(queries)
        across = [query for query in wanted if self._is_across(query)]
        found: dict[BaseQuery, BaseAnswer] = dict.fromkeys(across, Reason.NOT_COMMITTED)
        groups = self._group(query for query in wanted if query not in found)
        for folder, history in self._inner.items():
            asked = {query: _enter(query, folder) for query in groups.get(folder, ())}
            answers = history.find_bases(asked.values())
            found |= {query: _leave(answers[each], folder) for query, each in asked.items()}
        return found | super().find_bases(groups.get("", ()))

    def read_bases(
        self, found: Mapping[BaseQuery, BaseAnswer]
    ) -> dict[BaseQuery, BaseText | Reason | GitError]:
        """Read the bases that were found."""
        read: dict[BaseQuery, BaseText | Reason | GitError] = {}
        groups = self._group(found)
        for folder, history in self._inner.items():
            asked = {query: _enter(query, folder) for query in groups.get(folder, ())}
            bases = {each: _come_in(found[query], folder) for query, each in asked.items()}
            texts = history.read_bases(bases)
            for query, each in asked.items():
                read[query] = _leave_text(texts[each], folder)
        return read | super().read_bases({query: found[query] for query in groups.get("", ())})

    def read_blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each blob's name and bytes, from whichever repository has it."""
        for name in names:
            yield name, self._read_anywhere(name)

    def _read_anywhere(self, name: str) -> bytes:
        for history in self._inner.values():
            try:
                return b"".join(data for _, data in history.read_blobs((name,)))
            except GitError:
                continue
        return b"".join(data for _, data in super().read_blobs((name,)))

    def find_moves(self, gone: Iterable[str], present: Collection[str]) -> dict[str, str | Reason]:
        """Return where sources that are gone are now, within the repository that they were in."""
        lost = tuple(gone)
        moves: dict[str, str | Reason] = {}
        for folder, history in self._inner.items():
            inside = {path[len(folder) + 1 :] for path in lost if self._find(path) == folder}
            targets = {path[len(folder) + 1 :] for path in present if self._find(path) == folder}
            found = history.find_moves(inside, targets) if inside else {}
            history.cache.save()
            moves |= {
                f"{folder}/{old}": new if isinstance(new, Reason) else f"{folder}/{new}"
                for old, new in found.items()
            }
        own = [path for path in lost if not self._find(path)]
        return moves | (super().find_moves(own, present) if own else {})

    def versions(self, source: str) -> tuple[DatedVersion, ...]:
        """Return the versions of a source on the first-parent line of its repository."""
        folder = self._find(source)
        if not folder:
            return super().versions(source)
        return self._inner[folder].versions(source[len(folder) + 1 :])

    def find_successors(self, asked: Collection[tuple[str, Base]]) -> Mapping[tuple[str, str], str]:
        """Return since when sources are no longer what they were in their repositories."""
        groups: dict[str, list[tuple[str, Base]]] = {}
        for path, base in asked:
            folder = self._find(path)
            inside = path[len(folder) + 1 :] if folder else path
            groups.setdefault(folder, []).append((inside, base))
        found = dict(super().find_successors(groups.pop("", [])))
        for folder, pairs in groups.items():
            dates = self._inner[folder].find_successors(pairs)
            found |= {(f"{folder}/{path}", blob): date for (path, blob), date in dates.items()}
        return found

    def find_joint_changes(self, one: str, other: str) -> Iterator[JointChange]:
        """Yield the commits that edited two files at once, which lie in one repository then."""
        folder = self._find(one)
        if folder != self._find(other):
            return iter(())
        if not folder:
            return super().find_joint_changes(one, other)
        inside = (path[len(folder) + 1 :] for path in (one, other))
        return self._inner[folder].find_joint_changes(*inside)

    def last_versions(self, source: str) -> Iterator[DatedVersion]:
        """Yield the last versions of a source in its repository."""
        folder = self._find(source)
        if not folder:
            yield from super().last_versions(source)
        else:
            yield from self._inner[folder].last_versions(source[len(folder) + 1 :])

    def find_last_date(self, sources: Collection[str]) -> str | None:
        """Return the date of the newest commit of some sources, in whichever repository."""
        groups: dict[str, list[str]] = {}
        for source in sources:
            folder = self._find(source)
            groups.setdefault(folder, []).append(source[len(folder) + 1 :] if folder else source)
        dates = [super().find_last_date(groups.pop("", ()))]
        dates += [self._inner[folder].find_last_date(inner) for folder, inner in groups.items()]
        return max(filter(None, dates), key=datetime.fromisoformat, default=None)

    def shorten(self, commit: str, source: str, digits: int) -> str:
        """Return the beginning of a commit's name that is unique in a source's repository."""
        folder = self._find(source)
        history = self._inner.get(folder)
        if history is None:
            return super().shorten(commit, source, digits)
        return history.shorten(commit, source[len(folder) + 1 :], digits)

    def require_revision(self, revision: str) -> None:
        """Raise UsageError where none of the repositories knows a revision."""
        for history in self._inner.values():
            try:
                return history.require_revision(revision)
            except UsageError:
                continue
        return super().require_revision(revision)

    def read_revision(self, revision: str, source: str) -> bytes:
        """Return a source as it was at a revision of its repository."""
        folder = self._find(source)
        if not folder:
            return super().read_revision(revision, source)
        return self._inner[folder].read_revision(revision, source[len(folder) + 1 :])

    def _find(self, path: str) -> str:
        """Return the folder of the repository that a path lies in, ``""`` for the outer one."""
        return next((each for each in self._inner if path.startswith(f"{each}/")), "")

    def _is_across(self, query: BaseQuery) -> bool:
        """Tell whether the translation that names a version lies in another repository than it."""
        is_last = query.name.kind is NameKind.LAST
        return is_last and self._find(query.name.text) != self._find(query.source)

    def _group(self, queries: Iterable[BaseQuery]) -> dict[str, list[BaseQuery]]:
        groups: dict[str, list[BaseQuery]] = {}
        for query in queries:
            groups.setdefault(self._find(query.source), []).append(query)
        return groups


def _enter(query: BaseQuery, folder: str) -> BaseQuery:
    """Return a question as it is asked within a folder."""
    return query.move(lambda path: path.removeprefix(f"{folder}/"))


def _come_in(answer: BaseAnswer, folder: str) -> BaseAnswer:
    """Return an answer that was seen from the root as its own repository sees it."""
    if not isinstance(answer, Base) or answer.path is None:
        return answer
    return answer._replace(path=answer.path.removeprefix(f"{folder}/"))


def _leave_text(text: BaseText | Reason | GitError, folder: str) -> BaseText | Reason | GitError:
    if not isinstance(text, BaseText) or text.base.path is None:
        return text
    return text._replace(base=text.base._replace(path=f"{folder}/{text.base.path}"))


def _leave(answer: BaseAnswer, folder: str) -> BaseAnswer:
    """Return the answer as it is seen from the root."""
    if not isinstance(answer, Base) or answer.path is None:
        return answer
    return answer._replace(path=f"{folder}/{answer.path}")
