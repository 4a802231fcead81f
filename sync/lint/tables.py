"""The rules about whole tables: there, no others there, and as wide as the source's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.align.blocks import pair_translated_blocks
from sync.align.guards import finds_other_columns
from sync.lint.naming import identify_table, name_table, quote
from sync.lint.pipes import find_overfull
from sync.lint.values import Found
from sync.markdown.document import BlockKind, Markdown, Row, Table, read_markdown

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison


def check_missing(comparison: Comparison) -> Iterator[Found]:
    """Find tables of the source that have no counterpart in the translation."""
    source = comparison.source
    if source is None or not comparison.reading.missing:
        return
    places = _place_blocks(source, comparison)
    for index in comparison.reading.missing:
        table = source.tables[index]
        line, message = _find_place(source, table, places), _tell_missing(source, table)
        fenced = _find_fenced(comparison.translated, table)
        if fenced is not None and _find_fenced(source, table) is None:
            line, message = fenced, f"{message}: it stands in fenced code here"
        column = None if line is None else 1
        yield Found("table-missing", line, column, message, identify_table(table, source.tables))


def _tell_missing(source: Markdown, table: Table) -> str:
    heading = source.blocks[table.headings[-1]].content if table.headings else ""
    below = f", below {quote(heading)}" if heading else ""
    return f"the source's table {name_table(table)}{below} is missing"


def _find_fenced(document: Markdown, table: Table) -> int | None:
    """Return the line (1-based) of a table of the same shape in fenced code."""
    for block in document.blocks:
        if block.kind is BlockKind.FENCE and "|" in block.content:
            inside = read_markdown("".join(document.lines[block.start + 1 : block.end]))
            for other in inside.tables:
                if (other.columns, len(other.rows)) == (table.columns, len(table.rows)):
                    return block.start + 1 + other.start + 1
    return None


def _place_blocks(source: Markdown, comparison: Comparison) -> dict[int, int]:
    """Map the source's blocks to the last lines (1-based) of their counterparts."""
    reading, blocks = comparison.reading, comparison.translated.blocks
    found = pair_translated_blocks(source, comparison.translated, reading.pairs)
    places = {block: blocks[there].end for block, there in found.items()}
    tables = {block.table: k for k, block in enumerate(source.blocks) if block.table is not None}
    return places | {tables[k]: stretch.rows[-1].line + 1 for k, stretch in reading.broken}


def _find_place(source: Markdown, table: Table, places: dict[int, int]) -> int | None:
    """Return the line (1-based) of the translation behind which a table of the source belongs."""
    before = [k for k, block in enumerate(source.blocks) if block.start < table.start]
    return next((places[k] for k in reversed(before) if k in places), None)


def check_extra(comparison: Comparison) -> Iterator[Found]:
    """Find tables of the translation that answer to nothing in the source."""
    tables = comparison.translated.tables
    for index in comparison.reading.extra:
        table = tables[index]
        message = f"table {quote(' | '.join(table.header.cells))} answers to none of the source's"
        identity = identify_table(table, tables)
        yield Found("table-extra", *_find_start(table.header), message, identity)


def check_columns(comparison: Comparison) -> Iterator[Found]:
    """Find tables with other columns than the source's, or with cells beyond the last column."""
    for ours, theirs in comparison.tables:
        fault = _compare_columns(comparison, ours, theirs)
        if fault is not None:
            identity = identify_table(ours, comparison.source_tables)
            yield Found("table-columns", *_find_start(theirs.header), fault, identity)
        elif ours.columns == theirs.columns:
            yield from _find_wide_rows(comparison, ours, theirs)


def _compare_columns(comparison: Comparison, ours: Table, theirs: Table) -> str | None:
    if ours.columns != theirs.columns:
        noun = "1 column" if theirs.columns == 1 else f"{theirs.columns} columns"
        return f"table has {noun}, its source {name_table(ours)} {ours.columns}"
    rows = comparison.row_pairs(ours, theirs)
    if rows.pairs or rows.doubts or not (ours.sound and theirs.sound):
        return None
    if any(find_overfull(comparison, ours, theirs)):
        return None
    if not finds_other_columns(ours.content[1:], theirs.content[1:], comparison.space):
        return None
    return f"the columns stand in another order than in the source's table {name_table(ours)}"


def _find_wide_rows(comparison: Comparison, ours: Table, theirs: Table) -> Iterator[Found]:
    """Find rows with more cells than columns, whose last cells nobody sees, unlike the source's."""
    for i, j in find_overfull(comparison, ours, theirs):
        new = theirs.rows[j]
        message = f"row has {len(new.cells)} cells where the table has {theirs.columns} columns"
        yield Found("table-columns", *_find_start(new), message, comparison.identify_row(ours, i))


def _find_start(row: Row) -> tuple[int, int]:
    """Return the line and the column, both 1-based, at which a row begins."""
    return row.line + 1, row.offset + 1
