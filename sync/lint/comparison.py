"""A translation beside the source it was made from, and how their tables answer to each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from sync.align.candidates import Reading, read_tables
from sync.align.document_tables import DocumentTables, list_tables
from sync.align.labels import place_labelled_rows
from sync.align.sequences import Pair
from sync.align.translation import RowPairs, find_moved_rows, pair_translated_rows
from sync.lint.cells import CellPair, pair_cells
from sync.lint.naming import identify_rows, identify_tables
from sync.lint.pipes import find_missplit
from sync.lint.row_faults import find_row_faults
from sync.lint.values import Found
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import Markdown, Table
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace


class Compared(NamedTuple):
    """What the checks are given.

    ``source`` is the version that the translation's tables were made from, None where it is not
    known: then only what the translation alone can tell is found. ``exists`` says whether there
    is a file or folder at a path relative to the root. ``is_pending`` says that the stamp owns up
    to marks; ``stamp_faults`` is what is wrong with the stamp itself, which its reader knows.
    ``present`` is the source as it is now: what agrees with it is no fault, and it may say which
    rules do not count.
    """

    source: Markdown | None
    translated: Markdown
    space: LinkSpace
    exists: Callable[[str], bool]
    generated: tuple[GeneratedPair, ...] = ()
    is_pending: bool = False
    stamp_faults: tuple[Found, ...] = ()
    present: Markdown | None = None


class Comparison(Compared):
    """What the checks look at; nothing is read or aligned before it is asked for."""

    @cached_property
    def ours(self) -> DocumentTables | None:
        """The source with those of its tables that count."""
        return None if self.source is None else list_tables(self.source, self.generated)

    @cached_property
    def theirs(self) -> DocumentTables:
        """The translation with those of its tables that count."""
        return list_tables(self.translated, self.generated)

    @property
    def source_tables(self) -> tuple[Table, ...]:
        """All tables of the source."""
        return () if self.source is None else self.source.tables

    @cached_property
    def reading(self) -> Reading:
        """How the tables answer to each other; nobody can say where a merge left both sides."""
        if self.source is None or self.ours is None:
            return Reading(())
        if any(find_conflict(text) is not None for text in (self.source, self.translated)):
            return Reading(())
        return read_tables(self.ours, self.theirs, self.space)

    @cached_property
    def tables(self) -> tuple[tuple[Table, Table], ...]:
        """The tables of the source and of the translation that are surely each other's."""
        reading, ours, theirs = self.reading, self.source_tables, self.translated.tables
        return tuple((ours[i], theirs[j]) for i, j in reading.pairs if i not in reading.doubtful)

    def row_pairs(self, ours: Table, theirs: Table) -> RowPairs:
        """Return how the rows of two tables answer to each other; worked out once a pair."""
        key = ours.start, theirs.start
        if key not in self._row_pairs:
            self._row_pairs[key] = pair_translated_rows(ours, theirs, self.space)
        return self._row_pairs[key]

    @cached_property
    def _row_pairs(self) -> dict[tuple[int, int], RowPairs]:
        return {}

    def row_places(self, ours: Table, theirs: Table) -> tuple[Pair, ...]:
        """Return which row of two tables stands where which stood, ascending.

        These are more than `row_pairs` holds: rows with the same first cell are each other's, too.
        """
        rows = self.row_pairs(ours, theirs)
        if len(ours.rows) == len(theirs.rows) and len(rows.places) in (0, len(ours.rows)):
            return rows.places
        return place_labelled_rows(ours, theirs, rows)

    def moved_rows(self, ours: Table, theirs: Table) -> tuple[Pair, ...]:
        """Return the pairs of rows of two tables that surely stand in another order."""
        return find_moved_rows(ours, theirs, self.row_pairs(ours, theirs), self.space)

    def identify_table(self, ours: Table) -> tuple[str, ...]:
        """Return what tells a table of the source from the source's others."""
        return self._table_names[ours.start]

    @cached_property
    def _table_names(self) -> dict[int, tuple[str, ...]]:
        return identify_tables(self.source_tables)

    def identify_row(self, ours: Table, place: int) -> tuple[str, ...]:
        """Return what tells a row of a source's table, by index, from all others of the source."""
        if ours.start not in self._row_names:
            self._row_names[ours.start] = identify_rows(ours, self.identify_table(ours))
        return self._row_names[ours.start][place]

    @cached_property
    def _row_names(self) -> dict[int, tuple[tuple[str, ...], ...]]:
        return {}

    @cached_property
    def row_faults(self) -> tuple[Found, ...]:
        """The rows that break off, stand twice, or stand in another order than the source's."""
        return tuple(find_row_faults(self))

    @cached_property
    def told_rows(self) -> frozenset[int]:
        """The lines (0-based) of such rows."""
        return frozenset(found.line - 1 for found in self.row_faults if found.line is not None)

    @cached_property
    def faulty_rows(self) -> frozenset[int]:
        """The lines (0-based) of which the rules about cells have nothing to say.

        Those are such rows, and those that a pipe splits into other cells.
        """
        return self.told_rows.union(self.missplit_rows)

    @cached_property
    def missplit_rows(self) -> frozenset[int]:
        """The lines (0-based) of the translation's rows that a pipe splits into other cells."""
        return frozenset(row.line for row in find_missplit(self))

    @cached_property
    def loose_rows(self) -> dict[int, int]:
        """How many rows stand loose behind tables of the source, by the line of each table."""
        tables = self.source_tables
        return {tables[place].start: count for place, count in self.reading.loose}

    @cached_property
    def cells(self) -> tuple[tuple[CellPair, ...], ...]:
        """The cells of each row that answers to one of the source."""
        return tuple(pair_cells(self))
