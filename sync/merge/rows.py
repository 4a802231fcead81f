"""One table: its rows in the new source's order, each with what its translation keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sync.align.guards import Doubt, find_doubt
from sync.align.sequences import rising
from sync.align.translation import RowPairs
from sync.align.versions import TablePair
from sync.align.views import HEADER
from sync.markdown.cells import find_tail
from sync.markdown.document import Row, Table, fit_cells
from sync.markdown.lines import fold_space
from sync.markdown.links import LinkSpace
from sync.markdown.units import Unit, read_cells
from sync.merge.cells import (
    MergedCell,
    doubt_cell,
    merge_cell,
    merge_tail,
    merge_unknown_cell,
    start_cell,
    start_tail,
)
from sync.merge.values import CellOutcome, MergeOptions
from sync.model import Note


class MergedRow(NamedTuple):
    """A row to be written: its cells, and the translation's row that it was, if any.

    ``cells`` is empty for a translator's own row, which stays as it is. ``tail`` is what stands
    behind the pipe that ends the last column. ``line`` is a line to be written as it is, without
    its indentation, in place of cells and pipes: a site generator's.
    """

    cells: tuple[MergedCell, ...]
    origin: Row | None
    tail: str = ""
    line: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether the row answers to no row of the source."""
        return not self.cells


class MergedTable(NamedTuple):
    """A table to be written, header first, with the counts and what to tell the translator."""

    rows: tuple[MergedRow, ...]
    counts: Mapping[CellOutcome, int]
    removed: int
    moved: int
    extra: int
    notes: tuple[Note, ...]


class Triple(NamedTuple):
    """A table's old version (None: unknown), its new one and its translation.

    ``pair`` says how the two versions answer to each other, ``rows`` how the version that is
    known (the old one where there is one) and the translation do.
    """

    old: Table | None
    new: Table
    translated: Table
    pair: TablePair | None
    rows: RowPairs

    @property
    def known(self) -> Table:
        """The version of the source that the translation is aligned with."""
        return self.new if self.old is None else self.old

    @property
    def columns(self) -> list[int | None]:
        """Which column of the translation each of the new version's was, None for a new one."""
        width = self.new.columns
        if self.known.columns != self.translated.columns:
            return [None] * width
        if self.pair is None:
            return list(range(width))
        old = {j: i for i, j in self.pair.columns}
        return [old.get(j) for j in range(width)]

    @property
    def rivals(self) -> Mapping[int, Sequence[int]]:
        """Which columns of the translation each of the new version's may have been as well."""
        return {} if self.pair is None else dict(self.pair.rivals)


def is_damaged(triple: Triple) -> bool:
    """Tell whether so little of a translated table can be verified that it must be left alone."""
    known, translated = triple.known, triple.translated
    if known.columns != translated.columns or not (known.sound and translated.sound):
        return True
    return 2 * len(triple.rows.pairs) < len(translated.rows)


def merge_rows(
    triple: Triple, space: LinkSpace, options: MergeOptions, arrivals: Mapping[int, MergedRow]
) -> MergedTable:
    """Merge one table, row by row and cell by cell.

    ``arrivals`` are rows of the new version, by index, that come from another table.
    """
    merger = RowMerger(triple, space, options)
    rows = _insert_own(merger.merge_body(arrivals), triple)
    header = merger.merge_header()
    counts = _count_outcomes((header, *rows))
    kept = {i for i, _ in triple.pair.rows} if triple.pair else None
    removed = len(triple.known.rows) - len(kept) if kept is not None else 0
    moved = len(triple.pair.rows) - len(rising(triple.pair.rows)) if triple.pair else 0
    moved += len(arrivals)
    return MergedTable(
        (header, *rows), counts, removed, moved, len(triple.rows.extra), _find_notes(triple)
    )


def start_rows(
    table: Table, space: LinkSpace, arrivals: Mapping[int, MergedRow] = MappingProxyType({})
) -> MergedTable:
    """Start a table from the source, every cell marked that needs words.

    ``arrivals`` are rows, by index, that come from another table, and perhaps the header.
    """
    rows = tuple(
        arrivals.get(place) or start_row(row, table.columns, space)
        for place, row in enumerate((table.header, *table.rows), start=HEADER)
    )
    moved = len(arrivals) - (HEADER in arrivals)
    return MergedTable(rows, _count_outcomes(rows), 0, moved, 0, ())


def start_row(row: Row, columns: int, space: LinkSpace) -> MergedRow:
    """Start a row from the source; a site generator's line stays as it is."""
    if row.is_directive:
        return keep_line(row, columns, None)
    cells = fit_cells(row.cells, columns)
    tail = start_tail(find_tail(row.raw, row.offset, columns), space)
    return MergedRow(tuple(start_cell(cell, space) for cell in cells), None, tail)


def keep_line(row: Row, columns: int, origin: Row | None) -> MergedRow:
    """Return a site generator's line as it is."""
    cells = fit_cells(row.cells, columns)
    texts = tuple(MergedCell(cell, CellOutcome.VERBATIM) for cell in cells)
    return MergedRow(texts, origin, line=row.raw[row.offset :].rstrip())


