"""Reference links: where a document defines their destinations, and where a text uses them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from sync.markdown.inline import Piece, blank_pieces, read_inline, replace_pieces

# CommonMark 4.7; quotes may stand before the line that a destination has for itself.
_DEFINITION = re.compile(r"(?<!\\)\]:[\s>]*(?:<(?P<angled>[^<>\r\n]*)>|(?P<plain>\S+))")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")


class Definition(NamedTuple):
    """A destination as written, ``text``, at ``column`` of line ``line``, both 0-based.

    ``label`` is its name, as written.
    """

    line: int
    column: int
    text: str
    label: str


class Reference(Piece):
    """A reference link, from its first bracket to its last; ``text`` is its destination."""

    __slots__ = ()


class Use(NamedTuple):
    """A reference link, its first brackets as written, and the label that it names, folded."""

    reference: Reference
    words: str
    label: str


def fold_label(label: str) -> str:
    """Return a label as labels are matched (CommonMark 6.3)."""
    return " ".join(label.split()).casefold()


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
    """Yield full, collapsed and shortcut references, each where its first bracket opens."""
    visible = blank_pieces(text)
    brackets = list(_BRACKETS.finditer(visible))
    following = {match.start(): match for match in brackets}
    taken = -1
    for match in brackets:
        if match.start() < taken:
            continue
        label = following.get(match.end())
        if label is None or not label[1].strip():
            label, end = match, match.end() if label is None else label.end()
        else:
            end = label.end()
        taken = end
        name = fold_label(text[label.start(1) : label.end(1)])
        if name in definitions:
            reference = Reference(match.start(), end, definitions[name].text)
            yield Use(reference, text[match.start() : match.end()], name)
