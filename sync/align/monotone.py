"""The best alignment of two sequences that keep their order, where some items have no partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sync.align.sequences import Pair

# More comparisons than this are not made.
_COMPARISONS = 250_000
# Alignments whose scores differ by less are equally good; sums of fractions are inexact.
_SLACK = 1e-6


def align_in_order(
    score: Callable[[int, int], float], ours: range, theirs: range
) -> tuple[list[Pair], set[int]] | None:
    """Return the monotone alignment with gaps of the highest score (Needleman-Wunsch).

    ``score`` says how well two items fit; only those above 0 may pair. With the alignment come
    the items of ``ours`` that another one of that score pairs otherwise. None where too many
    would have to be compared.
    """
    if len(ours) * len(theirs) > _COMPARISONS:
        return None
    fits = {(i, j): score(i, j) for i in ours for j in theirs}
    if all(fit <= 0 for fit in fits.values()):
        return [], set()
    before, after = _best_before(fits, ours, theirs), _best_after(fits, ours, theirs)
    best = after[ours.start, theirs.start]
    equal = [
        (i, j)
        for (i, j), fit in fits.items()
        if fit > 0 and before[i, j] + fit + after[i + 1, j + 1] >= best - _SLACK
    ]
    counts = Counter(i for i, _ in equal), Counter(j for _, j in equal)
    doubtful = {i for i, j in equal if counts[0][i] > 1 or counts[1][j] > 1}
    return _trace(fits, after, ours, theirs), doubtful


_Totals = dict[Pair, float]


def _best_before(fits: _Totals, ours: range, theirs: range) -> _Totals:
    """Return, for each place, the highest score of what lies before it on both sides."""
    best: _Totals = {}
    for i in range(ours.start, ours.stop + 1):
        for j in range(theirs.start, theirs.stop + 1):
            best[i, j] = max(
                best.get((i - 1, j), 0.0),
                best.get((i, j - 1), 0.0),
                best.get((i - 1, j - 1), 0.0) + fits.get((i - 1, j - 1), 0.0),
            )
    return best


def _best_after(fits: _Totals, ours: range, theirs: range) -> _Totals:
    """Return, for each place, the highest score of what lies behind it on both sides."""
    best: _Totals = {}
    for i in range(ours.stop, ours.start - 1, -1):
        for j in range(theirs.stop, theirs.start - 1, -1):
            best[i, j] = max(
                best.get((i + 1, j), 0.0),
                best.get((i, j + 1), 0.0),
                best.get((i + 1, j + 1), 0.0) + fits.get((i, j), 0.0),
            )
    return best


def _trace(fits: _Totals, after: _Totals, ours: range, theirs: range) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = ours.start, theirs.start
    while i < ours.stop and j < theirs.stop:
        if fits[i, j] > 0 and after[i, j] == fits[i, j] + after[i + 1, j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif after[i, j] == after[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs
