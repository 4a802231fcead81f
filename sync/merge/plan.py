"""What to do about each table of a document, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.align.document_tables import find_fenced_tables
from sync.align.translation import RowPairs
from sync.align.versions import TablePair
from sync.case import Case
from sync.markdown.containers import find_margin
from sync.markdown.dialect import Dialect
from sync.markdown.document import Block, BlockKind, Markdown, Table
from sync.markdown.marks import read_mark
from sync.merge.arrivals import Arrivals
from sync.merge.cells import start_cell
from sync.merge.edits import LineEdit
from sync.merge.footers import leave_closing, merge_footer, tell_lines, trim_triple
from sync.merge.placement import Insertion, Placement
from sync.merge.rendering import render_new_table, render_table
from sync.merge.rows import MergedTable, Triple, is_damaged, merge_rows, start_rows
from sync.merge.values import CellOutcome, MergeOptions, TableMerge, TableOutcome
from sync.merge.verify import Rewritten
from sync.model import Note
from sync.units.marking import mark_text


class Decision(NamedTuple):
    """What to do about one table; ``lines`` is None where nothing is to be written.

    ``place`` is its index in the source, None where it is gone.
    """

    table: TableMerge
    notes: tuple[Note, ...] = ()
    start: int = 0
    end: int = 0
    lines: tuple[str, ...] | None = None
    merged: MergedTable | None = None
    source: Table | None = None
    place: int | None = None

    def edit(self, key: int, dialect: Dialect) -> LineEdit:
        """Return the edit of the translation's lines, which are spelled as its kind has it."""
        lines = tuple(map(dialect.spell, self.lines or ()))
        return LineEdit(self.start, self.end, lines, key)

    def rewritten(self, line: int) -> Rewritten:
        """Return what is to be found at ``line`` (0-based) once it is written."""
        return Rewritten(
            self.start, self.end, line, len(self.lines or ()), self.merged, self.source
        )


