"""Where in a source and its translation something is, and the four texts of a stamp's move."""

from __future__ import annotations

from typing import NamedTuple

from sync.align.views import find_row
from sync.case import Case
from sync.markdown.cells import find_spans
from sync.markdown.document import Markdown, Row, fit_cells
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace


class CellPlace(NamedTuple):
    """A cell of a source's version: table, row (``HEADER`` for the header) and column, 0-based."""

    table: int
    row: int
    column: int


class Move(NamedTuple):
    """What a stamp moved past: the source's two versions, and the translation before and after.

    ``base`` is the version that the translation's tables were brought to before, ``source`` the
    one that they are of now. ``earned`` is the one that its words were translated from: an older
    one where marks were left, else None.
    """

    base: Markdown
    source: Markdown
    before: Case
    after: Case
    earned: Markdown | None = None
    prose_earned: Markdown | None = None

    @property
    def space(self) -> LinkSpace:
        """Where the links of the source and of the translation lead now."""
        return self.after.links


def read_cell(document: Markdown, cell: CellPlace) -> str:
    """Return a cell's raw text, as its table renders it."""
    table = document.tables[cell.table]
    return fit_cells(find_row(table, cell.row).cells, table.columns)[cell.column]


def name_row(row: Row) -> str:
    """Return what a row says first."""
    return next((fold_space(cell) for cell in row.cells if cell), "")


def find_column(row: Row, cell: int | None) -> int | None:
    """Return the column (1-based) at which a row's cell begins, None where it has none."""
    spans = find_spans(row.raw, row.offset)
    return None if cell is None or cell >= len(spans) else spans[cell].start + 1
