"""The relative links of a whole document, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from sync.markdown.cells import find_spans
from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.inline import read_inline
from sync.markdown.links import is_relative
from sync.markdown.marks import Mark, read_mark

_NOT_READ = (BlockKind.FENCE, BlockKind.CODE, BlockKind.FRONT_MATTER, BlockKind.DEFINITION)


class PlacedLink(NamedTuple):
    """A relative destination at ``column`` of line ``line``, both 0-based.

    ``is_fuzzy`` says that it stands in a cell whose words are an older version's.
    """

    line: int
    column: int
    text: str
    is_in_table: bool = False
    is_fuzzy: bool = False


def find_links(document: Markdown, spans: Sequence[tuple[int, int]] = ()) -> Iterator[PlacedLink]:
    """Yield the relative links of a document outside code and some spans of lines."""
    # Other links than these are no relative ones, and most blocks have none at all.
    before = [0, *accumulate("](" in line or "=" in line for line in document.lines)]
    for block in document.blocks:
        if before[block.start] == before[block.end] or block.kind in _NOT_READ:
            continue
        if any(a <= block.start < b for a, b in spans):
            continue
        links = (
            _read_block(document, block) if block.table is None else _read_table(document, block)
        )
        yield from (link for link in links if is_relative(link.text))
    for each in document.definitions.values():
        if is_relative(each.text) and not any(a <= each.line < b for a, b in spans):
            yield PlacedLink(each.line, each.column, each.text)


def _read_block(document: Markdown, block: Block) -> Iterator[PlacedLink]:
    lines = document.lines[block.start : block.end]
    text = "".join(lines)
    starts = [0, *accumulate(map(len, lines))]
    for piece in read_inline(text).links:
        number = bisect_right(starts, piece.start) - 1
        column = piece.start - starts[number]
        yield PlacedLink(block.start + number, column, piece.text)


def _read_table(document: Markdown, block: Block) -> Iterator[PlacedLink]:
    if block.table is None:
        return
    table = document.tables[block.table]
    for row in (table.header, *table.rows):
        if "](" not in row.raw and "=" not in row.raw:
            continue
        for span in find_spans(row.raw, row.offset):
            text = row.raw[span.start : span.end]
            is_fuzzy = read_mark(document.dialect.unify(text))[0] is Mark.FUZZY
            for piece in read_inline(text).links:
                column = span.start + piece.start
                yield PlacedLink(row.line, column, piece.text, is_in_table=True, is_fuzzy=is_fuzzy)
