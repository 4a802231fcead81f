"""Which cell answers to which in paired rows, and the rule about empty ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Found
from sync.lint.naming import quote
from sync.lint.row_faults import find_faulty_lines
from sync.markdown.cells import find_spans
from sync.markdown.document import Row, Table, fit_cells
from sync.markdown.marks import Mark, read_mark

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

# What shows nothing: comments, line breaks, spaces as entities.
_BLANK = r"<br\s*/?>|&nbsp;|&#160;|\s+"
_NOTHING = re.compile(rf"<!--.*?-->|{_BLANK}", re.IGNORECASE)
_NOTHING_CLOSED = re.compile(_BLANK, re.IGNORECASE)
# How a table says that it has nothing to say, which a language may leave to an empty cell.
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc/")


class CellPair(NamedTuple):
    """A cell of the source and its translation.

    ``row`` is the index of the source's row, None for the header, ``place`` that of the column,
    which the source calls ``header``. ``new`` is the translation's text without its mark; it
    begins at ``column`` of line ``line``, both 0-based.
    """

    table: Table
    row: int | None
    place: int
    header: str
    old: str
    new: str
    mark: Mark | None
    line: int
    column: int

    @property
    def is_comparable(self) -> bool:
        """Whether the translation claims to be one of this very text."""
        return self.mark is not Mark.FUZZY

    @property
    def is_slipped(self) -> bool:
        """Whether one of the two is empty and the other is not."""
        old, new = _read_shown(self.old), _read_shown(self.new)
        if self.mark is not None or bool(old) == bool(new):
            return False
        return not _DASHES.issuperset(old or new)


def _read_shown(text: str) -> str:
    """Return what a cell shows, quickly where it shows all of it.

    Behind the last end of a comment none is looked for: each would be searched to the cell's end.
    """
    if "<" not in text and "&" not in text:
        return text
    before, ending, rest = text.rpartition("-->")
    return _NOTHING.sub("", before + ending) + _NOTHING_CLOSED.sub("", rest)


def list_cells(comparison: Comparison) -> tuple[tuple[CellPair, ...], ...]:
    """Return the cells of each row that answers to one of the source."""
    return tuple(_pair_cells(comparison))


def list_comparable(comparison: Comparison) -> tuple[CellPair, ...]:
    """Return those of them that claim to be translations of these very texts."""
    rows = comparison.ask(list_cells)
    return tuple(cell for row in rows for cell in row if cell.is_comparable and not cell.is_slipped)


def _pair_cells(comparison: Comparison) -> Iterator[tuple[CellPair, ...]]:
    """Yield the cells of each row that answers to one of the source, header rows among them.

    Rows of which the rules about rows have something to say are left out.
    """
    for ours, theirs in comparison.tables:
        rows = comparison.alignment.rows(ours, theirs)
        if ours.columns != theirs.columns or (theirs.rows and not rows.places):
            continue
        pairs: list[tuple[int | None, Row, Row]] = [(None, ours.header, theirs.header)]
        pairs += [(i, ours.rows[i], theirs.rows[j]) for i, j in rows.places]
        for index, old, new in pairs:
            if new.line not in comparison.ask(find_faulty_lines):
                yield tuple(_pair_row(ours, index, old, new))


def _pair_row(table: Table, index: int | None, old: Row, new: Row) -> Iterator[CellPair]:
    spans = find_spans(new.raw, new.offset)
    before, after = fit_cells(old.cells, table.columns), fit_cells(new.cells, table.columns)
    for place, name in enumerate(table.header.cells):
        mark, text = read_mark(after[place])
        start = spans[place].start if place < len(spans) else len(new.raw.rstrip())
        column = start + len(after[place]) - len(text)
        yield CellPair(table, index, place, name, before[place], text, mark, new.line, column)


def identify_cell(comparison: Comparison, cell: CellPair, *more: str) -> tuple[str, ...]:
    """Return what tells a cell from the others of its document, wherever they stand."""
    if cell.row is None:
        row = (*comparison.identify_table(cell.table), "header")
    else:
        row = comparison.identify_row(cell.table, cell.row)
    return (*row, str(cell.place), *more)


def check_empty(comparison: Comparison) -> Iterator[Found]:
    """Find rows with a cell that is empty where the source's is not, or the other way round."""
    for cells in comparison.ask(list_cells):
        slipped = [cell for cell in cells if cell.is_slipped]
        if slipped:
            yield _tell_empty(comparison, slipped)


def _tell_empty(comparison: Comparison, slipped: list[CellPair]) -> Found:
    """Tell of a row once, at the first of its cells: text that slips leaves more than one."""
    first = slipped[0]
    if _read_shown(first.old):
        message = f"{_name(first)} is empty; the source has {quote(first.old)}"
    else:
        message = f"{_name(first)} holds {quote(first.new)}; in the source it is empty"
    if len(slipped) > 1:
        others = ", ".join(str(cell.place + 1) for cell in slipped[1:])
        message += f"; likewise in column{'s' if len(slipped) > 2 else ''} {others}"  # noqa: PLR2004
    place = first.line + 1, first.column + 1
    return Found("empty-cell", *place, message, identify_cell(comparison, first))


def _name(cell: CellPair) -> str:
    number = cell.place + 1
    return (
        f"the cell in column {number} ({quote(cell.header)})" if cell.header else f"cell {number}"
    )
