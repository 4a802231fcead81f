"""How much changed in each source since its translations were made, a line each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sync.model import IS_BEHIND, State
from sync.names import render_name
from sync.reports.change_groups import find_told, group_changes

if TYPE_CHECKING:
    from sync.reports.change_groups import ChangeGroup
    from sync.reports.values import Screen
    from sync.results import ChangesReport

_NOUNS = ("table", "row", "cell", "block")


def render_stat(report: ChangesReport, screen: Screen) -> str:
    """Render a line for each change of a source, as wide as the longest name, and the sum."""
    told = find_told(report)
    groups = list(group_changes(told, apart=report.detail.is_each, few=1))
    names = [_name(group, screen) for group in groups]
    width = max(map(len, names), default=0)
    lines = [
        f" {name.ljust(width)} | {_word(group)}\n"
        for name, group in zip(names, groups, strict=True)
    ]
    if not report.detail.is_quiet:
        lines.append(f" {_conclude(Counter(entry.status.state for entry in told))}\n")
    return "".join(lines)


def _conclude(counts: Counter[State]) -> str:
    """Count what is behind, and what is told although it is not, or nobody can say, apart."""
    behind = sum(count for state, count in counts.items() if IS_BEHIND.get(state))
    rest = [
        f"{counts[state]} {state}" for state in State if counts[state] and not IS_BEHIND.get(state)
    ]
    told = f"{behind} {'translation' if behind == 1 else 'translations'} behind"
    return "; ".join((told, ", ".join(rest))) if rest else told


def _name(group: ChangeGroup, screen: Screen) -> str:
    location = group.told.first.location
    if group.told.is_single:
        return render_name(location.path, is_terminal=screen.is_terminal)
    name = render_name(location.source, is_terminal=screen.is_terminal)
    return f"{name} in {len(group.told.statuses)}"


def _word(group: ChangeGroup) -> str:
    changes = group.changes
    if changes is None:
        return "no translation yet" if group.told.first.state is State.MISSING else "not known"
    rows = [row for table in changes.tables for row in table.rows]
    cells = sum(len(row.cells) for row in rows)
    counts = (len(changes.tables), len(rows), cells, len(changes.prose))
    told = (
        f"{count} {noun}{'s' * (count > 1)}"
        for count, noun in zip(counts, _NOUNS, strict=True)
        if count
    )
    return ", ".join(told)
