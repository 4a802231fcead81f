"""What a translation does not show of its source's changes, although its stamp moved past them.

Four texts decide: the source's version that the stamp named and the one that it names now, the
translation before its stamp moved and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.align.document_tables import DocumentTables
from sync.align.sequences import Pair, gaps, rising
from sync.align.versions import TablePair
from sync.align.views import HEADER, TableView, find_row
from sync.changes.tables import classify_cell
from sync.changes.values import CellChangeKind
from sync.markdown.document import Row, Table, fit_cells
from sync.markdown.lines import fold_space
from sync.markdown.marks import read_mark
from sync.review.followed import find_lag, skim
from sync.review.places import CellPlace, Move, find_column, name_row


class LateCell(NamedTuple):
    """A cell of a translated row that stayed, although ``place``, its source's, changed.

    ``at`` is its 0-based index in the row, ``column`` (1-based) where it begins. Where it is
    not ``is_certain`` its words alone stayed, which may be a name. ``was_marked`` says that a mark
    went from it.
    """

    place: CellPlace
    at: int
    column: int | None
    message: str
    is_certain: bool
    was_marked: bool


class Unearned(NamedTuple):
    """A row, or a table, of a translation that stayed as it was although its source's changed.

    ``line`` and ``column`` (1-based) are the translation's, ``source_line`` the source's new
    version's, None where there is none. ``message`` says what changed, ``name`` what the source
    says at the row's start. ``row`` holds the translated row's cells, folded and without marks,
    ``cells`` those of them that show it; both are empty where rows, columns or tables are
    concerned.
    """

    line: int | None
    column: int | None
    source_line: int | None
    message: str
    name: str
    row: tuple[str, ...] = ()
    cells: tuple[LateCell, ...] = ()


def find_stamps_ahead(move: Move) -> tuple[Unearned, ...]:
    """Find the rows that did not change although their source's did, by line.

    Only what is certain counts: a row of the translation must answer to the old source's row, and
    stand in its table still, cell for cell the same.
    """
    alignment = Alignment(move.before)
    earned = move.earned or move.base
    base, source = map(alignment.list_tables, (earned, move.source))
    pairs = alignment.pair_versions(earned, move.source)
    if all(pair.same for pair in pairs) and len(pairs) == len(base.tables) == len(source.tables):
        return ()
    search = _Search(move, alignment, base, source)
    found = [*search.find_in_tables(pairs), *search.find_tables(pairs)]
    return tuple(sorted(found, key=lambda each: (each.line or 0, each.source_line or 0)))


class _Search:
    """Looks for what stayed in the translation, table by table."""

    def __init__(
        self, move: Move, alignment: Alignment, base: DocumentTables, source: DocumentTables
    ) -> None:
        self._move = move
        self._base = base
        self._source = source
        before, after = move.before.translation, move.after.translation
        self._views = alignment.see_from(base.document)
        texts = (move.base, before, after)
        self._sizes = {len(alignment.list_tables(each).tables) for each in texts}
        self._stayed: dict[int, Row] = {}
        self._tables: dict[int, Table] = {}
        for pair in alignment.pair_versions(before, after):
            old, new = before.tables[pair.base], after.tables[pair.source]
            self._tables[old.start] = new
            self._stayed.update(_find_stayed(old, new, pair))

    def find_in_tables(self, pairs: Sequence[TablePair]) -> Iterator[Unearned]:
        for pair in pairs:
            view = self._views.get(pair.base)
            if view is None or pair.same:
                continue
            yield from self._find_rows(pair, view)
            lacking = self._find_lacking(pair, view)
            if lacking is not None:
                yield lacking

    def find_tables(self, pairs: Sequence[TablePair]) -> Iterator[Unearned]:
        """Find tables that the source lost and the translation kept, or that it alone gained."""
        gone = set(self._base.tables) - {pair.base for pair in pairs}
        new = set(self._source.tables) - {pair.source for pair in pairs}
        for place in sorted(gone):
            now = self._find_kept(place)
            if now is not None:
                name = name_row(self._base.document.tables[place].header)
                message = "the source has no such table any more"
                yield Unearned(now.start + 1, None, None, message, name)
        if len(self._sizes) == 1 and min(self._sizes) < len(self._source.tables):
            for place in sorted(new):
                header = self._move.source.tables[place].header
                message = "a table is new in the source"
                yield Unearned(None, None, header.line + 1, message, name_row(header))

    def _find_kept(self, place: int) -> Table | None:
        """Return the translation's table beside one of the old source's, if it did not change."""
        view = self._views.get(place)
        if view is None:
            return None
        rows = (view.table.header, *view.table.rows)
        has_stayed = all(row.line in self._stayed for row in rows)
        return self._tables.get(view.table.start) if has_stayed else None

    def _find_rows(self, pair: TablePair, view: TableView) -> Iterator[Unearned]:
        old = self._base.document.tables[pair.base]
        new = self._move.source.tables[pair.source]
        rows = (*pair.rows, *_pair_replaced(pair, len(old.rows), len(new.rows)))
        for i, j in ((HEADER, HEADER), *sorted(rows, key=lambda each: each[1])):
            there = view.rows.get(i)
            stayed = None if there is None else self._stayed.get(there.line)
            if stayed is None:
                continue
            found = self._find_cells(pair, view, stayed, (i, j))
            if found:
                yield _describe(find_row(new, j), stayed, found)

    def _find_cells(
        self, pair: TablePair, view: TableView, stayed: Row, rows: Pair
    ) -> list[LateCell]:
        """Return the cells of the source's row whose change the translation does not show."""
        i, j = rows
        old, new = self._base.document.tables[pair.base], self._move.source.tables[pair.source]
        before = fit_cells(find_row(old, i).cells, old.columns)
        after = fit_cells(find_row(new, j).cells, new.columns)
        found = []
        for ours, theirs in pair.columns:
            index, marked = view.columns.get(ours), view.find_cell(i, ours)
            if index is None or marked is None:
                continue
            mark, translated = read_mark(stayed.cells[index])
            if mark is not None:
                continue
            if classify_cell(before[ours], after[theirs]) in (None, CellChangeKind.FORMAT):
                continue
            lag = find_lag(before[ours], after[theirs], translated, self._move.space)
            if lag is not None:
                place, was_marked = CellPlace(pair.source, j, theirs), read_mark(marked)[0]
                column = find_column(stayed, index)
                found.append(LateCell(place, index, column, *lag, was_marked is not None))
        return found

    def _find_lacking(self, pair: TablePair, view: TableView) -> Unearned | None:
        """Find rows or columns that the source's table gained or lost, and the translation's not.

        Only where its shape is the old source's and stayed so.
        """
        old, new = self._base.document.tables[pair.base], self._move.source.tables[pair.source]
        now = self._tables.get(view.table.start)
        if now is None or not old.shape == view.table.shape == now.shape:
            return None
        columns, rows = new.columns - old.columns, len(new.rows) - len(old.rows)
        if not columns and not rows:
            return None
        count, what = (columns, "column") if columns else (rows, "row")
        message = f"its table {_word_count(count, what)}"
        return Unearned(now.start + 1, None, new.start + 1, message, name_row(new.header))


