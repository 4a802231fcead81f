"""Checks before anything is written: the new text says what was meant, and nothing else moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.align.guards import same_links
from sync.markdown.document import Block, Markdown, Table, fit_cells, read_markdown
from sync.markdown.lines import split_lines
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark, read_mark
from sync.merge.rows import MergedTable
from sync.merge.values import Note
from sync.merge.windows import BLANK, Edited, Window, find_windows


class Rewritten(NamedTuple):
    """A stretch that was written: old lines ``start`` to ``end``, now at ``line``, ``length`` long.

    ``merged`` and ``source`` are the table that must be found there, None where one was removed.
    """

    start: int
    end: int
    line: int
    length: int
    merged: MergedTable | None
    source: Table | None


def find_fault(
    before: Markdown, text: str, rewritten: Sequence[Rewritten], space: LinkSpace
) -> Note | None:
    """Return why ``text`` must not be written, None where it is as it was meant.

    The stretches around what was written are parsed again; the whole text is where that is not
    enough to be sure.
    """
    after = split_lines(text)
    parts = sorted(rewritten, key=lambda part: (part.start, part.end, part.line))
    edits = [Edited(part.start, part.end, part.line, part.length) for part in parts]
    windows = find_windows(before, after, edits)
    if windows is not None and all(
        _is_sound(before, after, window, parts, space) for window in windows
    ):
        return None
    return find_fault_in_whole(before, text, parts, space)


def find_fault_in_whole(
    before: Markdown, text: str, rewritten: Sequence[Rewritten], space: LinkSpace
) -> Note | None:
    """Return the same as `find_fault` from a parse of the whole text."""
    after = read_markdown(text)
    old = _outside(before.blocks, [(part.start, part.end) for part in rewritten])
    new = _outside(after.blocks, [(part.line, part.line + part.length) for part in rewritten])
    if [_identity(b) for b in old] != [_identity(b) for b in new]:
        return Note(None, "writing the tables would change what stands around them; nothing is")
    return _check_tables(rewritten, after, 0, space)


def _is_sound(
    before: Markdown,
    lines: Sequence[str],
    window: Window,
    rewritten: Sequence[Rewritten],
    space: LinkSpace,
) -> bool:
    after = read_markdown("".join(lines[window.line : window.stop]))
    parts = [rewritten[index] for index in window.edits]
    first = bisect_left(before.blocks, window.start, key=_get_start)
    there = before.blocks[first : bisect_left(before.blocks, window.end, key=_get_start)]
    old = _outside(there, [(part.start, part.end) for part in parts])
    spans = [(part.line - window.line, part.line - window.line + part.length) for part in parts]
    new = list(_outside(after.blocks, spans))
    if [_identity(b) for b in old] != [_identity(b) for b in new]:
        return False
    if window.last is not None:
        same_end = window.stop - window.line - (window.end - window.last)
        if not new or new[-1].start != same_end or lines[window.line + same_end - 1].strip(BLANK):
            return False
    return _check_tables(parts, after, window.line, space) is None


def _get_start(block: Block) -> int:
    return block.start


def _check_tables(
    rewritten: Sequence[Rewritten], after: Markdown, first_line: int, space: LinkSpace
) -> Note | None:
    """Check each table; ``after`` begins at line ``first_line`` of the new text."""
    tables = {table.end + first_line: table for table in after.tables}
    for part in rewritten:
        fault = _check_table(part, tables.get(part.line + part.length), space)
        if fault is not None:
            return Note(part.start + 1, fault)
    return None


def _outside(blocks: Sequence[Block], spans: Sequence[tuple[int, int]]) -> Iterator[Block]:
    inside = {line for start, end in spans for line in range(start, end)}
    return (block for block in blocks if block.start not in inside)


def _identity(block: Block) -> tuple[object, ...]:
    return (*block.shape, block.content, block.end - block.start)


def _check_table(part: Rewritten, found: Table | None, space: LinkSpace) -> str | None:
    if part.merged is None or part.source is None:
        return None
    if found is None or not found.sound or len(found.rows) + 1 != len(part.merged.rows):
        return "the table would not read as the source's does once written; it is left as it was"
    if found.columns != part.source.columns:
        return "the table would have other columns than the source once written; it is left"
    for row, cells in zip(part.merged.rows, found.content, strict=True):
        if row.is_own:
            continue
        expected = fit_cells(tuple(cell.text for cell in row.cells), found.columns)
        if cells != expected:
            return "a cell would read otherwise than meant once written; the file is left"
    return _check_links(part, found, space)


def _check_links(part: Rewritten, found: Table, space: LinkSpace) -> str | None:
    if part.merged is None or part.source is None:
        return None
    ours = iter(part.source.content)
    for row, cells in zip(part.merged.rows, found.content, strict=True):
        if row.is_own:
            continue
        for old, new in zip(next(ours), cells, strict=True):
            mark, words = read_mark(new)
            if mark is not Mark.FUZZY and not same_links(old, words, space):
                return f"the links of a cell would differ from the source's: {new[:60]!r}"
    return None
