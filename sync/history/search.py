"""The search for bases: a document's own path, its other paths, then everything git has.

Each stage is one pass of git for all the hashes that are left, and hashes each blob once in the
life of a repository, its digests being kept in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.errors import FetchError, GitError
from sync.git import explain_damage
from sync.history.log import (
    read_change,
    read_changes,
    read_log,
    spell_suffixes,
)
from sync.history.objects import digest_blobs, find_local, list_blobs
from sync.history.renames import Walk, read_renames
from sync.model import Base, Reason
from sync.stamps.digests import read_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sync.cache import Section
    from sync.git import RawChange
    from sync.history.clone import Clone
    from sync.history.log import LoggedChange
    from sync.history.queries import BaseAnswer, BaseQuery
    from sync.stamps.digests import DigestForm

DIGESTS_LIMIT = 100_000
"""How many blobs the cache keeps the digests of."""


Places = dict[str, dict[str, "LoggedChange"]]
"""Document → blob → the newest change that put the blob there, the newest first."""


@dataclass(slots=True)
class Search:
    """One look-up of many bases by digests of one ``form``; ``digests`` is the cache's section.

    ``found`` fills up as the stages go, and ``failures`` with what git could not read, by the
    blob's name, or by ``""`` for all that a stage would have found. ``suspects`` are blobs that
    may be missing on purpose and stood at paths like the documents'; ``is_blind`` says that not
    even the trees could be read.
    """

    clone: Clone
    digests: Section
    form: DigestForm
    found: dict[BaseQuery, Base] = field(default_factory=dict)
    failures: dict[str, GitError] = field(default_factory=dict)
    suspects: set[str] = field(default_factory=set)
    is_blind: bool = False

    def run(self, wanted: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
        """Answer for each hash where it is, or why it is not found.

        What git cannot read is the answer only where no base was found without it.
        """
        left = set(wanted)
        for stage in (self._search_own_paths, self._search_other_paths, self._search_objects):
            if left:
                self._attempt(stage, left)
                left -= self.found.keys()
        missing: dict[BaseQuery, BaseAnswer] = {}
        if left:
            missing = dict.fromkeys(left, self._explain())
        return {**missing, **self.found}

    def _attempt(self, stage: Callable[[set[BaseQuery]], None], wanted: set[BaseQuery]) -> None:
        """Run a stage; a partial clone may lack what it needs, which is no failure of git."""
        try:
            stage(wanted)
        except FetchError:
            raise
        except GitError as error:
            if self.clone.git.is_partial:
                self.is_blind = True
            else:
                self.failures.setdefault("", error)

    def _explain(self) -> Reason | GitError:
        failure = next(iter(self.failures.values()), None)
        if failure is not None:
            return failure
        if self.clone.is_shallow:
            return Reason.SHALLOW
        if self.is_blind or find_local(self.clone.git, self.suspects) != self.suspects:
            return Reason.PARTIAL_CLONE
        return Reason.UNKNOWN_HASH

    def _search_own_paths(self, wanted: set[BaseQuery]) -> None:
        """Search where the documents are now, in all that HEAD has behind it."""
        paths = sorted({query.source for query in wanted})
        places: Places = {}
        for change in read_log(
            self.clone.git, self.clone.git.head, paths=paths, options=("--no-renames",)
        ):
            _note(places, change.path, change)
        self._match(wanted, places)

    def _search_other_paths(self, wanted: set[BaseQuery]) -> None:
        """Search where git's rename detection says a document was, and where its stamp says."""
        owners = {query.source: {query.source} for query in wanted}
        for query in wanted:
            for path in query.also:
                owners.setdefault(path, set()).add(query.source)
        walk = Walk(spell_suffixes(owners), is_back=True)
        places, is_certain = self._trace(owners, walk, ())
        if not is_certain:
            renames = read_renames(self.clone.git, owners, self.clone.renames, walk)
            places, _ = self._trace(owners, walk, renames.changes)
        self._match(wanted, places)

    def _trace(
        self, known: Mapping[str, set[str]], walk: Walk, renames: Iterable[RawChange]
    ) -> tuple[Places, bool]:
        """Return where documents were, at the paths ``known`` and those ``renames`` lead to.

        The second answer is whether no commit gave one its name that took another file away: what
        was renamed is told by comparing files, which nobody needs to do then.
        """
        owners = {path: set(documents) for path, documents in known.items()}
        old_paths = {(each.header, each.path): each.old_path for each in renames}
        places: Places = {}
        came: set[str] = set()
        went: set[str] = set()
        options = ("--no-renames",)
        for change in read_changes(
            self.clone.git, self.clone.git.head, patterns=walk.patterns, options=options
        ):
            if self.clone.git.is_partial and change.file is not None:
                self.suspects.add(change.file)
            if change.status == "D":
                went.add(change.header)
            if change.path not in owners:
                continue
            if change.status == "A":
                came.add(change.header)
            logged = read_change(self.clone.git, change)
            for owner in owners[change.path]:
                _note(places, owner, logged)
            old_path = old_paths.get((change.header, change.path))
            if old_path is not None:
                owners.setdefault(old_path, set()).update(owners[change.path])
        return places, came.isdisjoint(went)

    def _search_objects(self, wanted: set[BaseQuery]) -> None:
        """Search every blob: of other branches, of the index, and those that nothing names."""
        find_local(self.clone.git, self.suspects)  # fetches them, where that is allowed
        blobs = self._match_objects({_read_digits(query) for query in wanted})
        changes = self._place(set(blobs.values()))
        for query in wanted:
            if blob := blobs.get(_read_digits(query)):
                change = changes.get(blob)
                nowhere = Base(commit=None, path=None, blob=blob, date=None)
                self.found[query] = nowhere if change is None else _render_base(change, blob)

    def _match(self, wanted: set[BaseQuery], places: Places) -> None:
        """Settle the queries whose hash one of the blobs at their places has."""
        blobs = {blob for changes in places.values() for blob in changes}
        self._digest(blobs)
        for query in wanted:
            changes = places.get(query.source, {})
            if blob := self._choose(_read_digits(query), changes):
                self.found[query] = _render_base(changes[blob], blob)

    def _choose(self, original_hash: str, blobs: Iterable[str]) -> str | None:
        """Choose the first blob with exactly these bytes, else with other line endings."""
        known = [(blob, self._recall(blob)) for blob in blobs]
        exact = (blob for blob, digests in known if digests[:1] == (original_hash,))
        variants = (blob for blob, digests in known if original_hash in digests)
        return next(exact, None) or next(variants, None)

    def _match_objects(self, hashes: set[str]) -> dict[str, str]:
        """Return hash → blob for those hashes that some blob has; equal bytes come first."""
        exact: dict[str, str] = {}
        variants: dict[str, str] = {}
        for blob, (raw, *others) in self._read_objects():
            if raw in hashes:
                exact[raw] = blob
            for other in hashes.intersection(others):
                variants[other] = min(blob, variants.get(other, blob))
        return {**variants, **exact}

    def _read_objects(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each blob that is here with its digests, hashing those that never were.

        One that goes while we look (``git gc`` beside us) is passed over.
        """
        unknown = []
        for blob in list_blobs(self.clone.git):
            if digests := self._recall(blob):
                yield blob, digests
            else:
                unknown.append(blob)
        for count, (blob, fresh) in enumerate(digest_blobs(self.clone.git, unknown, self.form)):
            if isinstance(fresh, GitError):
                self.failures.setdefault(blob, fresh)
            elif fresh is not None:
                if count < DIGESTS_LIMIT:
                    self._remember(blob, fresh)
                yield blob, fresh

    def _place(self, blobs: set[str]) -> dict[str, LoggedChange]:
        """Find the newest commit that made each blob: behind HEAD, else behind any reference."""
        changes: dict[str, LoggedChange] = {}
        for revisions in ((self.clone.git.head,), ("--all", "--reflog")):
            if blobs <= changes.keys():
                break
            for change in read_log(self.clone.git, *revisions, options=("--no-renames",)):
                if change.blob in blobs:
                    changes.setdefault(change.blob, change)
        return changes

    def _digest(self, blobs: set[str]) -> None:
        """Hash those blobs that never were; in a partial clone only those that are here."""
        unknown = sorted(blob for blob in blobs if not self._recall(blob))
        local = find_local(self.clone.git, unknown)
        present = [blob for blob in unknown if blob in local]
        for blob, read in digest_blobs(self.clone.git, present, self.form):
            if isinstance(read, tuple):
                self._remember(blob, read)
            else:
                lost = explain_damage(self.clone.git.repository, f"object {blob} is missing")
                self.failures.setdefault(blob, read or GitError(lost))

    def _recall(self, blob: str) -> tuple[str, ...]:
        held = self.digests.get(blob)
        return tuple(held.split()) if isinstance(held, str) else ()

    def _remember(self, blob: str, digests: tuple[str, ...]) -> None:
        self.digests.put(blob, " ".join(digests))


def search_digests(clone: Clone, wanted: Iterable[BaseQuery]) -> dict[BaseQuery, BaseAnswer]:
    """Answer for versions that are named by digests, form by form."""
    groups: dict[DigestForm, list[BaseQuery]] = {}
    for query in wanted:
        groups.setdefault(read_digest(query.name.text)[0], []).append(query)
    found: dict[BaseQuery, BaseAnswer] = {}
    for form, queries in groups.items():
        name = "digests" if form.is_plain else f"digests {'/'.join(map(str, form))}"
        section = clone.cache.section(name, DIGESTS_LIMIT)
        found |= Search(clone, section, form).run(queries)
    return found


def _read_digits(query: BaseQuery) -> str:
    """Return the digits of a version's digest."""
    return query.name.text.rpartition(":")[2]


def _note(places: Places, document: str, change: LoggedChange) -> None:
    if change.blob is not None:
        places.setdefault(document, {}).setdefault(change.blob, change)


def _render_base(change: LoggedChange, blob: str) -> Base:
    return Base(commit=change.commit, path=change.path, blob=blob, date=change.date)
