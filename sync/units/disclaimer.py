"""The disclaimer that Co-op Translator puts at the end of what it translates.

Newer versions put it between two comments, below a rule; older ones end the file with a paragraph,
or two, often below a rule, in which their own address stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sync.units.values import DocumentUnit, UnitKind

_SPAN = "CO-OP TRANSLATOR DISCLAIMER START"
_SPAN_END = "CO-OP TRANSLATOR DISCLAIMER END"
_ADDRESS = "github.com/Azure/co-op-translator"
_LABEL = re.compile(r"\*\*[^*]+\*\*[ \t]*[:\uff1a]?\s*\Z")
_MOST = 4


def find_disclaimer(units: Sequence[DocumentUnit]) -> int:
    """Return which unit begins the disclaimer, with the rule above it; their number if none."""
    count = len(units)
    for place in range(count - 1, -1, -1):
        unit = units[place]
        if unit.kind is UnitKind.HTML and _SPAN in unit.text:
            return _take_rule(units, place)
    first = count
    for place in range(count - 1, max(count - 1 - _MOST, -1), -1):
        unit = units[place]
        if unit.kind not in (UnitKind.PARAGRAPH, UnitKind.HTML):
            break
        if _is_addressed(unit):
            first = place
    if first == count:
        return count
    if first and _LABEL.match(units[first - 1].text):
        first -= 1
    return _take_rule(units, first)


def find_ending(units: Sequence[DocumentUnit]) -> tuple[int, int] | None:
    """Return where a disclaimer begins and ends, though more may stand below it; None without one.

    What stands below one without comments around it is its own as far as it is plain paragraphs,
    the last of which was put there with it.
    """
    found = (k for k, unit in enumerate(units) if _SPAN in unit.text or _is_addressed(unit))
    first = next(found, None)
    if first is None:
        return None
    if _SPAN in units[first].text:
        closing = (k for k in range(first, len(units)) if _SPAN_END in units[k].text)
        return _take_rule(units, first), next(closing, first) + 1
    end = first + 1
    while end < len(units) and end - first < _MOST and units[end].kind is UnitKind.PARAGRAPH:
        end += 1
    return _take_rule(units, first), end


def _is_addressed(unit: DocumentUnit) -> bool:
    return unit.kind in (UnitKind.PARAGRAPH, UnitKind.HTML) and _ADDRESS in unit.text


def _take_rule(units: Sequence[DocumentUnit], place: int) -> int:
    above = units[place - 1 : place] if place else ()
    return place - 1 if above and above[0].kind is UnitKind.RULE else place
