"""Columns of two versions of a source: paired by their headers, then by the cells below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sync.align.bounds import Budget
from sync.align.sequences import Pair, pair_best, pair_equal

_SAME_COLUMN = 0.5
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
