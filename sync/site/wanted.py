"""What is wanted most: languages and documents by the words that they owe."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.model import UP_TO_DATE, State

if TYPE_CHECKING:
    from sync.model import Status

Words = Mapping[str, int]
"""The words that translations owe, by path; one that is not there owes nobody knows how many."""

_ORDER = (State.STALE, State.PENDING, State.MISSING)


@dataclass(frozen=True, slots=True)
class DebtPart:
    """A stretch of a bar: the words owed by what is in a state; percent of the widest bar."""

    state: State
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Debt:
    """A language or document: what it owes, in words and in translations.

    ``unknown`` counts those of which nobody knows how many words they owe.
    """

    name: str
    words: int
    translations: int
    unknown: int
    parts: tuple[DebtPart, ...]


class _Sums:
    """What a language or document owes so far: words by state, and translations."""

    __slots__ = ("translations", "unknown", "words")

    def __init__(self) -> None:
        self.words: Counter[State] = Counter()
        self.translations = 0
        self.unknown = 0


def rank(statuses: Iterable[Status], words: Words, find: Callable[[Status], str]) -> Sequence[Debt]:
    """Rank what ``find`` names by words owed, then by translations; what owes none is not told."""
    groups: defaultdict[str, _Sums] = defaultdict(_Sums)
    for status in statuses:
        if status.state in UP_TO_DATE:
            continue
        sums = groups[find(status)]
        sums.translations += 1
        owed = words.get(status.location.path)
        if owed is None:
            sums.unknown += 1
        else:
            sums.words[status.state] += owed
    widest = max((sums.words.total() for sums in groups.values()), default=0)
    found = [_measure(name, sums, widest) for name, sums in groups.items()]
    return sorted(found, key=lambda each: (-each.words, -each.translations, each.name))


def _measure(name: str, sums: _Sums, widest: int) -> Debt:
    parts, start = [], 0.0
    for state in _ORDER:
        if sums.words[state]:
            width = 100 * sums.words[state] / widest
            parts.append(DebtPart(state, round(start, 3), round(width, 3)))
            start += width
    return Debt(name, sums.words.total(), sums.translations, sums.unknown, tuple(parts))
