"""What looks like a table in a source and in its translation: which answers to which.

Where the tables alone do not answer to each other one for one, lines that look like tables say
what became of them: a table that no longer reads as one, or one that did not in the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from sync.align.document_tables import DocumentTables
from sync.align.features import TableFeatures, align_features, has_same_headings, number_sections
from sync.align.sequences import Pair
from sync.align.tables import pair_by_features
from sync.markdown.candidates import TableCandidate, find_candidates, looks_like_delimiter
from sync.markdown.document import Row, Table
from sync.markdown.links import LinkSpace
from sync.markdown.marks import strip_mark
from sync.markdown.signature import sign


class TablePairs(NamedTuple):
    """How the tables of a source and of its translation answer to each other.

    ``pairs`` are tables of both that are each other's, as indices into their documents' tables,
    ascending. ``broken`` are tables of the source with the lines that they became, which are no
    table, or none to its end. ``missing`` are tables of the source without any counterpart,
    ``extra`` tables of the translation that answer to nothing in the source. ``doubtful`` are
    those of the source's paired tables that may be another pair's as well. ``loose`` are the rows
    that stand behind a paired table of the source, which the translation may have taken in.
    """

    pairs: tuple[Pair, ...]
    broken: tuple[tuple[int, TableCandidate], ...] = ()
    missing: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()
    doubtful: frozenset[int] = frozenset()
    loose: tuple[tuple[int, int], ...] = ()


def pair_translated_tables(
    base: DocumentTables, translated: DocumentTables, space: LinkSpace
) -> TablePairs:
    """Say what became of each table of a source in its translation."""
    pairs = pair_by_features(base, translated, space)
    ours, theirs = base.document.tables, translated.document.tables
    if len(pairs) == len(base.tables) == len(translated.tables) and all(
        ours[i].shape == theirs[j].shape for i, j in pairs
    ):
        return TablePairs(pairs)
    return _pair_candidates(base, translated, space)


def _pair_candidates(
    base: DocumentTables, translated: DocumentTables, space: LinkSpace
) -> TablePairs:
    ours = find_candidates(base.document, base.tables)
    theirs = find_candidates(translated.document, translated.tables)
    comparable = has_same_headings(base.document, translated.document)
    pairs, doubtful = align_features(
        _read_features(base, ours, space, source=True, sections=comparable),
        _read_features(translated, theirs, space, source=False, sections=comparable),
    )
    return _Reader(base, translated, ours, theirs).read(pairs, doubtful)


def _read_features(
    counted: DocumentTables,
    candidates: Sequence[TableCandidate],
    space: LinkSpace,
    *,
    source: bool,
    sections: bool,
) -> list[TableFeatures]:
    resolve = space.resolve_source if source else space.resolve_translation
    numbers = number_sections(counted.document, [candidate.start for candidate in candidates])
    return [
        TableFeatures(
            _count_columns(candidate),
            frozenset(_count_rows(candidate)),
            sign((strip_mark(cell) for row in candidate.rows for cell in row.cells), resolve),
            number if sections else None,
            candidate.start,
            is_table=candidate.table is not None,
            is_whole=not candidate.loose,
        )
        for candidate, number in zip(candidates, numbers, strict=True)
    ]


def _count_columns(candidate: TableCandidate) -> int:
    if candidate.table is not None:
        return candidate.table.columns
    rows = [row for row in candidate.loose if not looks_like_delimiter(row)] or candidate.loose
    led = [row for row in rows if _has_pipe_first(row)]
    return Counter(len(row.cells) for row in led or rows).most_common(1)[0][0]


def _count_rows(candidate: TableCandidate) -> Iterator[int]:
    """Yield the numbers of rows that a candidate may have: loose ones may belong to it or not."""
    loose = sum(not looks_like_delimiter(row) for row in candidate.loose)
    if candidate.table is None:
        yield from (loose, loose - 1)
    else:
        yield from (len(candidate.table.rows), len(candidate.table.rows) + loose)


class _Reader(NamedTuple):
    """Turns an alignment of candidates into what it says of the tables that count."""

    base: DocumentTables
    translated: DocumentTables
    ours: Sequence[TableCandidate]
    theirs: Sequence[TableCandidate]

    def read(self, pairs: Sequence[Pair], doubtful: set[int]) -> TablePairs:
        ours, theirs = _index_tables(self.base), _index_tables(self.translated)
        there = {j for _, j in pairs}
        tables: list[Pair] = []
        broken: list[tuple[int, TableCandidate]] = []
        loose: list[tuple[int, int]] = []
        for i, j in pairs:
            old, new = self.ours[i], self._gather(self.ours[i], j, there)
            if old.table is None:
                continue
            place = ours.pop(old.start)
            if new.table is not None:
                tables.append((place, theirs[new.start]))
            if _is_broken(old, new):
                broken.append((place, new))
            elif new.table is None:
                ours[old.start] = place
            if old.loose:
                loose.append((place, len(old.loose)))
        taken = {self.theirs[j].start for j in there}
        return TablePairs(
            tuple(tables),
            tuple(broken),
            tuple(sorted(ours.values())),
            tuple(place for line, place in theirs.items() if line not in taken),
            frozenset(self._index_doubtful(doubtful)),
            tuple(loose),
        )

    def _gather(self, old: TableCandidate, place: int, there: set[int]) -> TableCandidate:
        """Return a candidate with its neighbours that are parts of the same table, cut off from it.

        Their places are added to ``there``.
        """
        new = self.theirs[place]
        if old.table is None:
            return new
        room = len(old.table.rows) - max(_count_rows(new))
        before = self.theirs[place - 1] if place and place - 1 not in there else None
        if before is not None and new.table is None and before.table is not None:
            size = max(_count_rows(before)) - _count_swallowed(before.table)
            if before.table.columns == old.table.columns and size <= room:
                there.add(place - 1)
                new, room = TableCandidate(before.table, (*before.loose, *new.rows)), room - size
        loose = list(new.loose)
        for index in range(place + 1, len(self.theirs)):
            after = self.theirs[index]
            size = max(_count_rows(after))
            if index in there or size > room or not _continues(new, after, old.table.columns):
                break
            there.add(index)
            loose += after.rows
            room -= size
        return TableCandidate(new.table, tuple(loose))

    def _index_doubtful(self, doubtful: set[int]) -> Iterator[int]:
        places = _index_tables(self.base)
        return (places[self.ours[i].start] for i in doubtful if self.ours[i].table is not None)


def _index_tables(counted: DocumentTables) -> dict[int, int]:
    return {counted.document.tables[k].start: k for k in counted.tables}


def _count_swallowed(table: Table) -> int:
    """Count the lines without a pipe that a table ends with: text that cut it in two."""
    rows = () if table.columns == 1 else table.rows[::-1]
    return sum(1 for _ in takewhile(lambda row: "|" not in row.raw, rows))


def _continues(candidate: TableCandidate, after: TableCandidate, columns: int) -> bool:
    """Tell whether a candidate that nothing else claims goes on with the one before it."""
    if candidate.table is None or _count_columns(after) != columns:
        return False
    if after.table is not None:
        return after.table.header.cells == candidate.table.header.cells
    return all(map(_has_pipe_first, after.loose))


def _is_broken(ours: TableCandidate, theirs: TableCandidate) -> bool:
    """Tell whether lines of a translation were the source's table and are not, or not all of it."""
    if ours.table is None:
        return False
    if theirs.table is not None:
        return len(theirs.loose) > len(ours.loose) and len(theirs.table.rows) < len(ours.table.rows)
    return _looks_like_rows(theirs)


def _looks_like_rows(candidate: TableCandidate) -> bool:
    """Tell whether loose lines are rows rather than words with bars between them."""
    if any(looks_like_delimiter(row) for row in candidate.loose):
        return True
    led = sum(map(_has_pipe_first, candidate.loose))
    widths = {len(row.cells) for row in candidate.loose}
    return 2 * led >= len(candidate.loose) > 0 or (len(candidate.loose) > 1 and len(widths) == 1)


def _has_pipe_first(row: Row) -> bool:
    return row.raw.startswith("|", row.offset)
