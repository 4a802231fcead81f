"""Finding comments where they count: outside code and generated blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.generated import GeneratedPair, find_generated_in
from sync.markdown.lines import split_lines

_CODE = (BlockKind.FENCE, BlockKind.CODE)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_IN_LINE = re.compile(r"[^\r\n]*")
_NO_LINE_END = re.compile(r"[^\r\n]")


class VisiblePlace(NamedTuple):
    """A match at ``column`` of line ``line``, both 0-based; ``rest`` is what follows it there.

    ``table`` is the index of the table that the line belongs to.
    """

    line: int
    column: int
    match: re.Match[str]
    rest: str
    table: int | None


def find_outside_code(
    document: Markdown, pattern: re.Pattern[str], pairs: tuple[GeneratedPair, ...]
) -> Iterator[VisiblePlace]:
    """Yield the matches of ``pattern`` outside code and generated blocks, in order.

    Nothing is parsed where the text holds no match at all.
    """
    if pattern.search(document.text) is None:
        return
    spans = find_generated_in(document, pairs)
    for block in document.blocks:
        if block.kind in _CODE or any(start <= block.start < end for start, end in spans):
            continue
        for first, text in _split_block(document, block):
            yield from _find_in(first, text, pattern, block.table)


def _split_block(document: Markdown, block: Block) -> Iterator[tuple[int, str]]:
    """Yield what code spans may reach over, with its first line: a row, or all of a block."""
    lines = document.lines[block.start : block.end]
    if block.table is None:
        yield block.start, "".join(lines)
    else:
        yield from enumerate(lines, start=block.start)


def _find_in(
    first: int, text: str, pattern: re.Pattern[str], table: int | None
) -> Iterator[VisiblePlace]:
    visible = _CODE_SPAN.sub(lambda code: _NO_LINE_END.sub("x", code[0]), text)
    starts = [0, *accumulate(map(len, split_lines(text)))]
    for match in pattern.finditer(visible):
        number = bisect_right(starts, match.start()) - 1
        column = match.start() - starts[number]
        rest = _IN_LINE.match(text, match.end())
        yield VisiblePlace(first + number, column, match, rest[0] if rest else "", table)
