"""Marks that went from a translation although what they marked stands there as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.align.views import HEADER, TableView, find_row
from sync.markdown.document import Row
from sync.markdown.lines import fold_space
from sync.markdown.marks import Mark, read_mark
from sync.markdown.signature import is_verbatim
from sync.review.followed import says_source, skim
from sync.review.places import CellPlace, Move, find_column, name_row, read_cell
from sync.review.unit_moves import UnitMoves, find_unit_lag, needs_words
from sync.units.values import UnitKind


class Unmarked(NamedTuple):
    """A cell, or a block, that lost its mark and holds the source's text, or its old translation.

    ``line`` and ``column`` (1-based) are the translation's. ``text`` is the source's, folded,
    ``name`` what the source says at the row's start; ``cell`` is None for a block. ``lag`` says
    what the old translation does not show, None where the source's text stands there.
    """

    line: int
    column: int | None
    text: str
    name: str
    cell: CellPlace | None
    lag: str | None = None


class LostMarks(NamedTuple):
    """What became of marks that went: the ``unearned`` ones, and the number of those worked on."""

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
            earned += fold_space(bare.before) != fold_space(bare.after)
        elif not is_verbatim(said):
            name = name_row(find_row(move.source.tables[bare.cell.table], bare.cell.row))
            place = find_column(bare.row, bare.column)
            found.append(Unmarked(bare.row.line + 1, place, fold_space(said), name, bare.cell))
    for unit in _find_units(UnitMoves(move)):
        if unit is None:
            earned += 1
        else:
            found.append(unit)
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


def _find_units(moves: UnitMoves) -> Iterator[Unmarked | None]:
    """Yield blocks that lost their mark and say what they said; None for one that was worked on."""
    owed = list(moves.marked)
    if not owed:
        return
    lags = {each.before.start: each for each in moves.changed if each.before is not None}
    texts = moves.source_texts
    for old, stayed, is_other in owed:
        if stayed is None or stayed.mark is not None:
            if is_other:
                yield None
            continue
        is_source = (stayed.kind is UnitKind.CODE or needs_words(stayed)) and skim(stayed.text) in (
            texts
        )
        if old.mark is Mark.UNTRANSLATED and is_source:
            text = fold_space(stayed.text)
            yield Unmarked(stayed.start + 1, None, text, text, None)
        elif old.mark is Mark.FUZZY and old.start in lags:
            each = lags[old.start]
            lag = find_unit_lag(moves.move, each)
            if lag is not None:
                text = fold_space(each.new.text)
                yield Unmarked(stayed.start + 1, None, text, text, None, lag.message)
