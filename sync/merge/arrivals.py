"""Rows that come to a table from another one, with their translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sync.align.alignment import Alignment
from sync.align.relocations import Origin
from sync.align.versions import TablePair, fold
from sync.align.views import HEADER
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
        merged = {
            row: self._merge(place, row, origin)
            for (table, row), origin in self._alignment.relocated.items()
            if table == place
        }
        return {row: found for row, found in merged.items() if found is not None}

    def find_header(self, place: int, rows: Mapping[int, MergedRow]) -> dict[int, MergedRow]:
        """Return the header of a new table, as it is in the one that most of its rows come from."""
        origins = Counter(self._alignment.relocated[place, row].table for row in rows)
        if not origins:
            return {}
        known = origins.most_common(1)[0][0]
        columns = next(
            origin.columns
            for (table, row), origin in self._alignment.relocated.items()
            if table == place and row in rows and origin.table == known
        )
        merger = self._open(place, Origin(known, HEADER, columns))
        if merger is None:
            return {}
        old, new = merger.triple.known.header.cells, merger.triple.new.header.cells
        same = tuple((i, j) for i, j in columns if fold(old[i]) == fold(new[j]))
        pair = _pair(Origin(known, HEADER, same), place)
        merger = merger._replace(triple=merger.triple._replace(pair=pair))
        return {HEADER: merger.merge_header()._replace(origin=None)}

    def count_departed(self, place: int) -> int:
        """Count the rows that left a table of the aligned version for another one."""
        pair = next((p for p in self._alignment.table_pairs.values() if p.base == place), None)
        stayed = {i for i, _ in pair.rows} if pair else set()
        origins = self._alignment.relocated.values()
        return len({each.row for each in origins if each.table == place} - stayed)

    def _merge(self, place: int, row: int, origin: Origin) -> MergedRow | None:
        merger = self._open(place, origin)
        if merger is None:
            return None
        triple = merger.triple
        found = dict(triple.rows.pairs).get(origin.row)
        if found is None:
            return None
        there = triple.translated.rows[found]
        merged = merger.merge_row(triple.known.rows[origin.row], triple.new.rows[row], there)
        return merged._replace(origin=None)

    def _open(self, place: int, origin: Origin) -> RowMerger | None:
        """Return what merges rows of one table into another, None where the former is not there."""
        alignment = self._alignment
        there = alignment.there.get(origin.table)
        if there is None or origin.table in alignment.tables.doubtful:
            return None
        case = alignment.case
        old, new = alignment.aligned.tables[origin.table], case.source.tables[place]
        translated = case.translation.tables[there]
        rows = alignment.rows(old, translated)
        triple = Triple(old, new, translated, _pair(origin, place), rows)
        return RowMerger(triple, case.links, self._options)


def _pair(origin: Origin, place: int) -> TablePair:
    return TablePair(origin.table, place, same=False, moved=True, columns=origin.columns, rows=())
