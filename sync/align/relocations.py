"""Rows of a source that stand in another table than before: split, merged and moved tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sync.align.bounds import Budget
from sync.align.keys import read_key
from sync.align.rows import pair_version_rows
from sync.align.sequences import Pair, pair_equal
from sync.align.versions import TablePair, fold
from sync.markdown.document import Markdown, Table, fit_cells

# As many pairs of tables are looked at, and as much may their rows cost to compare.
_MOST_TABLES = 2_500
_MOST = 40_000_000_000


class Origin(NamedTuple):
    """Where a row of the new version was: the old version's table and row, as indices.

    ``columns`` pairs the old table's columns with the new one's.
    """

    table: int
    row: int
    columns: tuple[Pair, ...]


Place = tuple[int, int]
"""A row by the indices of its table and of itself."""


@lru_cache(maxsize=8)  # all translations of a source ask the same
def find_relocated(
    base: Markdown,
    source: Markdown,
    tables: tuple[tuple[int, ...], tuple[int, ...]],
    pairs: tuple[TablePair, ...],
) -> Mapping[Place, Origin]:
    """Map rows of ``source`` to where they were in ``base``, if that was another table.

    ``tables`` are those of either that count, ``pairs`` says which became which. Rows that left
    their table come first. What stays where it was is found only by new tables, and only unchanged.
    """
    search = _Search(base, source, pairs)
    for there in tables[1]:
        if search.wanted[there]:
            for here in tables[0]:
                search.pair_left(here, there)
    for there in tables[1]:
        if search.wanted[there] and there not in search.known:
            for here in tables[0]:
                search.pair_copied(here, there)
    return search.found


class _Search:
    def __init__(self, base: Markdown, source: Markdown, pairs: Sequence[TablePair]) -> None:
        self._base, self._source = base, source
        self._budget = Budget(_MOST)
        self._tables = Budget(_MOST_TABLES)
        ours, theirs = {pair.base: pair for pair in pairs}, {pair.source: pair for pair in pairs}
        self.known = frozenset(theirs)
        self.found: dict[Place, Origin] = {}
        self.wanted = {
            place: _leave_out(table, (j for _, j in theirs[place].rows) if place in theirs else ())
            for place, table in enumerate(source.tables)
        }
        self._left = {
            place: _leave_out(table, (i for i, _ in ours[place].rows) if place in ours else ())
            for place, table in enumerate(base.tables)
        }

    def pair_left(self, here: int, there: int) -> None:
        """Pair the rows that left one table with those that came to another."""
        left, wanted = self._left[here], self.wanted[there]
        if not left or not wanted or not self._tables.spend(1):
            return
        old, new = self._base.tables[here], self._source.tables[there]
        columns, is_shared = _pair_headers(old, new)
        ours = _project(old, left, [i for i, _ in columns])
        theirs = _project(new, wanted, [j for _, j in columns])
        if is_shared:
            found = pair_version_rows(ours, theirs, self._budget) or []
        else:
            found = pair_equal(ours, theirs)
        known = ((i, j) for i, j in found if _share_name(ours[i], theirs[j]))
        self._keep(here, there, columns, [(left[i], wanted[j]) for i, j in known])

    def pair_copied(self, here: int, there: int) -> None:
        """Find unchanged rows of a table that stayed in a new one, by most of its columns."""
        old, new = self._base.tables[here], self._source.tables[there]
        columns, is_shared = _pair_headers(old, new)
        if not is_shared or not self._tables.spend(1):
            return
        wanted = self.wanted[there]
        ours = _project(old, range(len(old.rows)), [i for i, _ in columns])
        theirs = _project(new, wanted, [j for _, j in columns])
        known = ((i, j) for i, j in pair_equal(ours, theirs) if _share_name(ours[i], theirs[j]))
        self._keep(here, there, columns, [(i, wanted[j]) for i, j in known])

    def _keep(self, here: int, there: int, columns: tuple[Pair, ...], rows: Sequence[Pair]) -> None:
        self.found.update({(there, j): Origin(here, i, columns) for i, j in rows})
        gone, come = {i for i, _ in rows}, {j for _, j in rows}
        self._left[here] = [i for i in self._left[here] if i not in gone]
        self.wanted[there] = [j for j in self.wanted[there] if j not in come]


def _leave_out(table: Table, paired: Iterable[int]) -> list[int]:
    taken = set(paired)
    return [k for k in range(len(table.rows)) if k not in taken]


def _pair_headers(old: Table, new: Table) -> tuple[tuple[Pair, ...], bool]:
    """Pair the columns of two tables, and tell whether their headers say that they belong together.

    They do where most columns of the narrower one have equal headers. Where they don't, columns
    are paired by their places, if there are as many.
    """
    ours, theirs = ([*map(fold, table.header.cells)] for table in (old, new))
    shared = pair_equal(ours, theirs)
    named = sum(ours[i] != "" for i, _ in shared)
    if 2 * named > min(sum(map(bool, ours)), sum(map(bool, theirs))):
        return tuple(sorted(shared, key=lambda pair: pair[1])), True
    places = range(len(ours)) if len(ours) == len(theirs) else ()
    return tuple((k, k) for k in places), False


def _project(table: Table, rows: Sequence[int], columns: Sequence[int]) -> list[tuple[str, ...]]:
    cells = ([*map(fold, fit_cells(table.rows[k].cells, table.columns))] for k in rows)
    return [tuple(row[k] for k in columns) for row in cells]


def _share_name(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether two rows have a cell in common that says something."""
    pairs = zip(ours, theirs, strict=True)
    return any(old == new and read_key(old) is not None for old, new in pairs)
