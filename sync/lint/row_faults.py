"""The rules about single rows: whole, once, and in the source's order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sync.align.likeness import find_likeness
from sync.align.translation import RowPairs
from sync.findings import Found
from sync.lint.naming import fold_row, name_rows, name_table
from sync.lint.pipes import find_missplit, is_text
from sync.lint.truncation import find_truncation
from sync.markdown.document import Row, Table
from sync.markdown.lines import fold_space
from sync.markdown.marks import strip_mark
from sync.markdown.signature import is_verbatim, sign

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

# Two rows of a source that are less alike, in percent, and longer, in characters, are no twins.
_UNLIKE = 50.0
_LONG = 20


def find_row_faults(comparison: Comparison) -> tuple[Found, ...]:
    """Return the rows that break off, stand twice, or stand in another order than the source's."""
    return tuple(_find_row_faults(comparison))


def find_told_lines(comparison: Comparison) -> frozenset[int]:
    """Return the lines (0-based) of such rows."""
    faults = comparison.ask(find_row_faults)
    return frozenset(found.line - 1 for found in faults if found.line is not None)


def find_faulty_lines(comparison: Comparison) -> frozenset[int]:
    """Return the lines (0-based) of which the rules about cells have nothing to say.

    Those are such rows, and those that a pipe splits into other cells.
    """
    return comparison.ask(find_told_lines).union(comparison.ask(find_missplit))


def _find_row_faults(comparison: Comparison) -> Iterator[Found]:
    for ours, theirs in comparison.tables:
        yield from _find_truncated(comparison, ours, theirs)
        yield from _find_duplicates(comparison, ours, theirs)
        yield from _find_moved(comparison, ours, theirs)


def check_truncated(comparison: Comparison) -> Iterable[Found]:
    """Find rows that break off in the middle."""
    return (found for found in comparison.ask(find_row_faults) if found.rule == "row-truncated")


def check_duplicate(comparison: Comparison) -> Iterable[Found]:
    """Find rows that stand twice, but once in the source."""
    return (found for found in comparison.ask(find_row_faults) if found.rule == "row-duplicate")


def check_order(comparison: Comparison) -> Iterable[Found]:
    """Find tables whose rows surely stand in another order than the source's."""
    return (found for found in comparison.ask(find_row_faults) if found.rule == "row-order")


def _find_truncated(comparison: Comparison, ours: Table, theirs: Table) -> Iterator[Found]:
    missplit = comparison.ask(find_missplit)
    for i, j in comparison.alignment.row_places(ours, theirs):
        old, new = ours.rows[i], theirs.rows[j]
        if new.line in missplit:
            continue
        truncation = find_truncation(old, new, ours.columns)
        if truncation is not None:
            column, message = truncation
            identity = comparison.identify_row(ours, i)
            yield Found("row-truncated", new.line + 1, column + 1, message, identity)


def _find_moved(comparison: Comparison, ours: Table, theirs: Table) -> Iterator[Found]:
    moved = comparison.alignment.moved_rows(ours, theirs)
    if moved:
        first = theirs.rows[min(j for _, j in moved)]
        names = name_rows([ours.rows[i] for i, _ in moved])
        yield Found(
            "row-order",
            first.line + 1,
            first.offset + 1,
            f"stands elsewhere in the source's table {name_table(ours)}: {names}",
            comparison.identify_table(ours),
        )


def _find_duplicates(comparison: Comparison, ours: Table, theirs: Table) -> Iterator[Found]:
    """Find rows of a table that repeat another one although the source's does not."""
    groups = _group_equal(theirs)
    if not groups:
        return
    rows = comparison.alignment.rows(ours, theirs)
    surplus = len(theirs.rows) - len(ours.rows)
    for group in groups:
        found = (
            _choose_surplus(ours, rows, group) if surplus > 0 else _choose_wrong(ours, rows, group)
        )
        first = theirs.rows[min(set(group).difference(found))].line + 1
        for number, j in enumerate(found, start=1):
            row = theirs.rows[j]
            message = (
                f"row {name_rows([row])} stands in line {first} already, and once in the source"
            )
            identity = (*comparison.identify_table(ours), fold_space(row.cells[0]))
            yield Found(
                "row-duplicate", row.line + 1, row.offset + 1, message, (*identity, str(number))
            )


def _group_equal(table: Table) -> list[list[int]]:
    """Return the rows that are equal, as indices, where they hold words."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, row in enumerate(table.rows):
        if not is_text(row, table):
            groups[tuple(fold_space(strip_mark(cell)) for cell in row.cells)].append(place)
    return [
        places
        for cells, places in groups.items()
        if len(places) > 1 and not all(map(is_verbatim, cells))
    ]


def _choose_surplus(ours: Table, rows: RowPairs, group: list[int]) -> list[int]:
    """Return which of some equal rows are too many, where the translation has more rows."""
    counts = Counter(map(fold_row, ours.rows))
    members = set(group)
    known = {fold_row(ours.rows[i]) for i, j in rows.places if j in members}
    allowed = sum(counts[key] for key in known) or max(counts.values(), default=1)
    surplus = min(len(group) - allowed, len(members.intersection(rows.extra)))
    return group[len(group) - surplus :] if surplus > 0 else []


def _choose_wrong(ours: Table, rows: RowPairs, group: list[int]) -> list[int]:
    """Return which of some equal rows stand in the place of other rows of the source."""
    places = {j: i for i, j in rows.places}
    passed = {j for _, j in rows.pairs}
    fitting = [j for j in group if j in passed]
    if not fitting:
        return []
    first = ours.rows[places[fitting[0]]]
    others = (j for j in group if j in places and j != fitting[0])
    return [j for j in others if _differs(first, ours.rows[places[j]])]


def _differs(first: Row, second: Row) -> bool:
    """Tell whether two rows of a source are so unlike that no translation makes them the same."""
    if _sign(first) != _sign(second):
        return True
    texts = " | ".join(fold_row(first)), " | ".join(fold_row(second))
    return min(map(len, texts)) > _LONG and find_likeness(*texts) < _UNLIKE


def _sign(row: Row) -> Counter[str]:
    return sign(row.cells, lambda destination: destination)
