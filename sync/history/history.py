"""The history of one repository, as the rest of the package asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import GitError
from sync.git import call_git, explain_damage, find_repository
from sync.history.bases import BaseFinder
from sync.history.clone import Clone
from sync.model import Base, Reason, find_fetch_command

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from sync.cache import Cache
    from sync.git import Repository
    from sync.history.joint import JointChange
    from sync.history.line import Commit, Step
    from sync.history.queries import BaseAnswer, BaseQuery, BaseText
    from sync.history.versions import DatedVersion


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
        self._clone = Clone(repository, tip, cache)
        self._bases = BaseFinder(self._clone)
        self.cache = self._clone.cache

    @classmethod
    def open(cls, root: Path) -> History | None:
        """Open the history of the repository around ``root``; None where there is no git."""
        repository = find_repository(root)
        return None if repository is None else cls(repository)

    def take_fingerprint(self) -> str | None:
        """Return a word for what git holds now; None where the file system's time is too coarse.

        What was derived from the whole history holds for as long as this stays the same.
        """
        return self._clone.take_fingerprint()

    def find_bases(self, queries: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Find the version of the source that each hash names, or say why it is not found.

        A hash counts for a blob's bytes with LF and with CRLF line endings too. Answers come from
        the cache where they can; the others take a few processes of git together, never one each.
        Where git cannot read what it would take, its error is the answer.
        """
        return self._bases.find(queries)

    def read_bases(
        self, found: Mapping[BaseQuery, BaseAnswer]
    ) -> dict[BaseQuery, BaseText | Reason | GitError]:
        """Read the bases that were found.

        One from the cache whose object is gone since, or is another, is looked up afresh. One that
        cannot be read hides no other: its error stands in its place.
        """
        return self._bases.read(found)

    def read_blobs(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield each blob's name and bytes, in the order asked for, from one process.

        Raises GitError for one that is not here, with the way out.
        """
        asked = tuple(names)
        local = self._clone.find_local(asked)
        for name in asked:
            if name not in local:
                way_out = find_fetch_command(Reason.PARTIAL_CLONE)
                git = call_git(self._clone.repository.toplevel)
                lacking = f"git: object {name} is not in this partial clone"
                raise GitError(f"{lacking}; `{git} {way_out}` brings it")
        for name in asked:
            data = self._clone.blobs.find(name)
            if data is None:
                raise GitError(explain_damage(self._clone.repository, f"object {name} is missing"))
            yield name, data

    def find_moves(self, gone: Iterable[str], present: Collection[str]) -> dict[str, str | Reason]:
        """Return, for sources that are gone, where git's rename detection says they are now.

        Chains of renames are followed to the first path that is ``present``; a source whose trail
        ends elsewhere is left out. A reason stands where a clone lacks what would tell.
        """
        from sync.history.moves import find_moves

        paths = {self._clone.path_from_top(path): path for path in gone}
        targets = {self._clone.path_from_top(path) for path in present}
        moves = find_moves(self._clone, paths, targets)
        if self._clone.fetch_lacking(moves.values()):
            moves = find_moves(self._clone, paths, targets)
        return {
            paths[old]: new if isinstance(new, Reason) else self._clone.path_to_root(new)
            for old, new in moves.items()
        }

    def versions(self, source: str) -> tuple[DatedVersion, ...]:
        """Return the versions of a source on the first-parent line of HEAD, the newest first.

        They go back through renames; where the source was deleted there is no version.
        """
        from sync.history.versions import read_versions

        return read_versions(self._clone.git, self._clone.path_from_top(source))

    def find_successors(self, asked: Collection[tuple[str, Base]]) -> Mapping[tuple[str, str], str]:
        """Return since when (ISO 8601) sources are no longer what they were, by path and blob."""
        from sync.history.successors import find_successors

        paths = {self._clone.path_from_top(path): path for path, _ in asked}
        found = find_successors(
            self._clone.git, ((self._clone.path_from_top(path), base) for path, base in asked)
        )
        return {(paths[path], blob): date for (path, blob), date in found.items()}

    def find_joint_changes(self, one: str, other: str) -> Iterator[JointChange]:
        """Yield the commits that edited two files at once, the newest first."""
        from sync.history.joint import find_joint_changes

        paths = (self._clone.path_from_top(path) for path in (one, other))
        return find_joint_changes(self._clone.git, *paths)

    def last_versions(self, source: str) -> Iterator[DatedVersion]:
        """Yield the last version of a source on the default branch, then that behind HEAD.

        Where the history ends at another commit, it is the one behind that.
        """
        path = self._clone.path_from_top(source)
        branches = ("refs/remotes/origin/HEAD", "HEAD")
        for revision in branches if self._clone.tip is None else (self._clone.tip,):
            if self._clone.git.find("rev_parse", "--verify", "--quiet", revision) is not None:
                last = self._read_last(revision, path)
                if last is not None:
                    yield last

    def _read_last(self, revision: str, path: str) -> DatedVersion | None:
        from sync.history.versions import read_last

        try:
            last = read_last(self._clone.git, revision, path)
        except GitError:
            if not (self._clone.is_partial and self._clone.fetch_lacking((Reason.PARTIAL_CLONE,))):
                raise
            return read_last(self._clone.git, revision, path)
        if last is not None and last.deepen and self._clone.fetch_lacking((Reason.SHALLOW,)):
            return read_last(self._clone.git, revision, path)
        return last

    def find_last_date(self, sources: Collection[str]) -> str | None:
        """Return the date of the newest commit of some sources; None where no commit has them."""
        from sync.history.versions import read_last_date

        return read_last_date(
            self._clone.git, [self._clone.path_from_top(source) for source in sources]
        )

    def find_former(self, paths: Collection[str]) -> Collection[str]:
        """Return those of ``paths`` that a commit behind HEAD holds or held."""
        from sync.history.versions import find_former

        places = {self._clone.path_from_top(path): path for path in paths}
        return {places[each] for each in find_former(self._clone.git, sorted(places))}

    def shorten(self, commit: str, source: str, digits: int) -> str:
        """Return at least as many digits of a commit's name as no other object begins with."""
        del source
        told = self._clone.git.find("rev_parse", f"--short={digits}", commit)
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

        return read_line(self._clone.git)

    def steps(self, base: str | None, end: str) -> Iterator[Step]:
        """Yield what the commits of that line after ``base`` up to ``end`` changed, one by one."""
        from sync.history.line import read_steps

        return read_steps(self._clone.git, base, end)

    def require_revision(self, revision: str) -> None:
        """Raise UsageError where git knows no such revision."""
        from sync.history.versions import read_tree

        read_tree(self._clone.git, revision)

    def read_revision(self, revision: str, source: str) -> bytes:
        """Return a source as it was at a revision, under the name that it had there.

        Raises UsageError where git knows no such revision, or the source is not in it.
        """
        from sync.history.versions import find_blob_at

        path = self._clone.path_from_top(source)
        blob = find_blob_at(self._clone.git, revision, path, self._clone.renames)
        return b"".join(data for _, data in self.read_blobs((blob,)))
