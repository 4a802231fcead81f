"""Marks that went from a translation although the source's text stands in their cells still."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.align.versions import fold
from sync.align.views import HEADER, TableView, find_row
from sync.markdown.document import BlockKind, Row
from sync.markdown.marks import Mark, read_mark
from sync.markdown.signature import is_verbatim
from sync.review.followed import says_source
from sync.review.places import CellPlace, Move, find_column, name_row, read_cell

_HEADING = BlockKind.HEADING


class Unmarked(NamedTuple):
    """A cell, or a heading, that lost its mark and holds the source's text.

    ``line`` and ``column`` (1-based) are the translation's. ``text`` is the source's, folded,
    ``name`` what the source says at the row's start; ``cell`` is None for a heading.
    """

    line: int
    column: int | None
    text: str
    name: str
    cell: CellPlace | None


class LostMarks(NamedTuple):
    """What became of marks that went: the ``unearned`` ones, and the number of cells worked on."""

    unearned: tuple[Unmarked, ...]
    earned: int


def find_unmarked(move: Move) -> LostMarks:
    """Find the marks that went between a translation's two versions.

    ``move.base`` and ``move.source`` are the versions that its tables were brought to before and
    after; they may be the same. A cell without words to translate needs no mark.
    """
    found: list[Unmarked] = []
    earned = 0
    for bare in _find_bare(move):
        said = read_cell(move.source, bare.cell)
        if not says_source(bare.after, said, move.space):
            earned += fold(bare.before) != fold(bare.after)
        elif not is_verbatim(said):
            name = name_row(find_row(move.source.tables[bare.cell.table], bare.cell.row))
            place = find_column(bare.row, bare.column)
            found.append(Unmarked(bare.row.line + 1, place, fold(said), name, bare.cell))
    found += _find_headings(move)
    return LostMarks(tuple(sorted(found, key=lambda each: (each.line, each.column or 0))), earned)


class _Bare(NamedTuple):
    """A source's cell whose translation lost its mark: its row, its index there, its two texts."""

    cell: CellPlace
    row: Row
    column: int | None
    before: str
    after: str


def _find_bare(move: Move) -> Iterator[_Bare]:
    old, new = (Alignment(case) for case in (move.before, move.after))
    before, after = old.see_from(move.source), new.see_from(move.source)
    for place in old.list_tables(move.source).tables:
        if place in before and place in after:
            table = move.source.tables[place]
            yield from _compare(
                place, (len(table.rows), table.columns), before[place], after[place]
            )


def _compare(place: int, size: tuple[int, int], old: TableView, new: TableView) -> Iterator[_Bare]:
    rows, columns = size
    for row in range(HEADER, rows):
        for column in range(columns):
            before, after = old.find_cell(row, column), new.find_cell(row, column)
            if not before or not after or read_mark(after)[0] is not None:
                continue
            mark, text = read_mark(before)
            if mark is not None:
                cell = CellPlace(place, row, column)
                yield _Bare(cell, new.rows[row], new.columns.get(column), text, after)


def _find_headings(move: Move) -> Iterator[Unmarked]:
    """Find headings that were inserted untranslated, and stand there so without the mark."""
    ours, theirs = (
        [(b.level, *read_mark(b.content), b) for b in document.blocks if b.kind is _HEADING]
        for document in (move.before.translation, move.after.translation)
    )
    owed = {(level, fold(text)) for level, mark, text, _ in ours if mark is Mark.UNTRANSLATED}
    owed -= {(level, fold(text)) for level, mark, text, _ in ours if mark is None}
    for level, mark, text, block in theirs:
        if mark is None and (level, fold(text)) in owed and not is_verbatim(text):
            yield Unmarked(block.start + 1, None, fold(text), fold(text), None)
