"""The states as people see them: their order, and their colours on a terminal."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from sync.model import State

if TYPE_CHECKING:
    from sync.reports.values import Screen

COLUMNS = (
    State.CURRENT,
    State.COSMETIC,
    State.PENDING,
    State.STALE,
    State.MISSING,
    State.UNSTAMPED,
    State.ORPHANED,
    State.INVALID,
)
"""The states as reports order them, from nothing to do to something wrong."""

COLOURS = {
    State.CURRENT: "green",
    State.COSMETIC: "green",
    State.PENDING: "yellow",
    State.STALE: "red",
    State.MISSING: "blue",
    State.UNSTAMPED: "magenta",
    State.ORPHANED: "magenta",
    State.INVALID: "bold red",
}
"""The colour of each state, as rich names it."""


@lru_cache
def paint_state(state: State, screen: Screen) -> str:
    """Return a state's name in its colour."""
    return paint(state.value, COLOURS[state], screen)


def paint(text: str, colour: str, screen: Screen) -> str:
    """Return a text in a colour, where there are any."""
    if not screen.has_colour:
        return text
    from rich.style import Style

    return Style.parse(colour).render(text)
