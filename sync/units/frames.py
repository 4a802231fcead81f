"""HTML without a word, which translators put about a text of their own: wrappers, and anchors.

``<div dir="rtl">`` and its ``</div>`` give a page its direction, ``<a id="setup"></a>`` keeps the
address of a heading whose words are translated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sync.units.attributes import list_attributes
from sync.units.values import DocumentUnit, UnitKind

_PART = re.compile(
    r"\s*+(?:<!--.*?-->|<(?P<end>/?)(?P<name>[A-Za-z]++)"
    r"(?P<given>(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)?)>)\s*+",
    re.DOTALL,
)
# Elements that show nothing by themselves.
_NAMES = frozenset("a article bdi bdo center div font main p section span".split())  # noqa: SIM905
_SHOWN = re.compile(r"(?<![\w-])(?:href|src|srcset|background)\b|url\(", re.IGNORECASE)
_NAMED = re.compile(r"(?<![\w-])(?:id|name)\s*=", re.IGNORECASE)


class Frame(NamedTuple):
    """The tags that a unit has alone: the elements that it closes and opens, by their names.

    ``closed`` are innermost first, ``opened`` outermost first. ``is_named`` says that one of the
    tags has an id, which links can lead to.
    """

    closed: tuple[str, ...]
    opened: tuple[str, ...]
    is_named: bool

    @property
    def is_anchor(self) -> bool:
        """Whether it is elements without content for links to lead to."""
        return self.is_named and not self.closed and not self.opened


def read_frame(unit: DocumentUnit) -> Frame | None:
    """Return a unit's tags; None where it has words, a link or a picture, or is no such HTML."""
    text = unit.text
    is_read = unit.kind in (UnitKind.HTML, UnitKind.PARAGRAPH) and text.lstrip().startswith("<")
    if not is_read or _SHOWN.search(text) or list_attributes(text):
        return None
    tags = _list_tags(text)
    return _balance(tags) if tags and all(tag["name"].lower() in _NAMES for tag in tags) else None


def _list_tags(text: str) -> list[re.Match[str]]:
    """Return the tags of a text, comments aside; none where it is more than these."""
    parts: list[re.Match[str]] = []
    place = 0
    while place < len(text):
        part = _PART.match(text, place)
        if part is None:
            return []
        parts.append(part)
        place = part.end()
    return [part for part in parts if part["name"] is not None]


def _balance(tags: Sequence[re.Match[str]]) -> Frame:
    closed: list[str] = []
    opened: list[str] = []
    for tag in tags:
        name = tag["name"].lower()
        if not tag["end"]:
            opened += [] if tag["given"].endswith("/") else [name]
        elif opened and opened[-1] == name:
            opened.pop()
        else:
            closed.append(name)
    is_named = any(not tag["end"] and _NAMED.search(tag["given"]) for tag in tags)
    return Frame(tuple(closed), tuple(opened), is_named)


def is_anchor(unit: DocumentUnit) -> bool:
    """Tell whether a unit is nothing but elements for links to lead to."""
    frame = read_frame(unit)
    return frame is not None and frame.is_anchor


def find_own_frames(
    source: Sequence[DocumentUnit], translated: Sequence[DocumentUnit]
) -> frozenset[int]:
    """Return a translation's frames that are like none of its source: a translator put them in."""
    own = {place: frame for place, unit in enumerate(translated) if (frame := read_frame(unit))}
    known = {frame[:2] for unit in source if own and (frame := read_frame(unit))}
    return frozenset(place for place, frame in own.items() if frame[:2] not in known)


def leave_frames(
    units: Sequence[DocumentUnit], others: Sequence[DocumentUnit]
) -> tuple[DocumentUnit, ...]:
    """Leave out such HTML as far as ``others`` have less of it."""
    surplus = [unit for unit in units if read_frame(unit) is not None]
    del surplus[: sum(read_frame(unit) is not None for unit in others)]
    return tuple(unit for unit in units if unit not in surplus)
