"""How findings call tables and rows: for their readers, and from one run to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from sync.markdown.document import Row, Table
from sync.markdown.lines import fold_space

_LONGEST = 40
_MOST = 5
_T = TypeVar("_T")


def quote(text: str) -> str:
    """Return a text in quotes, cut where it is long, its control characters escaped."""
    folded = fold_space(text)
    return repr(folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1] + "…")


def name_table(table: Table) -> str:
    """Return what a table is called: its header and the line (1-based) where it begins."""
    return f"{quote(' | '.join(table.header.cells))} (line {table.start + 1})"


def name_some(items: Sequence[_T], name: Callable[[_T], str], joint: str = ", ") -> str:
    """Return what some items are called, the first few of them.

    Each finding of a cell may name what the cell lacks: all of it every time would be the square.
    """
    names = joint.join(map(name, items[:_MOST]))
    return f"{names}, …" if len(items) > _MOST else names


def name_rows(rows: Sequence[Row]) -> str:
    """Return what some rows are called: each by its first cell that is not empty."""
    return name_some(rows, lambda row: quote(next(filter(None, row.cells), "")))


def list_lines(rows: Sequence[Row]) -> str:
    """Return the lines (1-based) of some rows."""
    lines = ", ".join(str(row.line + 1) for row in rows[:_MOST])
    if len(rows) > _MOST:
        return f"lines {lines}, …"
    return f"line {lines}" if len(rows) == 1 else f"lines {lines}"


def identify_tables(tables: Sequence[Table]) -> dict[int, tuple[str, ...]]:
    """Map where tables begin to what tells each from the others, wherever they stand."""
    seen = Counter[tuple[str, ...]]()
    names: dict[int, tuple[str, ...]] = {}
    for table in tables:
        header = fold_row(table.header)
        names[table.start] = (*header, str(seen[header]))
        seen[header] += 1
    return names


def identify_rows(table: Table, name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return what tells each row of the table of that name from the others of its document."""
    seen = Counter[tuple[str, ...]]()
    identities: list[tuple[str, ...]] = []
    for row in table.rows:
        first = fold_row(row)[:1]
        identities.append((*name, *first, str(seen[first])))
        seen[first] += 1
    return tuple(identities)


def fold_row(row: Row) -> tuple[str, ...]:
    """Return a row's cells, folded."""
    return tuple(map(fold_space, row.cells))
