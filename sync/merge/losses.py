"""The translator's words that a merge takes out: each is named, so that nothing goes unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent

from sync.case import Case
from sync.markdown.dialect import Dialect
from sync.markdown.document import Row, Table, read_markdown
from sync.markdown.inline import read_inline
from sync.markdown.lines import fold_space
from sync.markdown.marks import strip_mark
from sync.markdown.signature import is_verbatim, speaks_in_code
from sync.merge.edits import LineEdit
from sync.model import Note


def find_losses(case: Case, edits: Sequence[LineEdit]) -> tuple[Note, ...]:
    """Name the words of translated tables that ``edits`` leave no place for, row by row.

    Words that are the source's own, in any version, are no loss.
    """
    left = Counter(
        _read(cell)
        for edit in edits
        for table in _read_alone(edit, case.translation.dialect)
        for row in (table.header, *table.rows)
        for cell in row.cells
    )
    lost = [
        (row, cells)
        for table in case.translation.tables
        if _is_rewritten(table, edits)
        for row in (table.header, *table.rows)
        if (cells := list(_find_lost(row, left)))
    ]
    if not lost:
        return ()  # so that nobody reads the cells of all versions for nothing
    known = {_read(text) for text in _list_cells(case)}
    own = ((row, [cell for cell in cells if _read(cell) not in known]) for row, cells in lost)
    return tuple(
        Note(row.line + 1, f"taken out: {' | '.join(map(strip_mark, cells))}")
        for row, cells in own
        if cells
    )


def _read_alone(edit: LineEdit, dialect: Dialect) -> tuple[Table, ...]:
    """Read the tables among an edit's lines, without the margin of what they go into."""
    return read_markdown(dedent("".join(f"{line}\n" for line in edit.lines)), dialect).tables


def _is_rewritten(table: Table, edits: Iterable[LineEdit]) -> bool:
    return any(edit.start <= table.start < edit.end for edit in edits)


def _list_cells(case: Case) -> Iterator[str]:
    for version in (case.base, case.known, case.source):
        for table in () if version is None else version.tables:
            for row in (table.header, *table.rows):
                for cell in row.cells:
                    yield cell
                    yield case.links.localise(cell)


def _find_lost(row: Row, left: Counter[str]) -> Iterator[str]:
    """Yield the cells of a row whose words are left nowhere; take those that are from ``left``."""
    for cell in row.cells:
        words = _read(cell)
        if left[words]:
            left[words] -= 1
        elif not is_verbatim(cell) or speaks_in_code(cell):
            yield cell


def _read(cell: str) -> str:
    """Return a cell's words without its mark, wherever its links lead and whatever its code is.

    Of a cell that has no others, its code is what it says.
    """
    text = strip_mark(cell)
    return fold_space(text if speaks_in_code(text) else read_inline(text).frame)
