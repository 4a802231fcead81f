"""Rows that only their first cells tell from one another, where a translation left those as is."""

from __future__ import annotations

from collections.abc import Sequence

from sync.align.sequences import Pair, gaps, rising, unique
from sync.align.translation import RowPairs
from sync.align.versions import fold
from sync.markdown.document import Row, Table


def place_labelled_rows(base: Table, translated: Table, rows: RowPairs) -> tuple[Pair, ...]:
    """Return which row stands where which stood, with those whose first cell is the same.

    ``rows`` is how the two answer to each other. In its gaps a first cell must be unique on either
    side. That is enough to say what a row should hold, not to carry it over.
    """
    places = list(rows.places)
    if base.columns != translated.columns or not (base.sound and translated.sound):
        return ()
    ours, theirs = _label(base.rows), _label(translated.rows)
    for left, right in gaps(rows.places, len(ours), len(theirs)):
        labels = [ours[i] for i in left], [theirs[j] for j in right]
        places += [(left[i], right[j]) for i, j in rising(unique(*labels))]
    return tuple(sorted(places))


def _label(rows: Sequence[Row]) -> list[str]:
    """Return the first cells of rows, folded."""
    return [fold(row.cells[0]) if row.cells else "" for row in rows]
