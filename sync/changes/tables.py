"""What changed in the tables of a source, with the translation's rows and cells beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sync.align.named_rows import Place
from sync.align.relocations import Origin
from sync.align.sequences import rising
from sync.align.version_pairs import VersionPairs
from sync.align.versions import TablePair
from sync.align.views import HEADER, TableView, find_row
from sync.changes.values import (
    CellChange,
    CellChangeKind,
    RowChange,
    RowChangeKind,
    TableChange,
    TableChangeKind,
    UnchangedCell,
)
from sync.markdown.document import Markdown, Row, Table, fit_cells
from sync.markdown.inline import read_inline
from sync.markdown.lines import fold_space
from sync.markdown.units import read_cells

_MARKUP = re.compile(r"[*_~\\\s]+")


class Views(NamedTuple):
    """The translated tables as seen from the base's and from the source's, by table index."""

    base: dict[int, TableView]
    source: dict[int, TableView]


_NO_VIEWS = Views({}, {})


class _Moves(NamedTuple):
    """Rows that moved from one table to another: where each of the source's was in the base."""

    base: Markdown
    source: Markdown
    origins: Mapping[Place, Origin]
    departed: frozenset[Place]
    views: Views

    def find(self, table: int, row: int) -> Iterator[RowChange]:
        """Yield what is told of a row of the source that came from another table, if it did."""
        origin = self.origins.get((table, row))
        if origin is None:
            return
        before, columns = self.views.base.get(origin.table), origin.columns
        view = self.views.source.get(table)
        if view is None or row not in view.rows:
            view = None if before is None else _view_moved(before, row, origin)
        pair = TablePair(origin.table, table, same=False, moved=True, columns=columns, rows=())
        old, new = self.base.tables[origin.table], self.source.tables[table]
        yield from _RowComparer(old, new, pair, view, before).compare(origin.row, row, moved=True)


def _view_moved(before: TableView, row: int, origin: Origin) -> TableView:
    """Return a translated table as seen from a row that moved out of it."""
    there = before.rows.get(origin.row)
    columns = {j: before.columns[i] for i, j in origin.columns if i in before.columns}
    return TableView(before.table, {} if there is None else {row: there}, columns)


def _find_moves(
    versions: VersionPairs,
    texts: tuple[Markdown, Markdown],
    pairs: Iterable[TablePair],
    views: Views,
) -> _Moves:
    """Find the rows that moved to another table; what stayed and was copied did not."""
    base, source = texts
    stayed = {(pair.base, i) for pair in pairs for i, _ in pair.rows}
    origins = {
        place: origin
        for place, origin in versions.relocate(base, source).items()
        if (origin.table, origin.row) not in stayed
    }
    departed = frozenset((origin.table, origin.row) for origin in origins.values())
    return _Moves(base, source, origins, departed, views)


def compare_tables(
    versions: VersionPairs, base: Markdown, source: Markdown, views: Views = _NO_VIEWS
) -> tuple[TableChange, ...]:
    """Return the tables that changed since ``base``, in the source's order, removed ones last."""
    pairs = {pair.source: pair for pair in versions.pair_versions(base, source)}
    moves = _find_moves(versions, (base, source), pairs.values(), views)
    changes: list[TableChange] = []
    for place in versions.list_tables(source).tables:
        if place in pairs:
            changes += _compare_pair(pairs[place], views, moves)
        else:
            changes.append(_list_added(source, place, views.source.get(place), moves))
    kept = {pair.base for pair in pairs.values()}
    changes += [
        _list_removed(base, k, views.base.get(k), moves)
        for k in versions.list_tables(base).tables
        if k not in kept
    ]
    return tuple(changes)


def classify_cell(before: str, after: str) -> CellChangeKind | None:
    """Say what differs between two versions of a cell; None where nothing does."""
    if before == after:
        return None
    ours, theirs = read_inline(before), read_inline(after)
    if fold_space(before) == fold_space(after):
        return CellChangeKind.FORMAT
    if ours.frame == theirs.frame:
        links = [piece.text for piece in ours.links] != [piece.text for piece in theirs.links]
        return CellChangeKind.LINK if links else CellChangeKind.CODE
    if _MARKUP.sub(" ", before).strip() == _MARKUP.sub(" ", after).strip():
        return CellChangeKind.FORMAT
    return CellChangeKind.TEXT


def _heading(document: Markdown, table: Table) -> str | None:
    return document.blocks[table.headings[-1]].content if table.headings else None


def _line_of(view: TableView | None) -> int | None:
    return None if view is None else view.table.start + 1


def _list_added(source: Markdown, place: int, view: TableView | None, moves: _Moves) -> TableChange:
    """Describe a new table; rows that came from another one are told as such."""
    table = source.tables[place]
    rows = [_list_row(table.header, HEADER, view, added=True)]
    for index, row in enumerate(table.rows):
        come = list(moves.find(place, index))
        rows += come or [_list_row(row, index, view, added=True)]
    return TableChange(
        TableChangeKind.ADDED,
        _heading(source, table),
        table.start + 1,
        None,
        _line_of(view),
        tuple(rows),
        tuple(table.header.cells),
    )


