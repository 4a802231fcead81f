"""How lines that were a table become one again, where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sync.findings import Replacement, apply_replacements
from sync.lint.pipes import narrow_pipes
from sync.markdown.candidates import TableCandidate, looks_like_delimiter
from sync.markdown.document import Block, BlockKind, Markdown, Row, Table, read_markdown
from sync.markdown.lines import find_newline

_VALID = re.compile(r":?-+:?")
# Lines that are indented by as much are code (CommonMark 4.4).
_CODE_INDENT = 4
_BLANK = " \t\r\n>"


def mend(document: Markdown, candidate: TableCandidate, source: Table) -> tuple[Replacement, ...]:
    """Return what surely makes a candidate the translation of ``source`` again, if anything does.

    The text with the replacements is parsed: a table with the source's columns and all of its rows
    must stand in the place of the candidate, and no other may come or go. No words may end up
    behind the last column, where nobody sees them.
    """
    fix = tuple(_find_changes(document, candidate, source))
    if not fix:
        return ()
    after = read_markdown(apply_replacements(document.lines, fix), document.dialect).tables
    expected = len(document.tables) + (candidate.table is None)
    holds = len(after) == expected and any(
        table.start - candidate.start in (0, 1)
        and table.header.cells == candidate.rows[0].cells
        and table.shape == source.shape
        and _count_overfull(table) <= _count_overfull(source)
        for table in after
    )
    return fix if holds else ()


def _count_overfull(table: Table) -> int:
    return sum(len(row.cells) > table.columns for row in table.rows)


def find_delimiter(candidate: TableCandidate) -> int | None:
    """Return which row of a candidate is meant as the delimiter row."""
    return next((k for k, row in enumerate(candidate.rows) if looks_like_delimiter(row)), None)


def is_valid_delimiter(row: Row) -> bool:
    """Tell whether each cell is one of a delimiter row (GFM 4.10)."""
    return all(_VALID.fullmatch(cell) for cell in row.cells)


def find_kind(document: Markdown, line: int) -> BlockKind | None:
    """Return what the block at a line (0-based) is read as."""
    blocks: Iterator[Block] = (b for b in document.blocks if b.start <= line < b.end)
    return next((block.kind for block in blocks), None)


def is_blank(line: str) -> bool:
    """Tell whether a line holds nothing but white space and the markers of quotes."""
    return not line.strip(_BLANK)


def _find_changes(
    document: Markdown, candidate: TableCandidate, source: Table
) -> Iterator[Replacement]:
    rows, lines = candidate.rows, document.lines
    own = {row.line for row in rows}
    code = {
        line
        for block in document.blocks
        if block.kind is BlockKind.CODE
        for line in range(block.start, block.end)
    }
    for number in range(rows[0].line, rows[-1].line):
        if number not in own and is_blank(lines[number]):
            yield Replacement(number, 0, len(lines[number]), "")
    if find_kind(document, rows[0].line) is BlockKind.HTML and not is_comment_row(rows[0]):
        yield Replacement(rows[0].line, 0, 0, find_newline(document.text))
    yield from _narrow_rows(document, candidate)
    for row in candidate.loose:
        if row.line in code and not row.raw[: row.offset].strip():
            indent = rows[0].offset if rows[0].offset < _CODE_INDENT else 0
            yield Replacement(row.line, indent, row.offset, "")
        elif is_comment_row(row):
            yield Replacement(row.line, row.offset, row.offset, "| ")
    if candidate.table is None:
        yield from _mend_delimiter(document, candidate, source)


def _narrow_rows(document: Markdown, candidate: TableCandidate) -> Iterator[Replacement]:
    for row in candidate.loose:
        line = document.lines[row.line]
        if row.raw != line.rstrip("\r\n"):
            yield from narrow_pipes(row.line, line)


def is_comment_row(row: Row) -> bool:
    """Tell whether a row begins with a comment and no pipe."""
    return row.raw.startswith("<!--", row.offset)


def _mend_delimiter(
    document: Markdown, candidate: TableCandidate, source: Table
) -> Iterator[Replacement]:
    rows, place = candidate.rows, find_delimiter(candidate)
    if len(rows[0].cells) != source.columns:
        return
    wanted = source.delimiter.raw[source.delimiter.offset :].rstrip()
    if place is None and len(rows) == len(source.rows) + 1 and len(rows) > 1:
        prefix = rows[1].raw[: rows[1].offset]
        line = f"{prefix}{wanted}{find_newline(document.text)}"
        yield Replacement(rows[1].line, 0, 0, line)
    elif place == 1 and not (
        is_valid_delimiter(rows[1]) and len(rows[1].cells) == len(rows[0].cells)
    ):
        yield Replacement(rows[1].line, rows[1].offset, len(rows[1].raw.rstrip()), wanted)
