"""The stamp as keys of the YAML front matter, among those of others.

Front matter is what mdformat and the site generators take for it: from a line ``---`` at the very
top to the next such line. It is edited by spans, never rendered anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from sync.errors import StampError
from sync.model import Stamp, StampFormat
from sync.stamps.fields import FIELDS, HASHES, Field, changed_fields, find_fault, make_stamp
from sync.stamps.lines import BOM, LINE_END, find_marker, line_at, line_end
from sync.stamps.yaml_pairs import Pair, Pairs, parse_pairs, render_scalar

_AT_LINE = r"(?:\A|(?<=[\r\n]))"
_OPENING = re.compile(rf"{BOM}?---[ \t]*{LINE_END}")
_CLOSING = re.compile(rf"(?<=[\r\n])---[ \t]*(?:{LINE_END}|\Z)")
_CUT_SHORT = re.compile(
    rf"{_OPENING.pattern}(?:[^\r\n]+{LINE_END})*?[\"']?(?:original|synced)_hash[\"']?[ \t]*:"
)
_MENTION = re.compile(rf"{_AT_LINE}[^#\r\n]*\b(?:original|synced)_hash[\"']?\s*:")

# Lines whose meaning is plain without a YAML parser, whose import costs more than the rest of a
# check: keys with a value on the same line or a list of such values below. All else (nesting,
# escapes, block scalars, flow style, trailing comments) is left to the parser.
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_SCALAR = (
    rf"(?:\"[^\"\\{_CONTROL}]*+\"|'[^'{_CONTROL}]*+'"
    rf"|[\w./](?:[^:#{_CONTROL}]|:(?=[^\s:])|(?<=\S)#)*+)"
)
_KEY = r"[A-Za-z_][\w-]{0,99}:"
_SIMPLE = re.compile(
    rf"(?:[ ]*(?:#[^{_CONTROL}]*)?{LINE_END}"
    rf"|{_KEY}[ ]+{_SCALAR}[ ]*{LINE_END}"
    rf"|{_KEY}[ ]*{LINE_END}"
    rf"(?:(?P<margin>[ ]*)-[ ]+{_SCALAR}[ ]*{LINE_END}"
    rf"(?:(?P=margin)-[ ]+{_SCALAR}[ ]*{LINE_END})*)?"
    rf")*+"
)
_UNEDITABLE = "the front matter cannot be edited line by line; write the stamp's keys plainly"
_FIELD = re.compile(
    rf"{_AT_LINE}(?P<key>{'|'.join(FIELDS)}):(?:[ ]+(?P<value>{_SCALAR}))?[ ]*(?=[\r\n])"
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where front matter stands: ``[start, end)`` with its fences, ``[inner, inner_end)`` without.

    An encoding mark before it is no part of it.
    """

    start: int
    inner: int
    inner_end: int
    end: int


