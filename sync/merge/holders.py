"""What holds a unit: the lines that open its containers, and the headings above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from sync.units.openers import find_unit_openers
from sync.units.values import DocumentUnit, UnitKind


class Holders:
    """Says which of a source's units hold others."""

    def __init__(self, units: Sequence[DocumentUnit]) -> None:
        """Take the units of a text, in order."""
        self._units = units

    @cached_property
    def openers(self) -> Mapping[int, int]:
        """The unit that opens the innermost admonition or tab of each unit in one."""
        return find_unit_openers(self._units)

    @cached_property
    def _headings(self) -> Sequence[int | None]:
        """The heading of the section that each unit is in; for a heading the section around it."""
        found: list[int | None] = []
        open_ones: list[int] = []
        for place, unit in enumerate(self._units):
            is_heading = unit.kind is UnitKind.HEADING and not unit.containers
            while is_heading and open_ones and self._units[open_ones[-1]].level >= unit.level:
                open_ones.pop()
            found.append(open_ones[-1] if open_ones else None)
            if is_heading:
                open_ones.append(place)
        return found

    def list_above(self, place: int, is_lacking: Callable[[int], bool]) -> list[int]:
        """Return what must stand above a unit, outermost first.

        That is what opens its containers, and the headings of its sections up to the first that is
        not lacking.
        """
        found: list[int] = []
        opener = self.openers.get(place)
        while opener is not None:
            found.append(opener)
            opener = self.openers.get(opener)
        heading = self._headings[place]
        while heading is not None and is_lacking(heading):
            found.append(heading)
            heading = self._headings[heading]
        return sorted(found)