class Plan:
    """Decides table by table, in the order of the source, removed ones last.

    Where prose is merged, too, ``is_whole``, that decides where a table stands.
    """

    def __init__(self, case: Case, options: MergeOptions, *, is_whole: bool = False) -> None:
        self._is_whole = is_whole
        self._base = case.known
        self._source = case.source
        self._translated = case.translation
        self._space = case.links
        self._options = options
        self._alignment = self.alignment = Alignment(case)
        self._pairs = {} if case.known is None else self._alignment.table_pairs
        self._arrivals = Arrivals(self._alignment, options)
        self._placement: Placement | None = None
        self._is_open = False

    @property
    def moved(self) -> bool:
        """Whether the source moved a table, or lines about one, which is left to the translator."""
        is_moved = any(pair.moved for pair in self._pairs.values())
        return self._is_open or (is_moved and not self._is_whole)

    @property
    def _there(self) -> Mapping[int, int]:
        """Which table is which in the translation; not asked where the source's are the same."""
        return self._alignment.there

    @property
    def _doubtful(self) -> frozenset[int]:
        """Tables in doubt; without a base what is carried is marked, so a guess does no harm."""
        return frozenset() if self._base is None else self._alignment.tables.doubtful

    @property
    def _broken(self) -> Mapping[int, int]:
        """Where the lines are (0-based) that tables became which do not read as one any more."""
        return {place: lines.start for place, lines in self._alignment.tables.broken}

    def find_there(self, place: int) -> int | None:
        """Return which of the translation's tables is that of the source at ``place``."""
        pair = self._pairs.get(place)
        if self._base is not None and pair is None:
            return None
        return self._there.get(place if pair is None else pair.base)

    def decide(self) -> Iterator[Decision]:
        """Yield what to do about each table."""
        for place in self._alignment.list_tables(self._source).tables:
            yield self._decide_table(place)._replace(place=place)
        yield from self._decide_removed()

    def _decide_table(self, place: int) -> Decision:
        table = self._source.tables[place]
        pair = self._pairs.get(place)
        if self._base is not None and pair is None:
            return self._insert(place)
        if pair is not None and pair.same and not self._is_realigned(table, pair):
            return Decision(TableMerge(table.start + 1, TableOutcome.UNCHANGED), self._moved(pair))
        known = place if pair is None else pair.base
        there = self._there.get(known)
        if there is not None and known not in self._doubtful:
            return self._merge(place, pair, self._translated.tables[there])
        return self._refuse_absent(table, known) or self._insert(place, absent=True)

    def _refuse_absent(self, table: Table, known: int) -> Decision | None:
        """Return why a table is not put in that the translation does not have, or not for sure."""
        line = table.start + 1
        if not self._options.rebuild_damaged:
            if known in self._doubtful:
                return _refuse_doubtful(line)
            if known in self._broken:
                return _refuse_broken(line, self._broken[known])
        old = table if self._base is None else self._base.tables[known]
        fenced = self._find_fenced(old)
        return None if fenced is None else _refuse_fenced(line, fenced)

    def _find_fenced(self, table: Table) -> int | None:
        """Return the line (1-based) of such a table in fenced code, if it is in none of the source.

        The translation was fenced as a whole, it seems; its words are not to be doubled.
        """
        here, there = find_fenced_tables(self._translated), find_fenced_tables(self._source)
        return None if table.columns in there else here.get(table.columns)

    def _is_realigned(self, table: Table, pair: TablePair) -> bool:
        """Tell whether the source changed the alignment of a column, which is no cell's."""
        old = table if self._base is None else self._base.tables[pair.base]
        return old.alignments != table.alignments

    def _moved(self, pair: TablePair) -> tuple[Note, ...]:
        there = self._there.get(pair.base) if pair.moved and not self._is_whole else None
        if there is None:
            return ()
        line = self._translated.tables[there].start + 1
        return (Note(line, "table moved within the source; move it with its prose"),)

    def _merge(self, place: int, pair: TablePair | None, translated: Table) -> Decision:
        table = self._source.tables[place]
        old = None if self._base is None or pair is None else self._base.tables[pair.base]
        rows = self._alignment.carried_rows(table if old is None else old, translated)
        triple = Triple(old, table, translated, pair, rows)
        documents = self._base, self._source, self._translated
        footer = merge_footer(triple, *documents, is_whole=self._is_whole)
        triple = trim_triple(triple)
        if is_damaged(triple):
            if not self._options.rebuild_damaged:
                return _refuse(table.start + 1, translated, rows)
            triple = triple._replace(rows=triple.rows._replace(extra=()))
        arrivals = self._arrivals.find(place) if old is not None else {}
        merged = merge_rows(triple, self._space, self._options, arrivals)
        merged = merged._replace(rows=merged.rows + footer.rows)
        if footer.note is not None:
            self._is_open = True
            merged = merged._replace(notes=(*merged.notes, footer.note))
        if old is not None and pair is not None:
            departed = self._arrivals.count_departed(pair.base)
            merged = merged._replace(removed=merged.removed - departed)
        lines = render_table(merged, triple, self._options.table_style)
        unchanged = self._base is None and lines == _raw_lines(translated, self._translated)
        outcome = TableOutcome.UNCHANGED if unchanged else TableOutcome.UPDATED
        return Decision(
            _count(table.start + 1, outcome, merged),
            merged.notes + (self._moved(pair) if pair else ()),
            translated.start,
            translated.end,
            tuple(lines),
            merged=merged,
            source=table,
        )

    def _insert(self, place: int, *, absent: bool = False) -> Decision:
        table = self._source.tables[place]
        insertion = self._find_insertion(table, absent=absent)
        arrivals = self._arrivals.find(place)
        arrivals |= self._arrivals.find_header(place, arrivals)
        base = self._base if self._is_whole else None
        started, closing = leave_closing(table, self._source, base)
        merged = start_rows(started, self._space, arrivals)
        lines = [
            line
            for block in insertion.blocks[:-1]
            for line in (self._render_heading(self._source.blocks[block]), "")
        ]
        lines += render_new_table(merged, table, self._options.table_style)
        notes: tuple[Note, ...] = ()
        if absent:
            message = f"the source's table of line {table.start + 1} was absent; it is put in here"
            notes = (Note(insertion.line + 1, message),)
        elif not insertion.is_sure and not self._is_whole:
            notes = (self._tell_guess(table, insertion),)
        if closing:
            self._is_open = True
            notes = (*notes, tell_lines(insertion.line + 1, closing))
        return Decision(
            _count(table.start + 1, TableOutcome.INSERTED, merged),
            notes,
            insertion.line,
            insertion.line,
            tuple(lines),
            merged,
            table,
        )

    def _tell_guess(self, table: Table, insertion: Insertion) -> Note:
        """Say that nothing shows for certain where a table belongs, and where it was put."""
        where = "here"
        if insertion.section is not None:
            where = f"below {self._translated.blocks[insertion.section].content!r}"
        message = (
            f"the source's table of line {table.start + 1} is put in {where}, a guess: "
            "the headings differ from the source's; move it if it belongs elsewhere"
        )
        return Note(insertion.line + 1, message)

    def _render_heading(self, block: Block) -> str:
        """Render a heading, or the line that opens a container, in the container around it."""
        if block.kind is not BlockKind.HEADING:
            return self._source.lines[block.end - 1].rstrip()
        margin = find_margin(block, self._source.lines[block.start])
        mark, words = read_mark(start_cell(block.content, self._space).text)
        return f"{margin}{'#' * block.level} {mark_text(words, mark, is_heading=True)}"

    def _find_insertion(self, table: Table, *, absent: bool) -> Insertion:
        if self._is_whole:
            return Insertion(0, (0,))
        return self._place(table, absent=absent)

    def _place(self, table: Table, *, absent: bool) -> Insertion:
        """Choose where a table goes; a heading that is not the source's alone is there already."""
        places = self._alignment.block_places
        if self._placement is None:
            there, order = self._alignment.translated_blocks, self._alignment.section_order
            shared = {
                j: there[i] for j, i in places.items() if i in there and order.may_pair(i, there[i])
            }
            guessed = {**self._alignment.guessed_headings, **order.guess(there)}
            guesses = {j: guessed[i] for j, i in places.items() if i in guessed}
            self._placement = Placement(self._source, self._translated, shared, guesses)
        return self._placement.place(table, self._headings if absent else places)

    @cached_property
    def _headings(self) -> frozenset[int]:
        """The source's headings, as block indices, that the translation seems to have."""
        found = self._alignment.translated_headings
        return frozenset(j for j, i in self._alignment.block_places.items() if i in found)

    def _decide_removed(self) -> Iterator[Decision]:
        if self._base is None:
            return
        kept = {pair.base for pair in self._pairs.values()}
        for place in self._alignment.list_tables(self._base).tables:
            if place in kept:
                continue
            there = self._there.get(place)
            if place in self._doubtful and not self._options.rebuild_damaged:
                yield _refuse_doubtful(None)
            if there is None or place in self._doubtful:
                continue
            old, translated = self._base.tables[place], self._translated.tables[there]
            rows = self._alignment.carried_rows(old, translated)
            triple = Triple(None, old, translated, None, rows)
            if is_damaged(triple) and not self._options.rebuild_damaged:
                yield _refuse(None, translated, rows)
            else:
                departed = self._arrivals.count_departed(place)
                removed = max(0, len(translated.rows) - departed)
                gone = TableMerge(None, TableOutcome.REMOVED, removed=removed)
                yield Decision(gone, (), translated.start, translated.end, ())


