"""The stamp as keys of the YAML front matter, among those of others.

Front matter is what mdformat and the site generators take for it: from a line ``---`` at the very
top to the next such line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.fields import FIELDS, HASHES, find_fault, make_stamp
from sync.stamps.lines import BOM, LINE_END, find_marker, line_at

if TYPE_CHECKING:
    from sync.stamps.yaml_pairs import Pairs

_AT_LINE = r"(?:\A|(?<=[\r\n]))"
_OPENING = re.compile(rf"{BOM}?---[ \t]*{LINE_END}")
_CLOSING = re.compile(rf"(?<=[\r\n])---[ \t]*(?:{LINE_END}|\Z)")
_CUT_SHORT = re.compile(
    rf"{_OPENING.pattern}(?:[^\r\n]+{LINE_END})*?[\"']?(?:original|synced)_hash[\"']?[ \t]*:"
)
_MENTION = re.compile(rf"{_AT_LINE}[^#\r\n]*\b(?:original|synced)_hash[\"']?\s*:")


class FrontMatter(NamedTuple):
    """Where front matter stands: ``[start, end)`` with its fences, ``[inner, inner_end)`` without.

    An encoding mark before it is no part of it.
    """

    start: int
    inner: int
    inner_end: int
    end: int


def find_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter at the top of ``text``; None if there is none, or no end of it."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return None
    return FrontMatter(text.find("-"), opening.end(), closing.start(), closing.end())


def opens_front_matter(text: str) -> bool:
    """Tell whether ``text`` begins as front matter does, closed or not."""
    return _OPENING.match(text) is not None


def opens_stamp(text: str) -> bool:
    """Tell whether ``text`` begins with front matter that has a key of a stamp, closed or not."""
    return _CUT_SHORT.match(text) is not None


def mentions_stamp(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether a line of ``text[start:end]`` looks like a key that makes a stamp."""
    body = text[start:end]
    return ("original_hash" in body or "synced_hash" in body) and _MENTION.search(body) is not None


def parse_front_matter(text: str, block: FrontMatter, path: str | None = None) -> Stamp | None:
    """Read the stamp from the keys of the front matter; None if none of them makes a stamp.

    Raises:
        StampError: if it is in conflict, is no YAML, has a key of the stamp twice, or cannot be
            trusted. Front matter that does not mention a stamp is not judged.
    """
    if not mentions_stamp(text, block.inner, block.inner_end):
        return None
    from sync.stamps.plain_pairs import read_plain  # here, as most files have no such stamp

    marker = find_marker(text, block.inner, block.inner_end)
    if marker is not None:
        message = "conflict markers in the front matter; resolve the conflict"
        raise StampError(message, path=path, line=line_at(text, marker))
    fields = read_plain(text[block.inner : block.inner_end])
    if fields is None:
        fields = {pair.key: pair.value for pair in find_pairs(text, block, path).pairs}
    if not any(key in fields for key in HASHES):
        return None
    fault = find_fault(fields)
    if fault is not None:
        name = text.find(fault.key or "", block.inner, block.inner_end)
        line = line_at(text, max(name, block.start))
        raise StampError(fault.message, path=path, line=line)
    return make_stamp(fields, StampFormat.FRONT_MATTER)


def find_pairs(text: str, block: FrontMatter, path: str | None) -> Pairs:
    """Return the pairs in the front matter, the stamp's among them each only once."""
    from sync.stamps.yaml_pairs import parse_pairs  # here, as few front matters need it

    line = line_at(text, block.inner)
    body = text[block.inner : block.inner_end]
    found = parse_pairs(body, path, line)
    keys = [pair.key for pair in found.pairs]
    for pair in reversed(found.pairs):
        if pair.key in FIELDS and keys.count(pair.key) > 1:
            message = f"the key {pair.key!r} is there twice; remove one"
            line = line_at(text, block.inner + pair.line_start)
            raise StampError(message, path=path, line=line)
    return found
