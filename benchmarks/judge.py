"""What a merge did, held against what the history says it had to do.

A row's truth: in a table whose translation has the same rows and columns, row k of the one is row
k of the other; and a source's row is unchanged where the very same cells stand under the same
header in both versions, equally often, or once in each document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from benchmarks.cases import Case
from benchmarks.oracle import (
    OracleTable,
    fold,
    read_mark,
    read_spoken,
    read_tables,
    resolve_links,
    split_text,
    without_mark,
)

Place = tuple[int, int]
"""A row: the table's index and the row's, the header being row 0."""


@dataclass(slots=True)
class Verdict:
    """Counts of rows and cells by what became of them, and where something went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def blame(self, kind: str, where: str) -> None:
        """Count a fault and note its place."""
        self.counts[kind] += 1
        self.faults.append(f"{kind}: {where}")


@dataclass(frozen=True, slots=True)
class Quartet:
    """The tables of base, source, translation and result."""

    base: tuple[OracleTable, ...]
    source: tuple[OracleTable, ...]
    translation: tuple[OracleTable, ...]
    result: tuple[OracleTable, ...]

    def whole(self, place: int) -> bool:
        """Tell whether a table of the base has its shape in the translation, at its place."""
        if len(self.base) != len(self.translation):
            return False
        return self.base[place].shape == self.translation[place].shape

    def written(self, place: int) -> OracleTable | None:
        """Return the result's table for one of the source; None where order cannot tell."""
        if len(self.source) != len(self.result):
            return None
        found = self.result[place]
        return found if found.shape == self.source[place].shape else None


def judge_merge(case: Case, text: str) -> Verdict:
    """Judge the text that a merge gave, which was not refused."""
    tables = Quartet(*map(read_tables, (case.base, case.source, case.translation, text)))
    verdict = Verdict()
    _judge_rows(case, tables, verdict)
    _judge_words(case, tables, verdict)
    _judge_links(case, tables, verdict)
    _judge_outside(case, text, tables, verdict)
    _judge_later(case, tables, verdict)
    return verdict


def find_unchanged(
    base: tuple[OracleTable, ...], source: tuple[OracleTable, ...]
) -> Iterator[tuple[Place, Place]]:
    """Yield the rows that are the same in both versions: old place, new place."""
    paired: set[Place] = set()
    for under_header in (True, False):
        ours, theirs = (_rows_by_text(t, under_header=under_header) for t in (base, source))
        for text, places in ours.items():
            there = theirs.get(text, [])
            if len(places) != len(there) or (not under_header and len(places) > 1):
                continue
            for old, new in zip(places, there, strict=True):
                if new not in paired:
                    paired.add(new)
                    yield old, new


def _rows_by_text(
    tables: tuple[OracleTable, ...], *, under_header: bool
) -> dict[tuple[tuple[str, ...], ...], list[Place]]:
    found: dict[tuple[tuple[str, ...], ...], list[Place]] = defaultdict(list)
    for number, table in enumerate(tables):
        header = (tuple(map(fold, table.content[0])),) if under_header else ()
        for place, row in enumerate(table.content[1:], start=1):
            if any(row):
                found[*header, tuple(map(fold, row))].append((number, place))
    return found


def _judge_rows(case: Case, tables: Quartet, verdict: Verdict) -> None:
    """Hold rows whose source did not change to their bytes."""
    left = Counter(line for table in tables.result for line in table.lines)
    for old, new in find_unchanged(tables.base, tables.source):
        if not tables.whole(old[0]):
            verdict.counts["rows in tables that are not whole"] += 1
            continue
        changed = tables.base[old[0]].content != tables.source[new[0]].content
        verdict.counts["unchanged rows"] += 1
        verdict.counts["unchanged rows of changed tables"] += changed
        before = tables.translation[old[0]]
        written = tables.written(new[0])
        if written is None:
            kept = left[before.lines[old[1]]] > 0
            left[before.lines[old[1]]] -= kept
            verdict.counts["rows found by their bytes alone"] += kept
        elif before.shape[1] == written.shape[1]:
            kept = written.lines[new[1]] == before.lines[old[1]]
        else:
            kept = set(before.content[old[1]]) >= set(written.content[new[1]])
        if kept:
            verdict.counts["unchanged rows kept"] += 1
            verdict.counts["unchanged rows of changed tables kept"] += changed
            continue
        where = f"{case.path} table {old[0]} row {old[1]} -> table {new[0]} row {new[1]}"
        if written is not None and not all(map(_is_owed, written.content[new[1]])):
            verdict.blame("unchanged rows with other words", where)
        else:
            verdict.blame("unchanged rows marked instead", where)


