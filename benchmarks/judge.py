"""What a merge did, held against what the history says it had to do.

A row's truth: in a table whose translation has the same rows and columns, row k of the one is row
k of the other; and a source's row is unchanged where the very same cells stand under the same
header in both versions, equally often, or once in each document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from benchmarks.cases import Case
from benchmarks.oracle import Cell, Row, Table, read_page, resolve_links

Place = tuple[int, int]
"""A row: the table's index and the row's, the header being row 0."""
Tables = Sequence[Table]


@dataclass(slots=True)
class Verdict:
    """Counts of rows and cells by what became of them, and where something went wrong.

    ``refusals`` counts files that were refused, by the reason.
    """

    counts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def blame(self, kind: str, where: str) -> None:
        """Count a fault and note its place."""
        self.counts[kind] += 1
        self.faults.append(f"{kind}: {where}")

    def add(self, other: Verdict) -> None:
        """Count another's counts and faults as well."""
        self.counts.update(other.counts)
        self.refusals.update(other.refusals)
        self.faults += other.faults


class _Merge:
    """The tables of base, source, translation and result."""

    def __init__(self, case: Case, text: str) -> None:
        self.case = case
        texts = (case.base, case.source, case.translation, text)
        self.base, self.source, self.translation, self.result = (
            read_page(each).tables for each in texts
        )

    def is_whole(self, number: int) -> bool:
        """Tell whether a table of the base has its shape in the translation, at its place."""
        if len(self.base) != len(self.translation):
            return False
        return self.base[number].shape == self.translation[number].shape

    def find_written(self, number: int) -> Table | None:
        """Return the result's table for one of the source; None where order cannot tell."""
        if len(self.source) != len(self.result):
            return None
        found = self.result[number]
        return found if found.shape == self.source[number].shape else None


def judge_merge(case: Case, text: str) -> Verdict:
    """Judge the text that a merge gave, which was not refused."""
    merge, verdict = _Merge(case, text), Verdict()
    _judge_unchanged(merge, verdict)
    _judge_written(merge, verdict)
    return verdict


def _find_unchanged(base: Tables, source: Tables) -> Iterator[tuple[Place, Place]]:
    """Yield the rows that are the same in both versions: old place, new place."""
    paired: set[Place] = set()
    for under_header in (True, False):
        ours, theirs = (_list_rows(each, under_header=under_header) for each in (base, source))
        for text, places in ours.items():
            there = theirs.get(text, [])
            if len(places) == len(there) and (under_header or len(places) == 1):
                pairs = [each for each in zip(places, there, strict=True) if each[1] not in paired]
                paired.update(new for _, new in pairs)
                yield from pairs


def _list_rows(tables: Tables, *, under_header: bool) -> dict[tuple[str, ...], list[Place]]:
    found = defaultdict(list)
    for number, table in enumerate(tables):
        header = table.rows[0].texts if under_header else ()
        for place, row in enumerate(table.rows[1:], start=1):
            if any(row.texts):
                found[*header, *row.texts].append((number, place))
    return found


def _judge_unchanged(merge: _Merge, verdict: Verdict) -> None:
    """Hold rows whose source did not change to their bytes."""
    left = Counter(row.raw for table in merge.result for row in table.rows)
    for old, new in _find_unchanged(merge.base, merge.source):
        if not merge.is_whole(old[0]):
            continue
        before, written = merge.translation[old[0]], merge.find_written(new[0])
        row = before.rows[old[1]]
        if written is None:
            is_kept = left[row.raw] > 0
            left[row.raw] -= is_kept
        elif before.shape[1] == written.shape[1]:
            there = written.rows[new[1]]
            # In another table its cells may be padded otherwise.
            is_kept = there.raw == row.raw or (old[0] != new[0] and there.texts == row.texts)
        else:
            is_kept = set(row.texts) >= set(written.rows[new[1]].texts)
        is_changed = merge.base[old[0]].texts != merge.source[new[0]].texts
        for kind in ("unchanged rows", *["unchanged rows of changed tables"] * is_changed):
            verdict.counts[kind] += 1
            verdict.counts[f"{kind} kept"] += is_kept
        where = f"{merge.case.path} table {old[0]} row {old[1]} -> table {new[0]} row {new[1]}"
        if not is_kept and written and not all(map(_is_owed, written.rows[new[1]].cells)):
            verdict.blame("unchanged rows with other words", where)
        elif not is_kept:
            verdict.blame("unchanged rows marked instead", where)


def _is_owed(cell: Cell) -> bool:
    return cell.mark == "untranslated" or not any(c.isalpha() for c in cell.text)


def _judge_written(merge: _Merge, verdict: Verdict) -> None:
    """Hold each translated cell to the words beside which it stood, and new rows to their links."""
    said, before = _pair_words(merge), {row.raw for t in merge.translation for row in t.rows}
    # What the translation's own definitions lead to is nothing that a merge of rows could know.
    own = _list_targets(merge.translation, merge.case.path, merge.case.document)
    own -= _list_targets(merge.base, merge.case.document, merge.case.document)
    for number, table in enumerate(merge.source):
        written = merge.find_written(number)
        for place, (ours, theirs) in enumerate(_zip_rows(table, written)):
            where = f"{merge.case.path} source table {number} row {place}"
            for source, cell in zip(ours.cells, theirs.cells, strict=True):
                known = said.get(cell.words)
                is_new = cell.mark is not None or cell.words == source.words or known is None
                if not is_new and source.words in said[cell.words]:
                    verdict.counts["cells with their own translation"] += 1
                elif not is_new:
                    verdict.blame("cells with another's translation", where)
            if theirs.raw not in before:
                verdict.counts["rows written"] += 1
                if not _links_fit(merge.case, ours, theirs, own):
                    verdict.blame("rows written with other links", where)


def _zip_rows(ours: Table, theirs: Table | None) -> Iterator[tuple[Row, Row]]:
    return zip(ours.rows, theirs.rows, strict=True) if theirs else iter(())


def _pair_words(merge: _Merge) -> Mapping[str, set[str]]:
    """Return beside which words of the base each cell stands."""
    said: dict[str, set[str]] = defaultdict(set)
    for number, table in enumerate(merge.base):
        there = merge.translation[number] if merge.is_whole(number) else None
        for ours, theirs in _zip_rows(table, there):
            for source, cell in zip(ours.cells, theirs.cells, strict=True):
                said[cell.words].add(source.words)
    return said


def _list_targets(tables: Tables, file: str, document: str) -> set[str]:
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return {target for cell in cells for target in resolve_links(cell, file, document)}


def _links_fit(case: Case, ours: Row, theirs: Row, own: AbstractSet[str]) -> bool:
    return all(
        cell.mark == "fuzzy"
        or resolve_links(source, case.document, case.document)
        == (targets := resolve_links(cell, case.path, case.document))
        or not own.isdisjoint(targets)
        for source, cell in zip(ours.cells, theirs.cells, strict=True)
    )
