"""Which rows of a table lack a counterpart, and which are there besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sync.align.sequences import gaps
from sync.lint.pipes import is_text
from sync.lint.row_faults import find_told_lines
from sync.markdown.document import Row, Table

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison


class Among(NamedTuple):
    """``number`` of some ``rows``: of all of them, or nobody can say of which."""

    rows: tuple[Row, ...]
    number: int


class RowCount(NamedTuple):
    """What the numbers of rows say of a table and its translation.

    ``lacking`` are rows of the source without a counterpart, ``tail`` the empty ones at its end.
    ``surplus`` are rows of the translation without one, ``texts`` runs of lines without a pipe
    that are read as rows because they stand directly below one.
    """

    lacking: tuple[Among, ...]
    tail: tuple[Row, ...]
    surplus: tuple[Among, ...]
    texts: tuple[tuple[Row, ...], ...]


def count_rows(comparison: Comparison, ours: Table, theirs: Table) -> RowCount:
    """Hold the rows of two tables of the same width against each other.

    Rows that other rules speak of, such as moved ones, are left out. So are lines of text below
    the source's table, which a translation may have parted from it, and a site generator's lines.
    """
    moved = comparison.alignment.moved_rows(ours, theirs)
    away = {ours.rows[i].line for i, _ in moved}
    there = {theirs.rows[j].line for _, j in moved} | comparison.ask(find_told_lines)
    lacking, surplus = [], []
    tail: tuple[Row, ...] = ()
    texts: list[tuple[Row, ...]] = []
    places = comparison.alignment.row_places(ours, theirs)
    for left, right in gaps(places, len(ours.rows), len(theirs.rows)):
        old = [
            row
            for row in ours.rows[left.start : left.stop]
            if row.line not in away and not row.is_directive
        ]
        new = [
            row
            for row in theirs.rows[right.start : right.stop]
            if row.line not in there and not row.is_directive
        ]
        if not any(is_text(row, ours) for row in old):
            texts += _find_runs(row for row in new if is_text(row, theirs))
        old = [row for row in old if not is_text(row, ours)]
        new = [row for row in new if not is_text(row, theirs)]
        if left.stop == len(ours.rows):
            tail = _find_tail(old, new)
            old = old[: len(old) - len(tail)]
        if len(old) > len(new):
            lacking.append(Among(tuple(old), len(old) - len(new)))
        elif len(old) < len(new):
            surplus.append(Among(tuple(new), len(new) - len(old)))
    if sum(each.number for each in surplus) <= _count_loose(comparison, ours):
        surplus = []
    return RowCount(tuple(lacking), tail, tuple(surplus), tuple(texts))


def _find_runs(rows: Iterable[Row]) -> list[tuple[Row, ...]]:
    """Return rows that follow one another directly, together."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and runs[-1][-1].line + 1 == row.line:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [tuple(run) for run in runs]


def _find_tail(old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, ...]:
    """Return the empty rows at the source's end that the translation's end lacks."""
    most = min(len(old) - len(new), _count_empty(old) - _count_empty(new))
    return tuple(old[len(old) - max(0, most) :])


def _count_empty(rows: Sequence[Row]) -> int:
    count = 0
    while count < len(rows) and not any(rows[-1 - count].cells):
        count += 1
    return count


def _count_loose(comparison: Comparison, table: Table) -> int:
    """Return how many rows stand behind a table of the source without being part of it."""
    return comparison.loose_rows.get(table.start, 0)
