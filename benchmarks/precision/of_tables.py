"""Findings about tables and the number of their rows, judged."""

from __future__ import annotations

import itertools
import re

from benchmarks.precision.evidence import Claim, Evidence, Verdict, false, real, undecided
from benchmarks.precision.pairing import compare_cells, list_row_facts, pair_rows
from benchmarks.precision.rendering import Page, ShownRow, ShownTable, render, split_cells

_LINES = re.compile(r"\(lines? (\d+(?:, \d+)*)")
# Lines of a table that is shown as text stand at most so far apart.
_NEAR = 3
_ALIKE = 0.2


def judge_missing(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether nothing in the translation answers to a table of the source."""
    tables = evidence.source_page.tables
    paired = {here for here, _ in evidence.pairs}
    named = {n for group in _LINES.findall(claim.message) for n in map(int, group.split(", "))}
    here = next((k for k, t in enumerate(tables) if t.first in named), None)
    if here is None:
        return undecided("the message names no table of the source by its line")
    if here in paired:
        return false("a table of the translation answers to it")
    if _find_likeness(tables[here], evidence.page) >= _ALIKE:
        return false("its rows are there, shown as text")
    left = len(evidence.page.tables) - len(evidence.pairs)
    if left and any(
        table.width == tables[here].width
        for k, table in enumerate(evidence.page.tables)
        if evidence.find_source_table(k) is None
    ):
        return undecided("a table of the same width answers to nothing")
    return real(f"{len(evidence.page.tables)} of {len(tables)} tables are shown")


def _find_likeness(table: ShownTable, page: Page) -> float:
    """Return how much of a table stands in lines that a page shows as text."""
    loose = [render_line(page.lines[number - 1]) for number in page.find_loose()]
    rows = [row for row in loose if row is not None]
    hits = sum(
        any(compare_cells(ours.cells, row.cells) > 0.5 for row in rows) for ours in table.rows
    )
    return hits / len(table.rows)


def render_line(line: str) -> ShownRow | None:
    """Show a line as the row of a table that it would be."""
    cells = len(split_cells(line))
    head = f"|{' a |' * cells}\n|{' - |' * cells}\n"
    tables = render(head + line.strip(" \t>")).tables
    return tables[0].rows[1] if tables and len(tables[0].rows) > 1 else None


def judge_extra(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a table of the translation answers to nothing of the source."""
    there = evidence.find_table(claim.line)
    if there is None:
        return false("no table is shown there")
    if evidence.find_source_table(there) is not None:
        return false("a table of the source answers to it")
    table = evidence.page.tables[there]
    if _find_likeness(table, evidence.source_page) >= _ALIKE:
        return false("the source has its rows, shown as text")
    paired = {here for here, _ in evidence.pairs}
    left = [t for k, t in enumerate(evidence.source_page.tables) if k not in paired]
    if any(other.width == table.width for other in left):
        return undecided("a table of the source of the same width answers to nothing")
    return real("no table of the source is like it")


def judge_broken(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether rows that the source shows in a table are shown as text."""
    page, line = evidence.page, claim.line or 0
    loose = _find_near(page, line)
    if not loose:
        return _judge_cut(line, evidence)
    ours = sum(len(table.rows) for table in evidence.source_page.tables)
    theirs = sum(len(table.rows) for table in page.tables)
    if len(page.find_loose()) <= len(evidence.source_page.find_loose()):
        return false("the source shows as many rows as text")
    if theirs >= ours:
        return undecided("the translation shows as many rows in tables as the source")
    return real(f"{len(loose)} rows are shown as text; in tables {theirs} of {ours}")


def _find_near(page: Page, line: int) -> list[int]:
    """Return the lines, written as rows and shown as text, that begin near a line."""
    found: list[int] = []
    inside = [n for t in page.tables if t.first - 1 <= line <= t.last + 2 for n in (line, t.last)]
    edges = [line, *inside]
    code = [n for n in page.code if page.lines[n - 1].count("|") > 1] if line in page.code else []
    for number in sorted({*page.find_loose(), *code}):
        if any(abs(number - edge) <= _NEAR for edge in [*edges, *found[-1:]]):
            found.append(number)
    return found


def _judge_cut(line: int, evidence: Evidence) -> Verdict:
    """Say whether a table of the source is shown as two, one below the other."""
    first = evidence.find_table(line - 1)
    second = evidence.find_table(line)
    if first is None or second is None:
        return false("no rows are shown as text there")
    tables = [evidence.page.tables[k] for k in sorted({first, second, max(0, second - 1)})]
    for one, other in itertools.pairwise(tables):
        ours = evidence.find_source_table(evidence.page.tables.index(one))
        ours = ours or evidence.find_source_table(evidence.page.tables.index(other))
        alone = other.first - one.last <= _NEAR and one.width == other.width
        if ours and alone and len(ours.rows) >= len(one.body) + len(other.body):
            return real("one table of the source is shown as two")
    return false("no rows are shown as text there")


def judge_rows(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a table has other rows than its source."""
    there = evidence.find_table(claim.line)
    ours = None if there is None else evidence.find_source_table(there)
    if there is None or ours is None:
        return undecided("no table of the source is known to answer to the one there")
    theirs = evidence.page.tables[there]
    counts = f"{len(theirs.body)} rows for {len(ours.body)}"
    swallowed = sum(not row.has_pipe for row in theirs.body)
    if swallowed > sum(not row.has_pipe for row in ours.body):
        return real("text is shown as a row")
    if len(theirs.body) == len(ours.body):
        return _judge_replaced(claim, ours, theirs)
    lacking = len(theirs.body) < len(ours.body)
    if lacking != ("lack" in claim.message):
        return _judge_replaced(claim, ours, theirs)
    return real(counts)


def _judge_replaced(claim: Claim, ours: ShownTable, theirs: ShownTable) -> Verdict:
    """Say whether the rows that a message names are nowhere in the translation."""
    named = {int(n) for group in _LINES.findall(claim.message) for n in group.split(", ")}
    rows = [row for row in ours.body if row.line in named]
    if not rows or not all(map(list_row_facts, rows)):
        return undecided(f"as many rows ({len(theirs.body)}), and nothing to tell them by")
    if all(_is_foreign(row, theirs) for row in rows):
        return real("what the rows named hold is nowhere in the table")
    return false("as many rows as the source, and what they hold")


def _is_foreign(row: ShownRow, table: ShownTable) -> bool:
    facts = list_row_facts(row)
    return all((facts & list_row_facts(other)).total() * 2 <= facts.total() for other in table.body)


def judge_columns(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a table, or one of its rows, has other columns than the source's."""
    there = evidence.find_table(claim.line)
    ours = None if there is None else evidence.find_source_table(there)
    if there is None or ours is None:
        return undecided("no table of the source is known to answer to the one there")
    theirs = evidence.page.tables[there]
    if theirs.width != ours.width:
        return real(f"{theirs.width} columns for {ours.width}")
    spot = evidence.find_row(claim.line)
    if spot is not None and spot.row:
        source = evidence.find_source_row(spot)
        width = evidence.show_row(spot).width
        if width > theirs.width and (source is None or source.width <= ours.width):
            return real(f"a row of {width} cells below {theirs.width} columns")
        return false("the row is as wide as its table, or its source's row as this one")
    return _judge_order(ours, theirs)


def _judge_order(ours: ShownTable, theirs: ShownTable) -> Verdict:
    """Say whether the columns stand in another order."""
    rows = [(ours.body[i], theirs.body[j]) for i, j in pair_rows(ours, theirs)]
    places = range(ours.width)

    def weigh(left: int, right: int) -> float:
        return sum(
            compare_cells(a.cells[left : left + 1], b.cells[right : right + 1]) for a, b in rows
        )

    same = sum(weigh(k, k) for k in places)
    swapped = max(
        (
            weigh(a, b) + weigh(b, a) - weigh(a, a) - weigh(b, b)
            for a, b in itertools.combinations(places, 2)
        ),
        default=0.0,
    )
    if swapped > max(1.0, same / 2):
        return real("two columns hold what the source has in each other's")
    return false("each column holds what the source's does") if same else undecided("no facts")
