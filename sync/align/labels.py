"""Rows that only their first cells tell from one another, where a translation left those as is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sync.align.monotone import find_gaps
from sync.align.sequences import Pair, rising
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
    for left, right in find_gaps(rows.places, len(base.rows), len(translated.rows)):
        ours = _label([base.rows[i] for i in left])
        theirs = _label([translated.rows[j] for j in right])
        found = [
            (left.start + i, right.start + theirs[label])
            for label, i in ours.items()
            if label in theirs
        ]
        places += rising(found)
    return tuple(sorted(places))


def _label(rows: Sequence[Row]) -> dict[str, int]:
    """Map first cells that are not empty, and unique, to their rows."""
    labels = [fold(row.cells[0]) if row.cells else "" for row in rows]
    counts = Counter(labels)
    return {label: k for k, label in enumerate(labels) if label and counts[label] == 1}
