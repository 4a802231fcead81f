"""How probable each pair of two aligned sequences is: a pair hidden Markov model.

Each item of one sequence matches an item of the other or none (Durbin et al., Biological Sequence
Analysis, 1998, chapter 4). The forward and backward algorithms sum over all alignments, so that a
pair counts only where hardly any other alignment would do: one best alignment cannot say that.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from math import exp, log
from typing import NamedTuple

from sync.align.sequences import Pair

# Log-odds of an item without a partner, against a match that says nothing for or against it.
_GAP = -3.5
# Beyond this distance from the diagonal nothing is compared, so that the time is in proportion to
# the length; what a band cuts off is left without a partner.
_BAND = 64
_WIDEST = 512
_LEAST = 1e-6

Weigh = Callable[[int, range], Sequence[float]]


def find_posteriors(
    weigh: Weigh, ours: int, theirs: int, least: float = _LEAST
) -> dict[Pair, float]:
    """Return the probability of each pair of items, those below the ``least`` left out.

    ``weigh`` gives the odds of one item's matches with each of a range of items, 0 where one is
    impossible; ``ours`` and ``theirs`` are the numbers of items.
    """
    if not ours or not theirs:
        return {}
    model = _Model(weigh, ours, theirs)
    return model.find(least)


class _Model:
    """The sums over all alignments; deletions stand before insertions, so none counts twice.

    Each row is divided by the largest number of the one before, whose logarithm is kept beside it.
    """

    def __init__(self, weigh: Weigh, ours: int, theirs: int) -> None:
        self._ours = ours
        self._theirs = theirs
        self._gap = exp(_GAP)
        self._width = min(_BAND + abs(ours - theirs), _WIDEST)
        self._weights = [self._weigh(weigh, i) for i in range(ours)]

    def _bounds(self, i: int) -> range:
        """Return the places of the other sequence that may stand beside place ``i``."""
        middle = i * self._theirs // self._ours
        low = max(0, middle - self._width)
        return range(low, min(self._theirs, middle + self._width) + 1)

    def _weigh(self, weigh: Weigh, i: int) -> Sequence[float]:
        """Return the odds of one item's matches, by places from its bounds on."""
        bounds = self._bounds(i)
        weights = array("d", weigh(i, range(bounds.start, min(bounds.stop, self._theirs))))
        weights.extend([0.0] * (len(bounds) - len(weights)))
        return weights

    def find(self, least: float) -> dict[Pair, float]:
        forward = self._go_forward()
        last = forward[-1]
        total = last.values[self._theirs - last.low]
        pairs: dict[Pair, float] = {}
        if not total:
            return pairs  # so many lack a partner that no alignment has a probability in floats
        for i, after in self._go_backward():
            before, weights = forward[i], self._weights[i]
            share = exp(min(700.0, before.scale + after.scale - last.scale)) / total
            follows = after.look_from(before.low + 1, len(weights))
            sides = zip(before.values, weights, follows, strict=True)
            for j, (here, weight, there) in enumerate(sides, before.low):
                chance = here * weight * there * share
                if chance >= least:
                    pairs[i, j] = chance
        return pairs

    def _go_forward(self) -> list[_Row]:
        """Sum what may stand before each place: over both states, by row."""
        gap = self._gap
        bounds = self._bounds(0)
        matched = _Row(bounds.start, [1.0, *[0.0] * (len(bounds) - 1)], 0.0)
        rows = [_Row(bounds.start, _insert(matched.values, gap), 0.0)]
        for i in range(1, self._ours + 1):
            bounds, both = self._bounds(i), rows[-1]
            weights = _Row(both.low, self._weights[i - 1], 0.0)
            by = 1.0 / (max(both.values) or 1.0)
            stays_by = gap * by
            sides = zip(
                matched.look_from(bounds.start, len(bounds)),
                both.look_from(bounds.start - 1, len(bounds)),
                weights.look_from(bounds.start - 1, len(bounds)),
                strict=True,
            )
            values = [stays * stays_by + before * weight * by for stays, before, weight in sides]
            matched = _Row(bounds.start, values, both.scale - log(by))
            rows.append(_Row(bounds.start, _insert(values, gap), matched.scale))
        return rows

    def _go_backward(self) -> Iterator[tuple[int, _Row]]:
        """Yield each item, last first, with what may follow each place behind it, after a match."""
        gap = self._gap
        bounds = self._bounds(self._ours)
        below = _Row(bounds.start, [gap ** (self._theirs - j) for j in bounds], 0.0)
        for i in range(self._ours - 1, -1, -1):
            yield i, below
            bounds = self._bounds(i)
            by = 1.0 / (max(below.values) or 1.0)
            gap_by = gap * by
            sides = zip(
                reversed(self._weights[i]),
                reversed(below.look_from(bounds.start, len(bounds))),
                reversed(below.look_from(bounds.start + 1, len(bounds))),
                strict=True,
            )
            values = []
            inserted = 0.0  # what follows in the state of an insertion at the place after
            for weight, follows, after in sides:
                inserted *= gap
                matched = weight * after * by
                values.append(matched + gap_by * follows + inserted)
                inserted += matched
            values.reverse()
            below = _Row(bounds.start, values, below.scale - log(by))


class _Row(NamedTuple):
    """Numbers by places from ``low`` on, and the logarithm of what they were divided by.

    Those that are kept are in arrays: a document of thousands of blocks has millions.
    """

    low: int
    values: Sequence[float]
    scale: float

    def look_from(self, low: int, count: int) -> Sequence[float]:
        """Return the numbers of so many places from ``low`` on; there is nothing beyond."""
        start = low - self.low
        if not start and count == len(self.values):
            return self.values
        found = [0.0] * -start + list(self.values[max(0, start) : max(0, start + count)])
        return found + [0.0] * (count - len(found))


def _insert(values: Sequence[float], gap: float) -> Sequence[float]:
    """Return sums over both states of those of a match."""
    sums = []
    inserted = 0.0
    for value in values:
        total = value + inserted
        sums.append(total)
        inserted = total * gap
    return array("d", sums)
