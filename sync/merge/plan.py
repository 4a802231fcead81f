"""What to do about each table of a document, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from sync.align.blocks import (
    find_translated_headings,
    pair_translated_blocks,
    pair_version_blocks,
)
from sync.align.document_tables import DocumentTables, list_tables
from sync.align.tables import TablePairs, pair_translated_tables
from sync.align.translation import RowPairs, pair_translated_rows
from sync.align.versions import TablePair, pair_tables
from sync.markdown.document import Block, Markdown, Table
from sync.markdown.links import LinkSpace
from sync.merge.cells import start_cell
from sync.merge.edits import LineEdit
from sync.merge.placement import Insertion, Placement
from sync.merge.rendering import render_new_table, render_table
from sync.merge.rows import MergedTable, Triple, is_damaged, merge_rows, start_rows
from sync.merge.values import (
    CellOutcome,
    MergeOptions,
    Note,
    TableMerge,
    TableOutcome,
)
from sync.merge.verify import Rewritten


class Decision(NamedTuple):
    """What to do about one table; ``lines`` is None where nothing is to be written."""

    table: TableMerge
    notes: tuple[Note, ...] = ()
    start: int = 0
    end: int = 0
    lines: tuple[str, ...] | None = None
    merged: MergedTable | None = None
    source: Table | None = None

    def edit(self, key: int) -> LineEdit:
        """Return the edit of the translation's lines."""
        return LineEdit(self.start, self.end, self.lines or (), key)

    def rewritten(self, line: int) -> Rewritten:
        """Return what is to be found at ``line`` (0-based) once it is written."""
        return Rewritten(
            self.start, self.end, line, len(self.lines or ()), self.merged, self.source
        )


