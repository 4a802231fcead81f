"""Rows of two documents that a name tells, which no other row of either document has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sync.align.keys import find_key_column, read_key

Place = tuple[int, int]
"""A row by the indices of its table and of itself."""
Cells = tuple[str, ...]
"""A row's cells with their white space folded."""


class TableCells(NamedTuple):
    """The cells of a table's header and rows."""

    header: Cells
    rows: Sequence[Cells]


Tables = Mapping[int, TableCells]
"""The tables of a document by their indices."""


class _Named(NamedTuple):
    """A row with its cells, and what the column is called in which one of them stands."""

    place: Place
    cells: Cells
    column: str


class _Names(NamedTuple):
    """Where some cells stand: in the column that names their table's rows, and in others."""

    keys: Mapping[str, list[_Named]]
    others: Mapping[str, list[_Named]]

    def find(self, cell: str) -> _Named | None:
        """Return the only row that a cell names or, where it names none, that has it."""
        places = self.keys.get(cell) or self.others.get(cell) or ()
        return places[0] if len(places) == 1 else None


def pair_named_rows(
    ours: Tables, theirs: Tables, gone: Collection[Place], come: Collection[Place]
) -> list[tuple[Place, Place]]:
    """Pair rows that are ``gone`` with those that have ``come`` by a name unique on both sides.

    The cell must name its row on both sides, or on one, as a column may have come before it: then
    its column is called the same on both, or the rows have words in common.
    """
    shared = _list_cells(ours, gone) & _list_cells(theirs, come)
    wanted = {cell for cell in shared if read_key(cell) is not None}
    if not wanted:
        return []
    before, after = _read_names(ours, wanted), _read_names(theirs, wanted)
    both = before.keys.keys() & after.keys.keys()
    # What names a row on both sides counts first.
    names = [*sorted(both), *sorted((before.keys.keys() | after.keys.keys()) - both)]
    found = ((name, before.find(name), after.find(name)) for name in names)
    pairs = (
        (here.place, there.place)
        for name, here, there in found
        if here
        and there
        and (name in both or here.column == there.column or _share_words(here, there, name))
    )
    return _pair_once(pairs, gone, come)


def _share_words(ours: _Named, theirs: _Named, name: str) -> bool:
    """Tell whether a cell beside the name has most of its words in one of the other row."""
    here, there = (
        [words for cell in row.cells if cell != name and len(words := {*cell.split()}) > 1]
        for row in (ours, theirs)
    )
    return any(2 * len(old & new) > min(len(old), len(new)) for old in here for new in there)


def _pair_once(
    found: Iterable[tuple[Place, Place]],
    gone: Collection[Place],
    come: Collection[Place],
) -> list[tuple[Place, Place]]:
    """Keep the pairs of rows that are looked for, each row once, the first that was found."""
    left, right = set(gone), set(come)
    pairs: list[tuple[Place, Place]] = []
    for here, there in found:
        if here in left and there in right:
            left.remove(here)
            right.remove(there)
            pairs.append((here, there))
    return sorted(pairs)


def _list_cells(tables: Tables, places: Iterable[Place]) -> set[str]:
    return {cell for table, row in places for cell in tables[table].rows[row]}


def _read_names(tables: Tables, wanted: Collection[str]) -> _Names:
    names = _Names(defaultdict(list), defaultdict(list))
    for table, (header, rows) in tables.items():
        key: int | None = None
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell in wanted:
                    key = find_key_column(rows) if key is None else key
                    kind = names.keys if column == key else names.others
                    kind[cell].append(_Named((table, place), row, header[column]))
    return names
