"""The probabilities of pairs are those of all alignments, summed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import exp, isclose
from random import Random

import pytest

from sync.align.posterior import find_posteriors

GAP = exp(-3.5)
Score = Callable[[int, int], float | None]


def find(score: Score, ours: int, theirs: int) -> dict[tuple[int, int], float]:
    def weigh(i: int, places: range) -> list[float]:
        said = [score(i, j) for j in places]
        return [0.0 if each is None else exp(each) for each in said]

    return find_posteriors(weigh, ours, theirs)


def list_alignments(ours: int, theirs: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield every set of pairs that rise on both sides."""
    if not ours or not theirs:
        yield ()
        return
    for there in range(theirs):
        for rest in list_alignments(ours - 1, there):
            yield (*rest, (ours - 1, there))
    yield from list_alignments(ours - 1, theirs)


def sum_all(score: Score, ours: int, theirs: int) -> dict[tuple[int, int], float]:
    found: dict[tuple[int, int], float] = {}
    total = 0.0
    for pairs in list_alignments(ours, theirs):
        weight = GAP ** (ours + theirs - 2 * len(pairs))
        for i, j in pairs:
            said = score(i, j)
            weight *= 0.0 if said is None else exp(said)
        total += weight
        for pair in pairs:
            found[pair] = found.get(pair, 0.0) + weight
    return {pair: weight / total for pair, weight in found.items()}


@pytest.mark.parametrize("seed", range(12))
def test_probabilities_are_those_of_all_alignments(seed: int) -> None:
    random = Random(seed)
    ours, theirs = random.randint(1, 6), random.randint(1, 6)
    scores = {
        (i, j): None if random.random() < 0.2 else random.uniform(-8, 5)
        for i in range(ours)
        for j in range(theirs)
    }
    found = find(lambda i, j: scores[i, j], ours, theirs)
    wanted = sum_all(lambda i, j: scores[i, j], ours, theirs)
    for pair, chance in wanted.items():
        assert isclose(found.get(pair, 0.0), chance, rel_tol=1e-6, abs_tol=1e-6)


def test_long_sequences_neither_overflow_nor_vanish() -> None:
    found = find(lambda i, j: 2.0 if i == j else -20.0, 3000, 3000)
    assert all(found[k, k] > 0.99 for k in range(3000))
    assert len(found) < 3100


@pytest.mark.parametrize(("ours", "theirs"), [(0, 3), (3, 0), (0, 0)])
def test_nothing_pairs_with_nothing(ours: int, theirs: int) -> None:
    assert find(lambda _i, _j: 1.0, ours, theirs) == {}


def test_what_is_far_from_the_diagonal_has_no_partner() -> None:
    found = find(lambda i, j: 5.0 if (i, j) == (0, 299) else -9.0, 300, 300)
    assert (0, 299) not in found


@pytest.mark.parametrize("count", [1, 300, 1000])
def test_noop_nothing_matches(count: int) -> None:
    assert find(lambda i, j: None, count, count) == {}


def test_what_matches_is_found_beside_others_that_do_not() -> None:
    found = find(lambda i, j: 8.0 if i == j and i < 100 else None, 150, 150)
    assert {pair for pair, chance in found.items() if chance > 0.99} == {(k, k) for k in range(100)}


def test_what_is_less_likely_than_asked_for_is_left_out() -> None:
    odds = [[30.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 30.0]]

    def weigh(i: int, places: range) -> list[float]:
        return [odds[i][j] for j in places]

    found = find_posteriors(weigh, 3, 3)
    least = 0.5  # of which none is near
    wanted = {pair: chance for pair, chance in found.items() if chance >= least}
    assert find_posteriors(weigh, 3, 3, least) == wanted
    assert 0 < len(wanted) < len(found)
