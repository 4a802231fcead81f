"""What changed in a source, a line for each row: ``diff`` tells more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.changes.values import TableChangeKind
from sync.names import escape_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.changes.values import Changes, RowChange, TableChange

_LONGEST = 60
_MOST = 20


def list_rows(changes: Changes) -> tuple[str, ...]:
    """Return a line for each row that changed, and one for what changed outside of the tables.

    After twenty, the last line says how many more there are.
    """
    lines = tuple(_list_all(changes))
    rest = len(lines) - _MOST
    return lines if rest <= 0 else (*lines[:_MOST], f"and {rest} more")


def _list_all(changes: Changes) -> Iterator[str]:
    for table in changes.tables:
        yield from _list_table(table)
    if changes.prose:
        lines = [block.source_line for block in changes.prose if block.source_line is not None]
        count = len(changes.prose)
        place = f" (source {', '.join(map(str, lines))})" if lines else ""
        yield f"{count} {'block' if count == 1 else 'blocks'} outside the tables{place}"


def _list_table(table: TableChange) -> Iterator[str]:
    name = "table" if table.heading is None else f"table under {_shorten(table.heading)}"
    if table.kind is TableChangeKind.CHANGED and table.rows:
        for row in table.rows:
            place = _describe_lines(row.source_line, row.base_line, row.translation_line)
            yield f"{name}: row {row.kind.value}{place}{_quote_cell(row)}"
        return
    what = "format only" if table.kind is TableChangeKind.FORMAT else table.kind.value
    if table.kind is TableChangeKind.CHANGED:
        what = "columns in another order"
    place = _describe_lines(table.source_line, table.base_line, table.translation_line)
    yield f"{name}: {what}{place}"


def _quote_cell(row: RowChange) -> str:
    """Return the first cell that there is to tell of, as it is now."""
    for cell in row.cells:
        text = cell.after or cell.before
        if text:
            return f": {_shorten(text)}"
    return ""


def _describe_lines(source: int | None, base: int | None, translation: int | None) -> str:
    """Name the line in the source (in the base where it is gone) and in the translation."""
    named = (("base", base) if source is None else ("source", source), ("translation", translation))
    told = ", ".join(f"{name} {line}" for name, line in named if line is not None)
    return f" ({told})" if told else ""


def _shorten(text: str) -> str:
    """Return the text of a cell or heading on one line, cut where it is long."""
    return escape_text(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
