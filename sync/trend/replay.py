"""The replay: from commit to commit, judging again only what a commit concerns."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sync.errors import FileError, StampError, UsageError
from sync.hashing import digests
from sync.model import NameKind, StampKind, State
from sync.project.project import Project, View
from sync.project.selection import select
from sync.trend.stamps import Key, PastStamps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sync.history.line import Step
    from sync.model import Location, Stamp
    from sync.project.inventory import Inventory
    from sync.project.query import Query
    from sync.trend.past import PastTree


class SourceText(NamedTuple):
    """A source as it was at some time: its path then, and the name of git's object."""

    path: str
    blob: str


class Settled(NamedTuple):
    """A translation whose state needs no history; ``source`` is None where that was gone."""

    state: State
    source: SourceText | None


class Open(NamedTuple):
    """A translation of which the history knows what it was made from.

    ``blob`` is the source's at that time, ``commit`` the one that had put it there. ``state`` is
    None where the history decides that, too: its stamp names another version than the source's.
    """

    location: Location
    stamp: Stamp
    blob: str
    commit: str
    state: State | None = None

    @property
    def source(self) -> SourceText:
        """The source as it was."""
        return SourceText(self.location.source, self.blob)


Entry: TypeAlias = Settled | Open
"""What is known of a translation without the history."""


class Moment(NamedTuple):
    """What a commit changed: how many entries of a language came (or went, below zero).

    ``places`` are the documents of which there is or could be a translation, by language; None:
    as before. ``sources`` are those that read otherwise since, by document; None: it is gone.
    """

    commit: str
    changes: Mapping[tuple[str, Entry], int]
    places: Mapping[str, Collection[str]] | None
    sources: Mapping[str, SourceText | None]


