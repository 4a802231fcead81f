"""What changed in a source, a line for each row: ``diff`` tells more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.changes.values import ProseChangeKind, TableChangeKind
from sync.markdown.lines import fold_space
from sync.names import escape_text
from sync.reports.change_lines import name_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.changes.values import Changes, ProseChange, RowChange, TableChange

_LONGEST = 60
_MOST = 20


def list_rows(changes: Changes, *, beside: bool = True) -> tuple[str, ...]:
    """Return a line for each row that changed, and for each block outside of the tables.

    After twenty, the last line says how many more there are. Unless ``beside``, the translation's
    lines are left out, which are others in each translation.
    """
    lines = tuple(_list_all(changes, beside=beside))
    rest = len(lines) - _MOST
    return lines if rest <= 0 else (*lines[:_MOST], f"and {rest} more")


def find_changed_line(changes: Changes) -> int | None:
    """Return the first line of the source that changed, the one above where lines are only gone.

    None where nothing did.
    """
    changed = [*_find_lines(changes)]
    if changed:
        return min(changed)
    # Nothing changed above what is gone first, so that lines have the same numbers there.
    gone = [block.base_line for block in changes.prose]
    gone += [row.base_line for table in changes.tables for row in table.rows]
    gone += [table.base_line for table in changes.tables if not table.rows]
    known = [line for line in gone if line is not None]
    return max(min(known) - 1, 1) if known else None


def _find_lines(changes: Changes) -> Iterator[int]:
    for table in changes.tables:
        places = [row.source_line for row in table.rows] or [table.source_line]
        yield from (line for line in places if line is not None)
    for block in changes.prose:
        if block.source_line is not None:
            yield block.source_line + _count_equal_lines(block)


def _count_equal_lines(block: ProseChange) -> int:
    """Return how many lines at the start of a changed block are as they were."""
    if block.kind is not ProseChangeKind.CHANGED:
        return 0
    before, after = ((text or "").splitlines() for text in (block.before, block.after))
    for at, line in enumerate(after):
        if before[at : at + 1] != [line]:
            return at
    return max(len(after) - 1, 0)


def _list_all(changes: Changes, *, beside: bool) -> Iterator[str]:
    for table in changes.tables:
        yield from _list_table(table, beside=beside)
    for block in changes.prose:
        place = _describe_lines(block, beside=beside)
        text = fold_space(block.after or block.before or "")
        yield f"{name_block(block)} {block.kind.value}{place}: {_shorten(text)}"


def _list_table(table: TableChange, *, beside: bool) -> Iterator[str]:
    name = "table" if table.heading is None else f"table under {_shorten(table.heading)}"
    if table.kind is TableChangeKind.CHANGED and table.rows:
        for row in table.rows:
            place = _describe_lines(row, beside=beside)
            yield f"{name}: row {row.kind.value}{place}{_quote_cell(row)}"
        return
    what = "format only" if table.kind is TableChangeKind.FORMAT else table.kind.value
    if table.kind is TableChangeKind.CHANGED:
        what = "columns in another order"
    place = _describe_lines(table, beside=beside)
    yield f"{name}: {what}{place}"


def _quote_cell(row: RowChange) -> str:
    """Return the first cell that there is to tell of, as it is now."""
    for cell in row.cells:
        text = cell.after or cell.before
        if text:
            return f": {_shorten(text)}"
    return ""


def _describe_lines(change: RowChange | TableChange | ProseChange, *, beside: bool) -> str:
    """Name the line in the source (in the base where it is gone) and in the translation."""
    source, base = change.source_line, change.base_line
    translation = change.translation_line if beside else None
    named = (("base", base) if source is None else ("source", source), ("translation", translation))
    told = ", ".join(f"{name} {line}" for name, line in named if line is not None)
    return f" ({told})" if told else ""


def _shorten(text: str) -> str:
    """Return the text of a cell or heading on one line, cut where it is long."""
    return escape_text(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
