"""Translations that lack the same changes of their source: those are told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.changes.values import Changes
from sync.reports.groups import StatusGroup

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from sync.changes.values import RowChange
    from sync.results import ChangedTranslation, ChangesReport

_FEW = 3
"""So many translations are shown beside the change, each in a paragraph of its own."""


class ChangeGroup(NamedTuple):
    """Translations that are ``told`` of at once, and what changed since they were made.

    Of several, nothing of the translations is in ``changes``; None is unknown.
    """

    told: StatusGroup
    changes: Changes | None


def find_told(report: ChangesReport) -> Sequence[ChangedTranslation]:
    """Return what a text tells: all that changed, or may have, or what fails of that."""
    changed = [entry for entry in report.entries if entry.changes != Changes()]
    if not report.detail.is_quiet:
        return changed
    return [entry for entry in changed if entry.status in report.failing]


def group_changes(
    entries: Sequence[ChangedTranslation], *, apart: bool = False, few: int = _FEW
) -> Iterator[ChangeGroup]:
    """Yield what is told once, in order; up to ``few`` translations each stand by themselves."""
    for ours in _group(entries, apart=apart):
        if len(ours) > few:
            statuses = tuple(each.status for each in ours)
            yield ChangeGroup(StatusGroup(statuses), _strip(ours[0].changes))
        else:
            yield from (ChangeGroup(StatusGroup((each.status,)), each.changes) for each in ours)


def list_singles(
    entries: Sequence[ChangedTranslation], *, apart: bool = False, few: int = _FEW
) -> Iterator[ChangedTranslation]:
    """Yield those that stand by themselves there, beside their translations."""
    for ours in _group(entries, apart=apart):
        if len(ours) <= few:
            yield from ours


def _group(
    entries: Sequence[ChangedTranslation], *, apart: bool
) -> Iterable[list[ChangedTranslation]]:
    groups: dict[Hashable, list[ChangedTranslation]] = {}
    for entry in entries:
        status = entry.status
        alike = (status.location.document, status.state, status.reason, _strip(entry.changes))
        groups.setdefault(status.location if apart else alike, []).append(entry)
    return groups.values()


def _strip(changes: Changes | None) -> Changes | None:
    """Return changes without what they say of a translation."""
    if changes is None:
        return None
    tables = (
        table._replace(translation_line=None, rows=tuple(map(_strip_row, table.rows)))
        for table in changes.tables
    )
    prose = (block._replace(translation_line=None, translation=None) for block in changes.prose)
    return Changes(tuple(tables), tuple(prose))


def _strip_row(row: RowChange) -> RowChange:
    return row._replace(
        translation_line=None,
        cells=tuple(cell._replace(translation=None) for cell in row.cells),
        kept=tuple(cell._replace(translation=None) for cell in row.kept),
    )
