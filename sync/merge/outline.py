"""The lists of a text, and what stands in their items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sync.units.margins import has_marker, measure_lead
from sync.units.values import DocumentUnit, UnitKind

MARKERS = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]*")
"""What opens an item: its bullet, or its number, and the blanks behind."""
_LAST_MARKER = re.compile(rf"{MARKERS.pattern}\Z")
_TAB = 4


class Sign(NamedTuple):
    """How an item is marked: its bullet, or what is behind its number; and the blanks behind."""

    sign: str
    blanks: str

    @property
    def is_number(self) -> bool:
        """Whether it stands behind a number."""
        return self.sign in ".)"


class Item(NamedTuple):
    """An open item: the column of its content, the unit that opens it, and which of its markers."""

    column: int
    place: int
    ordinal: int
    containers: tuple[str, ...]


class Outline(NamedTuple):
    """Which item each unit stands in, and which items make a list, by each of their places."""

    parents: Mapping[int, Item]
    lists: Mapping[int, Sequence[int]]


@lru_cache(maxsize=8)  # a source's is that of all its translations
def read_outline(units: tuple[DocumentUnit, ...]) -> Outline:
    """Read which item each unit stands in, and which items make a list.

    Items of other signs are other lists (CommonMark 5.3).
    """
    parents: dict[int, Item] = {}
    lists: dict[int, list[int]] = {}
    open_items: list[Item] = []
    for place, unit in enumerate(units):
        if unit.kind is UnitKind.FRONT_MATTER:
            continue
        before = None
        while open_items and not _is_in(unit, open_items[-1]):
            before = open_items.pop()
        if open_items:
            parents[place] = open_items[-1]
        if has_marker(unit.margin.first):
            same = before is not None and _is_alike(units[before.place], unit)
            lists[place] = lists[before.place] if same and before else []
            lists[place].append(place)
            open_items += _open(unit, place)
    return Outline(parents, lists)


def _is_in(unit: DocumentUnit, item: Item) -> bool:
    is_within = unit.containers[: len(item.containers)] == item.containers
    return is_within and measure_lead(unit.margin.first) >= item.column


def _is_alike(ours: DocumentUnit, theirs: DocumentUnit) -> bool:
    signs = read_sign(ours.margin.first), read_sign(theirs.margin.first)
    return signs[0] is not None and signs[1] is not None and signs[0].sign == signs[1].sign


def _open(unit: DocumentUnit, place: int) -> Iterator[Item]:
    """Yield the items that a unit's first line opens, outermost first."""
    first = unit.margin.first
    ends = [found.end() for found in MARKERS.finditer(first)]
    depths = [k + 1 for k, name in enumerate(unit.containers) if name == "item"][-len(ends) :]
    for ordinal, (end, depth) in enumerate(zip(ends, depths, strict=False)):
        column = len(first[:end].expandtabs(_TAB))
        yield Item(column, place, ordinal, unit.containers[:depth])


@lru_cache(maxsize=256)
def read_sign(first: str) -> Sign | None:
    """Return how the innermost item is marked that a unit's first line opens."""
    found = _LAST_MARKER.search(first) if first else None
    if found is None:
        return None
    sign = found[0].rstrip()
    return Sign(sign[-1], found[0][len(sign) :])
