"""Rows that a pipe too many, or pipes of another kind, split into the wrong cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.align.sequences import Pair
from sync.findings import Replacement
from sync.markdown.candidates import WIDE_PIPE
from sync.markdown.cells import split_cells
from sync.markdown.document import Row, Table

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison


_PIPE = re.compile(rf"(?<!\\)\||{WIDE_PIPE}")


def find_missplit(comparison: Comparison) -> frozenset[int]:
    """Return the lines (0-based) of the translation's rows that a pipe splits into other cells."""
    return frozenset(row.line for row in _find_missplit(comparison))


def _find_missplit(comparison: Comparison) -> Iterator[Row]:
    """Yield the rows of the translation's tables that have too many cells, or pipes of no use."""
    for ours, theirs in comparison.tables:
        if ours.columns == theirs.columns:
            yield from (theirs.rows[j] for _, j in find_overfull(comparison, ours, theirs))
        yield from find_wide_pipes(theirs)


def find_overfull(comparison: Comparison, ours: Table, theirs: Table) -> Iterator[Pair]:
    """Yield the rows, with the source's, that have cells beyond the last column unlike those."""
    width = theirs.columns
    if not any(len(row.cells) > width for row in theirs.rows):
        return
    pairs = comparison.alignment.rows(ours, theirs).places
    if not pairs and len(ours.rows) == len(theirs.rows):
        pairs = tuple((k, k) for k in range(len(ours.rows)))
    for i, j in pairs:
        if len(ours.rows[i].cells) <= width and any(theirs.rows[j].cells[width:]):
            yield i, j


def find_wide_pipes(table: Table) -> Iterator[Row]:
    """Yield the rows of a table whose full-width pipes keep them from having its cells."""
    for row in table.rows:
        if WIDE_PIPE in row.raw and len(row.cells) < table.columns:
            pipes = row.raw.replace(WIDE_PIPE, "|")
            if len(split_cells(pipes, row.offset)) == table.columns:
                yield row


def is_text(row: Row, table: Table) -> bool:
    """Tell whether a row is a line without any pipe, which a table of one column may have."""
    return table.columns > 1 and _PIPE.search(row.raw, row.offset) is None


def narrow_pipes(line: int, text: str) -> Iterator[Replacement]:
    """Yield what makes the full-width pipes of a line (0-based) plain ones."""
    for place, letter in enumerate(text):
        if letter == WIDE_PIPE:
            yield Replacement(line, place, place + 1, "|")
