"""A translated table as seen from a version of its source."""

from __future__ import annotations

from typing import NamedTuple

from sync.align.translation import RowPairs
from sync.align.versions import TablePair
from sync.markdown.document import Row, Table

HEADER = -1
"""The index of a table's header among its rows."""


def find_row(table: Table, place: int) -> Row:
    """Return a row of a table by its index, or the header."""
    return table.header if place == HEADER else table.rows[place]


class TableView(NamedTuple):
    """A translated table as seen from one version's table: rows and columns by that one's index.

    The header's row index is ``HEADER``.
    """

    table: Table
    rows: dict[int, Row]
    columns: dict[int, int]

    def find_cell(self, row: int, column: int) -> str | None:
        """Return the translation's raw cell beside a version's, where there is one."""
        found, place = self.rows.get(row), self.columns.get(column)
        if found is None or place is None or place >= len(found.cells):
            return None
        return found.cells[place]


def view_table(
    aligned: Table, translated: Table, rows: RowPairs, pair: TablePair | None
) -> TableView:
    """Return the view of a translated table from the version that ``pair`` begins with.

    ``rows`` is how the aligned version's table and the translated one answer to each other; where
    ``pair`` is None the aligned version's own table is where one looks from.
    """
    there = dict(rows.pairs)
    fits = aligned.columns == translated.columns
    steps = [(k, k) for k in range(len(aligned.rows))] if pair is None else pair.rows
    columns = [(k, k) for k in range(aligned.columns)] if pair is None else pair.columns
    found = {i: translated.rows[there[j]] for i, j in steps if j in there}
    if fits:
        found[HEADER] = translated.header
    return TableView(translated, found, dict(columns) if fits else {})
