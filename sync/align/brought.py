"""The headings that a new table brought along into a translation whose prose is older.

A merge of tables alone writes a new table with the headings of its section. The prose's version
has neither, so that nothing there answers to them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.align.sequences import Pair
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind

_DEEPEST = 6


class BroughtHeading(NamedTuple):
    """A heading of the version that its table is of, and the translation's, as a unit's index."""

    old: DocumentUnit
    there: int


def find_brought(
    aligned: DocumentUnits,
    there: DocumentUnits,
    tables: Mapping[int, int],
    is_new: Callable[[int], bool],
    is_own: Callable[[int], bool],
) -> Iterator[Pair]:
    """Yield the headings of new tables with the translation's, as units.

    ``tables`` are the translation's tables for the aligned version's, by index. ``is_new`` tells
    of a unit that the prose's version lacks it, ``is_own`` of one of the translation's that
    nothing there answers to it. Headings go in step, from the nearest to that of the section
    around it; the first that is not both ends a table's.
    """
    places = aligned.tables, there.tables
    for ours, theirs in tables.items():
        if ours not in places[0] or theirs not in places[1] or not is_new(places[0][ours]):
            continue
        here = _list_headings(aligned.units, places[0][ours])
        over_there = _list_headings(there.units, places[1][theirs])
        for i, j in zip(here, over_there, strict=False):
            if not is_new(i) or not is_own(j) or aligned.units[i].level != there.units[j].level:
                break
            yield i, j


def are_all_added(prose: DocumentUnits, there: DocumentUnits, brought: Collection[int]) -> bool:
    """Tell whether the headings ``brought`` are all that there are beyond the prose's version's."""
    ours, theirs = (
        Counter(unit.level for unit in document.units if unit.kind is UnitKind.HEADING)
        for document in (prose, there)
    )
    return theirs - Counter(there.units[place].level for place in brought) == ours


def _list_headings(units: Sequence[DocumentUnit], place: int) -> Iterator[int]:
    """Yield the headings of the sections that a unit is in, the innermost first."""
    level = _DEEPEST + 1
    for above in range(place - 1, -1, -1):
        unit = units[above]
        if unit.kind is UnitKind.HEADING and unit.level < level:
            level = unit.level
            yield above
