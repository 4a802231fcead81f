"""What is wanted most: languages and documents by the words that they owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.model import State
from sync.site.counting import UP_TO_DATE

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


def rank(statuses: Iterable[Status], words: Words, find: Callable[[Status], str]) -> Sequence[Debt]:
    """Rank what ``find`` names by words owed, then by translations; what owes none is not told."""
    groups: defaultdict[str, list[Status]] = defaultdict(list)
    for status in statuses:
        if status.state not in UP_TO_DATE:
            groups[find(status)].append(status)
    widest = max((_sum(group, words) for group in groups.values()), default=0)
    found = [_measure(name, group, words, widest) for name, group in groups.items()]
    return sorted(found, key=lambda each: (-each.words, -each.translations, each.name))


def _measure(name: str, group: Sequence[Status], words: Words, widest: int) -> Debt:
    parts, start = [], 0.0
    for state in _ORDER:
        owed = _sum((each for each in group if each.state is state), words)
        if owed:
            width = 100 * owed / widest
            parts.append(DebtPart(state, round(start, 3), round(width, 3)))
            start += width
    unknown = sum(each.location.path not in words for each in group)
    return Debt(name, _sum(group, words), len(group), unknown, tuple(parts))


def _sum(group: Iterable[Status], words: Words) -> int:
    return sum(words.get(each.location.path, 0) for each in group)