def _list_removed(base: Markdown, place: int, view: TableView | None, moves: _Moves) -> TableChange:
    """Describe a table that is gone, with those of its rows that are."""
    table = base.tables[place]
    rows = enumerate((table.header, *table.rows), start=HEADER)
    return TableChange(
        TableChangeKind.REMOVED,
        _heading(base, table),
        None,
        table.start + 1,
        _line_of(view),
        tuple(
            _list_row(row, index, view, added=False)
            for index, row in rows
            if (place, index) not in moves.departed
        ),
        tuple(table.header.cells),
    )


def _list_row(row: Row, place: int, view: TableView | None, *, added: bool) -> RowChange:
    """Describe a row that only one version has; ``place`` is its index in that one's table."""
    there = None if view is None else view.rows.get(place)
    cells = tuple(
        CellChange(
            column + 1,
            CellChangeKind.TEXT,
            None if added else text,
            text if added else None,
            None if view is None else view.find_cell(place, column),
        )
        for column, text in enumerate(row.cells)
    )
    return RowChange(
        RowChangeKind.ADDED if added else RowChangeKind.REMOVED,
        row.line + 1 if added else None,
        None if added else row.line + 1,
        None if there is None else there.line + 1,
        cells,
    )


def _compare_pair(pair: TablePair, views: Views, moves: _Moves) -> Iterator[TableChange]:
    old, new = moves.base.tables[pair.base], moves.source.tables[pair.source]
    rows = () if pair.same else _compare_rows(old, new, pair, views, moves)
    kind = _classify_table(old, new, pair, rows)
    lost = any((pair.base, i) in moves.departed for i in range(len(old.rows)))
    if kind is None or (kind is TableChangeKind.FORMAT and lost):
        return  # what left it is told where it went
    yield TableChange(
        kind,
        _heading(moves.source, new),
        new.start + 1,
        old.start + 1,
        _line_of(views.source.get(pair.source)),
        rows,
        tuple(new.header.cells),
    )


def _classify_table(
    old: Table, new: Table, pair: TablePair, rows: Sequence[RowChange]
) -> TableChangeKind | None:
    if rows or list(pair.columns) != sorted(pair.columns):
        return TableChangeKind.CHANGED
    if pair.moved:
        return TableChangeKind.MOVED
    return None if _raw(old) == _raw(new) else TableChangeKind.FORMAT


def _raw(table: Table) -> list[str]:
    return [row.raw for row in (table.header, table.delimiter, *table.rows)]


def _compare_rows(
    old: Table, new: Table, pair: TablePair, views: Views, moves: _Moves
) -> tuple[RowChange, ...]:
    before = views.base.get(pair.base)
    comparer = _RowComparer(old, new, pair, views.source.get(pair.source), before)
    stayed = {j for _, j in rising(pair.rows)}
    origins = {j: i for i, j in pair.rows}
    changes = list(comparer.compare(HEADER, HEADER, moved=False))
    for place, row in enumerate(new.rows):
        if place in origins:
            changes += comparer.compare(origins[place], place, moved=place not in stayed)
        else:
            come = list(moves.find(pair.source, place))
            changes += come or [_list_row(row, place, comparer.view, added=True)]
    kept = set(origins.values())
    changes += [
        _list_row(row, place, before, added=False)
        for place, row in enumerate(old.rows)
        if place not in kept and (pair.base, place) not in moves.departed
    ]
    return tuple(changes)


class _RowComparer(NamedTuple):
    old: Table
    new: Table
    pair: TablePair
    view: TableView | None
    view_before: TableView | None

    def compare(self, i: int, j: int, *, moved: bool) -> Iterator[RowChange]:
        cells = tuple(self._compare_cells(i, j))
        if not cells and not moved:
            return
        there = None if self.view is None else self.view.rows.get(j)
        before, after = find_row(self.old, i), find_row(self.new, j)
        yield RowChange(
            RowChangeKind.CHANGED if cells else RowChangeKind.MOVED,
            after.line + 1,
            before.line + 1,
            None if there is None else there.line + 1,
            cells,
            tuple(self._list_kept(j, after, cells)),
        )

    def _list_kept(
        self, j: int, row: Row, changed: Sequence[CellChange]
    ) -> Iterator[UnchangedCell]:
        """Yield the cells of the source's row that are not among the changed ones."""
        places = {cell.column - 1 for cell in changed if cell.after is not None}
        for column, text in enumerate(fit_cells(row.cells, self.new.columns)):
            if column not in places:
                there = None if self.view is None else self.view.find_cell(j, column)
                yield UnchangedCell(column + 1, text, there)

    def _compare_cells(self, i: int, j: int) -> Iterator[CellChange]:
        before = read_cells(find_row(self.old, i), self.old.columns)
        after = read_cells(find_row(self.new, j), self.new.columns)
        origins = {new: old for old, new in self.pair.columns}
        stayed = set(origins.values())
        for column, cell in enumerate(after):
            old = before[origins[column]] if column in origins else None
            kind = CellChangeKind.TEXT if old is None else classify_cell(old.raw, cell.raw)
            if kind is not None:
                there = None if self.view is None else self.view.find_cell(j, column)
                yield CellChange(
                    column + 1, kind, None if old is None else old.raw, cell.raw, there
                )
        for column, cell in enumerate(before):
            if column not in stayed:
                view = self.view_before
                there = None if view is None else view.find_cell(i, column)
                yield CellChange(column + 1, CellChangeKind.TEXT, cell.raw, None, there)
