"""The rule about marks: the comments that say that a translator owes work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Found, Severity
from sync.lint.naming import quote
from sync.lint.visible import find_outside_code
from sync.markdown.document import BlockKind, Markdown
from sync.markdown.lines import fold_space
from sync.markdown.marks import VALUE_MARK, Mark
from sync.stamps.fields import MARKS
from sync.units.front_matter import find_json_marks
from sync.units.reading import list_units

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_PIPE = re.compile(r"(?<!\\)\|")
_HELP = {
    Mark.UNTRANSLATED: "Translate what is marked, then delete the mark.",
    Mark.FUZZY: "Bring what is marked up to the source, then delete the mark.",
}


class _Place(NamedTuple):
    """A mark at ``column`` of line ``line``, both 0-based, and the text that it marks."""

    line: int
    column: int
    mark: Mark
    text: str


def check_marks(comparison: Comparison) -> Iterator[Found]:
    """Find each mark outside code; the stamp of a pending translation owns up to them."""
    if not _may_hold_marks(comparison.translated.text):
        return
    severity = Severity.WARNING if comparison.is_pending else None
    counts: Counter[tuple[str, str]] = Counter()
    for line, column, mark, text in sorted(_list_marks(comparison)):
        counts[mark, text] += 1
        yield Found(
            "mark-left",
            line + 1,
            column + 1,
            f"marked {mark}: {quote(text)}" if text else f"marked {mark}",
            (mark, text, str(counts[mark, text])),
            help=_HELP[mark],
            severity=severity,
        )


def _may_hold_marks(text: str) -> bool:
    return "sync:" in text or f'"{MARKS}"' in text


def _list_marks(comparison: Comparison) -> Iterator[_Place]:
    translated = comparison.translated
    yield from _list_value_marks(translated)
    places = list(find_outside_code(translated, translated.dialect.mark, comparison.generated))
    if not places:
        return
    units = list_units(translated, comparison.generated).units
    starts = [unit.start for unit in units]
    for place in places:
        text = _PIPE.split(place.rest, maxsplit=1)[0].strip()
        if place.table is None and units:
            unit = units[max(0, bisect_right(starts, place.line) - 1)]
            is_its = unit.mark is not None and unit.start <= place.line < unit.end
            text = fold_space(unit.text) if is_its else text
        yield _Place(place.line, place.column, Mark(place.match[1]), text)


def _list_value_marks(document: Markdown) -> Iterator[_Place]:
    """Yield the marks of front matter, with the lines before them; in JSON a key holds all."""
    for key, mark in find_json_marks(document.text).items():
        units = list_units(document).units
        start = next((unit.start for unit in units if unit.key == key), 0)
        yield _Place(start, 0, mark, key)
    for block in document.blocks[:1]:
        if block.kind is BlockKind.FRONT_MATTER:
            for number in range(block.start, block.end):
                line = document.lines[number]
                found = VALUE_MARK.search(line)
                if found is not None:
                    column = line.index("#", found.start())
                    text = line[: found.start()].strip()
                    yield _Place(number, column, Mark(found[1]), text)
