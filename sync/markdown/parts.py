"""Parts of a text that are read as texts of their own, and how their blocks come together again.

What a site generator or MDX reads is taken out of a text before its other blocks are read. To
CommonMark a blank line stands there then, which indented code and fences go on behind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from textwrap import dedent
from typing import NamedTuple

from sync.markdown.blocks import Block, BlockKind, FoundTable
from sync.markdown.lines import split_ending
from sync.markdown.tokens import trim_end

_STEP = 4


class BlockList(NamedTuple):
    """The blocks of a text in order, and the tables that some of them are."""

    blocks: Sequence[Block]
    tables: Sequence[FoundTable]


class TextPart(NamedTuple):
    """Lines ``start`` to ``end`` that a container holds, behind ``width`` columns of margin.

    An element of JSX is none of the ``containers``: what stands in it is found out for some of its
    blocks alone, by how they are indented and whether a blank line is between them and a tag.
    """

    start: int
    end: int
    width: int
    containers: tuple[str, ...]
    is_jsx: bool = False


def measure(prefix: str) -> int:
    """Return the column behind a line's first characters."""
    return len(prefix.expandtabs(_STEP))


def measure_margin(line: str) -> int:
    """Return the column at which a line's text begins."""
    return measure(line[: len(line) - len(line.lstrip(" \t"))])


def find_cut(line: str, width: int) -> int:
    """Return how many characters of a line its margin of ``width`` columns is."""
    cut = 0
    while cut < len(line) and line[cut] in " \t" and measure(line[:cut]) < width:
        cut += 1
    return cut


def outdent(lines: Sequence[str], part: TextPart) -> list[str]:
    """Return the lines of a part without its margin."""
    return [line[find_cut(line, part.width) :] for line in lines[part.start : part.end]]


def blank_out(lines: Sequence[str], parts: Sequence[TextPart]) -> list[str]:
    """Return the lines without what the parts hold, each line's end kept."""
    blank = list(lines)
    for part in parts:
        for number in range(part.start, part.end):
            blank[number] = split_ending(lines[number])[1]
    return blank


def shift(lines: Sequence[str], part: TextPart, inner: BlockList) -> BlockList:
    """Put the blocks and tables of what a part holds where they stand in the text around it."""
    by, around = part.start, part.containers
    blocks = [
        block._replace(
            start=block.start + by, end=block.end + by, containers=around + block.containers
        )
        for block in inner.blocks
    ]
    tables = []
    for table in inner.tables:
        start, end = table.start + by, table.end + by
        cuts = (find_cut(line, part.width) for line in lines[start:end])
        offsets = tuple(a + b for a, b in zip(table.offsets, cuts, strict=True))
        tables.append(FoundTable(start, end, offsets, table.contents))
    return BlockList(blocks, tables)


def join(readings: Sequence[BlockList]) -> BlockList:
    """Put blocks that stand in several parts of a text in their order, their tables with them."""
    found = [
        (block, None if block.table is None else reading.tables[block.table])
        for reading in readings
        for block in reading.blocks
    ]
    found.sort(key=lambda each: each[0].start)
    tables = [table for _, table in found if table is not None]
    places = {table: place for place, table in enumerate(tables)}
    blocks = [
        block if table is None else block._replace(table=places[table]) for block, table in found
    ]
    return BlockList(blocks, tables)


def part_code(blocks: Sequence[Block], taken: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Return the blocks, indented code parted by the blocks that were ``taken`` out, in order."""
    if not taken:
        return list(blocks)
    starts = [each.start for each in taken]
    parts: list[Block] = []
    for block in blocks:
        inside: Sequence[Block] = ()
        if block.kind is BlockKind.CODE:
            inside = taken[bisect_right(starts, block.start) : bisect_left(starts, block.end)]
        parts += _part(block, inside, lines) if inside else [block]
    return sorted(parts, key=attrgetter("start"))


def _part(block: Block, inside: Sequence[Block], lines: Sequence[str]) -> Iterator[Block]:
    begins = (block.start, *(each.end for each in inside))
    ends = (*(each.start for each in inside), block.end)
    for begin, end in zip(begins, ends, strict=True):
        start = next((at for at in range(begin, end) if lines[at].strip()), end)
        if start < end:
            stop = trim_end(lines, start, end)
            text = dedent("".join(lines[start:stop])).strip()
            yield block._replace(start=start, end=stop, content=f"\0{text}")


def list_fenced(blocks: Sequence[Block], taken: Sequence[Block]) -> list[Block]:
    """Return those of the blocks that were ``taken`` out which stand in fences: they are code."""
    starts = [each.start for each in taken]
    found: list[Block] = []
    for block in blocks:
        if taken and block.kind is BlockKind.FENCE:
            found += taken[bisect_right(starts, block.start) : bisect_left(starts, block.end)]
    return found
