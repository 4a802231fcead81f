"""Texts of two versions paired by how alike they are, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from heapq import heapify, heappop, heapreplace, nsmallest

from sync.align.likeness import LONG_TEXT, find_likeness
from sync.align.sequences import Pair

# How many candidates of a text are looked at first, and how many times as many when those are gone:
# where all texts are alike, all pairs of them at once take more than all else together.
_FIRST, _MORE = 8, 8

_Ranked = tuple[float, int, int, int]


def pair_alike(
    ours: Mapping[int, str],
    theirs: Mapping[int, str],
    cutoff: float,
    may_pair: Callable[[float, int, int], bool],
) -> list[Pair]:
    """Pair texts, given by their places, that are alike from ``cutoff`` percent on.

    The best pairs come first, each text once; of equal ones the pair counts first that moved
    least. ``may_pair`` is told how alike two are, and their places, and has the last word.
    """
    candidates = _Candidates(theirs, cutoff, may_pair)
    ranks = {i: candidates.rank(i, text) for i, text in ours.items()}
    heap = [best for rank in ranks.values() if (best := next(rank, None)) is not None]
    heapify(heap)
    pairs: list[Pair] = []
    while heap:
        *_, i, j = heap[0]
        if candidates.take(j):
            pairs.append((i, j))
            heappop(heap)
        elif (following := next(ranks[i], None)) is not None:
            heapreplace(heap, following)
        else:
            heappop(heap)
    return pairs


class _Candidates:
    """The texts that are not paired yet."""

    def __init__(
        self,
        texts: Mapping[int, str],
        cutoff: float,
        may_pair: Callable[[float, int, int], bool],
    ) -> None:
        self._short = {j: text for j, text in texts.items() if len(text) <= LONG_TEXT}
        self._long = {j: text for j, text in texts.items() if len(text) > LONG_TEXT}
        self._cutoff = cutoff
        self._may_pair = may_pair

    def take(self, j: int) -> bool:
        """Take a text away; tell whether it was still there."""
        side = self._short if j in self._short else self._long
        return side.pop(j, None) is not None

    def rank(self, i: int, text: str) -> Iterator[_Ranked]:
        """Yield those that a text may be paired with, the best first, as they are left by then."""
        most = _FIRST
        while True:
            found = nsmallest(most, self._compare(i, text))
            for each in found:
                score, _, _, j = each
                if (j in self._short or j in self._long) and self._may_pair(-score, i, j):
                    yield each
            if len(found) < most:
                return
            most *= _MORE

    def _compare(self, i: int, text: str) -> Iterator[_Ranked]:
        from rapidfuzz import fuzz, process

        cutoff = self._cutoff
        rest = self._long if len(text) <= LONG_TEXT else {**self._short, **self._long}
        if rest is self._long:
            found = process.extract_iter(text, self._short, scorer=fuzz.ratio, score_cutoff=cutoff)
            for _, score, j in found:
                yield -score, abs(i - j), i, j
        for j, other in rest.items():
            score = find_likeness(text, other, cutoff)
            if score >= cutoff:
                yield -score, abs(i - j), i, j
