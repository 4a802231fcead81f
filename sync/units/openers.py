"""The lines that open containers, and those that close them, as units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sync.markdown.containers import NOTE, Container, opens_container
from sync.markdown.footnotes import opens_note
from sync.units.shortcodes import name_lone_shortcode
from sync.units.values import DocumentUnit

_OPENED = (Container.ADMONITION, Container.TAB, NOTE)
_FENCE = re.compile(r"(:{3,}|/{3,})[ \t]*(.*)")
_NAMED_FENCE = re.compile(r"(:{3,}|/{3,})[ \t]*+([\w-]*+)")
_FENCES = (":::", "///")
_OPTION = " " * 4  # https://facelessuser.github.io/pymdown-extensions/extensions/blocks/


def find_unit_openers(units: Sequence[DocumentUnit]) -> Mapping[int, int]:
    """Return for each unit in an admonition or a tab the one that opens the innermost of these.

    Only such a line makes the container, which ends where its indent does.
    """
    found: dict[int, int] = {}
    last: dict[tuple[str, ...], int] = {}  # by the containers that the line stands in
    for place, unit in enumerate(units):
        containers = unit.containers
        depth = len(containers)
        while depth and containers[depth - 1] not in _OPENED:
            depth -= 1
        opener = last.get(containers[: depth - 1]) if depth else None
        if opener is not None:
            found[place] = opener
        if unit.is_text and (opens_container(unit.body[-1]) or opens_note(unit.body)):
            last[containers] = place
    return found


def opens_block(body: Sequence[str]) -> bool:
    """Tell whether a text is what opens a container: with its title, and options below it."""
    return opens_container(body[-1]) or (body[0].startswith(_FENCES) and _is_fence(body))


def pair_colons(units: Sequence[DocumentUnit]) -> Mapping[int, int]:
    """Return the units that open ``:::`` or ``///`` by those that close them, alone on a line."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for place, unit in enumerate(units):
        if not unit.text.startswith(_FENCES) or not (unit.is_text and _is_fence(unit.body)):
            continue
        line = _FENCE.fullmatch(unit.body[0])
        if line is None:
            continue
        if line[2]:
            waiting.append((line[1], place))
        elif waiting and waiting[-1][0] == line[1]:
            found[place] = waiting.pop()[1]
    return found


def name_directive(line: str) -> str | None:
    """Name a line that does nothing but open or close a directive, or a shortcode.

    Its title and its options are no part of that. Blank lines beside it show nothing.
    """
    fence = _NAMED_FENCE.match(line.strip())
    if fence is not None:
        return f"{fence[1]} {fence[2]}"
    shortcode = name_lone_shortcode(line)
    return None if shortcode is None else f"shortcode {shortcode}"


def _is_fence(body: Sequence[str]) -> bool:
    """Tell whether nothing stands below a line but its options, as indented lines of ``///``."""
    options = body[1:]
    return not options or (
        body[0].startswith("///") and all(o.startswith(_OPTION) for o in options)
    )