def _refuse(line: int | None, translated: Table, rows: RowPairs) -> Decision:
    message = (
        f"table is damaged: {len(rows.pairs)} of its {len(translated.rows)} rows can be verified "
        "against the source that it was made from; mend it, or use --rebuild-damaged"
    )
    table = TableMerge(line, TableOutcome.DAMAGED, extra=len(rows.extra))
    return Decision(table, (Note(translated.start + 1, message),))


def _refuse_doubtful(line: int | None) -> Decision:
    message = (
        "tables are lacking, and nothing tells which one this is that changed in the source; "
        "mend it, or use --rebuild-damaged"
    )
    return Decision(TableMerge(line, TableOutcome.DAMAGED), (Note(None, message),))


def _refuse_fenced(line: int, fenced: int) -> Decision:
    message = "a table of the source stands in fenced code here; take the fence away"
    return Decision(TableMerge(line, TableOutcome.DAMAGED), (Note(fenced, message),))


def _refuse_broken(line: int, start: int) -> Decision:
    message = (
        "table is damaged: its lines do not read as a table any more; "
        "mend it (lint --fix may), or use --rebuild-damaged"
    )
    return Decision(TableMerge(line, TableOutcome.DAMAGED), (Note(start + 1, message),))


def _raw_lines(table: Table, document: Markdown) -> list[str]:
    return [line.rstrip("\r\n") for line in document.lines[table.start : table.end]]


def _count(line: int, outcome: TableOutcome, merged: MergedTable) -> TableMerge:
    counts = merged.counts
    return TableMerge(
        line,
        outcome,
        kept=counts.get(CellOutcome.KEPT, 0),
        relinked=counts.get(CellOutcome.RELINKED, 0),
        fuzzy=counts.get(CellOutcome.FUZZY, 0),
        untranslated=counts.get(CellOutcome.UNTRANSLATED, 0),
        verbatim=counts.get(CellOutcome.VERBATIM, 0),
        removed=merged.removed,
        moved=merged.moved,
        extra=merged.extra,
    )
