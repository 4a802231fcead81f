"""The lines that open containers, and those that close them, as units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sync.markdown.containers import Container, opens_container
from sync.units.values import DocumentUnit

_OPENED = (Container.ADMONITION, Container.TAB)
_COLONS = re.compile(r"(:{3,})[ \t]*(.*)")


def find_unit_openers(units: Sequence[DocumentUnit], place: int) -> Iterator[int]:
    """Yield which units open the containers of the one at a ``place``, inside out.

    Only of containers that a line alone makes, which ends where its indent does.
    """
    while units[place].containers[-1:] and units[place].containers[-1] in _OPENED:
        around = units[place].containers[:-1]
        place -= 1
        while place >= 0 and not (units[place].containers == around and opens(units[place])):
            place -= 1
        if place < 0:
            return
        yield place


def opens(unit: DocumentUnit) -> bool:
    """Tell whether a unit ends with a line that opens an admonition or a tab."""
    return unit.is_text and opens_container(unit.body[-1])


def pair_colons(units: Sequence[DocumentUnit]) -> Mapping[int, int]:
    """Return the units that open ``:::`` directives by those that close them, alone on a line."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for place, unit in enumerate(units):
        if not unit.text.startswith(":::"):
            continue
        line = _COLONS.fullmatch(unit.body[0]) if unit.is_text and len(unit.body) == 1 else None
        if line is None:
            continue
        if line[2]:
            waiting.append((line[1], place))
        elif waiting and waiting[-1][0] == line[1]:
            found[place] = waiting.pop()[1]
    return found
