"""A translation's cells and blocks with the texts of its source that they answer to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.align.versions import TablePair
from sync.align.views import HEADER, find_row
from sync.case import Case
from sync.exchange.head_filling import list_texts
from sync.exchange.spelling import globalise, is_copy, show_cell
from sync.exchange.values import CELL, Document, HandoverUnit, Place
from sync.markdown.cells import find_tail
from sync.markdown.counted import Counted, counts
from sync.markdown.document import Markdown, Row, Table
from sync.markdown.lines import fold_space
from sync.markdown.marks import Mark
from sync.markdown.signature import is_verbatim
from sync.markdown.units import Unit, read_cells
from sync.merge.units import has_words
from sync.units.head_texts import has_words as has_value_words
from sync.units.values import DocumentUnit, UnitKind, fold_unit

_NO_WORDS = frozenset({UnitKind.RULE, UnitKind.TABLE, UnitKind.REFERENCE, UnitKind.GENERATED})


def read_document(case: Case) -> Document:
    """Pair a translation's cells and blocks with those of the version that it was brought to.

    Those that have words are among its units, and all that are marked.

    Raises:
        RefusedError: there is too much to compare.
    """
    units = sorted(_Reader(case).read(), key=lambda unit: unit.place.order)
    known = tuple(unit for unit in units if unit.source_line and unit.text.strip())
    seen = {unit.place for unit in known}
    others = tuple(unit for unit in units if unit.place not in seen)
    unknown = tuple(unit.line for unit in others if unit.mark is not None)
    location = case.location
    return Document(
        location.language,
        location.source,
        location.path,
        known,
        unknown,
        others,
        case.translation.dialect,
    )


def is_translated(unit: DocumentUnit, counted: Counted) -> bool:
    """Tell whether a unit of a source, no table, has words that are translated.

    Of front matter these are texts alone: nobody can be handed a mapping or a list to fill.
    """
    if unit.kind is not UnitKind.FRONT_MATTER:
        return has_words(unit)
    return unit.held is None and counts(unit.key, counted) and has_value_words(unit)


def settle(case: Case) -> Case:
    """Return a case as it was when its translation was brought to a version, for good or in part.

    What the source did since is for a merge; without any version all is aligned with the source.
    """
    aligned = case.known or case.source
    return case._replace(source=aligned, known=aligned, prose=case.prose or aligned)


class _Origin(NamedTuple):
    """A cell or block of the source: its texts, now and before, and where it stands."""

    text: str
    previous: str | None
    line: int
    headings: tuple[str, ...]
    column: str = ""
    row: str = ""


class _Seen(NamedTuple):
    """What stands in the translation: a unit's kind, words, mark and line (0-based)."""

    kind: str
    said: str
    mark: Mark | None
    line: int
    takes_words: bool = True


def _see_cell(cell: Unit) -> _Seen:
    return _Seen(CELL, show_cell(cell.text), cell.mark, cell.line)


class _Cell(NamedTuple):
    """Where a cell stands: its table, its row (`HEADER` too) and its column, as indices."""

    table: int
    row: int
    column: int


