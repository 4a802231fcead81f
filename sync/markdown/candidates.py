"""Lines that look like a table's, whether markdown-it-py reads them as one or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from sync.markdown.cells import has_leading_pipe
from sync.markdown.dialect import Dialect
from sync.markdown.document import Block, BlockKind, Markdown, Row, Table, read_row

_PIPE = re.compile(r"(?<!\\)\|")
_MARKERS = re.compile(r"\ufeff?[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)*")
_INDENT = re.compile(r"\ufeff?[ \t]*")
# What people and programs put where a delimiter row wants hyphens: dashes, minus, equals signs.
_DASH = "-=\u2010-\u2015\u2212\u30fc\uff0d\u2500"
_DELIMITER = re.compile(rf"[\s|:.]*[{_DASH}][{_DASH}\s|:.]*")
_BLANK = " \t\r\n>"

WIDE_PIPE = "\uff5c"
"""The pipe that keyboards for Chinese and Japanese type, which parts no cells."""


class TableCandidate(NamedTuple):
    """What looks like one table: the table that it is, if any, and rows that stand loose behind it.

    Only blank lines may lie between its rows. ``table`` is None where no table that counts is
    there.
    """

    table: Table | None
    loose: tuple[Row, ...]

    @property
    def start(self) -> int:
        """The first line (0-based)."""
        return self.loose[0].line if self.table is None else self.table.start

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, header and delimiter row among them."""
        if self.table is None:
            return self.loose
        return (self.table.header, self.table.delimiter, *self.table.rows, *self.loose)


def looks_like_delimiter(row: Row) -> bool:
    """Tell whether a row has nothing but dashes in its cells, as they may be mistyped."""
    content = row.raw[row.offset :]
    return _DELIMITER.fullmatch(content) is not None and any(row.cells)


def find_candidates(document: Markdown, counted: Collection[int]) -> tuple[TableCandidate, ...]:
    """Return what looks like a table outside fenced code, in order.

    ``counted`` are the indices of the tables that count; of the others only the rows are shown.
    """
    candidates: list[TableCandidate] = []
    table: Table | None = None
    rows: list[Row] = []
    last: Row | None = None
    for row, own in _list_rows(document, counted):
        if own is not None or last is None or not _goes_on(document, last, row):
            candidates += _close(table, rows)
            table, rows = own, []
        if own is None:
            rows.append(row)
        last = row
    return (*candidates, *_close(table, rows))


def _list_rows(document: Markdown, counted: Collection[int]) -> Iterator[tuple[Row, Table | None]]:
    """Yield loose rows, and the last row of each table that counts with that table."""
    for block in document.blocks:
        if block.table is None:
            yield from ((row, None) for row in _find_rows(document, block))
            continue
        table = document.tables[block.table]
        rows = (table.header, table.delimiter, *table.rows)
        if block.table in counted:
            yield rows[-1], table
        else:
            yield from ((row, None) for row in rows)


def _close(table: Table | None, rows: list[Row]) -> list[TableCandidate]:
    return [TableCandidate(table, tuple(rows))] if rows or table is not None else []


def _goes_on(document: Markdown, last: Row, row: Row) -> bool:
    """Tell whether a row may belong to the candidate that ends with ``last``."""
    between = document.lines[last.line + 1 : row.line]
    if not between:
        return True
    if any(line.strip(_BLANK) for line in between):
        return False
    if has_leading_pipe(last.raw, last.offset) != has_leading_pipe(row.raw, row.offset):
        return False
    same_width = len(last.cells) == len(row.cells) > 1
    return same_width or looks_like_delimiter(last) or looks_like_delimiter(row)


def _find_rows(document: Markdown, block: Block) -> Iterator[Row]:
    """Yield the lines of a block that look like rows of a table."""
    if block.kind not in (
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.CODE,
        BlockKind.HTML,
    ):
        return
    # A heading of one line begins with #; in others the last line may be meant as a delimiter row.
    if block.kind is BlockKind.HEADING and block.end == block.start + 1:
        return
    for number in range(block.start, block.end):
        row = _read_row(document.lines[number], number, block, document.dialect)
        if row is not None:
            yield row


def _read_row(line: str, number: int, block: Block, dialect: Dialect) -> Row | None:
    """Read a line as a row if it looks like one; one of full-width pipes has plain ones then."""
    raw = line.rstrip("\r\n")
    prefix = (_MARKERS if block.containers else _INDENT).match(raw)
    offset = 0 if prefix is None else prefix.end()
    if raw.startswith(WIDE_PIPE, offset) and _PIPE.search(raw, offset) is None:
        raw = raw.replace(WIDE_PIPE, "|")
    row = read_row(number, raw, offset, dialect)
    if has_leading_pipe(raw, offset) and len(row.cells) > 0:
        return row
    if block.kind is BlockKind.HTML:
        comment, _, rest = raw[offset:].partition("-->")
        return row if comment.startswith("<!--") and _PIPE.search(rest) else None
    if block.kind is BlockKind.HEADING and looks_like_delimiter(row):
        return row
    is_text = block.kind is not BlockKind.CODE
    return row if is_text and _PIPE.search(raw, offset) else None
