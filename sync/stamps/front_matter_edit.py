"""Writing the stamp into front matter, by the spans of its keys; nothing is rendered anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from sync.errors import StampError
from sync.markdown.front_matter import FrontMatter, FrontMatterKind, find_front_matter
from sync.model import Stamp, StampFormat
from sync.stamps import json_pairs, toml_pairs, yaml_pairs
from sync.stamps.fields import FIELDS, Field, changed_fields
from sync.stamps.front_matter import find_pairs, parse_front_matter
from sync.stamps.lines import BOM, line_at, line_end
from sync.stamps.pairs import Pair, Pairs

_UNEDITABLE = "the front matter cannot be edited line by line; write the stamp's keys plainly"


class Edit(NamedTuple):
    """The characters ``[start, end)`` give way to ``text``."""

    start: int
    end: int
    text: str


class _Notation(NamedTuple):
    """How a kind that is edited line by line writes a pair, and a value in another one's style."""

    pair: Callable[[str, str], str]
    scalar: Callable[[str, str], str]


_NOTATIONS = {
    FrontMatterKind.YAML: _Notation(yaml_pairs.render_pair, yaml_pairs.render_scalar),
    FrontMatterKind.TOML: _Notation(toml_pairs.render_pair, toml_pairs.render_scalar),
}


def render_front_matter(text: str, stamp: Stamp) -> str:
    """Return ``text`` with ``stamp`` in its front matter, whatever its kind; else in new YAML.

    Raises:
        StampError: if the front matter cannot be read, or not be edited line by line.
    """
    block = find_front_matter(text)
    if block is not None:
        return _edit_block(text, block, stamp)
    newline = line_end(text)
    fields = changed_fields({}, stamp).items()
    lines = "".join(yaml_pairs.render_pair(key, value or "") + newline for key, value in fields)
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
    if rest is None or edited[rest.inner : rest.inner_end].strip(" \t\r\n{}"):
        return edited
    return edited[: rest.start] + edited[rest.end :]


def _edit_block(text: str, block: FrontMatter, stamp: Stamp) -> str:
    """Bring the stamp's keys up to ``stamp``, and read them again to be sure."""
    body = text[block.inner : block.inner_end]
    found = find_pairs(text, block, None)
    changed = changed_fields({pair.key: pair.value for pair in found.pairs}, stamp)
    newline, notation = line_end(text), _NOTATIONS.get(block.kind)
    if notation is None:
        edited = json_pairs.edit_members(body, changed, newline)
    else:
        edited = _apply_edits(body, _find_edits(body, found, changed, newline, notation))
    result = text[: block.inner] + edited + text[block.inner_end :]
    after = find_front_matter(result)
    wanted = None if stamp.original_hash is stamp.synced_hash is None else stamp
    if after is None or parse_front_matter(result, after) != wanted:
        raise StampError(_UNEDITABLE, line=line_at(text, block.start))
    return result


def _find_edits(
    body: str, found: Pairs, changed: Mapping[Field, str | None], newline: str, notation: _Notation
) -> Iterator[Edit]:
    pairs = {key: pair for pair in found.pairs for key in FIELDS if pair.key == key}
    for key, value in changed.items():
        pair = pairs.get(key)
        if found.in_braces or (pair is not None and pair.is_linked):
            raise StampError(_UNEDITABLE, line=1)
        if pair is None:
            place = _find_place(key, pairs, found.end)
            line = f"{' ' * found.column}{notation.pair(key, value or '')}{newline}"
            yield Edit(place, place, line)
        elif value is None:
            yield Edit(pair.line_start, pair.line_end, "")
        else:
            space = "" if pair.start < pair.end else " "
            scalar = notation.scalar(value, body[pair.start : pair.end])
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