class Edit(NamedTuple):
    """The characters ``[start, end)`` give way to ``text``."""

    start: int
    end: int
    text: str


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
            trusted. Front matter that no line of speaks of a stamp is not looked at.
    """
    if not mentions_stamp(text, block.inner, block.inner_end):
        return None
    marker = find_marker(text, block.inner, block.inner_end)
    if marker is not None:
        message = "conflict markers in the front matter; resolve the conflict"
        raise StampError(message, path=path, line=line_at(text, marker))
    fields = _read_simple(text[block.inner : block.inner_end])
    if fields is None:
        fields = {pair.key: pair.value for pair in _find_pairs(text, block, path).pairs}
    if not any(key in fields for key in HASHES):
        return None
    fault = find_fault(fields)
    if fault is not None:
        name = text.find(fault.key or "", block.inner, block.inner_end)
        line = line_at(text, max(name, block.start))
        raise StampError(fault.message, path=path, line=line)
    return make_stamp(fields, StampFormat.FRONT_MATTER)


def render_front_matter(text: str, stamp: Stamp) -> str:
    """Return ``text`` with ``stamp`` in its front matter, which is made if there is none.

    Raises:
        StampError: if the front matter cannot be read, or not be edited line by line.
    """
    block = find_front_matter(text)
    if block is not None:
        return _edit_block(text, block, stamp)
    newline = line_end(text)
    fields = changed_fields({}, stamp).items()
    lines = "".join(f"{key}: {render_scalar(value or '')}{newline}" for key, value in fields)
    mark = BOM * text.startswith(BOM)
    return f"{mark}---{newline}{lines}---{newline}{text.removeprefix(BOM)}"


def remove_front_matter_stamp(text: str) -> str:
    """Return ``text`` without the stamp's keys, and without front matter that held nothing else.

    Raises:
        StampError: if the front matter cannot be read, or not be edited line by line.
    """
    block = find_front_matter(text)
    if block is None:
        return text
    edited = _edit_block(text, block, Stamp(StampFormat.FRONT_MATTER, None))
    rest = find_front_matter(edited)
    if rest is None or edited[rest.inner : rest.inner_end].strip():
        return edited
    return edited[: rest.start] + edited[rest.end :]


def _read_simple(body: str) -> dict[str, object] | None:
    """Return the stamp's fields in plain lines; None where it takes a YAML parser to be sure."""
    if not _SIMPLE.fullmatch(body):
        return None
    fields: dict[str, object] = {}
    for match in _FIELD.finditer(body):
        key, value = match["key"], match["value"]
        if key in fields or value is None:
            return None
        fields[key] = value[1:-1] if value[0] in "\"'" else value.rstrip(" ")
    return fields


def _find_pairs(text: str, block: FrontMatter, path: str | None) -> Pairs:
    """Return the pairs in the front matter, the stamp's among them each only once."""
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


def _edit_block(text: str, block: FrontMatter, stamp: Stamp) -> str:
    """Bring the stamp's keys up to ``stamp``, and read them again to be sure."""
    body = text[block.inner : block.inner_end]
    found = _find_pairs(text, block, None)
    edited = _apply_edits(body, _find_edits(body, found, stamp, line_end(text)))
    result = text[: block.inner] + edited + text[block.inner_end :]
    after = find_front_matter(result)
    wanted = None if stamp.original_hash is stamp.synced_hash is None else stamp
    if after is None or parse_front_matter(result, after) != wanted:
        raise StampError(_UNEDITABLE, line=line_at(text, block.start))
    return result


def _find_edits(body: str, found: Pairs, stamp: Stamp, newline: str) -> Iterator[Edit]:
    pairs = {key: pair for pair in found.pairs for key in FIELDS if pair.key == key}
    changed = changed_fields({key: pair.value for key, pair in pairs.items()}, stamp)
    for key, value in changed.items():
        pair = pairs.get(key)
        if found.in_braces or (pair is not None and pair.is_linked):
            raise StampError(_UNEDITABLE, line=1)
        if pair is None:
            place = _find_place(key, pairs, len(body))
            line = f"{' ' * found.column}{key}: {render_scalar(value or '')}{newline}"
            yield Edit(place, place, line)
        elif value is None:
            yield Edit(pair.line_start, pair.line_end, "")
        else:
            space = "" if pair.start < pair.end else " "
            scalar = render_scalar(value, body[pair.start : pair.end])
            yield Edit(pair.start, pair.end, space + scalar)


def _find_place(key: Field, pairs: Mapping[Field, Pair], end: int) -> int:
    """Return where a line for ``key`` goes: beside its neighbours in the order of the fields."""
    at = FIELDS.index(key)
    before = [pairs[other].line_end for other in FIELDS[:at] if other in pairs]
    after = [pairs[other].line_start for other in FIELDS[at:] if other in pairs]
    return before[-1] if before else after[0] if after else end


def _apply_edits(body: str, edits: Iterable[Edit]) -> str:
    pieces, done = [], 0
    for edit in sorted(edits, key=attrgetter("start", "end")):
        pieces += [body[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, body[done:]])
