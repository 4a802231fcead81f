"""Texts that are alike are paired as if each were compared with each, however few are looked at."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.align.alike import pair_alike
from sync.align.likeness import LONG_TEXT, find_likeness
from sync.align.sequences import Pair, pair_best

_CUTOFF = 70.0
_texts = st.lists(st.text("ab |", max_size=12), max_size=40)


def _compare_all(
    ours: dict[int, str], theirs: dict[int, str], may_pair: Callable[[float, int, int], bool]
) -> list[Pair]:
    return pair_best(
        (score, i, j)
        for i, j in product(ours, theirs)
        if (score := find_likeness(ours[i], theirs[j], _CUTOFF)) >= _CUTOFF
        if may_pair(score, i, j)
    )


def _place(texts: list[str], step: int) -> dict[int, str]:
    return {step * place: text for place, text in enumerate(texts)}


@given(_texts, _texts, st.integers(1, 5))
def test_pairs_are_those_of_all_comparisons(ours: list[str], theirs: list[str], odd: int) -> None:
    left, right = _place(ours, 1), _place(theirs, 2)

    def may_pair(score: float, i: int, j: int) -> bool:
        return score >= 80 or (i + j) % odd == 0

    assert pair_alike(left, right, _CUTOFF, may_pair) == _compare_all(left, right, may_pair)


@pytest.mark.parametrize("size", [1, 9, 70, 200])
def test_twins_keep_their_order(size: int) -> None:
    twins = dict.fromkeys(range(size), "the same words")
    pairs = pair_alike(twins, twins, _CUTOFF, lambda *_: True)
    assert pairs == [(place, place) for place in range(size)]


def test_many_that_may_not_pair_hide_none_that_may() -> None:
    theirs = dict.fromkeys(range(300), "the same words")
    pairs = pair_alike({0: "the same words"}, theirs, _CUTOFF, lambda _, __, j: j == 299)
    assert pairs == [(0, 299)]


def test_long_texts_are_compared_by_their_words() -> None:
    long = "word " * (LONG_TEXT // 5 + 1)
    ours, theirs = {0: long, 1: "short one"}, {0: "short ones", 1: f"{long}more"}
    assert sorted(pair_alike(ours, theirs, _CUTOFF, lambda *_: True)) == [(0, 1), (1, 0)]
