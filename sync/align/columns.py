"""Columns of two versions of a source: paired by their headers, then by the cells below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sync.align.bounds import Budget, weigh_texts
from sync.align.likeness import find_likeness
from sync.align.sequences import Pair, pair_best, pair_equal

_SAME_COLUMN = 0.5
# Columns of rows that are each other's are perhaps the same from so many percent on: what pairs by
# it is fuzzy.
_ALIKE = 40.0
# What it takes to compare two cells.
_COST = 5_000


def pair_columns(
    ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], budget: Budget
) -> tuple[Pair, ...] | None:
    """Pair the columns of two tables, given as rows of folded cells, header first.

    Equal headers pair where both sides have as many of them. Of the rest, columns that share more
    than half of their cells do, and what is left by equal headers, in order. None where too many
    are left to compare each with each.
    """
    if ours[0] == theirs[0]:
        return tuple((k, k) for k in range(len(ours[0])))
    left, right = list(enumerate(ours[0])), list(enumerate(theirs[0]))
    counts = Counter(ours[0]), Counter(theirs[0])
    sure = {name for name in counts[0] if counts[0][name] == counts[1][name]}
    pairs = _pair_headers(
        [column for column in left if column[1] in sure],
        [column for column in right if column[1] in sure],
    )
    others = _without(left, right, pairs)
    if not budget.spend(_COST * len(others[0]) * len(others[1]) * max(len(ours), len(theirs))):
        return None
    pairs += _pair_shared(ours[1:], theirs[1:], *others)
    pairs += _pair_headers(*_without(left, right, pairs))
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def pair_moved_columns(
    ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], budget: Budget
) -> tuple[Pair, ...]:
    """Pair the columns of rows that moved to another table, given in order, headers first.

    Equal headers pair, then columns by equal cells in the same row, then by how alike they are,
    then, in tables as wide, what is left at the same place.
    """
    left, right = ([each for each in enumerate(rows[0]) if each[1]] for rows in (ours, theirs))
    pairs = _pair_headers(left, right)
    for score in (_count_equal, _measure_likeness(budget)):
        others = _without([*enumerate(ours[0])], [*enumerate(theirs[0])], pairs)
        pairs += pair_best(
            (fit, i, j)
            for i, _ in others[0]
            for j, _ in others[1]
            if (fit := score([row[i] for row in ours[1:]], [row[j] for row in theirs[1:]]))
        )
    if len(ours[0]) == len(theirs[0]):
        others = _without([*enumerate(ours[0])], [*enumerate(theirs[0])], pairs)
        pairs += [(k, k) for k in {i for i, _ in others[0]} & {j for j, _ in others[1]}]
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def _count_equal(ours: Sequence[str], theirs: Sequence[str]) -> float:
    return sum(old == new != "" for old, new in zip(ours, theirs, strict=True))


def _measure_likeness(budget: Budget) -> Callable[[Sequence[str], Sequence[str]], float]:
    """Return what says how alike two columns are; 0 where they are not, or nobody can afford it."""

    def measure(ours: Sequence[str], theirs: Sequence[str]) -> float:
        old, new = " | ".join(ours), " | ".join(theirs)
        if not budget.spend(weigh_texts([len(old)], [len(new)])):
            return 0.0
        return find_likeness(old, new, _ALIKE)

    return measure


_Column = tuple[int, str]


def _without(
    left: Sequence[_Column], right: Sequence[_Column], pairs: Sequence[Pair]
) -> tuple[list[_Column], list[_Column]]:
    ours, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    return [c for c in left if c[0] not in ours], [c for c in right if c[0] not in theirs]


def _pair_headers(left: Sequence[_Column], right: Sequence[_Column]) -> list[Pair]:
    equal = pair_equal([name for _, name in left], [name for _, name in right])
    return [(left[i][0], right[j][0]) for i, j in equal]


def _pair_shared(
    ours: Sequence[Sequence[str]],
    theirs: Sequence[Sequence[str]],
    left: Sequence[_Column],
    right: Sequence[_Column],
) -> list[Pair]:
    longest = max(len(ours), len(theirs), 1)
    old = {i: Counter(row[i] for row in ours) for i, _ in left}
    new = {j: Counter(row[j] for row in theirs) for j, _ in right}
    return pair_best(
        (share, i, j)
        for i, before in old.items()
        for j, after in new.items()
        if (share := (before & after).total() / longest) > _SAME_COLUMN
    )
