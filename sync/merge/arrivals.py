"""Rows that come to a table from another one, with their translation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sync.align.alignment import Alignment
from sync.align.sequences import Pair
from sync.align.versions import TablePair
from sync.align.views import HEADER
from sync.markdown.lines import fold_space
from sync.merge.rows import MergedRow, RowMerger, Triple
from sync.merge.values import MergeOptions


class Arrivals:
    """Merges the rows of a document that stand in another table of the source than before."""

    def __init__(self, alignment: Alignment, options: MergeOptions) -> None:
        """Take an alignment; nothing is looked for before it is asked for."""
        self._alignment = alignment
        self._options = options

    def find(self, place: int) -> dict[int, MergedRow]:
        """Return the rows, by index, that came to a table of the source, merged."""
        merged: dict[int, MergedRow] = {}
        for (known, columns), rows in self._group(place).items():
            merger = self._open(place, known, columns)
            if merger is not None:
                merged |= _merge_rows(merger, rows)
        return merged

    def find_header(self, place: int, rows: Mapping[int, MergedRow]) -> dict[int, MergedRow]:
        """Return the header of a new table, as it is in the one that most of its rows come from."""
        groups = self._group(place)
        if not rows:
            return {}
        known, columns = max(groups, key=lambda group: len(rows.keys() & groups[group].keys()))
        ours, theirs = (
            document.tables[index].header.cells
            for document, index in (
                (self._alignment.aligned, known),
                (self._alignment.case.source, place),
            )
        )
        same = tuple((i, j) for i, j in columns if fold_space(ours[i]) == fold_space(theirs[j]))
        merger = self._open(place, known, same)
        return {} if merger is None else {HEADER: merger.merge_header()._replace(origin=None)}

    def count_departed(self, place: int) -> int:
        """Count the rows that left a table of the aligned version for another one."""
        return len(self._departed.get(place, ()))

    @cached_property
    def _departed(self) -> Mapping[int, set[int]]:
        """The rows that left a table of the aligned version, by that table."""
        departed: dict[int, set[int]] = {}
        for origin in self._alignment.relocated.values():
            departed.setdefault(origin.table, set()).add(origin.row)
        for pair in self._alignment.table_pairs.values():
            departed.get(pair.base, set()).difference_update(i for i, _ in pair.rows)
        return departed

    @cached_property
    def _groups(self) -> Mapping[int, Mapping[_Group, Mapping[int, int]]]:
        """Rows that came, by their table, by where they are from, and by index to that one's."""
        groups: dict[int, dict[_Group, dict[int, int]]] = {}
        for (place, row), origin in self._alignment.relocated.items():
            group = origin.table, origin.columns
            groups.setdefault(place, {}).setdefault(group, {})[row] = origin.row
        return groups

    def _group(self, place: int) -> Mapping[_Group, Mapping[int, int]]:
        return self._groups.get(place, {})

    def _open(self, place: int, known: int, columns: tuple[Pair, ...]) -> RowMerger | None:
        """Return what merges rows of one table into another, None where the former is not there."""
        alignment = self._alignment
        there = alignment.there.get(known)
        if there is None or known in alignment.tables.doubtful:
            return None
        case = alignment.case
        old, new = alignment.aligned.tables[known], case.source.tables[place]
        translated = case.translation.tables[there]
        pair = TablePair(known, place, same=False, moved=True, columns=columns, rows=())
        rows = alignment.carried_rows(old, translated)
        triple = Triple(old, new, translated, pair, rows)
        return RowMerger(triple, case.links, self._options)


_Group = tuple[int, tuple[Pair, ...]]


def _merge_rows(merger: RowMerger, rows: Mapping[int, int]) -> dict[int, MergedRow]:
    """Merge rows of a new table, by index, given with their indices in the old one."""
    triple = merger.triple
    there = dict(triple.rows.pairs)
    return {
        row: merger.merge_row(
            triple.known.rows[known], triple.new.rows[row], triple.translated.rows[there[known]]
        )._replace(origin=None)
        for row, known in rows.items()
        if known in there
    }
