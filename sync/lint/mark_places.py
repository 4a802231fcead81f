"""The rule about marks that stand where they change how a text is shown.

CommonMark (0.31, 4.6) reads a line that begins with a comment as HTML, all of it; a comment on a
line of its own ends a paragraph, and a list. Sites make a heading's anchor of what is before its
comment, blanks and all, and GitHub looks for an alert's tag at a quote's start.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sync.findings import Found, Replacement, Severity
from sync.lint.naming import quote
from sync.markdown.containers import Container
from sync.markdown.document import Markdown
from sync.markdown.lines import split_ending
from sync.units.marking import (
    count_marked_lines,
    mark_text,
    split_attributes,
    split_heading,
    split_tab,
)
from sync.units.openers import stands_above
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, UnitKind

if TYPE_CHECKING:
    from sync.lint.comparison import Comparison

_UNREAD = "keeps the end of its line from being read"
_ALERT = re.compile(r"\[![A-Za-z]+\]")


class _Misplaced(NamedTuple):
    """A unit whose mark, the characters ``start`` to ``end`` of line ``line`` (0-based), harms."""

    unit: DocumentUnit
    line: int
    start: int
    end: int
    harm: str


def check_places(comparison: Comparison) -> Iterator[Found]:
    """Find marks of running texts that stand where they harm."""
    translated = comparison.translated
    if "sync:" not in translated.text:
        return
    units = list_units(translated, comparison.generated).units
    seen: Counter[str] = Counter()
    severity = Severity.WARNING if comparison.is_pending else None
    for place, unit in enumerate(units):
        found = _judge(translated, units, place) if unit.mark is not None and unit.is_text else None
        if found is not None:
            seen[unit.says] += 1
            message = f"the mark {unit.mark} {found.harm}: {quote(unit.text)}"
            yield Found(
                "mark-place",
                found.line + 1,
                found.start + 1,
                message,
                (unit.says, str(unit.mark), str(seen[unit.says])),
                severity=severity,
                fix=_move(translated, found),
            )


def _judge(document: Markdown, units: Sequence[DocumentUnit], place: int) -> _Misplaced | None:
    unit = units[place]
    found = _find_mark(document, unit)
    if found is None:
        return None
    line, match = found
    text = split_ending(document.lines[line])[0]
    harm = None
    is_own_line = unit.block is not None and line < unit.block.start
    if is_own_line:
        harm = _judge_lone(units, place, line, is_quoted=text.lstrip().startswith(">"))
    elif unit.kind is UnitKind.HEADING:
        harm = _judge_heading(text, match)
    elif _is_at_start(unit, line, text, match) and _ALERT.match(unit.text):
        harm = "hides the alert's tag"
    elif _is_at_start(unit, line, text, match) and text[match.end() :].strip():
        is_html = not document.dialect.is_mdx or match[0].startswith("<")
        harm = "turns the text behind it into raw HTML" if is_html else None
    elif _is_tab(unit):
        harm = None if text.startswith('"', match.end()) else _UNREAD
    elif _is_behind(document, unit, line):
        harm = _UNREAD
    return None if harm is None else _Misplaced(unit, line, match.start(), match.end(), harm)


def _is_tab(unit: DocumentUnit) -> bool:
    """Tell whether a text opens a tab, in the title of which its mark stands."""
    return bool(unit.body) and split_tab(unit.body[-1])[1] != ""


def _is_behind(document: Markdown, unit: DocumentUnit, line: int) -> bool:
    """Tell whether no mark may be behind a line of a text: a site generator's own, or a formula."""
    if unit.body and stands_above(unit.kind, unit.body, document.dialect):
        return True
    count = count_marked_lines(unit.body)
    return line >= unit.end - len(unit.body) + count > unit.end - len(unit.body)


def _find_mark(document: Markdown, unit: DocumentUnit) -> tuple[int, re.Match[str]] | None:
    for line in range(unit.start, unit.end):
        match = document.dialect.mark.search(document.lines[line])
        if match is not None:
            return line, match
    return None


def _judge_lone(
    units: Sequence[DocumentUnit], place: int, line: int, *, is_quoted: bool
) -> str | None:
    """Say what a mark on a line of its own does, None where that is nothing."""
    unit, before = units[place], units[place - 1] if place else None
    around = (*unit.containers, Container.TAB.value)
    if before is not None and _is_tab(unit) and before.containers[: len(around)] == around:
        return "cuts the tabs in two"
    if before is not None and unit.kind is UnitKind.ITEM and "item" in before.containers:
        return "cuts the list in two"
    if before is not None and _is_within(before, unit, line):
        return "cuts a paragraph"
    is_alert = is_quoted and _ALERT.match(unit.text) is not None
    return "hides the alert's tag" if is_alert else None


