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
    A row has the numbers of the places from its bounds on. This is done for every two units of
    long stretches, more often than anything else, and so in loops that do nothing else.
    """

    def __init__(self, weigh: Weigh, ours: int, theirs: int) -> None:
        self._ours = ours
        self._theirs = theirs
        self._gap = exp(_GAP)
        self._width = min(_BAND + abs(ours - theirs), _WIDEST)
        self._bounds = [self._find_bounds(i) for i in range(ours + 1)]
        self._weights = [self._weigh(weigh, i) for i in range(ours)]

    def _find_bounds(self, i: int) -> range:
        """Return the places of the other sequence that may stand beside place ``i``."""
        middle = i * self._theirs // self._ours
        low = max(0, middle - self._width)
        return range(low, min(self._theirs, middle + self._width) + 1)

    def _weigh(self, weigh: Weigh, i: int) -> Sequence[float]:
        """Return the odds of one item's matches, by places from its bounds on."""
        bounds = self._bounds[i]
        weights = array("d", weigh(i, range(bounds.start, min(bounds.stop, self._theirs))))
        weights.extend([0.0] * (len(bounds) - len(weights)))
        return weights

    def find(self, least: float) -> dict[Pair, float]:
        forward = self._go_forward()
        last = forward[-1]
        total = last.values[self._theirs - self._bounds[-1].start]
        pairs: dict[Pair, float] = {}
        if not total:
            return pairs  # so many lack a partner that no alignment has a probability in floats
        for i, after in self._go_backward():
            before, weights, low = forward[i], self._weights[i], self._bounds[i].start
            share = exp(min(700.0, before.scale + after.scale - last.scale)) / total
            follows = _slide(after.values, low + 1 - self._bounds[i + 1].start, len(weights))
            sides = zip(before.values, weights, follows, strict=True)
            chances = [here * weight * there * share for here, weight, there in sides]
            if max(chances) >= least:
                found = ((j, chance) for j, chance in enumerate(chances, low) if chance >= least)
                pairs |= {(i, j): chance for j, chance in found}
        return pairs

    def _go_forward(self) -> list[_Row]:
        """Sum what may stand before each place: over both states, by row."""
        gap = self._gap
        matched = [1.0, *[0.0] * (len(self._bounds[0]) - 1)]
        rows = [_Row(_insert(matched, gap), 0.0)]
        for i in range(1, self._ours + 1):
            both, scale = rows[-1]
            by = 1.0 / (max(both) or 1.0)
            stays_by = gap * by
            start, count = self._bounds[i].start - self._bounds[i - 1].start, len(self._bounds[i])
            sides = zip(
                _slide(matched, start, count),
                _slide(both, start - 1, count),
                _slide(self._weights[i - 1], start - 1, count),
                strict=True,
            )
            matched = [stays * stays_by + before * weight * by for stays, before, weight in sides]
            rows.append(_Row(_insert(matched, gap), scale - log(by)))
        return rows

    def _go_backward(self) -> Iterator[tuple[int, _Row]]:
        """Yield each item, last first, with what may follow each place behind it, after a match."""
        gap = self._gap
        below: Sequence[float] = [gap ** (self._theirs - j) for j in self._bounds[-1]]
        scale = 0.0
        for i in range(self._ours - 1, -1, -1):
            yield i, _Row(below, scale)
            by = 1.0 / (max(below) or 1.0)
            gap_by = gap * by
            start, count = self._bounds[i].start - self._bounds[i + 1].start, len(self._bounds[i])
            sides = zip(
                reversed(self._weights[i]),
                reversed(_slide(below, start, count)),
                reversed(_slide(below, start + 1, count)),
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
            below, scale = values, scale - log(by)


class _Row(NamedTuple):
    """Numbers by places, and the logarithm of what they were divided by.

    Those that are kept are in arrays: a document of thousands of blocks has millions.
    """

    values: Sequence[float]
    scale: float


def _slide(values: Sequence[float], start: int, count: int) -> Sequence[float]:
    """Return so many numbers from ``start`` on; there is nothing before them, or behind."""
    if not start and count == len(values):
        return values
    found = [*[0.0] * -start, *values[max(0, start) : max(0, start + count)]]
    found += [0.0] * (count - len(found))
    return found


def _insert(values: Sequence[float], gap: float) -> Sequence[float]:
    """Return sums over both states of those of a match."""
    total = 0.0
    return array("d", [total := value + total * gap for value in values])
