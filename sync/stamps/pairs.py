"""The pairs of front matter with the places where they stand, so that it can be edited by spans."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """A key and its value, as indexes in the text.

    ``[line_start, line_end)`` are the whole lines that the two stand on, ``[start, end)`` is the
    value as written. ``value`` is its text; anything but text stands for what is none.
    ``is_linked``: an alias, an anchor or a tag is part of it, so that it cannot be replaced.
    """

    key: str
    value: object
    line_start: int
    line_end: int
    start: int
    end: int
    is_linked: bool = False


class Pairs(NamedTuple):
    """The pairs of a mapping, where a line for another one goes, and the mapping's column.

    One that stands ``in_braces`` on fewer lines than pairs cannot be edited line by line.
    """

    pairs: tuple[Pair, ...] = ()
    end: int = 0
    column: int = 0
    in_braces: bool = False
