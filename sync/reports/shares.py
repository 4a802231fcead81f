"""Which part of some translations is up to date, as every report, page and badge writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.model import UP_TO_DATE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.model import State


def count_done(counts: Mapping[State, int] | Mapping[str, int]) -> int:
    """Return how many are up to date; what is ``cosmetic`` is."""
    return sum(counts.get(state, 0) for state in UP_TO_DATE)


def write_share(counts: Mapping[State, int] | Mapping[str, int]) -> str:
    """Write it in per cent, rounded down: only what is whole is 100 %, only what is nothing 0 %."""
    total, done = sum(counts.values()), count_done(counts)
    if not total:
        return "–"
    return "<1%" if 0 < 100 * done < total else f"{100 * done // total}%"
