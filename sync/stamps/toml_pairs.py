"""The pairs of TOML before its first table, with the places where they stand.

tomllib says what they mean; it knows no places, so that these are found anew, in a text that it
has read already.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from sync.errors import StampError
from sync.stamps.lines import after_line, line_at
from sync.stamps.pairs import Pair, Pairs

_SKIPPED = re.compile(r"(?:[ \t]+|#[^\n]*|\r?\n)*+")
_KEY = re.compile(r"(?:\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+'|[^\"'=\n])++=[ \t]*+")
_PIECE = re.compile(
    r"\"\"\"(?>(?:[^\"\\]|\\[\s\S]|\"{1,2}(?!\"))*)\"{3,5}|'''(?>(?:[^']|'{1,2}(?!'))*)'{3,5}"
    r"|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+'|#[^\n]*+|[\[{]|[\]}]|[ \t\r]++|\n|[^\"'#\[\]{}\s]++"
)
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)\Z")


class _Extent(NamedTuple):
    """Where a value ends, and where the line ends that it ends on."""

    end: int
    line_end: int


def parse_pairs(text: str, path: str | None, first_line: int) -> Pairs:
    """Return the pairs of ``text`` before its first table.

    Raises:
        StampError: if it is no TOML, with its line, counted from ``first_line``.
    """
    import tomllib  # here, so that a check that meets no such front matter is spared it

    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        within = int(place["line"] or line_at(text, len(text)) - 1) if place else 1
        said = _PLACE.sub("", str(error)) if place else "nested too deeply"
        message = f"the front matter is not TOML ({said}); correct it"
        raise StampError(message, path=path, line=first_line + within - 1) from error
    pairs: list[Pair] = []
    at = _skip(text, 0)
    while at < len(text) and text[at] != "[":
        pair = _read_pair(text, at, values)
        pairs.append(pair)
        at = _skip(text, pair.line_end)
    has_table = at < len(text)
    end = (pairs[-1].line_end if pairs else 0) if has_table else len(text)
    return Pairs(tuple(pairs), end)


def render_pair(key: str, value: str) -> str:
    """Return a pair as a line, without its end."""
    return f"{key} = {render_scalar(value)}"


def render_scalar(value: str, old: str = "") -> str:
    """Return ``value`` as a TOML string, between single quotes where ``old`` is and it may."""
    is_literal = old.startswith("'") and not old.startswith("'''")
    if is_literal and value.isprintable() and "'" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read_pair(text: str, start: int, values: dict[str, object]) -> Pair:
    import tomllib

    found = _KEY.match(text, start)
    value_start = start if found is None else found.end()
    written = text[start:value_start].rstrip(" \t")
    name, nested = next(iter(tomllib.loads(f"{written} 0").items()))
    extent = _find_extent(text, value_start)
    is_plain = not isinstance(nested, dict)
    value = values[name] if is_plain else None
    if not isinstance(value, (str, int, float, list, dict)):  # a date, which other kinds quote
        value = text[value_start : extent.end]
    line_start = text.rfind("\n", 0, start) + 1
    key = name if is_plain else written.rstrip("= \t")
    return Pair(key, value, line_start, extent.line_end, value_start, extent.end)


def _find_extent(text: str, start: int) -> _Extent:
    """Find the end of the value at ``start``: the line's, outside brackets, comments aside."""
    depth, end = 0, start
    for piece in _PIECE.finditer(text, start):
        said = piece[0]
        if said == "\n" and not depth:
            return _Extent(end, piece.end())
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(said, 0)
        if depth or not (said.isspace() or said.startswith("#")):
            end = piece.end()
    return _Extent(end, after_line(text, end))


def _skip(text: str, start: int) -> int:
    found = _SKIPPED.match(text, start)
    return start if found is None else found.end()
