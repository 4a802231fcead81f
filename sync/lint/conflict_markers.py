"""The rule about the markers that a merge leaves around what it could not join."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sync.findings import Found
from sync.markdown.conflicts import find_conflicts

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison


def check_conflicts(comparison: Comparison) -> Iterator[Found]:
    """Find each conflict, once, at its first marker."""
    for number, lines in enumerate(find_conflicts(comparison.translated), start=1):
        first, middle, last = (line + 1 for line in lines)
        yield Found(
            "conflict-marker",
            first,
            1,
            f"conflict left by a merge, with markers in lines {first}, {middle} and {last}",
            (str(number),),
        )
