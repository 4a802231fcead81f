"""The state of every translation: stamps against sources first, git only where those differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, RefusedError, StampError, SyncError
from sync.model import Pending, State, Status
from sync.workflow.moves import find_moves
from sync.workflow.settling import is_open, settle_all
from sync.workflow.sources import Sources
from sync.workflow.stamping import StampReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sync.model import Location, Stamp
    from sync.workflow.project import Project, View


class Assessment(NamedTuple):
    """The statuses, in the order of the locations asked for.

    ``warnings`` are lines for a reader. ``failures`` are what kept something from being found
    out; the statuses that it concerns say so in their reason.
    """

    statuses: tuple[Status, ...]
    warnings: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()


def assess(project: Project, view: View, locations: Iterable[Location]) -> Assessment:
    """Find the state of the translation at each location, as ``view`` shows the files.

    One that cannot be assessed never hides another.
    """
    reader = _Reader(view)
    drafts = tuple(reader.read(location) for location in locations)
    statuses, failures = _ask_git(project, view, reader.sources, drafts)
    return Assessment(
        statuses,
        (*reader.stamps.warnings, *reader.warnings),
        (*reader.sources.unreadable, *failures),
    )


def _ask_git(
    project: Project, view: View, sources: Sources, drafts: Sequence[Status]
) -> tuple[tuple[Status, ...], tuple[SyncError, ...]]:
    """Settle what only the history can settle, all questions of a kind at once."""
    orphans = [draft for draft in drafts if draft.state is State.ORPHANED]
    if not orphans and not any(map(is_open, drafts)):
        return tuple(drafts), ()
    history = project.open_history()
    settled, failures = settle_all(drafts, history, sources, project.generated)
    moves, more_failures = find_moves(orphans, view.inventory, sources, history)
    if history is not None:
        history.cache.save()
    statuses = (
        status._replace(moved_to=moves.get(status.location.document))
        if status.state is State.ORPHANED
        else status
        for status in settled
    )
    return tuple(statuses), (*failures, *more_failures)


class _Reader:
    """Says of each translation what its stamp and its source tell without git."""

    def __init__(self, view: View) -> None:
        self.sources = Sources(view.tree)
        self.stamps = StampReader(view.tree, view.inventory.layout)
        self.warnings: list[str] = []
        self._tree = view.tree
        self._inventory = view.inventory
        self._orphans = frozenset(view.inventory.orphans)

    def read(self, location: Location) -> Status:
        """Return the status so far; what is stale in it may yet turn out better."""
        if not self._inventory.holds(location):
            return Status(location, State.MISSING)
        try:
            stamp = self.stamps.read(location)
        except StampError as error:
            return Status(location, State.INVALID, reason=str(error))
        if location in self._orphans:
            return self._count(Status(location, State.ORPHANED, stamp=stamp))
        if stamp is None:
            return Status(location, State.UNSTAMPED)
        return self._count(self._compare(location, stamp))

    def _compare(self, location: Location, stamp: Stamp) -> Status:
        """Compare the stamp's hashes with the source's."""
        named, good = stamp.original_hash, State.CURRENT
        if stamp.synced_hash is not None:
            named, good = stamp.synced_hash, State.PENDING
        try:
            is_named = self.sources.read(location.source).is_named_by(named)
        except FileError as error:
            return Status(location, State.STALE, reason=str(error), stamp=stamp)
        return Status(location, good if is_named else State.STALE, stamp=stamp)

    def _count(self, status: Status) -> Status:
        """Count the marks of a translation whose tables were once brought up to date."""
        if status.stamp is None or status.stamp.synced_hash is None:
            return status
        from sync.merge.marks import count_marks

        path = status.location.path
        try:
            pending = count_marks(self._tree.read(path).decode("utf-8-sig"))
        except (FileError, RefusedError, UnicodeDecodeError) as error:
            self.warnings.append(f"{path}: its marks cannot be counted: {error}")
            pending = Pending()
        return status._replace(pending=pending)
