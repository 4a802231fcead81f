"""Counts of translations by state, and the shares that they are of a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.model import State

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

UP_TO_DATE = (State.CURRENT, State.COSMETIC)


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
    done = sum(counted[state] for state in UP_TO_DATE)
    return Group(name, query, write_percent(done, total), tuple(counts))


def write_percent(part: int, total: int) -> str:
    """Write a share; only what is whole is 100 %, and only what is nothing 0 %."""
    if not total:
        return "–"
    percent = 100 * part / total
    if 0 < percent < 1:
        return "<1%"
    if 99 < percent < 100:  # noqa: PLR2004
        return ">99%"
    return f"{percent:.0f}%"


def clean(text: str) -> str:
    """Return a name that is text: bytes that are none become replacement characters."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
