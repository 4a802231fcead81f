"""Translations of which the same is to be told: one change of a source is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.model import State
from sync.project.status_list import choose_states
from sync.reports.rows import find_changed_line, list_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from sync.model import Status
    from sync.results import Report


class StatusGroup(NamedTuple):
    """Translations in one state, for one reason, of one document; never empty.

    Translations of one language that a broken sidecar makes invalid are a group as well, of many
    documents. ``rows`` tell what changed in the source, a line each, and ``line`` is the first
    line there that did; None where nobody looked.
    """

    statuses: tuple[Status, ...]
    rows: tuple[str, ...] = ()
    line: int | None = None
    is_failing: bool = False
    is_narrowed: bool = False
    origin: str | None = None

    @property
    def first(self) -> Status:
        """One of them, which stands for all."""
        return self.statuses[0]

    @property
    def is_single(self) -> bool:
        """Whether it is one translation, which is told of by its own path."""
        return len(self.statuses) == 1

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it concerns, in order."""
        return tuple(sorted({status.location.language for status in self.statuses}))

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that it concerns, in order."""
        return tuple(dict.fromkeys(status.location.document for status in self.statuses))


def group_statuses(report: Report, *, apart: bool = False) -> tuple[StatusGroup, ...]:
    """Return what a report lists, in its order, each translation by itself if ``apart``."""
    origins = find_origins(report.statuses)
    groups: dict[Hashable, list[Status]] = {}
    rows = _Rows(report)
    for status in report.listed:
        name = status.location if apart else (_name_group(status, report, rows), origins(status))
        groups.setdefault(name, []).append(status)
    return tuple(
        _build_group(tuple(statuses), report, origins(statuses[0])) for statuses in groups.values()
    )


def find_origins(statuses: Sequence[Status]) -> Callable[[Status], str | None]:
    """Return what tells where the source of a missing translation was, if one waits there."""
    orphans = choose_states(statuses, (State.ORPHANED,))
    known = {
        (each.location.language, each.moved_to): each.location.source
        for each in orphans
        if each.moved_to is not None
    }

    def find(status: Status) -> str | None:
        if status.state is not State.MISSING:
            return None
        return known.get((status.location.language, status.location.document))

    return find


class _Rows:
    """The rows of each change without its translation's lines, worked out once a change."""

    def __init__(self, report: Report) -> None:
        self._changes = report.changes or {}
        self._known: dict[int, tuple[str, ...]] = {}

    def find(self, status: Status) -> tuple[str, ...]:
        changes = self._changes.get(status.location)
        if changes is None:
            return ()
        if id(changes) not in self._known:
            self._known[id(changes)] = list_rows(changes, beside=False)
        return self._known[id(changes)]


def _name_group(status: Status, report: Report, rows: _Rows) -> Hashable:
    location = status.location
    if status.state is State.INVALID:
        return status.state, location.language, status.reason
    what = status.state, location.document, status.reason, status.moved_to
    return what, status in report.failing, rows.find(status)


def _build_group(statuses: tuple[Status, ...], report: Report, origin: str | None) -> StatusGroup:
    first = statuses[0]
    group = StatusGroup(
        statuses,
        is_failing=first in report.failing,
        is_narrowed=report.detail.is_narrowed,
        origin=origin,
    )
    changes = (report.changes or {}).get(first.location)
    if changes is None:
        return group
    rows = list_rows(changes, beside=group.is_single)
    return group._replace(rows=rows, line=find_changed_line(changes))
