"""Findings about single rows, judged."""

from __future__ import annotations

import difflib
import statistics

from benchmarks.precision.evidence import (
    Claim,
    Evidence,
    Spot,
    Verdict,
    false,
    find_cell,
    get_cell,
    real,
    undecided,
)
from benchmarks.precision.pairing import fold_space, list_row_facts, pair_rows
from benchmarks.precision.rendering import Shown, ShownRow, ShownTable, split_cells

_REST, _SENTENCE = 5, 40
_SHORT = 0.75
_UNLIKE, _SURE, _MARGIN = 0.6, 0.5, 0.2


def judge_truncated(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a row ends before its source's does, or breaks off within a cell."""
    spot = evidence.find_row(claim.line)
    source = None if spot is None else evidence.find_source_row(spot)
    if spot is None or source is None:
        return undecided("no row of the source is known to answer to the one there")
    row = evidence.show_row(spot)
    lost = [k for k, cell in enumerate(source.cells) if cell.text and k >= row.width]
    if lost:
        return real(f"{row.width} cells of {source.width}")
    place = find_cell(row, claim.column)
    before, after = get_cell(source, place), get_cell(row, place)
    opened = _find_open(after)
    if opened and not opened & _find_open(before):
        return real(f"{' '.join(sorted(opened))} is shown to the reader")
    if len(before.text) >= _SENTENCE and len(after.text) <= _REST:
        return real(f"{after.text!r} for {len(before.text)} characters")
    if not row.raw.rstrip().endswith("|") and source.raw.rstrip().endswith("|"):
        return _compare_lengths(evidence, spot)
    return false("the row has all cells, and none breaks off")


def _compare_lengths(evidence: Evidence, spot: Spot) -> Verdict:
    """Say whether the last cell of a row is shorter, beside its source's, than those of others."""
    shares = {}
    for k in range(1, len(evidence.page.tables[spot.table].rows)):
        source = evidence.find_source_row(Spot(spot.table, k))
        if source is not None and source.cells[-1].text:
            text = evidence.show_row(Spot(spot.table, k)).cells[-1].text
            shares[k] = len(text) / len(source.cells[-1].text)
    usual = statistics.median(shares.values()) if shares else 0.0
    if shares.get(spot.row, usual) < _SHORT * usual:
        return real(f"last cell of {shares[spot.row]:.2f} its source's length, others {usual:.2f}")
    return undecided("the row lacks its last pipe; whether text is lost a reader must say")


def _find_open(cell: Shown) -> set[str]:
    """Return the signs of markup that the reader sees, as nothing closes them."""
    text = cell.text
    for code in cell.codes:
        text = text.replace(fold_space(code), "", 1)
    signs = {sign for sign in ("**", "`", "](") if sign in text}
    return signs | ({"["} if text.count("[") > text.count("]") else set())


def judge_duplicate(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a row stands twice that the source has once."""
    spot = evidence.find_row(claim.line)
    ours = None if spot is None else evidence.find_source_table(spot.table)
    if spot is None or ours is None:
        return undecided("no row of the source is known to answer to the one there")
    theirs = evidence.page.tables[spot.table]
    twins = [k for k, row in enumerate(theirs.rows) if _fold(row) == _fold(theirs.rows[spot.row])]
    if len(twins) < 2:
        return false("no other row of the table is the same")
    most = max(sum(_fold(a) == _fold(b) for b in ours.rows) for a in ours.rows)
    if len(twins) <= most:
        return false("the source has as many equal rows")
    if len(theirs.rows) > len(ours.rows):
        return real(f"{len(twins)} equal rows, and {len(theirs.rows)} for {len(ours.rows)}")
    return _compare_twins(evidence, spot, twins)


def _compare_twins(evidence: Evidence, spot: Spot, twins: list[int]) -> Verdict:
    """Say whether equal rows of a translation answer to rows of the source that differ."""
    found = (evidence.find_source_row(Spot(spot.table, k)) for k in twins)
    sources = [row for row in found if row is not None]
    if len(sources) < 2:
        return undecided("what the rows answer to is not known")
    first, second = (" | ".join(_fold(row)) for row in (sources[0], sources[-1]))
    if list_row_facts(sources[0]) != list_row_facts(sources[-1]):
        return real("they answer to rows with other links, code or numbers")
    if difflib.SequenceMatcher(None, first, second).ratio() < _UNLIKE:
        return real("they answer to rows of other words")
    return undecided("they answer to rows that are alike")


def _fold(row: ShownRow) -> tuple[str, ...]:
    return tuple(split_cells(fold_space(row.raw)))


def judge_order(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether rows that what they hold tells apart stand in another order."""
    there = evidence.find_table(claim.line)
    ours = None if there is None else evidence.find_source_table(there)
    if there is None or ours is None:
        return undecided("no table of the source is known to answer to the one there")
    theirs = evidence.page.tables[there]
    sure = _find_sure(ours, theirs)
    if any(a[1] > b[1] for k, a in enumerate(sure) for b in sure[k + 1 :]):
        return real("rows that only one row of the source is like are in another order")
    if _stays(ours, theirs):
        return false("each row is like the one of the source in its place")
    return undecided("too little tells the rows apart")


def _find_sure(ours: ShownTable, theirs: ShownTable) -> list[tuple[int, int]]:
    """Return the rows that are like one row of the other table, and like no other."""
    likeness = _compare(ours, theirs)
    pairs = []
    for i, row in enumerate(likeness):
        j = max(range(len(row)), key=row.__getitem__, default=None)
        if j is None or row[j] < _SURE:
            continue
        rivals = [v for k, v in enumerate(row) if k != j]
        rivals += [other[j] for k, other in enumerate(likeness) if k != i]
        if all(value <= row[j] - _MARGIN for value in rivals):
            pairs.append((i, j))
    return pairs


def _compare(ours: ShownTable, theirs: ShownTable) -> list[list[float]]:
    """Return how much of what is kept each row of one table shares with each of the other."""
    left, right = (list(map(list_row_facts, table.body)) for table in (ours, theirs))
    return [[(a & b).total() / max(1, (a | b).total()) for b in right] for a in left]


def _stays(ours: ShownTable, theirs: ShownTable) -> bool:
    """Tell whether no row that holds something is more like another than like the one there.

    Where rows are lacking, the others may still stand in their order.
    """
    likeness = list(zip(*_compare(ours, theirs), strict=True))
    told = [k for k, row in enumerate(likeness) if max(row, default=0)]
    places = {there: here for here, there in pair_rows(ours, theirs)}
    return bool(told) and all(
        k in places and likeness[k][places[k]] == max(likeness[k]) for k in told
    )


def judge_empty(claim: Claim, evidence: Evidence) -> Verdict:
    """Say whether a cell is empty that the source's is not, or the other way round."""
    spot = evidence.find_row(claim.line)
    source = None if spot is None else evidence.find_source_row(spot)
    if spot is None or source is None:
        return undecided("no row of the source is known to answer to the one there")
    row = evidence.show_row(spot)
    place = find_cell(row, claim.column)
    before, after = get_cell(source, place), get_cell(row, place)
    if _is_empty(before) != _is_empty(after):
        return real(f"{after.text[:30]!r} for {before.text[:30]!r}")
    return false("both cells are empty, or neither")


def _is_empty(cell: Shown) -> bool:
    return not (cell.text or cell.links or cell.codes)
