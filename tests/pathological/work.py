"""Work, counted in lines of our Python that run: the same on every machine, unlike time."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import TraceFunction

LINEAR = 2.4
"""What growth in proportion stays below, sorting included; the square would make it 4."""

_PACKAGE = str(Path(__file__).parents[2] / "sync")
# Of a function that runs fewer lines more than before nobody can say how it grows.
_FEW = 1500

Action = Callable[[], object]


def count_lines(action: Action) -> Counter[str]:
    """Run ``action`` and count, by function, the lines that run, each round of a loop anew."""
    counts: Counter[CodeType] = Counter()

    def trace(frame: FrameType, event: str, _argument: object) -> TraceFunction | None:
        if event == "call":
            return trace if frame.f_code.co_filename.startswith(_PACKAGE) else None
        if event == "line":
            counts[frame.f_code] += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return _name_functions(counts)


def measure_growth(make: Callable[[int], Action], size: int) -> float:
    """Return how much more work it is to grow from 2 × ``size`` to 4 × than from 1 × to 2 ×.

    That is 2 where work is in proportion, whatever it begins with, and 4 where it takes the
    square; 0 where it stays the same. ``make`` returns what does the work for a size.
    """
    return _divide(*(counts.total() for counts in _count_thrice(make, size)))


def find_steep(make: Callable[[int], Action], size: int) -> dict[str, tuple[int, int, int]]:
    """Return the functions whose work grows faster than in proportion, and their three counts."""
    small, middle, large = _count_thrice(make, size)
    counts = {name: (small[name], middle[name], large[name]) for name in large}
    return {
        name: three
        for name, three in counts.items()
        if three[2] - three[1] > _FEW and _divide(*three) > LINEAR
    }


def _count_thrice(make: Callable[[int], Action], size: int) -> list[Counter[str]]:
    """Count for three sizes, after a run for what is only imported or kept the first time."""
    make(size)()
    return [count_lines(make(factor * size)) for factor in (1, 2, 4)]


def _divide(small: int, middle: int, large: int) -> float:
    return (large - middle) / max(middle - small, 1)


def _name_functions(counts: Counter[CodeType]) -> Counter[str]:
    named: Counter[str] = Counter()
    for code, count in counts.items():
        module = code.co_filename.removeprefix(_PACKAGE).strip("/\\").removesuffix(".py")
        named[f"{module}:{code.co_qualname}"] += count
    return named