class _Reader:
    def __init__(self, case: Case) -> None:
        self._case = settle(case)
        self._alignment = Alignment(self._case)
        self._prose = self._alignment.prose
        self._aligned = self._alignment.aligned
        self._old = self._alignment.list_units(self._prose).units
        self._there = self._alignment.list_units(case.translation).units
        self._space = case.links

    def read(self) -> Iterator[HandoverUnit]:
        yield from self._read_prose()
        yield from self._read_tables()

    def _read_prose(self) -> Iterator[HandoverUnit]:
        taken = self._alignment.sure_pairs.pairs
        pairs = {j: i for i, j in taken.items()}
        for place, unit in enumerate(self._there):
            if unit.kind in _NO_WORDS:
                continue
            origin = pairs.get(place)
            if unit.mark is Mark.UNTRANSLATED and not self._says(unit, origin):
                text = self._fold(unit)
                if text not in self._texts and text in self._brought:
                    yield self._put(Place(place), self._see(unit), self._brought[text])
                    continue
                origin = self._texts.get(text, origin)
            elif unit.mark is Mark.FUZZY and origin is None:
                origin = self._find_by_base(place, taken)
            if origin is None:
                yield self._put(Place(place), self._see(unit))
            elif unit.mark is not None or is_translated(self._old[origin], self._case.counted):
                yield self._put(Place(place), self._see(unit), self._find_origin(origin))

    def _put(self, place: Place, seen: _Seen, origin: _Origin | None = None) -> HandoverUnit:
        """Return a unit with its words spelled as in the source; without an origin it has no line.

        What is marked as untranslated, and says what its source says, has no words.
        """
        kind, said, mark, line, takes_words = seen
        if origin is None:
            words = said if kind == UnitKind.CODE else globalise(said, (), self._space)
            return HandoverUnit(place, kind, "", None, words, mark, 0, line + 1)
        text, previous = origin.text, origin.previous
        if kind == UnitKind.FRONT_MATTER:  # a block of lines ends in one that no translator sees
            text, said = text.rstrip("\n"), said.rstrip("\n")
            previous = None if previous is None else previous.rstrip("\n")
        words = said
        if kind != UnitKind.CODE:
            words = globalise(said, (text, previous or ""), self._space)
        if mark is Mark.UNTRANSLATED and (
            fold_space(words) == fold_space(text)
            or (kind != UnitKind.CODE and is_copy(said, text, self._space))
        ):
            words = ""
        return HandoverUnit(
            place,
            kind,
            text,
            previous,
            words,
            mark,
            origin.line + 1,
            line + 1,
            origin.headings,
            origin.column,
            origin.row,
            takes_words,
        )

    def _see(self, unit: DocumentUnit) -> _Seen:
        takes_words = unit.kind is not UnitKind.FRONT_MATTER or unit.key in self._head_texts
        return _Seen(unit.kind, unit.text, unit.mark, unit.start, takes_words)

    @cached_property
    def _head_texts(self) -> frozenset[str]:
        return list_texts(self._case.translation)

    def _says(self, unit: DocumentUnit, place: int | None) -> bool:
        return place is not None and self._fold(unit) in self._fold_both(self._old[place])

    def _fold(self, unit: DocumentUnit) -> str:
        return fold_unit(unit.kind, unit.text)

    def _fold_both(self, unit: DocumentUnit) -> tuple[str, ...]:
        """Return how an untranslated copy of a source's unit may read."""
        if unit.kind is UnitKind.CODE:
            return (unit.text,)
        return self._fold(unit), fold_unit(unit.kind, self._space.localise(unit.text))

    @cached_property
    def _texts(self) -> Mapping[str, int]:
        """The first unit of the source that reads so."""
        found: dict[str, int] = {}
        for place, unit in enumerate(self._old):
            if unit.kind not in _NO_WORDS:
                for text in self._fold_both(unit):
                    found.setdefault(text, place)
        return found

    def _find_by_base(self, place: int, taken: Container[int]) -> int | None:
        """Return what a unit with old words answers to, by the version that those were made from.

        A text that was edited may have little in common with them any more.
        """
        found = self._by_base.get(place)
        return None if found is None or found in taken else found

    @cached_property
    def _by_base(self) -> Mapping[int, int]:
        base = self._case.base
        if base is None or base is self._prose:
            return {}
        before = Alignment(self._case._replace(source=base, known=base, prose=base))
        pairs = self._alignment.pair_units(base, self._prose).old
        newer = {old: new for new, old in pairs.items()}
        return {j: newer[i] for i, j in before.sure_pairs.pairs.items() if i in newer}

    @cached_property
    def _brought(self) -> Mapping[str, _Origin]:
        """What a table brought along that is newer than the prose: the headings above it."""
        if self._aligned is self._prose:
            return {}
        units = self._alignment.list_units(self._aligned).units
        headings = _list_headings(units)
        found: dict[str, _Origin] = {}
        for unit, above in zip(units, headings, strict=True):
            if unit.kind is UnitKind.HEADING:
                for text in self._fold_both(unit):
                    found.setdefault(text, _Origin(unit.text, None, unit.start, above))
        return found

    def _find_origin(self, place: int) -> _Origin:
        unit, before = self._old[place], self._previous.get(place)
        previous = None if before is None else before.text
        return _Origin(unit.text, previous, unit.start, self._headings[place])

    @cached_property
    def _previous(self) -> Mapping[int, DocumentUnit]:
        """What each unit of the prose's version was in the version that all was made from."""
        base = self._case.base
        if base is None or base is self._prose:
            return {}
        before = self._alignment.list_units(base).units
        pairs = self._alignment.pair_units(base, self._prose).old
        return {new: before[old] for new, old in pairs.items()}

    @cached_property
    def _headings(self) -> list[tuple[str, ...]]:
        return list(_list_headings(self._old))

    def _read_tables(self) -> Iterator[HandoverUnit]:
        places = self._alignment.list_units(self._case.translation).tables
        origins = dict(self._pair_cells())
        for table, place in places.items():
            shown = self._case.translation.tables[table]
            for row in range(HEADER, len(shown.rows)):
                line = find_row(shown, row)
                for cell in read_cells(line, shown.columns):
                    at = _Cell(table, row, cell.place)
                    yield from self._read_cell(Place(place, row, cell.place), cell, origins.get(at))
                yield from self._read_tail(Place(place, row, shown.columns), line, shown.columns)

    def _read_cell(self, place: Place, cell: Unit, at: _Cell | None) -> Iterator[HandoverUnit]:
        if cell.mark is Mark.UNTRANSLATED and not self._copies(cell, at):
            at = self._cell_texts.get(fold_space(cell.text), at)
        if at is None:
            yield self._put(place, _see_cell(cell))
            return
        origin = self._find_cell_origin(at)
        if cell.mark is not None or not is_verbatim(origin.text):
            yield self._put(place, _see_cell(cell), origin)

    def _read_tail(self, place: Place, row: Row, columns: int) -> Iterator[HandoverUnit]:
        """Name what is marked behind a row's last column, where no cell is for words to go into."""
        tail = find_tail(row.raw, row.offset, columns)
        found = self._case.translation.dialect.mark.search(tail)
        if found is not None:
            yield self._put(place, _Seen(CELL, tail, Mark(found[1]), row.line))

    def _copies(self, cell: Unit, at: _Cell | None) -> bool:
        if at is None:
            return False
        raw = self._read_raw(at)
        return fold_space(cell.text) in map(fold_space, (raw, self._space.localise(raw)))

    def _read_raw(self, at: _Cell) -> str:
        table = self._aligned.tables[at.table]
        return read_cells(find_row(table, at.row), table.columns)[at.column].raw

    @cached_property
    def _cell_texts(self) -> Mapping[str, _Cell]:
        """The first cell of the source that reads so."""
        found: dict[str, _Cell] = {}
        for table in self._alignment.list_tables(self._aligned).tables:
            for at in _list_cells(table, self._aligned.tables[table]):
                raw = self._read_raw(at)
                for text in (raw, self._space.localise(raw)):
                    found.setdefault(fold_space(text), at)
        return found

    def _pair_cells(self) -> Iterator[tuple[_Cell, _Cell]]:
        """Yield the translation's cells with the source's that they answer to."""
        for ours, theirs in self._alignment.there.items():
            old, new = self._aligned.tables[ours], self._case.translation.tables[theirs]
            if ours in self._alignment.tables.doubtful or old.columns != new.columns:
                continue
            rows = self._alignment.carried_rows(old, new).pairs
            for i, j in chain([(HEADER, HEADER)], rows):
                for column in range(old.columns):
                    yield _Cell(theirs, j, column), _Cell(ours, i, column)

    def _find_cell_origin(self, at: _Cell) -> _Origin:
        table = self._aligned.tables[at.table]
        row = find_row(table, at.row)
        header, cells = (read_cells(each, table.columns) for each in (table.header, row))
        return _Origin(
            show_cell(cells[at.column].raw),
            self._find_previous_cell(at),
            row.line,
            self._table_headings[at.table],
            show_cell(header[at.column].raw) if at.row != HEADER else "",
            show_cell(cells[0].raw) if at.row != HEADER and at.column else "",
        )

    @cached_property
    def _table_headings(self) -> Mapping[int, tuple[str, ...]]:
        units = self._alignment.list_units(self._aligned)
        headings = list(_list_headings(units.units))
        return {table: headings[place] for table, place in units.tables.items()}

    def _find_previous_cell(self, at: _Cell) -> str | None:
        """Return what a cell of the aligned version said in the one that all was made from."""
        base = self._case.base
        if base is None or base is self._aligned:
            return None
        found = self._find_row_before(base, at)
        if found is None:
            return None
        table, row, columns = found
        column = {new: old for old, new in columns}.get(at.column)
        if column is None:
            return None
        old = base.tables[table]
        return show_cell(read_cells(find_row(old, row), old.columns)[column].raw)

    def _find_row_before(
        self, base: Markdown, at: _Cell
    ) -> tuple[int, int, tuple[tuple[int, int], ...]] | None:
        pair = self._base_tables.get(at.table)
        if pair is not None:
            rows = {HEADER: HEADER} | {new: old for old, new in pair.rows}
            if at.row in rows:
                return pair.base, rows[at.row], pair.columns
        origin = self._alignment.relocate(base, self._aligned).get((at.table, at.row))
        return None if origin is None else (origin.table, origin.row, origin.columns)

    @cached_property
    def _base_tables(self) -> Mapping[int, TablePair]:
        base = self._case.base
        if base is None:
            return {}
        return {pair.source: pair for pair in self._alignment.pair_contents(base, self._aligned)}


def _list_cells(place: int, table: Table) -> Iterator[_Cell]:
    for row in range(HEADER, len(table.rows)):
        yield from (_Cell(place, row, column) for column in range(table.columns))


def _list_headings(units: Iterable[DocumentUnit]) -> Iterator[tuple[str, ...]]:
    """Yield what stands above each unit, outermost first."""
    above: list[tuple[int, str]] = []
    for unit in units:
        if unit.kind is UnitKind.HEADING:
            above = [each for each in above if each[0] < unit.level]
        yield tuple(text for _, text in above)
        if unit.kind is UnitKind.HEADING:
            above.append((unit.level, fold_space(unit.text)))
