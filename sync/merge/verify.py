"""Checks before anything is written: the new text says what was meant, and nothing else moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.align.guards import same_links
from sync.markdown.document import Block, Markdown, Table, fit_cells, read_markdown
from sync.markdown.links import LinkSpace
from sync.markdown.marks import Mark, read_mark
from sync.merge.rows import MergedTable
from sync.model import Note


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
    """Return why ``text`` must not be written, None where it is as it was meant."""
    parts = sorted(rewritten, key=lambda part: (part.start, part.end, part.line))
    after = read_markdown(text, before.dialect)
    old = _outside(before.blocks, [(part.start, part.end) for part in parts])
    new = _outside(after.blocks, [(part.line, part.line + part.length) for part in parts])
    if [block.identity for block in old] != [block.identity for block in new]:
        return Note(None, "writing the tables would change what stands around them; nothing is")
    return find_table_fault(after, parts, space)


def find_table_fault(after: Markdown, parts: Sequence[Rewritten], space: LinkSpace) -> Note | None:
    """Return why a text must not be written whose tables are not as they were meant."""
    tables = {table.end: table for table in after.tables}
    for part in parts:
        fault = _check_table(part, tables.get(part.line + part.length), space)
        if fault is not None:
            return Note(part.start + 1, fault)
    return None


def _outside(blocks: Sequence[Block], spans: Sequence[tuple[int, int]]) -> Iterator[Block]:
    inside = {line for start, end in spans for line in range(start, end)}
    return (block for block in blocks if block.start not in inside)


def _check_table(part: Rewritten, found: Table | None, space: LinkSpace) -> str | None:
    merged, source = part.merged, part.source
    if merged is None or source is None:
        return None
    if found is None or not found.sound or len(found.rows) + 1 != len(merged.rows):
        return "the table would not read as the source's does once written; it is left as it was"
    if found.columns != source.columns:
        return "the table would have other columns than the source once written; it is left"
    for row, cells in zip(merged.rows, found.content, strict=True):
        if row.is_own:
            continue
        expected = fit_cells(tuple(cell.text for cell in row.cells), found.columns)
        if cells != expected:
            return "a cell would read otherwise than meant once written; the file is left"
    return _check_links(merged, source, found, space)


def _check_links(merged: MergedTable, source: Table, found: Table, space: LinkSpace) -> str | None:
    ours = iter(source.content)
    for row, cells in zip(merged.rows, found.content, strict=True):
        if row.is_own:
            continue
        for old, new in zip(next(ours), cells, strict=True):
            mark, words = read_mark(new)
            if mark is not Mark.FUZZY and not same_links(old, words, space):
                return f"the links of a cell would differ from the source's: {new[:60]!r}"
    return None
