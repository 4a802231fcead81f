"""The rules about whole tables: there, no others there, and as wide as the source's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.align.document_tables import find_fenced_tables
from sync.align.guards import finds_other_columns
from sync.findings import Found
from sync.lint.naming import identify_tables, name_table, quote
from sync.lint.pipes import find_overfull
from sync.markdown.document import Markdown, Row, Table

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison


def check_missing(comparison: Comparison) -> Iterator[Found]:
    """Find tables of the source that have no counterpart in the translation."""
    source = comparison.source
    if source is None or not comparison.pairs.missing:
        return
    places = _place_blocks(source, comparison)
    known = sorted((source.blocks[k].start, line) for k, line in places.items())
    fenced_here, fenced_there = (
        find_fenced_tables(document) for document in (comparison.translated, source)
    )
    for index in comparison.pairs.missing:
        table = source.tables[index]
        above = bisect_left(known, (table.start, 0))
        line = known[above - 1][1] if above else None
        message = _tell_missing(source, table)
        fenced = fenced_here.get(table.columns)
        if fenced is not None and table.columns not in fenced_there:
            line, message = fenced, f"{message}: it stands in fenced code here"
        column = None if line is None else 1
        yield Found("table-missing", line, column, message, comparison.identify_table(table))


def _tell_missing(source: Markdown, table: Table) -> str:
    heading = source.blocks[table.headings[-1]].content if table.headings else ""
    below = f", below {quote(heading)}" if heading else ""
    return f"the source's table {name_table(table)}{below} is missing"


def _place_blocks(source: Markdown, comparison: Comparison) -> dict[int, int]:
    """Map the source's blocks to the last lines (1-based) of their counterparts."""
    blocks = comparison.translated.blocks
    found = comparison.alignment.translated_blocks
    places = {block: blocks[there].end for block, there in found.items()}
    tables = {block.table: k for k, block in enumerate(source.blocks) if block.table is not None}
    return places | {
        tables[k]: candidate.rows[-1].line + 1 for k, candidate in comparison.pairs.broken
    }


def check_extra(comparison: Comparison) -> Iterator[Found]:
    """Find tables of the translation that answer to nothing in the source."""
    tables = comparison.translated.tables
    names = identify_tables(tables) if comparison.pairs.extra else {}
    for index in comparison.pairs.extra:
        table = tables[index]
        message = f"table {quote(' | '.join(table.header.cells))} answers to none of the source's"
        yield Found("table-extra", *_find_start(table.header), message, names[table.start])


def check_columns(comparison: Comparison) -> Iterator[Found]:
    """Find tables with other columns than the source's, or with cells beyond the last column."""
    for ours, theirs in comparison.tables:
        fault = _compare_columns(comparison, ours, theirs)
        if fault is not None:
            identity = comparison.identify_table(ours)
            yield Found("table-columns", *_find_start(theirs.header), fault, identity)
        elif ours.columns == theirs.columns:
            yield from _find_wide_rows(comparison, ours, theirs)


def _compare_columns(comparison: Comparison, ours: Table, theirs: Table) -> str | None:
    if ours.columns != theirs.columns:
        noun = "1 column" if theirs.columns == 1 else f"{theirs.columns} columns"
        return f"table has {noun}, its source {name_table(ours)} {ours.columns}"
    rows = comparison.alignment.rows(ours, theirs)
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
