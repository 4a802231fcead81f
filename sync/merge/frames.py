"""A translator's own HTML without words that belongs to a heading, or to all of the page.

An anchor above a heading is its address, wherever that goes. A wrapper such as ``<div dir="rtl">``
holds all that the page says, what is new among it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sync.merge.units import has_words
from sync.units.frames import Frame, read_frame
from sync.units.values import DocumentUnit, UnitKind


class OwnFrames(NamedTuple):
    """Such units of a translation, by their places.

    ``anchors`` are those right above the source's headings, by these. At ``closing`` ends what
    is around all of the page.
    """

    anchors: Mapping[int, Sequence[int]] = MappingProxyType({})
    closing: int | None = None


def find_frames(
    there: Sequence[DocumentUnit], placed: Collection[int], doubtful: Collection[int]
) -> OwnFrames:
    """Find a translator's own frames among its units, without a disclaimer.

    ``placed`` are those that answer to one of the old source, ``doubtful`` those that may.
    """
    taken = {*placed, *doubtful}
    frames = {
        place: frame
        for place, unit in enumerate(there)
        if place not in taken and (frame := read_frame(unit)) is not None
    }
    if not frames:
        return OwnFrames()
    outer = {place: frame for place, frame in frames.items() if not there[place].containers}
    said = {place for place in taken if place < len(there) and _says(there[place])}
    return OwnFrames(_find_anchors(there, frames, taken), _find_closing(outer, said))


def _says(unit: DocumentUnit) -> bool:
    return unit.kind is UnitKind.TABLE or (
        unit.kind is not UnitKind.FRONT_MATTER and (has_words(unit) or unit.kind is UnitKind.CODE)
    )


def _find_anchors(
    there: Sequence[DocumentUnit], frames: Mapping[int, Frame], taken: Collection[int]
) -> dict[int, Sequence[int]]:
    found: dict[int, Sequence[int]] = {}
    waiting: list[int] = []
    for place, unit in enumerate(there):
        if waiting and unit.containers != there[waiting[-1]].containers:
            waiting = []
        if place in frames and frames[place].is_anchor:
            waiting.append(place)
            continue
        if waiting and unit.kind is UnitKind.HEADING and place in taken:
            found[place] = tuple(waiting)
        waiting = []
    return found


def _find_closing(frames: Mapping[int, Frame], said: Collection[int]) -> int | None:
    """Return the first unit that closes what is around all that is ``said``."""
    first, last = min(said, default=0), max(said, default=0)
    opened: list[tuple[str, int]] = []
    found = None
    for place, frame in frames.items():
        for name in frame.closed:
            if not opened or opened[-1][0] != name:
                return None
            opening = opened.pop()[1]
            if found is None and opening < first and place > last:
                found = place
        opened += ((name, place) for name in frame.opened)
    return found
