"""The state of every translation: stamps against sources first, git only where those differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, LackingError, ObjectError, RefusedError, StampError, SyncError
from sync.git import find_broken_head
from sync.model import NameKind, Pending, Reason, StampKind, State, Status
from sync.project.status_list import StatusList, walk_languages
from sync.project.trees import is_below
from sync.states.stamps import StampDoubt, StampReader, word_doubts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.model import Location, Stamp
    from sync.project.status_list import Entry
    from sync.versions import Versions


class Assessment(NamedTuple):
    """The statuses, in the order of the locations asked for.

    ``warnings`` are lines for a reader. ``failures`` are what kept something from being found
    out; the statuses that it concerns say so in their reason.
    """

    statuses: Sequence[Status]
    warnings: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()


def assess(
    versions: Versions,
    locations: Iterable[Location],
    known: Mapping[Location, Stamp | None] | None = None,
) -> Assessment:
    """Find the state of the translation at each location, as ``versions`` read the files.

    One that cannot be assessed never hides another. Stamps that are ``known`` are not read.
    """
    places = locations if isinstance(locations, Sequence) else tuple(locations)
    reader = _Reader(versions, known or {})
    entries = _read_entries(reader, places)
    statuses = StatusList(places, entries)
    drafts = {
        at: entry
        for at, entry in enumerate(entries)
        if isinstance(entry, Status) and (entry.state is State.ORPHANED or entry.is_open)
    }
    resolved, failures = _ask_git(versions, tuple(drafts.values()))
    for at, status in zip(drafts, resolved, strict=True):
        entries[at] = status
    reader.compare_seconds(zip(drafts, resolved, strict=True))
    broken = (*versions.unreadable, *reader.unreadable, *failures)
    return Assessment(statuses, reader.warnings(), broken or _look_at_head(versions))


def _look_at_head(versions: Versions) -> tuple[SyncError, ...]:
    """Return what is wrong with HEAD, which nobody may have asked for."""
    project = versions.view.project
    if project.repository is None or project.commit is not None:
        return ()
    failure = find_broken_head(project.repository)
    return () if failure is None else (failure,)


def _read_entries(reader: _Reader, places: Sequence[Location]) -> list[Entry]:
    """Read the stamps, language by language: of each no more is kept than has to be."""
    entries: list[Entry] = [State.MISSING] * len(places)
    for _, pairs in groupby(walk_languages(places), key=_name_language):
        reader.forget()
        for at, location in pairs:
            if reader.holds(location):
                entries[at] = reader.read(at, location)
            elif reader.is_absent(location.path):
                entries[at] = Status(location, State.MISSING, reason=Reason.SUBMODULE.value)
    return entries


def _name_language(pair: tuple[int, Location]) -> str:
    return pair[1].language


def _ask_git(
    versions: Versions, drafts: Sequence[Status]
) -> tuple[tuple[Status, ...], tuple[SyncError, ...]]:
    """Resolve what only the history can tell, all questions of a kind at once."""
    if not drafts:
        return (), ()
    from sync.states.moves import find_moves
    from sync.states.resolution import resolve_all

    orphans = [draft for draft in drafts if draft.state is State.ORPHANED]
    resolved, failures = resolve_all(drafts, versions)
    moves = find_moves(orphans, versions)
    if versions.history is not None:
        versions.history.cache.save()
    statuses = (
        moves.tell(status) if status.state is State.ORPHANED else status for status in resolved
    )
    return tuple(statuses), (*failures, *moves.failures)


def _judge_flag(location: Location, stamp: Stamp) -> Entry:
    """Return what a flag says that names no commit."""
    is_raised = stamp.record is not None and stamp.record.value is not None
    if not is_raised:
        return stamp
    return Status(location, State.STALE, reason=Reason.FLAGGED.value, stamp=stamp)


def _has_second(status: Status) -> bool:
    record = None if status.stamp is None else status.stamp.record
    return record is not None and record.second is not None


class _Reader:
    """Says of each translation what its stamp and its source tell without git."""

    def __init__(self, versions: Versions, known: Mapping[Location, Stamp | None]) -> None:
        inventory = versions.view.inventory
        self.unreadable: list[ObjectError] = []
        self._doubts: list[tuple[int, StampDoubt]] = []
        self._uncounted: list[tuple[int, str]] = []
        self._known = known
        self._versions = versions
        self._inventory = inventory
        self._orphans = frozenset(inventory.orphans)
        self._stamps = StampReader(versions, inventory.layout, versions.view.specs)

    def warnings(self) -> tuple[str, ...]:
        """Return a line for each thing that deserves a look, in the order of the locations."""
        doubts = [doubt for _, doubt in sorted(self._doubts, key=itemgetter(0))]
        uncounted = [line for _, line in sorted(self._uncounted, key=itemgetter(0))]
        return (*word_doubts(doubts), *uncounted)

    def compare_seconds(self, resolved: Iterable[tuple[int, Status]]) -> None:
        """Find translations that record two versions, of which one would tell another state."""
        both = [(at, each) for at, each in resolved if _has_second(each)]
        if both:
            from sync.states.second_stamps import find_disagreements

            self._doubts.extend(find_disagreements(both, self._versions))

    def holds(self, location: Location) -> bool:
        """Say whether a translation is there."""
        return self._inventory.holds(location)

    def is_absent(self, path: str) -> bool:
        """Say whether a path lies in a submodule that is not here."""
        return is_below(path, self._inventory.absent)

    def forget(self) -> None:
        """Drop what the sidecars of a language said: who reads by language has done with them."""
        self._stamps.forget()

    def read(self, at: int, location: Location) -> Entry:
        """Return the status so far of what is ``at`` a place in the order.

        What is stale in it may yet turn out better.
        """
        try:
            stamp = self._read_stamp(at, location)
        except StampError as error:
            if isinstance(error.__cause__, ObjectError):
                self.unreadable.append(error.__cause__)
            return Status(location, State.INVALID, reason=str(error))
        except LackingError:
            return Status(location, State.STALE, reason=Reason.PARTIAL_CLONE.value)
        if self.is_absent(location.source):
            return Status(location, State.STALE, reason=Reason.SUBMODULE.value, stamp=stamp)
        if self._orphans and location in self._orphans:
            return self._count(at, Status(location, State.ORPHANED, stamp=stamp))
        if stamp is None:
            return State.UNSTAMPED
        entry = self._compare(location, stamp)
        return self._count(at, entry) if isinstance(entry, Status) else entry

    def _read_stamp(self, at: int, location: Location) -> Stamp | None:
        if location in self._known:
            return self._known[location]
        stamp = self._stamps.read(location)
        if self._stamps.doubts:
            self._doubts.extend((at, doubt) for doubt in self._stamps.doubts)
            self._stamps.doubts.clear()
        return stamp

    def _compare(self, location: Location, stamp: Stamp) -> Entry:
        """Compare the stamp's hashes with the source's; a stamp alone is current."""
        named, good = stamp.origin, State.CURRENT
        if stamp.synced_hash is not None:
            named, good = stamp.destination, State.PENDING
        elif stamp.kind is StampKind.FLAG and stamp.origin is None:
            return _judge_flag(location, stamp)
        try:
            is_named = self._versions.source(location.source).is_named_by(named)
        except FileError as error:
            is_lacking = isinstance(error, LackingError)
            if is_lacking and named is not None and named.kind is not NameKind.DIGEST:
                return Status(location, State.STALE, stamp=stamp)  # git may tell by its name
            reason = Reason.PARTIAL_CLONE.value if is_lacking else str(error)
            return Status(location, State.STALE, reason=reason, stamp=stamp)
        is_last = named is not None and named.kind is NameKind.LAST
        if is_last and good is State.CURRENT:
            # The last commit of a translation that is about to be committed is that one.
            is_named = location.path in self._versions.uncommitted
        if is_named and good is State.CURRENT:
            return stamp
        return Status(location, good if is_named else State.STALE, stamp=stamp)

    def _count(self, at: int, status: Status) -> Status:
        """Count the marks of a translation whose tables were once brought up to date."""
        if status.stamp is None or status.stamp.synced_hash is None:
            return status
        from sync.merge.marks import count_marks

        path = status.location.path
        try:
            text = self._versions.read(path).decode("utf-8-sig")
            pending = count_marks(text, self._versions.view.project.find_dialect(path))
        except (FileError, RefusedError, UnicodeDecodeError) as error:
            self._uncounted.append((at, f"{path}: its marks cannot be counted: {error}"))
            pending = Pending()
        return status._replace(pending=pending)
