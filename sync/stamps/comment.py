"""The stamp as a comment at the head of a file, of HTML or, as MDX has it, ``{/* … */}``.

Layout and label are Co-op Translator's (its ``utils/common/metadata_utils.py``): the opening, the
label and the closing each on a line of their own, between the latter two JSON with two-space
indentation.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.entry import parse_entry, update_entry
from sync.stamps.fields import FIELDS, leads_outside
from sync.stamps.json_text import Json, parse_json, render_json
from sync.stamps.lines import after_line, find_marker, line_at, line_end

LABEL = "CO_OP_TRANSLATOR_METADATA:"
"""What a comment has to begin with to be a stamp."""

_OPENING = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*+ {0,3}+(<!--|\{/\*)?+[ \t\r\n]*+")
_CLOSINGS = {"<!--": "-->", "{/*": "*/}"}
_TEXT = r'"([^">\\\x00-\x1f\x7f\ud800-\udfff]*)"'
_WRITTEN = re.compile(
    f"<!--\n{LABEL}\n{{\n"
    r'  "original_hash": "([0-9a-f]{32})",\n'
    rf'  "translation_date": {_TEXT},\n  "source_file": {_TEXT},\n  "language_code": {_TEXT}\n'
    "}\n-->\n"
)


class Comment(NamedTuple):
    """Where a stamp's comment stands, as indexes in the text.

    ``[start, end)`` is the comment from its ``opening`` to what closes that, ``[inner, inner_end)``
    its JSON. One that is never closed has both ends in one place.
    """

    start: int
    inner: int
    inner_end: int
    end: int
    opening: str


def find_comment(text: str, start: int) -> Comment | None:
    """Return the stamp's comment that begins at ``start``, blank lines aside; None if none does.

    A comment that is never closed ends with the text, and with its JSON.
    """
    match = _OPENING.match(text, start)
    if not match or not match[1] or not text.startswith(LABEL, match.end()):
        return None
    inner = match.end() + len(LABEL)
    opening, closing = match[1], _CLOSINGS[match[1]]
    inner_end = text.find(closing, inner)
    if inner_end < 0:
        return Comment(match.start(1), inner, len(text), len(text), opening)
    return Comment(match.start(1), inner, inner_end, inner_end + len(closing), opening)


def read_written(text: str) -> tuple[Stamp, int] | None:
    """Return the stamp at the top of ``text`` and its end, if it is in Co-op Translator's layout.

    None says nothing: `find_comment` and `parse_comment` read every layout, these four fields
    included, to the same stamp. Of tens of thousands of files nearly all are read here, in a
    third of the time.
    """
    match = _WRITTEN.match(text)
    if match is None or leads_outside(match[3]):
        return None
    original_hash, date, source_file, language = match.groups()
    stamp = Stamp(StampFormat.COMMENT, original_hash, None, date, source_file, language)
    return stamp, match.end()


def may_begin_comment(text: str, start: int) -> bool:
    """Tell whether a longer ``text`` could have a stamp's comment at ``start``, as far as seen."""
    match = _OPENING.match(text, start)
    return match is not None and match.end() + len(LABEL) > len(text)


def parse_comment(text: str, comment: Comment, path: str | None = None) -> Stamp:
    """Read the stamp that ``comment`` holds.

    Raises:
        StampError: if it was cut short or is in conflict, is not JSON, or cannot be trusted.
    """
    entry = _read_entry(text, comment, path)
    return parse_entry(entry, StampFormat.COMMENT, text, (comment.inner, comment.inner_end), path)


def render_comment(text: str, start: int, stamp: Stamp) -> str:
    """Return ``text`` with ``stamp`` in the comment at ``start``, which is made if there is none.

    Raises:
        StampError: if the present comment cannot be read.
    """
    comment = find_comment(text, start)
    if comment is None:
        newline = line_end(text)
        lead = "" if start == 0 or text[start - 1] in "\r\n\ufeff" else newline
        return text[:start] + lead + _render({}, stamp, newline, "<!--") + newline + text[start:]
    newline = line_end(text[comment.start : comment.end] + line_end(text))
    rendered = _render(_read_entry(text, comment, None), stamp, newline, comment.opening)
    return text[: comment.start] + rendered + text[comment.end :]


def remove_comment(text: str, start: int) -> str:
    """Return ``text`` without the comment at ``start`` and its line end.

    Raises:
        StampError: if it cannot be read, or holds other keys than a stamp's, which would be lost.
    """
    comment = find_comment(text, start)
    if comment is None:
        return text
    entry = _read_entry(text, comment, None)
    if isinstance(entry, dict) and not entry.keys() <= set(FIELDS):
        message = "the comment holds keys of others; move them, then change the stamp's format"
        raise StampError(message, line=line_at(text, comment.start))
    return text[: comment.start] + text[after_line(text, comment.end) :]


def _read_entry(text: str, comment: Comment, path: str | None) -> Json:
    try:
        entry = parse_json(text, path, start=comment.inner, end=comment.inner_end)
    except StampError:
        _refuse_damage(text, comment, path)
        raise
    if comment.end == comment.inner_end:
        _refuse_damage(text, comment, path)
    return entry


def _refuse_damage(text: str, comment: Comment, path: str | None) -> None:
    """Name the damage that is plain to see: conflict markers, or the lack of an end."""
    marker = find_marker(text, comment.inner, comment.inner_end)
    if marker is not None:
        message = "conflict markers in the stamp; resolve the conflict"
        raise StampError(message, path=path, line=line_at(text, marker))
    if comment.end == comment.inner_end:
        message = "the stamp is cut short, its comment never closed; restore it from git"
        raise StampError(message, path=path, line=line_at(text, comment.start))


def _render(entry: Json, stamp: Stamp, newline: str, opening: str) -> str:
    rendered = render_json(update_entry(entry, stamp))
    rendered = rendered.replace("-->", "--\\u003e").replace("*/}", "*\\u002f}")
    return f"{opening}\n{LABEL}\n{rendered}\n{_CLOSINGS[opening]}".replace("\n", newline)
