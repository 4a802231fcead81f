"""The lines that open admonitions and tabs, as units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sync.markdown.containers import Container, opens_container
from sync.units.values import DocumentUnit

_OPENED = (Container.ADMONITION, Container.TAB)


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
