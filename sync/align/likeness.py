"""How alike two texts of one language are, in time that stays bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

LONG_TEXT = 20_000
"""Longer texts, in characters, are compared by their words: characters take the square."""


def find_likeness(first: str, second: str, cutoff: float = 0.0) -> float:
    """Return how alike two texts are in percent, 0 where that is less than ``cutoff``."""
    if 200 * min(len(first), len(second)) < cutoff * (len(first) + len(second)):
        return 0.0
    if max(len(first), len(second)) > LONG_TEXT:
        likeness = 100 * find_overlap(first.split(), second.split())
        return likeness if likeness >= cutoff else 0.0
    from rapidfuzz import fuzz

    return fuzz.ratio(first, second, score_cutoff=cutoff)


def find_overlap(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Return the shared part of two multisets, 0 to 1 (Dice)."""
    total = len(first) + len(second)
    if not total:
        return 0.0
    return 2 * (Counter(first) & Counter(second)).total() / total