@dataclass(slots=True)
class Replay:
    """The project's translations at one commit, to be moved on to the next."""

    project: Project
    query: Query
    tree: PastTree
    languages: set[str] = field(default_factory=set)
    refusal: UsageError | None = None
    has_places: bool = False
    _inventory: Inventory | None = None
    _stamps: PastStamps | None = None
    _chosen: frozenset[Key] | None = None
    _orphans: frozenset[Key] = frozenset()
    _documents: dict[str, str] = field(default_factory=dict)
    _paths: dict[str, Key] = field(default_factory=dict)
    _held: dict[str, dict[str, Location]] = field(default_factory=dict)
    _users: dict[str, dict[Key, Location]] = field(default_factory=dict)
    _entries: dict[Key, Entry] = field(default_factory=dict)
    _places: Mapping[str, Collection[str]] = field(default_factory=dict)
    _sources: dict[str, SourceText] = field(default_factory=dict)
    _untold: dict[str, SourceText | None] = field(default_factory=dict)
    _since: dict[str, str] = field(default_factory=dict)
    _digests: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _now: str = ""

    def begin(self, commit: str) -> Moment:
        """Judge all translations in the tree as it is, which is that of ``commit``."""
        moment = self._judge(commit, frozenset(self.tree.files()), is_other=True)
        return moment or Moment(commit, {}, {}, {})

    def advance(self, step: Step) -> Moment | None:
        """Go on to the next commit; None where it concerns no source and no translation."""
        if not step.changes:
            return None
        changed, is_other = self.tree.change(step.changes)
        return self._judge(step.commit, changed, is_other=is_other)

    def _judge(self, commit: str, changed: frozenset[str], *, is_other: bool) -> Moment | None:
        self._now = commit
        self._since.update((path, commit) for path in changed if path in self.tree.blobs)
        changes: Counter[tuple[str, Entry]] = Counter()
        concerned: set[Key] = set()
        places = None
        is_afresh = is_other or self._may_rename(changed)
        if is_afresh:
            concerned, places = self._look_again(changes)
        self._read_sources(self._documents if is_afresh else changed)
        concerned |= self._find_concerned(changed)
        for key in concerned:
            self._set(key, self._read(key), changes)
        is_touched = bool(self._places) and not self._documents.keys().isdisjoint(changed)
        if concerned or changes or places is not None or is_touched:
            counted = {each: count for each, count in changes.items() if count}
            sources, self._untold = self._untold, {}
            return Moment(commit, counted, places, sources)
        return None

    def _read_sources(self, paths: Iterable[str]) -> None:
        """Note which sources among some paths read otherwise than before, and which are gone."""
        for path in paths:
            document, blob = self._documents.get(path), self.tree.blobs.get(path)
            if document is not None and blob is not None:
                text = SourceText(path, blob)
                if self._sources.get(document) != text:
                    self._untold[document] = self._sources[document] = text
        for document in self._sources.keys() - self._documents.values():
            del self._sources[document]
            self._untold[document] = None

    def _may_rename(self, changed: frozenset[str]) -> bool:
        """Say whether translations may have become those of other documents where they are."""
        is_named = self._inventory is not None and self._inventory.layout.is_named
        return is_named and not self._paths.keys().isdisjoint(changed)

    def _look_again(
        self, changes: Counter[tuple[str, Entry]]
    ) -> tuple[set[Key], Mapping[str, Collection[str]] | None]:
        """Find out what is there, drop what is gone, and return what is new."""
        inventory = self.project.discover(self.tree)
        before, self._inventory = self._inventory, inventory
        if before is None or before.layout != inventory.layout:
            self._start_over(inventory, changes)
        self._documents = {inventory.layout.source_path(each): each for each in inventory.documents}
        self._choose(inventory)
        here = {key for key in inventory.translations if self._admits(key)}
        orphans = frozenset((each.language, each.document) for each in inventory.orphans)
        for key in self._entries.keys() - here:
            self._drop(key, changes)
        fresh = here - self._entries.keys()
        for key in fresh:
            self._add(key, inventory.layout.location(*key))
        turned, self._orphans = (orphans ^ self._orphans) & here, orphans
        before_now = self._places
        self._places = self._list_places(inventory)
        return fresh | turned, None if self._places == before_now else self._places

    def _start_over(self, inventory: Inventory, changes: Counter[tuple[str, Entry]]) -> None:
        for key in tuple(self._entries):
            self._drop(key, changes)
        self._users.clear()
        self._stamps = PastStamps(
            self.tree, inventory.layout, View(self.project, self.tree, inventory).specs
        )

    def _choose(self, inventory: Inventory) -> None:
        """Find the translations that the paths asked for select now, if any were given."""
        query = self.query
        self.languages.update(inventory.languages)
        if not query.paths:
            return
        try:
            root, cwd = self.project.root, query.cwd
            places = select(inventory, paths=query.paths, languages=(), root=root, cwd=cwd)
        except UsageError as error:
            self.refusal, self._chosen = error, frozenset()
            return
        self.has_places = True
        self._chosen = frozenset((each.language, each.document) for each in places.locations)

    def _admits(self, key: Key) -> bool:
        return self.query.asks_for(key[0]) and (self._chosen is None or key in self._chosen)

    def _list_places(self, inventory: Inventory) -> Mapping[str, Collection[str]]:
        """List the documents of which there is or could be a translation, by language."""
        if self._chosen is not None:
            chosen: defaultdict[str, list[str]] = defaultdict(list)
            for language, document in sorted(filter(self._admits, self._chosen)):
                chosen[language].append(document)
            return chosen
        # Languages share a list: of a large course every commit that adds a page has them anew.
        found: dict[str, Sequence[str]] = {
            language: inventory.list_documents(language)
            for language in filter(self.query.asks_for, inventory.languages)
        }
        for language, document in sorted(self._orphans):
            if self.query.asks_for(language):
                found[language] = (*found.get(language, ()), document)
        return found

    def _find_concerned(self, changed: Iterable[str]) -> set[Key]:
        """Find the translations of which changed paths may tell something else."""
        concerned: set[Key] = set()
        for path in changed:
            if key := self._paths.get(path):
                concerned.add(key)
            if document := self._documents.get(path):
                held = self._held.get(document, {})
                concerned.update((language, document) for language in held)
            if self._stamps is not None and (users := self._users.get(path)):
                concerned |= self._stamps.renew(path, users)
        return concerned

    def _add(self, key: Key, location: Location) -> None:
        language, document = key
        self._paths[location.path] = key
        self._held.setdefault(document, {})[language] = location
        for path in () if self._stamps is None else self._stamps.find_files(location):
            self._users.setdefault(path, {})[key] = location

    def _drop(self, key: Key, changes: Counter[tuple[str, Entry]]) -> None:
        language, document = key
        location = self._held[document].pop(language)
        del self._paths[location.path]
        for users in self._users.values():
            users.pop(key, None)
        changes[language, self._entries.pop(key)] -= 1

    def _set(self, key: Key, entry: Entry, changes: Counter[tuple[str, Entry]]) -> None:
        before = self._entries.get(key)
        if before == entry:
            return
        if before is not None:
            changes[key[0], before] -= 1
        changes[key[0], entry] += 1
        self._entries[key] = entry

    def _read(self, key: Key) -> Entry:
        """Say what stamp and source tell; the order is that of the states."""
        location = self._held[key[1]][key[0]]
        source = self._sources.get(key[1])
        if self._stamps is None:
            return Settled(State.UNSTAMPED, source)
        try:
            stamp = self._stamps.read(location)
        except StampError:
            return Settled(State.INVALID, source)
        finally:
            self._stamps.doubts.clear()
        if key in self._orphans:
            return Settled(State.ORPHANED, None)
        return Settled(State.UNSTAMPED, source) if stamp is None else self._compare(location, stamp)

    def _compare(self, location: Location, stamp: Stamp) -> Entry:
        """Compare the stamp's hash with the source's digests."""
        named, good = stamp.origin, State.CURRENT
        path = location.source
        blob = self.tree.blobs.get(path)
        source = None if blob is None else SourceText(path, blob)
        if stamp.synced_hash is not None:
            named, good = stamp.destination, State.PENDING
        elif stamp.kind is StampKind.FLAG and named is None:
            is_raised = stamp.record is not None and stamp.record.value is not None
            return Settled(State.STALE if is_raised else good, source)
        if blob is None:
            return Settled(State.STALE, None)
        try:
            if blob not in self._digests:
                self._digests[blob] = digests(self.tree.read(path))
        except FileError:
            return Settled(State.STALE, source)
        is_same = named is not None and named.text in self._digests[blob]
        if is_same and good is State.CURRENT:
            return Settled(good, source)
        state = good if is_same else None
        return Open(location, self._date(stamp), blob, self._since[path], state)

    def _date(self, stamp: Stamp) -> Stamp:
        """Return a stamp that names a version by the last commit so far, not by the last of all."""
        record = stamp.record
        if record is None or record.name is None or record.name.kind is not NameKind.LAST:
            return stamp
        name = record.name._replace(text=f"{record.name.text}\0{self._now}")
        return stamp._replace(record=record._replace(name=name))
