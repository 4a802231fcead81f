"""Counts of translations by state, and the shares that they are of a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.model import UP_TO_DATE, State
from sync.reports.shares import write_share

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNS = {
    State.INVALID: "×",
    State.ORPHANED: "⌀",
    State.STALE: "!",
    State.PENDING: "…",
    State.UNSTAMPED: "?",
    State.MISSING: "–",
    State.COSMETIC: "≈",
    State.CURRENT: "✓",
}
"""A sign for each state, the worst state first: a colour alone tells some readers nothing."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many translations are in a state; ``start`` and ``width`` are percent of a bar."""

    state: State
    sign: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Group:
    """The translations of a language or a folder; ``query`` is the address that shows them."""

    name: str
    query: str
    percent: str
    counts: tuple[Count, ...]

    @property
    def total(self) -> int:
        """All of its translations."""
        return sum(count.count for count in self.counts)

    @property
    def shares(self) -> tuple[Count, ...]:
        """The counts that a bar shows, the best state first."""
        return tuple(count for count in reversed(self.counts) if count.count)

    @property
    def owed(self) -> tuple[Count, ...]:
        """The counts of what is not up to date, the worst state first."""
        return tuple(each for each in self.counts if each.count and each.state not in UP_TO_DATE)


def count_group(name: str, query: str, states: Iterable[State]) -> Group:
    """Count a group's states, the worst first, all eight of them."""
    counted = Counter(states)
    total = sum(counted.values())
    counts, start = [], 100.0
    for state, sign in SIGNS.items():
        width = 100 * counted[state] / total if total else 0.0
        start -= width
        counts.append(Count(state, sign, counted[state], round(max(start, 0), 3), round(width, 3)))
    return Group(name, query, write_share(counted), tuple(counts))


def clean(text: str) -> str:
    """Return a name that is text: bytes that are none become replacement characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
