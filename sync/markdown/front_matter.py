"""Where a text's front matter stands, and which of three kinds it is: the one place that says so.

YAML stands between lines ``---`` (the second may be ``...``), TOML between lines ``+++``, JSON from
a line ``{`` to the line ``}`` that closes it, all from the text's very first line on, as the site
generators have it (Hugo's "Front matter", Jekyll's, gray-matter's). What begins in the same way and
is something else to a reader, a thematic break or a sample of code, is none.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_BOM = "\ufeff"
_END = r"(?:\r\n|\n|\r)"
_OPENING = re.compile(rf"{_BOM}?(---|\+\+\+|\{{)[ \t]*{_END}")
_CLOSINGS = {
    "---": re.compile(rf"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:{_END}|\Z)"),
    "+++": re.compile(rf"(?<=[\r\n])\+\+\+[ \t]*(?:{_END}|\Z)"),
}
# The first line of YAML that is neither blank nor a comment: a key of a few words, a mapping in
# braces, an item (no front matter, but its readers say so), or what a merge left there.
_NO_CONTENT = re.compile(rf"(?:[ \t]*(?:#[^\r\n]*)?{_END})*+")
_MAPPING = re.compile(
    r"[ \t]*(?:[{?]|<{7}|-(?=[ \t\r\n])|\"[^\"\r\n]*\"[ \t]*:|'[^'\r\n]*'[ \t]*:"
    r"|[A-Za-z_][\w.-]*:(?!//)"
    r"|[\w$@./<](?:[^\s:]|:(?=\S))*(?:[ \t]+(?:[^\s:]|:(?=\S))+){0,3}[ \t]*:(?=[ \t\r\n]))"
)
_NO_SPACE = re.compile(r"[ \t\r\n]*+")
_BRACES = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}]', re.DOTALL)
_REST_OF_LINE = re.compile(rf"[ \t]*(?:{_END}|\Z)")


class FrontMatterKind(StrEnum):
    """The languages that front matter is written in."""

    YAML = "yaml"
    TOML = "toml"
    JSON = "json"


class FrontMatter(NamedTuple):
    """Where front matter stands, as indexes in the text; an encoding mark is no part of it.

    ``[start, end)`` is all of it with its last line's end, ``[inner, inner_end)`` what a parser of
    its kind reads: all between the lines that enclose it, of JSON with the braces.
    """

    kind: FrontMatterKind
    start: int
    inner: int
    inner_end: int
    end: int


def find_front_matter(text: str, top: int = 0) -> FrontMatter | None:
    """Return the front matter at the ``top`` of a text; None if there is none, or no end of it."""
    opening = _OPENING.match(text, top)
    if opening is None:
        return None
    if opening[1] == "{":
        return _find_json(text, opening.start(1), opening.end())
    closing = _CLOSINGS[opening[1]].search(text, opening.end())
    if closing is None:
        return None
    kind = FrontMatterKind.TOML if opening[1] == "+++" else FrontMatterKind.YAML
    if kind is FrontMatterKind.YAML and not _may_be_mapping(text, opening.end(), closing.start()):
        return None
    start = opening.start(1)
    return FrontMatter(kind, start, opening.end(), closing.start(), closing.end())


def opens_front_matter(text: str, top: int = 0) -> bool:
    """Tell whether a text begins as front matter does, closed or not, or may once it is longer."""
    return _OPENING.match(text, top) is not None or not text[top:].strip("-+{ \t")


def find_body(text: str) -> int:
    """Return where the text begins that stands below the front matter, or below no mark at all."""
    block = find_front_matter(text)
    return block.end if block else int(text.startswith(_BOM))


def name_content(text: str, block: FrontMatter) -> str:
    """Return the content of the block that front matter is: its kind, unless YAML, and its text."""
    kind = "" if block.kind is FrontMatterKind.YAML else block.kind
    return f"{kind}\0{text[block.inner : block.inner_end].strip()}"


def _may_be_mapping(text: str, start: int, end: int) -> bool:
    """Tell YAML, sound or not, from what stands between two thematic breaks."""
    content = _NO_CONTENT.match(text, start, end)
    first = start if content is None else content.end()
    return first >= end or _MAPPING.match(text, first) is not None


def _find_json(text: str, start: int, inner: int) -> FrontMatter | None:
    """Find the brace that closes the one at ``start``; it must stand at the start of a line."""
    blank = _NO_SPACE.match(text, inner)
    first = inner if blank is None else blank.end()
    if not text.startswith(('"', "}"), first):
        return None
    depth = 0
    for found in _BRACES.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not depth and found[0] == "}":
            rest = _REST_OF_LINE.match(text, found.end())
            if rest is None or text[found.start() - 1] not in "\r\n":
                return None
            return FrontMatter(FrontMatterKind.JSON, start, start, found.end(), rest.end())
    return None
