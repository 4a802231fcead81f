"""Which table of a page answers to which of another, and which row, by what translators keep."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from benchmarks.oracle import Cell, Row, Table

_Item = TypeVar("_Item")
Pairs = tuple[tuple[int, int], ...]

_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c'’\u00a0\u202f ]\d+)*")


def list_numbers(cell: Cell) -> list[str]:
    """Return the digits of each number in a cell, whatever the script and the separators."""
    text = "".join(str(unicodedata.digit(c, c)) for c in cell.text)
    return [re.sub(r"\D", "", number) for number in _NUMBER.findall(text)]


@lru_cache(maxsize=65536)
def list_facts(cell: Cell) -> Counter[str]:
    """Return what a translator keeps of a cell: file names and addresses, code, numbers, emoji."""
    places = (re.sub(r"[?#].*", "", link).rstrip("/") for link in cell.links)
    facts = [f"link {p if '://' in p else posixpath.basename(p)}" for p in places]
    facts += [f"code {code}" for code in cell.codes]
    facts += [f"number {number}" for number in list_numbers(cell)]
    facts += [f"sign {c}" for c in cell.text if unicodedata.category(c) == "So"]
    return Counter(facts)


def sum_facts(cells: Iterable[Cell]) -> Counter[str]:
    """Return what a translator keeps of some cells."""
    return sum(map(list_facts, cells), Counter())


def compare_cells(ours: Iterable[Cell], theirs: Iterable[Cell]) -> float:
    """Return how much of what is kept two lists of cells share, from 0 to 1."""
    left, right = sum_facts(ours), sum_facts(theirs)
    return (left & right).total() / max(1, (left | right).total())


def pair_tables(ours: Sequence[Table], theirs: Sequence[Table]) -> Pairs:
    """Return which tables are each other's, ascending, as indices."""
    pairs = _align(ours, theirs, _weigh_tables)
    ends = ((-1, -1), *pairs, (len(ours), len(theirs)))
    alone = [
        (before[0] + 1, before[1] + 1)
        for before, after in pairwise(ends)
        if (after[0] - before[0], after[1] - before[1]) == (2, 2)
    ]
    # What stands alone between the same tables and has as many rows is the same table.
    same = [(i, j) for i, j in alone if len(ours[i].rows) == len(theirs[j].rows)]
    return tuple(sorted((*pairs, *same)))


def _weigh_tables(ours: Table, theirs: Table) -> float:
    cells = [[cell for row in table.rows for cell in row.cells] for table in (ours, theirs)]
    (rows, width), (others, other_width) = ours.shape, theirs.shape
    likeness = 3 * compare_cells(*cells) + 0.3 - abs(rows - others) / max(rows, others)
    return likeness + (0.5 if width == other_width else -0.5)


def pair_rows(ours: Table, theirs: Table) -> Pairs:
    """Return which rows are each other's: the headers, and by index where that is all of them."""
    if len(ours.rows) == len(theirs.rows):
        return tuple((k, k) for k in range(len(ours.rows)))
    pairs = _align(ours.rows[1:], theirs.rows[1:], _weigh_rows)
    return ((0, 0), *((i + 1, j + 1) for i, j in pairs))


def _weigh_rows(ours: Row, theirs: Row) -> float:
    """Return how well two rows answer to each other; below 0 they do not."""
    sizes = [sum(len(cell.text) for cell in row.cells) for row in (ours, theirs)]
    patterns = [[bool(c.text or c.links) for c in row.cells] for row in (ours, theirs)]
    same = 0.7 if patterns[0] == patterns[1] else -0.1
    likeness = compare_cells(ours.cells, theirs.cells)
    return 2 * likeness + 0.6 * min(sizes) / max(*sizes, 1) + same - 0.6


def _align(
    ours: Sequence[_Item], theirs: Sequence[_Item], weigh: Callable[[_Item, _Item], float]
) -> Pairs:
    """Return the pairs that keep both orders and weigh most together."""
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    weights = [[weigh(left, right) for right in theirs] for left in ours]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            paired = best[i + 1][j + 1] + weights[i][j]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if weights[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return tuple(pairs)
