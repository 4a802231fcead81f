"""Columns of two versions of a source: paired by their headers, then by the cells below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sync.align.bounds import Budget, weigh_texts
from sync.align.likeness import find_likeness
from sync.align.sequences import Pair, gaps, pair_best, pair_equal, pair_in_order, rising

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

    Headers pair that stand once on both sides. Of the rest, columns do that say the same in more
    than half of the rows, side by side, then those of equal headers that do in any, then what is
    left by equal headers, in order. Where too many are left to compare each with each, columns stay
    what they were if the headers did, and else the answer is None.
    """
    left, right = list(enumerate(ours[0])), list(enumerate(theirs[0]))
    counts = Counter(ours[0]), Counter(theirs[0])
    sure = {name for name in counts[0] if counts[0][name] == counts[1][name] == 1}
    if ours[0] == theirs[0] and len(sure) == len(ours[0]):
        return tuple((k, k) for k in range(len(ours[0])))
    pairs = _pair_headers(
        [column for column in left if column[1] in sure],
        [column for column in right if column[1] in sure],
    )
    others = _without(left, right, pairs)
    if not budget.spend(_COST * len(others[0]) * len(others[1]) * max(len(ours), len(theirs))):
        same = ours[0] == theirs[0]
        return tuple((k, k) for k in range(len(ours[0]))) if same else None
    if all(others):
        rows = _pair_rows(ours[1:], theirs[1:], pairs)
        pairs += _pair_shared(rows, *others, same=False)
        pairs += _pair_shared(rows, *_without(left, right, pairs), same=True)
    pairs += _pair_headers(*_without(left, right, pairs))
    return tuple(sorted(pairs, key=lambda pair: pair[1]))


def pair_moved_columns(
    ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], budget: Budget
) -> tuple[Pair, ...]:
    """Pair the columns of rows that moved to another table, given in order, headers first.

    Equal headers pair, then columns by equal cells in the same row, then by how alike they are,
    then, in tables as wide, what is left at the same place; nothing but headers where there is too
    much to compare.
    """
    left, right = ([each for each in enumerate(rows[0]) if each[1]] for rows in (ours, theirs))
    pairs = _pair_headers(left, right)
    if not budget.spend(_COST * len(ours[0]) * len(theirs[0]) * len(ours)):
        return tuple(sorted(pairs, key=lambda pair: pair[1]))
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
    rows: Sequence[tuple[Sequence[str], Sequence[str]]],
    left: Sequence[_Column],
    right: Sequence[_Column],
    *,
    same: bool,
) -> list[Pair]:
    """Pair columns that say the same in most of the rows, which are given as each other's.

    Where they have the ``same`` header, any row is enough.
    """
    most = 0 if same else _SAME_COLUMN * len(rows)
    return pair_best(
        (share, i, j)
        for i, name in left
        for j, other in right
        if (name == other or not same)
        and (share := sum(old[i] == new[j] for old, new in rows)) > most
    )


def _pair_rows(
    ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], known: Sequence[Pair]
) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Pair rows before all columns are, so that what stands side by side can be compared.

    Cells that stand once on both sides say which row is which, then the columns that are known,
    then places between the same neighbours.
    """
    here, there = _find_single(ours), _find_single(theirs)
    votes = Counter((here[cell], there[cell]) for cell in here.keys() & there.keys())
    pairs = pair_best((count, i, j) for (i, j), count in votes.items())
    for left, right in _list_gaps(pairs, len(ours), len(theirs)):
        equal = pair_in_order(
            [tuple(ours[i][k] for k, _ in known) for i in left],
            [tuple(theirs[j][k] for _, k in known) for j in right],
        )
        pairs += [(left[i], right[j]) for i, j in equal if known]
    for left, right in _list_gaps(pairs, len(ours), len(theirs)):
        if len(left) == len(right):
            pairs += zip(left, right, strict=True)
    return [(ours[i], theirs[j]) for i, j in pairs]


def _find_single(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Map the cells that stand once in some rows to the row."""
    counts = Counter(cell for row in rows for cell in row if cell)
    return {cell: i for i, row in enumerate(rows) for cell in row if counts[cell] == 1}


def _list_gaps(pairs: Sequence[Pair], ours: int, theirs: int) -> list[tuple[list[int], list[int]]]:
    """Return the rows that are left between those that kept their order."""
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    return [
        ([i for i in left if i not in taken[0]], [j for j in right if j not in taken[1]])
        for left, right in gaps(rising(pairs), ours, theirs)
    ]


def find_rivals(
    ours: Sequence[Sequence[str]],
    theirs: Sequence[Sequence[str]],
    columns: Sequence[Pair],
    rows: Sequence[Pair],
    budget: Budget,
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return the new columns that may have been another old one as well, and which ones.

    Tables are given as for `pair_columns`, ``columns`` and ``rows`` (without the header) as they
    were paired. A header that is unique on both sides leaves no doubt; one that stands where it
    stood among its equals leaves none if no other column fits better, nor is any looked for where
    that would take too much.
    """
    names = _number_equals(ours[0]), _number_equals(theirs[0])
    counts = Counter(ours[0]), Counter(theirs[0])
    stayed = {
        i
        for i, j in columns
        if names[0][i] == names[1][j] and counts[0][ours[0][i]] == counts[1][ours[0][i]]
    }
    open_places = [i for i, name in enumerate(ours[0]) if i not in stayed or counts[0][name] > 1]
    if not budget.spend(_COST * len(open_places) ** 2 * len(rows)):
        return ()
    beside = [(ours[i + 1], theirs[j + 1]) for i, j in rows]

    def share(i: int, j: int) -> int:
        return sum(old[i] == new[j] for old, new in beside)

    fits = {i: share(i, j) for i, j in columns if i in open_places}
    found = (
        (
            j,
            tuple(
                k
                for k in open_places
                if k != i and share(k, j) >= max(fits[i] + (i in stayed), fits.get(k, 0))
            ),
        )
        for i, j in columns
        if i in fits
    )
    return tuple((j, others) for j, others in found if others)


def _number_equals(header: Sequence[str]) -> list[tuple[str, int]]:
    """Return the cells of a header, each with the number of its equals before it."""
    seen: Counter[str] = Counter()
    numbered = []
    for name in header:
        numbered.append((name, seen[name]))
        seen[name] += 1
    return numbered