def _is_within(before: DocumentUnit, unit: DocumentUnit, line: int) -> bool:
    """Tell whether a line stands directly between two texts, which would be one without it."""
    is_glued = unit.block is not None and (before.end, unit.block.start) == (line, line + 1)
    kinds = before.kind in (UnitKind.PARAGRAPH, UnitKind.ITEM), unit.kind is UnitKind.PARAGRAPH
    return is_glued and all(kinds) and before.containers == unit.containers


def _judge_heading(text: str, match: re.Match[str]) -> str | None:
    before, behind = text[: match.start()], text[match.end() :].rstrip().rstrip("#").rstrip()
    _, attributes = split_attributes(before + behind)
    if behind != attributes and before.endswith(attributes):
        return "keeps the heading's attributes from being read"
    if behind != attributes or before.lstrip(" \t>").strip("#") == "":
        return "changes the heading's anchor"
    return "changes the heading's anchor" if before[-1:] in (" ", "\t") else None


def _is_at_start(unit: DocumentUnit, line: int, text: str, match: re.Match[str]) -> bool:
    """Tell whether a mark stands before all that a text says."""
    before = text[: match.start()]
    is_first = line == unit.start and len(before) <= len(unit.margin.first.expandtabs(4))
    is_bare = not before.strip(" \t>-*+0123456789.)")
    return is_first and is_bare


def _move(document: Markdown, found: _Misplaced) -> tuple[Replacement, ...]:
    """Move a mark to the end of its text."""
    unit, number = found.unit, found.line
    is_above = found.harm == _UNREAD and stands_above(unit.kind, unit.body, document.dialect)
    if unit.block is None or found.harm == "cuts a paragraph" or is_above:
        return ()
    if _is_tab(unit):
        return tuple(_move_into_title(document, found))
    line = document.lines[number]
    text = split_ending(line)[0]
    is_own_line = number < unit.block.start or not text[found.end :].strip()
    if unit.kind is UnitKind.HEADING:
        start = unit.block.start
        return () if number < start else _move_in_heading(document, unit, start)
    end = found.end + len(text[found.end :]) - len(text[found.end :].lstrip(" \t"))
    count = len(unit.body)
    last = unit.end - 1 - count + (count_marked_lines(unit.body) or count)
    mark = document.dialect.spell(mark_text("", unit.mark, is_heading=False))
    rest = split_ending(document.lines[last])[0].rstrip()
    length = len(split_ending(document.lines[last])[0])
    if found.harm == _UNREAD:
        taken = Replacement(number, len(text[: found.start].rstrip()), len(text), "")
    elif is_own_line:
        taken = Replacement(number, 0, len(line), "")
    elif last == number:
        return (Replacement(number, found.start, length, f"{text[end:].rstrip()}{mark}"),)
    else:
        taken = Replacement(number, found.start, end, "")
    return taken, Replacement(last, len(rest), length, mark)


def _move_in_heading(document: Markdown, unit: DocumentUnit, start: int) -> tuple[Replacement, ...]:
    opening, words, closing = split_heading(unit.body, unit.level)
    marked = document.dialect.spell(mark_text(words.strip(), unit.mark, is_heading=True))
    written = (opening + marked + closing).split("\n")
    edits = []
    for place, text in enumerate(written):
        length = len(split_ending(document.lines[start + place])[0])
        margin = unit.margin.first if not place else unit.margin.rest
        edits.append(Replacement(start + place, 0, length, f"{margin}{text}"))
    return tuple(edits)


def _move_into_title(document: Markdown, found: _Misplaced) -> Iterator[Replacement]:
    unit, last = found.unit, found.unit.end - 1
    if found.line != last:
        yield Replacement(found.line, 0, len(document.lines[found.line]), "")
    margin = unit.margin.rest if len(unit.body) > 1 else unit.margin.first
    marked = document.dialect.spell(mark_text(unit.body[-1], unit.mark, is_heading=False))
    yield Replacement(last, 0, len(split_ending(document.lines[last])[0]), f"{margin}{marked}")
