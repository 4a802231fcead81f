"""Pairing equal items of two sequences, so that neighbours tell twins apart.

Pairs are (index in the first, index in the second). Time is linear but for stretches without a
unique item, and for how often stretches are looked at again, which are both bounded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

Pair = tuple[int, int]
_T = TypeVar("_T")
# A stretch of duplicates beyond this many comparisons is paired in order, not by its neighbours.
_COMPARISONS = 250_000
# How often, on the average, an item may be looked at while stretches part into smaller ones.
_ROUNDS = 64


def pair_in_order(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Pair]:
    """Return a common subsequence as pairs, ascending in both: equal items that kept their order.

    Common ends are taken first, then items unique on both sides as anchors (patience diff), then
    what lies between, by a longest common subsequence where that is small enough.
    """
    pairs: list[Pair] = []
    todo = [(0, len(first), 0, len(second))]
    left = _ROUNDS * (len(first) + len(second))
    while todo and left >= 0:
        a, b, c, d = todo.pop()
        left -= b - a + d - c
        while a < b and c < d and first[a] == second[c]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and first[b - 1] == second[d - 1]:
            b, d = b - 1, d - 1
            pairs.append((b, d))
        if a == b or c == d:
            continue
        anchors = rising(unique(first[a:b], second[c:d], empty=True))
        if not anchors:
            pairs += _pair_small(first, second, (a, b, c, d))
            continue
        pairs += [(a + i, c + j) for i, j in anchors]
        todo += [
            (a + ours.start, a + ours.stop, c + theirs.start, c + theirs.stop)
            for ours, theirs in gaps(anchors, b - a, d - c)
        ]
    return sorted(pairs)


def pair_equal(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Pair]:
    """Pair equal items: first those that kept their order, then moved ones, twins in order."""
    pairs = pair_in_order(first, second)
    taken = {j for _, j in pairs}
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for j, item in enumerate(second):
        if j not in taken:
            waiting[item].append(j)
    paired = {i for i, _ in pairs}
    for i, item in enumerate(first):
        if i not in paired and waiting.get(item):
            pairs.append((i, waiting[item].popleft()))
    return sorted(pairs)


def rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return a longest part of ``pairs`` that rises strictly in both."""
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    tails: list[int] = []
    tail_places: list[int] = []
    previous: list[int] = []
    for place, (_, j) in enumerate(ordered):
        length = bisect_left(tails, j)
        previous.append(tail_places[length - 1] if length else -1)
        if length == len(tails):
            tails.append(j)
            tail_places.append(place)
        else:
            tails[length] = j
            tail_places[length] = place
    longest: list[Pair] = []
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        longest.append(ordered[place])
        place = previous[place]
    return longest[::-1]


def unique(
    first: Sequence[Hashable], second: Sequence[Hashable], *, empty: bool = False
) -> list[Pair]:
    """Pair equal items that stand once on each side, in the order of the first.

    Items that are ``empty`` say nothing, and are left out unless they are asked for.
    """
    counts = Counter(first), Counter(second)
    places = {item: j for j, item in enumerate(second) if counts[1][item] == 1 and (item or empty)}
    return [
        (i, places[item]) for i, item in enumerate(first) if counts[0][item] == 1 and item in places
    ]


def gaps(pairs: Sequence[Pair], ours: int, theirs: int) -> Iterator[tuple[range, range]]:
    """Yield what lies between rising pairs, as indices, where either side has items.

    ``ours`` and ``theirs`` are the numbers of items.
    """
    i = j = 0
    for end_i, end_j in (*pairs, (ours, theirs)):
        if i < end_i or j < end_j:
            yield range(i, end_i), range(j, end_j)
        i, j = end_i + 1, end_j + 1


def pair_best(scored: Iterable[tuple[float, int, int]]) -> list[Pair]:
    """Pair items by (score, index, index), the best first, each of them once.

    Of equal scores the pair counts first that moved least.
    """
    pairs: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in sorted((-score, abs(i - j), i, j) for score, i, j in scored):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def subtract(some: Iterable[_T], others: Iterable[_T], key: Callable[[_T], Hashable]) -> list[_T]:
    """Return what is left of some items once others with the same keys are taken away."""
    counts = Counter(map(key, others))
    left = []
    for item in some:
        if counts[key(item)]:
            counts[key(item)] -= 1
        else:
            left.append(item)
    return left


def _pair_small(
    first: Sequence[Hashable], second: Sequence[Hashable], span: tuple[int, int, int, int]
) -> list[Pair]:
    a, b, c, d = span
    if (b - a) * (d - c) > _COMPARISONS or set(first[a:b]).isdisjoint(second[c:d]):
        return []
    lengths = [[0] * (d - c + 1) for _ in range(b - a + 1)]
    for i in range(b - a - 1, -1, -1):
        row, below, item = lengths[i], lengths[i + 1], first[a + i]
        for j in range(d - c - 1, -1, -1):
            row[j] = below[j + 1] + 1 if item == second[c + j] else max(below[j], row[j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < b - a and j < d - c:
        if first[a + i] == second[c + j]:
            pairs.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