def _find_stayed(old: Table, new: Table, pair: TablePair) -> Iterator[tuple[int, Row]]:
    """Yield line (0-based) → the row that it is now, of rows that but lost marks, or nothing."""
    for i, j in ((HEADER, HEADER), *pair.rows):
        ours, theirs = find_row(old, i), find_row(new, j)
        if _skim(ours) == _skim(theirs):
            yield ours.line, theirs


def _pair_replaced(pair: TablePair, ours: int, theirs: int) -> list[Pair]:
    """Pair rows that have nothing in common but their place, between rows that stayed."""
    stayed = {i for i, _ in pair.rows}, {j for _, j in pair.rows}
    replaced: list[Pair] = []
    for left, right in gaps(rising(pair.rows), ours, theirs):
        gone = [i for i in left if i not in stayed[0]]
        come = [j for j in right if j not in stayed[1]]
        if len(gone) == len(come):
            replaced += zip(gone, come, strict=True)
    return replaced


def _describe(source: Row, stayed: Row, cells: Sequence[LateCell]) -> Unearned:
    return Unearned(
        line=stayed.line + 1,
        column=cells[0].column,
        source_line=source.line + 1,
        message=cells[0].message,
        name=name_row(source),
        row=_fold(stayed),
        cells=tuple(cells),
    )


def _skim(row: Row) -> tuple[str, ...]:
    return tuple(skim(read_mark(cell)[1]) for cell in row.cells)


def _fold(row: Row) -> tuple[str, ...]:
    return tuple(fold_space(read_mark(cell)[1]) for cell in row.cells)


def _word_count(count: int, noun: str) -> str:
    plural = "" if abs(count) == 1 else "s"
    return f"{'gained' if count > 0 else 'lost'} {abs(count)} {noun}{plural}"