def _is_owed(cell: str) -> bool:
    return read_mark(cell) == "untranslated" or not any(c.isalpha() for c in read_spoken(cell).rest)


def _judge_words(case: Case, tables: Quartet, verdict: Verdict) -> None:
    """Hold each translated cell to the words beside which it stood."""
    said = _pair_words(tables)
    for number, table in enumerate(tables.source):
        written = tables.written(number)
        if written is None:
            verdict.counts["tables not judged by cell"] += 1
            continue
        for place, (ours, theirs) in enumerate(zip(table.content, written.content, strict=True)):
            where = f"{case.path} source table {number} row {place}"
            for source, cell in zip(ours, theirs, strict=True):
                if read_mark(cell) is None and not _same_words(source, cell):
                    _judge_cell(source, cell, said, verdict, where)


def _judge_cell(
    source: str, cell: str, said: Mapping[str, set[str]], verdict: Verdict, where: str
) -> None:
    known = said.get(read_spoken(cell).rest)
    if known is None:
        verdict.counts["cells of tables that are not whole"] += 1
    elif read_spoken(source).rest in known:
        verdict.counts["cells with their own translation"] += 1
    else:
        verdict.blame("cells with another's translation", where)


def _pair_words(tables: Quartet) -> dict[str, set[str]]:
    said: dict[str, set[str]] = defaultdict(set)
    for number, table in enumerate(tables.base):
        if tables.whole(number):
            there = tables.translation[number]
            for ours, theirs in zip(table.content, there.content, strict=True):
                for source, cell in zip(ours, theirs, strict=True):
                    said[read_spoken(without_mark(cell)).rest].add(read_spoken(source).rest)
    return said


def _same_words(source: str, cell: str) -> bool:
    return read_spoken(source).rest == read_spoken(cell).rest


def _judge_links(case: Case, tables: Quartet, verdict: Verdict) -> None:
    """Hold rows that were written anew to the source's link targets."""
    before = {line for table in tables.translation for line in table.lines}
    for number, table in enumerate(tables.source):
        written = tables.written(number)
        if written is None:
            continue
        for place, line in enumerate(written.lines):
            if line in before:
                continue
            verdict.counts["rows written"] += 1
            pairs = zip(table.content[place], written.content[place], strict=True)
            if not all(_links_fit(case, source, cell) for source, cell in pairs):
                where = f"{case.path} source table {number} row {place}"
                verdict.blame("rows written with other links", where)


def _links_fit(case: Case, source: str, cell: str) -> bool:
    if read_mark(cell) == "fuzzy":
        return True
    ours = resolve_links(source, case.document, None, case.document)
    words = without_mark(cell)
    return ours == resolve_links(words, case.path, case.language, case.document)


def _judge_outside(case: Case, text: str, tables: Quartet, verdict: Verdict) -> None:
    """Hold what stands outside of tables to its bytes, but for inserted headings."""
    if case.translation == text:
        return
    old, new = _outside(case.translation, tables.translation), _outside(text, tables.result)
    if len(tables.translation) == len(tables.result) and old == new:
        return
    if _without_headings(old) != _without_headings(new):
        verdict.blame("files changed outside their tables", case.path)


def _outside(text: str, tables: tuple[OracleTable, ...]) -> list[str]:
    inside = {line for table in tables for line in range(table.start, table.end)}
    return [line for number, line in enumerate(split_text(text)) if number not in inside]


def _without_headings(lines: list[str]) -> list[str]:
    """Leave out what a table may bring along: blank lines, marked headings, a last ending."""
    added = re.compile(r"\s*$|#+ <!-- sync:untranslated -->")
    return [line.rstrip("\r\n") for line in lines if not added.match(line)]


def _judge_later(case: Case, tables: Quartet, verdict: Verdict) -> None:
    """Hold kept rows to the translation really made later: each is nearest to its own row."""
    later = () if case.later is None else read_tables(case.later)
    if len(later) != len(tables.source):
        return
    for number, real in enumerate(later):
        written = tables.written(number)
        if written is None or real.shape != written.shape:
            continue
        rows = [" | ".join(row) for row in real.content]
        for place, row in enumerate(written.content[1:], start=1):
            if any(map(read_mark, row)) or not any(c.isalpha() for c in rows[place]):
                continue
            verdict.counts["rows compared with a later translation"] += 1
            if _is_nearer_elsewhere(" | ".join(row), rows, place):
                where = f"{case.path} source table {number} row {place}"
                verdict.blame("rows nearer to another row's later translation", where)


def _is_nearer_elsewhere(row: str, rows: list[str], place: int) -> bool:
    own = fuzz.ratio(row, rows[place])
    if own >= 60:
        return False
    best = max(fuzz.ratio(row, other) for k, other in enumerate(rows) if k)
    return best > own + 15
