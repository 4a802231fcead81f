"""How probable each pair of two aligned sequences is: a pair hidden Markov model.

Each item of one sequence matches an item of the other or none (Durbin et al., Biological Sequence
Analysis, 1998, chapter 4). The forward and backward algorithms sum over all alignments, so that a
pair counts only where hardly any other alignment would do: one best alignment cannot say that.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
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

Scores = Callable[[int, range], Iterable[float | None]]


def find_posteriors(score: Scores, ours: int, theirs: int) -> dict[Pair, float]:
    """Return the probability of each pair of items, those of nearly none left out.

    ``score`` gives the log-odds of one item's matches with each of a range of items, None where
    one is impossible; ``ours`` and ``theirs`` are the numbers of items.
    """
    if not ours or not theirs:
        return {}
    model = _Model(score, ours, theirs)
    return model.find()


class _Model:
    """The sums over all alignments; deletions stand before insertions, so none counts twice.

    Rows are scaled by their largest number, whose logarithm is kept beside them.
    """

    def __init__(self, score: Scores, ours: int, theirs: int) -> None:
        self._ours = ours
        self._theirs = theirs
        self._gap = exp(_GAP)
        self._width = min(_BAND + abs(ours - theirs), _WIDEST)
        self._weights = [self._weigh(score, i) for i in range(ours)]

    def _bounds(self, i: int) -> range:
        """Return the places of the other sequence that may stand beside place ``i``."""
        middle = i * self._theirs // self._ours
        low = max(0, middle - self._width)
        return range(low, min(self._theirs, middle + self._width) + 1)

    def _weigh(self, score: Scores, i: int) -> Sequence[float]:
        """Return the weights of one item's matches, by places from its bounds on; 0: none."""
        bounds = self._bounds(i)
        found = score(i, range(bounds.start, min(bounds.stop, self._theirs)))
        weights = [0.0 if each is None else exp(each) for each in found]
        return array("d", weights + [0.0] * (len(bounds) - len(weights)))

    def find(self) -> dict[Pair, float]:
        forward = self._go_forward()
        backward = self._go_backward()
        total, total_scale = backward[0].values[0], backward[0].scale
        pairs: dict[Pair, float] = {}
        if not total:
            return pairs  # so many lack a partner that no alignment has a probability in floats
        for i, weights in enumerate(self._weights):
            before, after = forward[i], backward[i + 1]
            shift = exp(min(700.0, before.scale + after.scale - total_scale))
            follows = after.look_from(before.low + 1, len(weights))
            sides = zip(before.values, weights, follows, strict=True)
            for j, (here, weight, there) in enumerate(sides, before.low):
                chance = here * weight * there / total * shift
                if chance > _LEAST:
                    pairs[i, j] = chance
        return pairs

    def _go_forward(self) -> list[_Row]:
        """Sum what may stand before each place: over both states, by row."""
        gap = self._gap
        bounds = self._bounds(0)
        matched = _Row(bounds.start, [1.0, *[0.0] * (len(bounds) - 1)], 0.0)
        both = _Row(bounds.start, list(_insert(matched.values, gap)), 0.0)
        rows = []
        for i in range(self._ours + 1):
            if i:
                bounds = self._bounds(i)
                weights = _Row(both.low, self._weights[i - 1], 0.0)
                sides = zip(
                    matched.look_from(bounds.start, len(bounds)),
                    both.look_from(bounds.start - 1, len(bounds)),
                    weights.look_from(bounds.start - 1, len(bounds)),
                    strict=True,
                )
                values = [stays * gap + before * weight for stays, before, weight in sides]
                matched = _Row(bounds.start, values, both.scale)
                both = _Row(bounds.start, list(_insert(values, gap)), both.scale)
            largest = max(both.values) or 1.0
            matched, both = matched.shrink(largest), both.shrink(largest)
            rows.append(both)
        return rows

    def _go_backward(self) -> list[_Row]:
        """Sum what may follow each place in the state of a match, by row."""
        gap = self._gap
        bounds = self._bounds(self._ours)
        below = _Row(bounds.start, [gap ** (self._theirs - j) for j in bounds], 0.0)
        below = below.shrink(max(below.values) or 1.0)
        rows = [below]
        for i in range(self._ours - 1, -1, -1):
            bounds = self._bounds(i)
            sides = zip(
                reversed(self._weights[i]),
                reversed(below.look_from(bounds.start, len(bounds))),
                reversed(below.look_from(bounds.start + 1, len(bounds))),
                strict=True,
            )
            values = []
            inserted = 0.0  # what follows in the state of an insertion at the place after
            for weight, follows, after in sides:
                matched = weight * after
                values.append(matched + gap * follows + gap * inserted)
                inserted = matched + gap * inserted
            values.reverse()
            below = _Row(bounds.start, values, below.scale).shrink(max(values) or 1.0)
            rows.append(below)
        return rows[::-1]


class _Row(NamedTuple):
    """Numbers by places from ``low`` on, and the logarithm of what they were divided by.

    Those that are kept are in arrays: a document of thousands of blocks has millions.
    """

    low: int
    values: Sequence[float]
    scale: float

    def look_from(self, low: int, count: int) -> list[float]:
        """Return the numbers of so many places from ``low`` on; there is nothing beyond."""
        start = low - self.low
        found = [0.0] * -start + list(self.values[max(0, start) : max(0, start + count)])
        return found + [0.0] * (count - len(found))

    def shrink(self, largest: float) -> _Row:
        values = array("d", [value / largest for value in self.values])
        return _Row(self.low, values, self.scale + log(largest))


def _insert(values: Sequence[float], gap: float) -> Iterator[float]:
    """Yield sums over both states of those of a match."""
    inserted = 0.0
    for value in values:
        total = value + inserted
        yield total
        inserted = total * gap
