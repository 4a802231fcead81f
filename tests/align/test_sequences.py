"""Pairing equal items: in order, then moved ones, in bounded time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.align.sequences import gaps, pair_best, pair_equal, pair_in_order, rising, unique
from tests.pathological.work import LINEAR, measure_growth

ITEMS = st.text("abcd", max_size=12)


@given(ITEMS, ITEMS)
@settings(max_examples=400)
def test_pairs_in_order_are_equal_and_rise(first: str, second: str) -> None:
    pairs = pair_in_order(first, second)

    assert all(first[i] == second[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


@given(ITEMS, ITEMS)
@settings(max_examples=400)
def test_all_that_is_equal_is_paired_once(first: str, second: str) -> None:
    pairs = pair_equal(first, second)

    assert all(first[i] == second[j] for i, j in pairs)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert len(pairs) == (Counter(first) & Counter(second)).total()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=9))
@settings(max_examples=300)
def test_a_rising_part_is_a_longest_one(pairs: list[tuple[int, int]]) -> None:
    found = rising(pairs)

    assert set(found) <= set(pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    assert len(found) == longest(tuple(sorted(set(pairs))))


def longest(pairs: tuple[tuple[int, int], ...]) -> int:
    best = [1] * len(pairs)
    for k, (i, j) in enumerate(pairs):
        for earlier, (a, b) in enumerate(pairs[:k]):
            if a < i and b < j:
                best[k] = max(best[k], best[earlier] + 1)
    return max(best, default=0)


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        pytest.param("abc", "abc", [(0, 0), (1, 1), (2, 2)], id="the same"),
        pytest.param("xax", "xaxx", [(0, 0), (1, 1), (2, 2)], id="twins by their neighbours"),
        pytest.param("xax", "xbx", [(0, 0), (2, 2)], id="common ends"),
        pytest.param("abc", "cab", [(0, 1), (1, 2)], id="a moved one is left out"),
        pytest.param("aabb", "bbaa", [(2, 0), (3, 1)], id="blocks of twins"),
        pytest.param("", "a", [], id="empty"),
    ],
)
def test_literal_orders(first: str, second: str, pairs: list[tuple[int, int]]) -> None:
    assert pair_in_order(first, second) == pairs


def test_what_stands_once_on_each_side_is_paired_wherever_it_is() -> None:
    first, second = ["a", "", "b", "c", "c", None], ["c", "b", None, "a", "d", ""]

    assert unique(first, second) == [(0, 3), (2, 1)]
    assert unique(first, second, empty=True) == [(0, 3), (1, 5), (2, 1), (5, 2)]


def test_gaps_are_what_lies_between_pairs_on_either_side() -> None:
    assert list(gaps([(0, 1), (1, 2), (4, 3)], 5, 6)) == [
        (range(0), range(1)),
        (range(2, 4), range(3, 3)),
        (range(5, 5), range(4, 6)),
    ]
    assert list(gaps([], 0, 0)) == []


def test_the_best_is_paired_first_and_of_equal_ones_what_moved_least() -> None:
    scored = [(1.0, 0, 0), (2.0, 0, 1), (1.0, 1, 1), (1.0, 1, 0), (1.0, 2, 0), (0.5, 2, 2)]

    assert pair_best(scored) == [(0, 1), (1, 0), (2, 2)]


def test_long_sequences_take_time_in_proportion() -> None:
    def pair(size: int) -> Callable[[], object]:
        twins = [f"{k % 7}" for k in range(size)], [f"{k % 5}" for k in range(size)]
        turned = [str(k) for k in range(size)], [str(k) for k in range(size, 0, -1)]
        return lambda: (pair_equal(*twins), pair_equal(*turned))

    assert measure_growth(pair, 3_000) < LINEAR


def test_a_sequence_that_parts_one_by_one_takes_time_in_proportion() -> None:
    """Of each stretch one item is unique, and all that is left is the next stretch."""

    def pair(size: int) -> Callable[[], object]:
        first = [item for k in range(size) for item in (f"{k}", f"{k + 1}", "x")]
        second = [item for k in range(size) for item in ("y", f"{k}", f"{k + 1}")]
        return lambda: pair_in_order(first, second)

    assert measure_growth(pair, 500) < LINEAR