def _count_outcomes(rows: Iterable[MergedRow]) -> Counter[CellOutcome]:
    return Counter(cell.outcome for row in rows if row.line is None for cell in row.cells)


class RowMerger(NamedTuple):
    """Merges rows of a table with what is known of it."""

    triple: Triple
    space: LinkSpace
    options: MergeOptions

    def merge_body(self, arrivals: Mapping[int, MergedRow]) -> list[MergedRow]:
        """Return the new version's rows but for its header."""
        triple = self.triple
        translated = dict(triple.rows.pairs)
        old_rows = {j: i for i, j in triple.pair.rows} if triple.pair else None
        before = None if triple.old is None else triple.old.rows
        merged = []
        for place, new in enumerate(triple.new.rows):
            known = place if old_rows is None else old_rows.get(place)
            found = None if known is None else translated.get(known)
            origin = None if found is None else triple.translated.rows[found]
            old = None if before is None or known is None else before[known]
            merged.append(arrivals.get(place) or self.merge_row(old, new, origin))
        return merged

    def merge_header(self) -> MergedRow:
        """Return the header, from the translation's if the tables are each other's."""
        triple = self.triple
        known = triple.known.header.cells
        fits = find_doubt(known, triple.translated.header.cells, self.space) is None
        vouched = bool(triple.rows.pairs) or not triple.translated.rows
        origin = triple.translated.header if fits and vouched else None
        old = triple.old.header if triple.old else None
        row = self.merge_row(old, triple.new.header, origin)
        return MergedRow(row.cells, triple.translated.header)

    def merge_row(self, old: Row | None, new: Row, origin: Row | None) -> MergedRow:
        """Bring a row of the translation, ``origin``, from its old version to its new one."""
        columns = self.triple.new.columns
        if origin is None:
            return start_row(new, columns, self.space)
        if new.is_directive:
            is_same = old is not None and fold_space(old.raw) == fold_space(new.raw)
            stays = is_same and origin.is_directive
            return keep_line(origin if stays else new, columns, origin)
        there = read_cells(origin, self.triple.translated.columns)
        before = None if old is None else read_cells(old, self.triple.known.columns)
        rivals = self.triple.rivals
        cells = tuple(
            self._merge_cell(before, cell, there, column, rivals.get(place, ()))
            for place, (cell, column) in enumerate(
                zip(read_cells(new, columns), self.triple.columns, strict=True)
            )
        )
        return MergedRow(cells, origin, self._merge_tail(old, new, origin))

    def _merge_tail(self, old: Row | None, new: Row, origin: Row) -> str:
        triple = self.triple
        there = find_tail(origin.raw, origin.offset, triple.translated.columns)
        after = find_tail(new.raw, new.offset, triple.new.columns)
        if old is None:
            return there or start_tail(after, self.space)
        before = find_tail(old.raw, old.offset, triple.known.columns)
        return merge_tail(before, after, there, self.space, self.options.on_change)

    def _merge_cell(
        self,
        old: Sequence[Unit] | None,
        new: Unit,
        there: Sequence[Unit],
        column: int | None,
        rivals: Sequence[int],
    ) -> MergedCell:
        if column is None:
            return start_cell(new.raw, self.space)
        if old is None:
            return merge_unknown_cell(new, there[column], self.space, self.options.on_change)
        merged = merge_cell(old[column], new, there[column], self.space, self.options.on_change)
        if any(fold_space(there[other].raw) != fold_space(there[column].raw) for other in rivals):
            return doubt_cell(merged, new, there[column], self.space, self.options.on_change)
        return merged


def _insert_own(body: Sequence[MergedRow], triple: Triple) -> list[MergedRow]:
    """Put a translator's own rows behind the rows that they followed, carried over or not."""
    places = dict(triple.pair.rows) if triple.pair else {k: k for k in range(len(body))}
    answers = (*triple.rows.pairs, *((i, j) for i, j, _ in triple.rows.doubts))
    followed = {j: places[i] for i, j in answers if i in places}
    following: dict[int, list[MergedRow]] = {}
    place = -1
    own = set(triple.rows.extra)
    for index, row in enumerate(triple.translated.rows):
        if index in own:
            tail = find_tail(row.raw, row.offset, triple.translated.columns)
            following.setdefault(place, []).append(MergedRow((), row, tail))
        else:
            place = followed.get(index, place)
    merged = following.get(-1, [])
    for index, merged_row in enumerate(body):
        merged += [merged_row, *following.get(index, ())]
    return merged


def _find_notes(triple: Triple) -> tuple[Note, ...]:
    rows = triple.translated.rows
    kept = None if triple.pair is None else {i for i, _ in triple.pair.rows}
    notes = [
        Note(rows[j].line + 1, f"row not carried over: {doubt}; its source is marked instead")
        for i, j, doubt in triple.rows.doubts
        if doubt is not Doubt.COLUMNS
        if kept is None or i in kept
    ]
    notes += [
        Note(rows[j].line + 1, "row answers to no row of the source; it stays where it is")
        for j in triple.rows.extra
    ]
    return tuple(sorted(notes, key=lambda note: note.line or 0))
