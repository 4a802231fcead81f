"""Reference links: where a document defines their destinations, and where a text uses them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from sync.markdown.inline import Piece, blank_pieces, read_inline, replace_pieces
from sync.markdown.lines import fold_space

# CommonMark 4.7; quotes may stand before the line that a destination has for itself.
_DEFINITION = re.compile(r"(?<!\\)\]:[\s>]*(?:<(?P<angled>[^<>\r\n]*)>|(?P<plain>\S+))")
_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_SPENT = -1


class Definition(NamedTuple):
    """A destination as written, ``text``, at ``column`` of line ``line``, both 0-based.

    ``label`` is its name, as written.
    """

    line: int
    column: int
    text: str
    label: str


class Reference(Piece):
    """A reference link, or its label alone, with all brackets; ``text`` is its destination."""

    __slots__ = ()


class Use(NamedTuple):
    """A reference link, what stands in it before its label, and that, folded."""

    reference: Reference
    words: str
    label: str


def fold_label(label: str) -> str:
    """Return a label as labels are matched (CommonMark 6.3)."""
    return fold_space(label).casefold()


def read_definitions(
    lines: Sequence[str], blocks: Iterable[tuple[str, int, int]]
) -> Mapping[str, Definition]:
    """Map folded labels to their definitions; each block is a label and a span of ``lines``.

    The first of several counts. Footnotes (``[^1]:``) only look like definitions.
    """
    found: dict[str, Definition] = {}
    for label, start, end in blocks:
        name = fold_label(label)
        if name in found or name.startswith("^"):
            continue
        text = "".join(lines[start:end])
        match = _DEFINITION.search(text)
        if match is None:
            continue
        group = "plain" if match["angled"] is None else "angled"
        starts = [0, *accumulate(map(len, lines[start:end]))]
        number = bisect_right(starts, match.start(group)) - 1
        column = match.start(group) - starts[number]
        found[name] = Definition(start + number, column, match[group], label)
    return found


def read_links(text: str, definitions: Mapping[str, Definition]) -> tuple[Piece, ...]:
    """Return the links of a text, those among them that use a definition, in order."""
    links = read_inline(text).links
    if not definitions or "]" not in text:
        return links
    found: list[Piece] = [*links, *(use.reference for use in list_uses(text, definitions))]
    return tuple(sorted(found, key=lambda piece: piece.start))


def write_inline(text: str, definitions: Mapping[str, Definition]) -> str:
    """Return a text in which what uses a definition is written as any other link."""
    new: dict[Piece, str] = {
        use.reference: f"{use.words}({use.reference.text})" for use in list_uses(text, definitions)
    }
    return replace_pieces(text, new) if new else text


def list_uses(text: str, definitions: Mapping[str, Definition]) -> Iterator[Use]:
    """Yield full, collapsed and shortcut references, each where its brackets close.

    Around a picture that has a reference of its own, as badges are written, that of the link is
    its label alone: two uses share no character.
    """
    visible = blank_pieces(text)
    opened: list[int] = []  # _SPENT where the bracket cannot be a link's any more
    taken = last = 0
    for bracket in _BRACKET.finditer(visible):
        place = bracket.start()
        if place < taken:
            continue
        if bracket[0] == "[":
            opened.append(place)
            continue
        start = opened.pop() if opened else _SPENT
        label = _LABEL.match(visible, place + 1)
        is_named = label is not None and bool(label[1].strip())
        if start == _SPENT or (not is_named and visible.find("[", start + 1, place) >= 0):
            continue
        end = place + 1 if label is None else label.end()
        name = fold_label(text[place + 2 : end - 1] if is_named else text[start + 1 : place])
        taken = end
        if name not in definitions:
            continue
        if start < last:
            yield Use(Reference(place + 1, end, definitions[name].text), "", name)
        else:
            words = text[start : place + 1]
            yield Use(Reference(start, end, definitions[name].text), words, name)
        last = end
        if text[start - 1 : start] != "!":  # no link is within a link
            opened = [each if text[each - 1 : each] == "!" else _SPENT for each in opened]
