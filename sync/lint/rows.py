"""The rule about the number of a table's rows: none lacking, none more than in the source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.findings import Found, Replacement, Severity
from sync.lint.naming import list_lines, name_rows, name_table
from sync.lint.row_counts import Among, RowCount, count_rows
from sync.markdown.cells import has_leading_pipe, has_trailing_pipe, render_row
from sync.markdown.document import Markdown, Row, Table
from sync.markdown.lines import find_newline, split_ending

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_RULE = "table-rows"


def check_rows(comparison: Comparison) -> Iterator[Found]:
    """Find tables that lack rows of their source, or have more of them."""
    yield from find_lacking(comparison)
    for ours, theirs, count in _count_all(comparison):
        identity = comparison.identify_table(ours)
        if count.tail and not count.lacking:
            yield _tell_tail(comparison.translated, theirs, count.tail, identity)
        for number, rows in enumerate(count.texts, start=1):
            yield _tell_text(comparison.translated, rows, (*identity, "text", str(number)))
        besides = () if _replaces(count) else count.surplus
        for number, surplus in enumerate(besides, start=1):
            yield _tell_surplus(ours, surplus, (*identity, "surplus", str(number)))


def find_lacking(comparison: Comparison) -> Iterator[Found]:
    """Find tables that lack rows of their source which say something."""
    for ours, theirs, count in _count_all(comparison):
        if count.lacking:
            identity = (*comparison.identify_table(ours), "lacking")
            place = theirs.start + 1, theirs.header.offset + 1
            yield Found(_RULE, *place, _tell_lacking(count), identity)


def _count_all(comparison: Comparison) -> Iterator[tuple[Table, Table, RowCount]]:
    """Yield the tables whose rows are not each other's one by one, but can be counted."""
    broken = {comparison.source_tables[index].start for index, _ in comparison.pairs.broken}
    for ours, theirs in comparison.tables:
        if ours.columns != theirs.columns or not (ours.sound and theirs.sound):
            continue
        places = comparison.alignment.rows(ours, theirs).places
        is_whole = len(places) == len(ours.rows) == len(theirs.rows)
        if not is_whole and ours.start not in broken:
            yield ours, theirs, count_rows(comparison, ours, theirs)


def _replaces(count: RowCount) -> bool:
    """Tell whether as many rows are lacking as there are besides: that is one fault."""
    totals = [sum(each.number for each in side) for side in (count.lacking, count.surplus)]
    return totals[0] == totals[1]


def _tell_lacking(count: RowCount) -> str:
    rows = [row for among in count.lacking for row in among.rows]
    total = sum(among.number for among in count.lacking)
    besides = ""
    if _replaces(count):
        others = [row for among in count.surplus for row in among.rows]
        besides = f", and has as many that are not in it: {name_rows(others)}"
    if total == len(rows):
        names = f"({list_lines(rows)}): {name_rows(rows)}"
        return f"table lacks {total} of its source's rows {names}{besides}"
    return f"table lacks {total} of its source's rows, all among {name_rows(rows)}{besides}"


def _tell_surplus(ours: Table, surplus: Among, identity: tuple[str, ...]) -> Found:
    first, count = surplus.rows[0], surplus.number
    noun = "1 row has" if count == 1 else f"{count} rows have"
    among = "" if count == len(surplus.rows) else f" among the {len(surplus.rows)} from here"
    message = (
        f"{noun} no counterpart in the source's table {name_table(ours)}{among}: "
        f"{name_rows(surplus.rows)}"
    )
    return Found(_RULE, first.line + 1, first.offset + 1, message, identity)


def _tell_text(document: Markdown, rows: tuple[Row, ...], identity: tuple[str, ...]) -> Found:
    """Tell of text that is read as rows; a blank line before it parts it from the table."""
    first = rows[0]
    prefix = first.raw[: first.offset].rstrip()
    following = document.lines[rows[-1].line + 1 : rows[-1].line + 2]
    is_last = not any(line.strip(" \t\r\n>") for line in following)
    fix = Replacement(first.line, 0, 0, prefix + find_newline(document.text))
    return Found(
        _RULE,
        first.line + 1,
        first.offset + 1,
        f"text directly below the table is read as a row of it: {name_rows(rows[:1])}",
        identity,
        help="Put a blank line between the table and the text.",
        fix=(fix,) if is_last else (),
    )


def _tell_tail(
    document: Markdown, theirs: Table, tail: tuple[Row, ...], identity: tuple[str, ...]
) -> Found:
    """Tell of empty rows that the source's table ends with, and put them back."""
    which = "the empty row" if len(tail) == 1 else f"{len(tail)} empty rows"
    line, ending = split_ending(document.lines[theirs.end - 1])
    newline = ending or find_newline(document.text)
    row = _render_empty(theirs)
    if ending:
        fix = Replacement(theirs.end, 0, 0, f"{row}{newline}" * len(tail))
    else:
        fix = Replacement(theirs.end - 1, len(line), len(line), f"{newline}{row}" * len(tail))
    return Found(
        _RULE,
        theirs.end,
        theirs.delimiter.offset + 1,
        f"table lacks {which} at the end of its source's ({list_lines(tail)})",
        (*identity, "tail"),
        help="Put the empty row back.",
        severity=Severity.WARNING,
        fix=(fix,),
    )


def _render_empty(table: Table) -> str:
    """Render an empty row as wide as the delimiter row, behind the same prefix."""
    delimiter = table.delimiter
    prefix, content = delimiter.raw[: delimiter.offset], delimiter.raw[delimiter.offset :].rstrip()
    piped = has_leading_pipe(content, 0) and has_trailing_pipe(content, 0)
    if not piped:
        return prefix + render_row(("",) * table.columns)
    return prefix + content.replace("-", " ").replace(":", " ")
