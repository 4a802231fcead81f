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

from benchmarks.precision.rendering import Page, Shown, ShownRow, ShownTable

_Item = TypeVar("_Item")
_NAME = re.compile(r"[A-Za-z][A-Za-z-]+")
_NUMBER = re.compile(r"\d+")
# A word that is the same in both is less than a link that is, as it may be by chance.
_SOFT = 0.25

Pairs = tuple[tuple[int, int], ...]


def fold_digits(text: str) -> str:
    """Return a text with the digits of all scripts as ASCII's."""
    return "".join(str(unicodedata.digit(c, c)) if c.isdigit() else c for c in text)


@lru_cache(maxsize=65536)
def list_facts(cell: Shown) -> Counter[str]:
    """Return what a translator keeps of a cell: file names and addresses, code, numbers, emoji."""
    facts: Counter[str] = Counter()
    for link in cell.links:
        place = re.sub(r"[?#].*", "", link).rstrip("/")
        facts[f"link {place if '://' in link else posixpath.basename(place)}"] += 1
    facts.update(f"code {fold_space(code)}" for code in cell.codes)
    facts.update(f"number {number}" for number in _NUMBER.findall(fold_digits(cell.text)))
    facts.update(f"sign {c}" for c in cell.text if unicodedata.category(c) == "So")
    return facts


@lru_cache(maxsize=65536)
def _list_names(cell: Shown) -> Counter[str]:
    return Counter(word.casefold() for word in _NAME.findall(cell.text))


def fold_space(text: str) -> str:
    """Return a text with its white space collapsed."""
    return " ".join(text.split())


def compare_cells(ours: Sequence[Shown], theirs: Sequence[Shown]) -> float:
    """Return how much of what is kept two lists of cells share, from 0 to 1."""
    shared = whole = 0.0
    for weight, read in ((1.0, list_facts), (_SOFT, _list_names)):
        left, right = _count(map(read, ours)), _count(map(read, theirs))
        shared += weight * (left & right).total()
        whole += weight * (left | right).total()
    return shared / whole if whole else 0.0


def _count(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total


def list_row_facts(row: ShownRow) -> Counter[str]:
    """Return what a translator keeps of a row."""
    return _count(map(list_facts, row.cells))


def pair_tables(source: Page, translation: Page) -> Pairs:
    """Return which tables are each other's, ascending, as indices."""
    ours, theirs = source.tables, translation.tables
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


def _weigh_tables(ours: ShownTable, theirs: ShownTable) -> float:
    cells = [[cell for row in table.rows for cell in row.cells] for table in (ours, theirs)]
    rows = len(ours.body), len(theirs.body)
    likeness = 3 * compare_cells(*cells) + 1 - abs(rows[0] - rows[1]) / max(*rows, 1)
    return likeness + (0.5 if ours.width == theirs.width else -0.5) - 0.7


def pair_rows(ours: ShownTable, theirs: ShownTable) -> Pairs:
    """Return which rows below the headers are each other's: by index where that is all of them."""
    if len(ours.body) == len(theirs.body):
        return tuple((k, k) for k in range(len(ours.body)))
    return _align(ours.body, theirs.body, weigh_rows)


def weigh_rows(ours: ShownRow, theirs: ShownRow) -> float:
    """Return how well two rows answer to each other; below 0 they do not."""
    texts = ["".join(cell.text for cell in row.cells) for row in (ours, theirs)]
    lengths = [len(text) for text in texts]
    closeness = 1 - abs(lengths[0] - lengths[1]) / max(*lengths, 1)
    patterns = [[bool(c.text or c.links) for c in row.cells] for row in (ours, theirs)]
    same = 0.4 if patterns[0] == patterns[1] else -0.4
    return 2 * compare_cells(ours.cells, theirs.cells) + 0.6 * closeness + same - 0.3


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
