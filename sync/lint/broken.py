"""The rule about lines that were a table and are read as something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.align.bounds import Budget
from sync.findings import Found
from sync.lint.mending import (
    find_delimiter,
    find_kind,
    is_blank,
    is_comment_row,
    is_valid_delimiter,
    mend,
)
from sync.lint.naming import name_table
from sync.lint.pipes import find_wide_pipes, is_text, narrow_pipes
from sync.markdown.candidates import WIDE_PIPE, TableCandidate, looks_like_delimiter
from sync.markdown.document import BlockKind, Markdown, Row, Table

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

# Whether a table can be mended only the whole text tells, parsed anew: so many characters of it.
# What is left is told all the same, and mended by a later run.
_MOST_PARSED = 10_000_000

_Fault = tuple[int, int, str]
_WIDE = f"a full-width pipe ({WIDE_PIPE}) parts no cells"


def check_broken(comparison: Comparison) -> Iterator[Found]:
    """Find lines that were a table of the source, once for each, at the line to mend."""
    budget = Budget(_MOST_PARSED)
    for index, candidate in comparison.pairs.broken:
        source = comparison.source_tables[index]
        line, column, fault = _find_fault(comparison.translated, candidate, source)
        yield Found(
            "table-broken",
            line + 1,
            column + 1,
            f"{fault} (the source's table {name_table(source)})",
            comparison.identify_table(source),
            fix=mend(comparison.translated, candidate, source)
            if budget.spend(len(comparison.translated.text))
            else (),
        )
    for ours, theirs in comparison.tables:
        if not any(WIDE_PIPE in row.raw for row in ours.rows):
            yield from _tell_wide_pipes(comparison, ours, theirs)


def _tell_wide_pipes(comparison: Comparison, ours: Table, theirs: Table) -> Iterator[Found]:
    """Tell of a table's rows that have full-width pipes."""
    identity = comparison.identify_table(ours)
    for number, row in enumerate(find_wide_pipes(theirs)):
        place = row.raw.index(WIDE_PIPE, row.offset) + 1
        message = f"{_WIDE}: the row has {len(row.cells)} of {theirs.columns} cells"
        yield Found(
            "table-broken",
            row.line + 1,
            place,
            f"{message} (the source's table {name_table(ours)})",
            (*identity, "pipes", str(number)),
            fix=tuple(narrow_pipes(row.line, row.raw)),
        )


def _find_fault(document: Markdown, candidate: TableCandidate, source: Table) -> _Fault:
    """Return the line and column to mend (0-based), and what is wrong there."""
    if candidate.table is not None:
        text = _find_swallowed(candidate.table)
        if text is not None:
            return (
                *_start(text),
                f"text interrupts the table: {_count_rest(candidate.loose)} no part of it",
            )
        return _find_interruption(document, candidate.table.end - 1, candidate.loose)
    return _judge_loose(document, candidate, source)


def _find_swallowed(table: Table) -> Row | None:
    """Return the first of the lines without a pipe that a table ends with, read as its rows."""
    count = 0
    while count < len(table.rows) and is_text(table.rows[-1 - count], table):
        count += 1
    return table.rows[-count] if count else None


def _judge_loose(document: Markdown, candidate: TableCandidate, source: Table) -> _Fault:
    """Say what keeps rows from being a table at all."""
    wide = next((row for row in candidate.loose[:2] if WIDE_PIPE in document.lines[row.line]), None)
    if wide is not None and wide.raw.startswith("|", wide.offset):
        return (*_start(wide), f"{_WIDE}: it is read as text")
    place = find_delimiter(candidate)
    first = candidate.loose[0]
    if place is None:
        return _judge_headless(candidate, source)
    if place == 0:
        return (*_start(first), "a delimiter row without its header is read as text")
    header, delimiter = candidate.loose[place - 1], candidate.loose[place]
    if delimiter.line > header.line + 1:
        return header.line + 1, 0, "a blank line parts the header from its delimiter row"
    return _judge_delimiter(document, (header, delimiter), source)


def _judge_delimiter(document: Markdown, rows: tuple[Row, Row], source: Table) -> _Fault:
    header, delimiter = rows
    widths = len(header.cells), len(delimiter.cells)
    if not is_valid_delimiter(delimiter):
        fault = "a delimiter row has hyphens in every cell; below this one the rows are text"
        return (*_start(delimiter), fault)
    if widths[0] != widths[1]:
        wrong = header if widths[1] == source.columns else delimiter
        fault = (
            f"the header has {widths[0]} cells, its delimiter row {widths[1]}: it is read as text"
        )
        return (*_start(wrong), fault)
    return (*_start(header), _explain_kind(find_kind(document, header.line)))


def _find_interruption(document: Markdown, last: int, loose: tuple[Row, ...]) -> _Fault:
    """Say what ends a table whose last line is ``last`` before the rows behind it."""
    row, rest = loose[0], _count_rest(loose)
    if row.line > last + 1:
        between = document.lines[last + 1 : row.line]
        text = next((k for k, line in enumerate(between) if not is_blank(line)), None)
        if text is not None:
            return last + 1 + text, 0, f"text interrupts the table: {rest} no part of it"
        if find_kind(document, row.line) is BlockKind.TABLE:
            return (*_start(row), "a second header cuts the table in two")
        return last + 1, 0, f"a blank line cuts the table: {rest} read as text"
    if is_comment_row(row):
        return (*_start(row), "a row that begins with a comment and no pipe ends the table")
    if find_kind(document, row.line) is BlockKind.CODE:
        return row.line, 0, "a row that is indented by four spaces is code and ends the table"
    return (*_start(row), f"this line ends the table: {rest} read as text")


def _count_rest(loose: tuple[Row, ...]) -> str:
    count = sum(not looks_like_delimiter(row) for row in loose)
    return f"the {count} rows after it are" if count > 1 else "the row after it is"


def _judge_headless(candidate: TableCandidate, source: Table) -> _Fault:
    rows, first = len(candidate.loose), candidate.loose[0]
    if rows == len(source.rows) + 1:
        return (*_start(first), "the delimiter row below the header is missing, so it is text")
    noun = "1 row stands" if rows == 1 else f"{rows} rows stand"
    fault = f"{noun} here without header and delimiter row, the source has {len(source.rows)}"
    return (*_start(first), fault)


def _explain_kind(kind: BlockKind | None) -> str:
    if kind is BlockKind.CODE:
        return "a table that is indented by four spaces is code"
    if kind is BlockKind.HTML:
        return "a table directly below HTML is part of it; it needs a blank line before"
    return "the table is read as text"


def _start(row: Row) -> tuple[int, int]:
    return row.line, row.offset
