"""The history of one repository, as the rest of the package asks for it."""

from __future__ import annotations

import posixpath
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sync.cache import Cache
from sync.errors import GitError
from sync.git import BlobReader, call_git, explain_damage, find_repository, go_offline
from sync.git.commits import find_commits
from sync.git.fetching import read_boundary
from sync.history.answers import Answers
from sync.history.fingerprint import take_fingerprint
from sync.history.queries import BaseAnswer, BaseQuery, BaseText
from sync.model import Base, NameKind, Reason, VersionName, find_fetch_command

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from sync.git import Repository
    from sync.history.joint import JointChange
    from sync.history.line import Commit, Step
    from sync.history.opened import OpenRepository
    from sync.history.renames import KeptRenames
    from sync.history.versions import DatedVersion


CACHE_NAME = "translation-sync"
"""The folder in git's own in which is kept what may be forgotten."""


class History:
    """What git knows of the documents under a root.

    Paths in and out are relative to the root; one that git has outside of it begins with ``..``.
    Every method raises GitError where git fails or an object cannot be read. ``cache`` is where
    answers are kept, and open to others for what they derive from objects.
    """

    def __init__(
        self, repository: Repository, tip: str | None = None, cache: Cache | None = None
    ) -> None:
        """Look at nothing yet.

        With a commit for ``tip`` the history is the one behind that, and the files on disk are
        none of its. ``cache`` stands elsewhere where nothing may be written to the repository.
        """
        self.is_shallow = repository.is_shallow
        self.cache = cache or Cache(repository.common_dir / CACHE_NAME)
        self._repository = repository
        self._tip = tip
        self._answers = Answers(self.cache.section("bases"))

    @cached_property
    def _git(self) -> OpenRepository:
        """The repository, which a run whose answers are all cached never opens.

        GitPython takes 40 ms to import, half of what a hook takes.
        """
        from sync.history.opened import HEAD, OpenRepository

        head = self._tip or HEAD
        is_partial = self._is_partial
        return OpenRepository(self._repository, self._blobs, is_partial=is_partial, head=head)

    @cached_property
    def _blobs(self) -> BlobReader:
        """The reader of blobs whose names are known, for which nobody needs to open more."""
        at_top = go_offline(self._repository)._replace(root=self._repository.toplevel)
        # A replacement (git-replace(1)) has the name of a blob and the bytes of another.
        environment = {**at_top.environment, "GIT_NO_REPLACE_OBJECTS": "1"}
        return BlobReader(at_top._replace(environment=environment))

    @cached_property
    def _is_partial(self) -> bool:
        from sync.git.fetching import is_partial

        return is_partial(self._repository)

    def _find_local(self, names: Collection[str]) -> Collection[str]:
        """Return those of ``names`` that can be read without a network."""
        if not names or not self._is_partial:
            return names
        from sync.history.objects import find_local

        return find_local(self._git, names)

    @classmethod
    def open(cls, root: Path) -> History | None:
        """Open the history of the repository around ``root``; None where there is no git."""
        repository = find_repository(root)
        return None if repository is None else cls(repository)

    def take_fingerprint(self) -> str | None:
        """Return a word for what git holds now; None where the file system's time is too coarse.

        What was derived from the whole history holds for as long as this stays the same.
        """
        word = take_fingerprint(self._repository)
        return word if self._tip is None or word is None else f"{word} {self._tip}"

    def find_bases(self, queries: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Find the version of the source that each hash names, or say why it is not found.

        A hash counts for a blob's bytes with LF and with CRLF line endings too. Answers come from
        the cache where they can; the others take a few processes of git together, never one each.
        Where git cannot read what it would take, its error is the answer.
        """
        wanted = {query: self._from_top(query) for query in queries}
        state = self.take_fingerprint() if wanted else None
        asked = set(wanted.values())
        found = self._answers.find(asked, state, partial(find_commits, self._repository))
        answers: dict[BaseQuery, BaseAnswer] = {
            each: answer for each, answer in found.items() if not self._can_better(answer)
        }
        if unknown := asked - answers.keys():
            answers.update(self._search(unknown, state))
        return {query: self._to_root(answers[each]) for query, each in wanted.items()}

    def read_bases(
        self, found: Mapping[BaseQuery, BaseAnswer]
    ) -> dict[BaseQuery, BaseText | Reason | GitError]:
        """Read the bases that were found.

        One from the cache whose object is gone since, or is another, is looked up afresh. One that
        cannot be read hides no other: its error stands in its place.
        """
        texts = self._read_found(found)
        lost = [query for query in found if query not in texts]
        for query in lost:
            self._answers.forget(self._from_top(query))
        texts |= self._read_found(self.find_bases(lost))
        for query in lost:
            if query not in texts and self._is_partial:
                texts[query] = Reason.PARTIAL_CLONE
            elif query not in texts:
                message = f"git: the base {query.name.text} cannot be read"
                unread = GitError(message, path=query.source)
                texts[query] = Reason.PARTIAL_CLONE if self._is_partial else unread
        return {query: texts[query] for query in found}

    def read_blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each blob's name and bytes, in the order asked for, from one process.

        Raises GitError for one that is not here, with the way out.
        """
        asked = tuple(names)
        local = self._find_local(asked)
        for name in asked:
            if name not in local:
                way_out = find_fetch_command(Reason.PARTIAL_CLONE)
                git = call_git(self._repository.toplevel)
                lacking = f"git: object {name} is not in this partial clone"
                raise GitError(f"{lacking}; `{git} {way_out}` brings it")
        for name in asked:
            data = self._blobs.find(name)
            if data is None:
                raise GitError(explain_damage(self._repository, f"object {name} is missing"))
            yield name, data

    def find_moves(self, gone: Iterable[str], present: Collection[str]) -> dict[str, str | Reason]:
        """Return, for sources that are gone, where git's rename detection says they are now.

        Chains of renames are followed to the first path that is ``present``; a source whose trail
        ends elsewhere is left out. A reason stands where a clone lacks what would tell.
        """
        paths = {self._path_from_top(path): path for path in gone}
        targets = {self._path_from_top(path) for path in present}
        moves = self._trace(paths, targets)
        if self._fetch_lacking(moves.values()):
            moves = self._trace(paths, targets)
        return {
            paths[old]: new if isinstance(new, Reason) else self._path_to_root(new)
            for old, new in moves.items()
        }

    def versions(self, source: str) -> tuple[DatedVersion, ...]:
        """Return the versions of a source on the first-parent line of HEAD, the newest first.

        They go back through renames; where the source was deleted there is no version.
        """
        from sync.history.versions import read_versions

        return read_versions(self._git, self._path_from_top(source))

    def find_successors(self, asked: Collection[tuple[str, Base]]) -> Mapping[tuple[str, str], str]:
        """Return since when (ISO 8601) sources are no longer what they were, by path and blob."""
        from sync.history.successors import find_successors

        paths = {self._path_from_top(path): path for path, _ in asked}
        found = find_successors(
            self._git, ((self._path_from_top(path), base) for path, base in asked)
        )
        return {(paths[path], blob): date for (path, blob), date in found.items()}

    def find_joint_changes(self, one: str, other: str) -> Iterator[JointChange]:
        """Yield the commits that edited two files at once, the newest first."""
        from sync.history.joint import find_joint_changes

        paths = (self._path_from_top(path) for path in (one, other))
        return find_joint_changes(self._git, *paths)

    def last_versions(self, source: str) -> Iterator[DatedVersion]:
        """Yield the last version of a source on the default branch, then that behind HEAD.

        Where the history ends at another commit, it is the one behind that.
        """
        path = self._path_from_top(source)
        branches = ("refs/remotes/origin/HEAD", "HEAD")
        for revision in branches if self._tip is None else (self._tip,):
            if self._git.find("rev_parse", "--verify", "--quiet", revision) is not None:
                last = self._read_last(revision, path)
                if last is not None:
                    yield last

    def _read_last(self, revision: str, path: str) -> DatedVersion | None:
        from sync.history.versions import read_last

        try:
            last = read_last(self._git, revision, path)
        except GitError:
            if not (self._is_partial and self._fetch_lacking((Reason.PARTIAL_CLONE,))):
                raise
            return read_last(self._git, revision, path)
        if last is not None and last.deepen and self._fetch_lacking((Reason.SHALLOW,)):
            return read_last(self._git, revision, path)
        return last

    def find_last_date(self, sources: Collection[str]) -> str | None:
        """Return the date of the newest commit of some sources; None where no commit has them."""
        from sync.history.versions import read_last_date

        return read_last_date(self._git, [self._path_from_top(source) for source in sources])

    def find_former(self, paths: Collection[str]) -> Collection[str]:
        """Return those of ``paths`` that a commit behind HEAD holds or held."""
        from sync.history.versions import find_former

        places = {self._path_from_top(path): path for path in paths}
        return {places[each] for each in find_former(self._git, sorted(places))}

    def shorten(self, commit: str, source: str, digits: int) -> str:
        """Return at least as many digits of a commit's name as no other object begins with."""
        del source
        told = self._git.find("rev_parse", f"--short={digits}", commit)
        return (told or commit).strip()

    def version_at(self, source: str, date: str) -> DatedVersion | None:
        """Return the last version on the first-parent line that is not younger than ``date``.

        None where there is none, or ``date`` is not ISO 8601; without a zone it is taken as UTC.
        """
        from sync.history.versions import choose_version

        return choose_version(self.versions(source), date)

    def line(self) -> tuple[Commit, ...]:
        """Return the commits of the first-parent line of HEAD, the oldest first."""
        from sync.history.line import read_line

        return read_line(self._git)

    def steps(self, base: str | None, end: str) -> Iterator[Step]:
        """Yield what the commits of that line after ``base`` up to ``end`` changed, one by one."""
        from sync.history.line import read_steps

        return read_steps(self._git, base, end)

    def require_revision(self, revision: str) -> None:
        """Raise UsageError where git knows no such revision."""
        from sync.history.versions import read_tree

        read_tree(self._git, revision)

    def read_revision(self, revision: str, source: str) -> bytes:
        """Return a source as it was at a revision, under the name that it had there.

        Raises UsageError where git knows no such revision, or the source is not in it.
        """
        from sync.history.versions import find_blob_at

        path = self._path_from_top(source)
        blob = find_blob_at(self._git, revision, path, self._kept_renames)
        return b"".join(data for _, data in self.read_blobs((blob,)))

    def _search(
        self, wanted: Iterable[BaseQuery], fingerprint: str | None
    ) -> dict[BaseQuery, BaseAnswer]:
        """Ask git, and keep the answers with what git held before we asked."""
        answers = self._ask(wanted)
        if self._fetch_lacking(answers.values()):
            lacking = (Reason.SHALLOW, Reason.PARTIAL_CLONE)
            answers |= self._ask(each for each, answer in answers.items() if answer in lacking)
        boundary = read_boundary(self._repository) if self.is_shallow else ()
        for each, answer in answers.items():
            if isinstance(answer, GitError):
                continue
            self._answers.keep(each, answer, fingerprint, boundary)
        self.cache.save()
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

            kept, is_shallow = self._kept_renames, self.is_shallow
            found |= search_digests(self._git, self.cache, kept, digests, is_shallow=is_shallow)
        last = groups.pop(NameKind.LAST, None)
        if last is not None:
            from sync.history.at_last import AtLast

            found |= AtLast(self._git, self._kept_renames, is_shallow=self.is_shallow).run(last)
        if groups:
            from sync.history.at_commits import AtCommits

            asked = (query for group in groups.values() for query in group)
            at_commits = AtCommits(
                self._git, self._blobs, self._kept_renames, is_shallow=self.is_shallow
            )
            found |= at_commits.run(asked)
        return found

    def _trace(self, gone: Iterable[str], present: Collection[str]) -> dict[str, str | Reason]:
        from sync.history.moves import find_moves

        kept = self._kept_renames
        return find_moves(self._git, gone, present, kept, is_shallow=self.is_shallow)

    @property
    def _kept_renames(self) -> KeptRenames:
        from sync.history.renames import KeptRenames

        return KeptRenames(self.cache.section("renames"), self.take_fingerprint())

    def _can_better(self, answer: Base | Reason) -> bool:
        """Tell whether fetching, which must be allowed, may find what could not be found."""
        if answer not in (Reason.SHALLOW, Reason.PARTIAL_CLONE):
            return False
        from sync.git.fetching import may_fetch

        return may_fetch(self._repository)

    def _fetch_lacking(self, answers: Collection[object]) -> bool:
        """Fetch the commits or trees that were lacking for answers; tell whether any came.

        Contents come by themselves, as they are asked for.
        """
        if Reason.SHALLOW in answers and self._can_better(Reason.SHALLOW):
            self._deepen()
            return True
        if Reason.PARTIAL_CLONE in answers and self._can_better(Reason.PARTIAL_CLONE):
            from sync.git.fetching import fetch_trees

            return fetch_trees(self._repository)
        return False

    def _deepen(self) -> None:
        """Fetch the commits that a shallow clone left out, and look at the repository afresh."""
        from sync.git.fetching import deepen

        deepen(self._repository)
        self._repository = self._repository._replace(is_shallow=False)
        self.is_shallow = False
        for name in ("_git", "_is_partial"):  # contents were left out
            vars(self).pop(name, None)

    def _read_found(
        self, found: Mapping[BaseQuery, BaseAnswer]
    ) -> dict[BaseQuery, BaseText | Reason | GitError]:
        from sync.history.base_texts import read_base_texts

        return read_base_texts(found, self._blobs, self._find_local)

    def _from_top(self, query: BaseQuery) -> BaseQuery:
        also = tuple(self._path_from_top(path) for path in query.also)
        name = query.name
        if name.kind is NameKind.LAST:
            path, mark, commit = name.text.partition("\0")
            name = VersionName(name.kind, self._path_from_top(path) + mark + commit)
        return BaseQuery(self._path_from_top(query.source), name, also, query.ignore)

    def _to_root(self, answer: BaseAnswer) -> BaseAnswer:
        if not isinstance(answer, Base) or answer.path is None:
            return answer
        return answer._replace(path=self._path_to_root(answer.path))

    def _path_from_top(self, path: str) -> str:
        return posixpath.normpath(self._repository.prefix + path)

    def _path_to_root(self, path: str) -> str:
        return posixpath.relpath(f"/{path}", f"/{self._repository.prefix}")