class Plan:
    """Decides table by table, in the order of the source, removed ones last."""

    def __init__(
        self,
        base: Markdown | None,
        source: Markdown,
        translated: Markdown,
        space: LinkSpace,
        options: MergeOptions,
    ) -> None:
        self._base = base
        self._source = source
        self._translated = translated
        self._space = space
        self._options = options
        known = source if base is None else base
        self._known = known
        self._counted = self._count(source).tables
        self._pairs = self._pair_versions()
        self._placement: Placement | None = None

    @property
    def moved(self) -> bool:
        """Whether a table stands elsewhere in the source than in the translation."""
        return any(pair.moved for pair in self._pairs.values())

    @cached_property
    def _found(self) -> TablePairs:
        """Which table is which in the translation; not asked where the source's are the same."""
        known, translated = self._count(self._known), self._count(self._translated)
        return pair_translated_tables(known, translated, self._space)

    @cached_property
    def _there(self) -> dict[int, int]:
        return dict(self._found.pairs)

    @property
    def _doubtful(self) -> frozenset[int]:
        """Tables in doubt; without a base what is carried is marked, so a guess does no harm."""
        return frozenset() if self._base is None else self._found.doubtful

    def decide(self) -> Iterator[Decision]:
        """Yield what to do about each table."""
        for place in self._counted:
            yield self._decide_table(place)
        yield from self._decide_removed()

    def _decide_table(self, place: int) -> Decision:
        table = self._source.tables[place]
        pair = self._pairs.get(place)
        if self._base is not None and pair is None:
            return self._insert(table)
        if pair is not None and pair.same and not self._is_realigned(table, pair):
            return Decision(TableMerge(table.start + 1, TableOutcome.UNCHANGED), self._moved(pair))
        known = place if pair is None else pair.base
        if known in self._doubtful and not self._options.rebuild_damaged:
            return _refuse_doubtful(table.start + 1)
        there = self._there.get(known)
        if there is None or known in self._doubtful:
            return self._insert(table, absent=True)
        return self._merge(table, pair, self._translated.tables[there])

    def _is_realigned(self, table: Table, pair: TablePair) -> bool:
        """Tell whether the source changed the alignment of a column, which is no cell's."""
        old = table if self._base is None else self._base.tables[pair.base]
        return old.alignments != table.alignments

    def _moved(self, pair: TablePair) -> tuple[Note, ...]:
        there = self._there.get(pair.base) if pair.moved else None
        if there is None:
            return ()
        line = self._translated.tables[there].start + 1
        return (Note(line, "table moved within the source; move it with its prose"),)

    def _merge(self, table: Table, pair: TablePair | None, translated: Table) -> Decision:
        old = None if self._base is None or pair is None else self._base.tables[pair.base]
        rows = pair_translated_rows(table if old is None else old, translated, self._space)
        triple = Triple(old, table, translated, pair, rows)
        if is_damaged(triple):
            if not self._options.rebuild_damaged:
                return _refuse(table.start + 1, translated, rows)
            triple = triple._replace(rows=rows._replace(extra=()))
        merged = merge_rows(triple, self._space, self._options)
        lines = render_table(merged, triple, _find_columns(triple), self._options.table_style)
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

    def _insert(self, table: Table, *, absent: bool = False) -> Decision:
        insertion = self._place(table, absent=absent)
        merged = start_rows(table, self._space)
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
        return Decision(
            _count(table.start + 1, TableOutcome.INSERTED, merged),
            notes,
            insertion.line,
            insertion.line,
            tuple(lines),
            merged,
            table,
        )

    def _render_heading(self, block: Block) -> str:
        return f"{'#' * block.level} {start_cell(block.content, self._space).text}"

    def _place(self, table: Table, *, absent: bool) -> Insertion:
        """Choose where a table goes; a heading that is not the source's alone is there already."""
        versions = self._versions
        if self._placement is None:
            pairs = sorted(self._there.items())
            there = pair_translated_blocks(self._known, self._translated, pairs)
            shared = {j: there[i] for j, i in versions.items() if i in there}
            self._placement = Placement(self._source, self._translated, shared)
        return self._placement.place(table, self._headings if absent else versions)

    @cached_property
    def _headings(self) -> frozenset[int]:
        """The source's headings, as block indices, that the translation seems to have."""
        pairs = sorted(self._there.items())
        found = find_translated_headings(self._known, self._translated, pairs)
        return frozenset(j for j, i in self._versions.items() if i in found)

    @cached_property
    def _versions(self) -> dict[int, int]:
        """Map the source's blocks to those of the version that the translation is aligned with."""
        if self._base is None:
            return {place: place for place in range(len(self._source.blocks))}
        tables = [(pair.base, j) for j, pair in self._pairs.items()]
        return pair_version_blocks(self._base, self._source, tables)

    def _decide_removed(self) -> Iterator[Decision]:
        if self._base is None:
            return
        kept = {pair.base for pair in self._pairs.values()}
        for place in self._count(self._base).tables:
            if place in kept:
                continue
            there = self._there.get(place)
            if place in self._doubtful and not self._options.rebuild_damaged:
                yield _refuse_doubtful(None)
            if there is None or place in self._doubtful:
                continue
            old, translated = self._base.tables[place], self._translated.tables[there]
            rows = pair_translated_rows(old, translated, self._space)
            triple = Triple(None, old, translated, None, rows)
            if is_damaged(triple) and not self._options.rebuild_damaged:
                yield _refuse(None, translated, rows)
            else:
                gone = TableMerge(None, TableOutcome.REMOVED, removed=len(translated.rows))
                yield Decision(gone, (), translated.start, translated.end, ())

    def _pair_versions(self) -> dict[int, TablePair]:
        if self._base is None:
            return {}
        before, after = self._count(self._base), self._count(self._source)
        pairs = pair_tables(self._base, self._source, before.without(after))
        return {pair.source: pair for pair in pairs}

    def _count(self, document: Markdown) -> DocumentTables:
        return list_tables(document, self._options.generated)


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


def _find_columns(triple: Triple) -> list[int | None]:
    width = triple.new.columns
    if triple.known.columns != triple.translated.columns:
        return [None] * width
    if triple.pair is None:
        return list(range(width))
    old = {j: i for i, j in triple.pair.columns}
    return [old.get(j) for j in range(width)]


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
