"""Rows of two documents that a name tells, which no other row of either document has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sync.align.keys import find_key_column, read_key

Place = tuple[int, int]
"""A row by the indices of its table and of itself."""
Tables = Mapping[int, Sequence[tuple[str, ...]]]
"""The rows of a document's tables, as folded cells, by the table's index."""


class _Names(NamedTuple):
    """Where some cells stand: in the column that names their table's rows, and in others."""

    keys: Mapping[str, list[Place]]
    others: Mapping[str, list[Place]]

    def find(self, cell: str) -> Place | None:
        """Return the only row that a cell names or, where it names none, that has it."""
        places = self.keys.get(cell) or self.others.get(cell) or ()
        return places[0] if len(places) == 1 else None


def pair_named_rows(
    ours: Tables, theirs: Tables, gone: Collection[Place], come: Collection[Place]
) -> list[tuple[Place, Place]]:
    """Pair rows that are ``gone`` with those that have ``come`` by a name unique on both sides.

    The cell must name its row on one side at least: a column may have come before it.
    """
    shared = _list_cells(ours, gone) & _list_cells(theirs, come)
    wanted = {cell for cell in shared if read_key(cell) is not None}
    if not wanted:
        return []
    before, after = _read_names(ours, wanted), _read_names(theirs, wanted)
    both = before.keys.keys() & after.keys.keys()
    # What names a row on both sides counts first.
    names = [*sorted(both), *sorted((before.keys.keys() | after.keys.keys()) - both)]
    return _pair_once(((before.find(name), after.find(name)) for name in names), gone, come)


def _pair_once(
    found: Iterable[tuple[Place | None, Place | None]],
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
    return {cell for table, row in places for cell in tables[table][row]}


def _read_names(tables: Tables, wanted: Collection[str]) -> _Names:
    names = _Names(defaultdict(list), defaultdict(list))
    for table, rows in tables.items():
        key: int | None = None
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell in wanted:
                    key = find_key_column(rows) if key is None else key
                    kind = names.keys if column == key else names.others
                    kind[cell].append((table, place))
    return names
