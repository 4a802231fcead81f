"""Front matter that is JSON: its members are edited by their spans, and a last key holds marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sync.markdown.document import Markdown
from sync.markdown.front_matter import find_front_matter
from sync.markdown.lines import find_newline, split_lines
from sync.markdown.marks import Mark
from sync.stamps.fields import MARKS
from sync.units.front_matter import read_pairs
from sync.units.json_marks import read_json_marks, render_json_marks

_EMPTY = "{\n}"


class JsonKey(NamedTuple):
    """A key of the new source: whether its value is taken from there, and the mark it gets."""

    name: str
    is_taken: bool
    mark: Mark | None


def write_json(
    translation: Markdown, source: Markdown, keys: Sequence[JsonKey], gone: Iterable[str]
) -> tuple[str, ...] | None:
    """Return the lines of a translation's front matter with keys of the source's, in its order.

    Keys that are ``gone`` go. None where there is no room for marks.
    """
    text, newline = translation.text, find_newline(translation.text)
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    body = _EMPTY if block is None else text[block.inner : block.inner_end]
    behind = 2 * newline if block is None else text[block.inner_end : block.end]
    pairs = None if block is None else read_pairs(text, block)
    marks = {} if pairs is None else read_json_marks(pairs)
    if marks is None:
        return None
    edited = _put_keys(body, keys, _read_values(source, newline), newline)
    for name in gone:
        edited = _remove(edited, name)
    known = {**marks, **{key.name: key.mark for key in keys}}
    left = {name: mark for name, mark in known.items() if mark is not None and name not in gone}
    return tuple(split_lines(put_marks(edited, left, newline) + behind))


def start_json(source: Markdown, names: Iterable[str]) -> tuple[str, ...] | None:
    """Return the lines of a source's front matter with untranslated keys; None without room."""
    keys = [JsonKey(name, is_taken=False, mark=Mark.UNTRANSLATED) for name in names]
    return write_json(source, source, keys, ())


def _put_keys(body: str, keys: Iterable[JsonKey], values: Mapping[str, str], newline: str) -> str:
    from sync.stamps.json_pairs import put_member
    from sync.stamps.json_text import find_members

    members = find_members(body)
    beside = (members[0].key, False) if members else (None, True)
    known = {member.key for member in members}
    for key in keys:
        if key.is_taken:
            body = put_member(body, key.name, values[key.name], newline, beside)
            known.add(key.name)
        if key.name in known:
            beside = (key.name, True)
    return body


def _read_values(source: Markdown, newline: str) -> Mapping[str, str]:
    """Return the values of the source's keys as they are written."""
    text = source.text
    block = find_front_matter(text, int(text.startswith("\ufeff")))
    pairs = None if block is None else read_pairs(text, block)
    if block is None or pairs is None:
        return {}
    return {
        pair.key: newline.join(text[block.inner + pair.start : block.inner + pair.end].splitlines())
        for pair in pairs.pairs
    }


def put_marks(body: str, marks: Mapping[str, Mark], newline: str) -> str:
    """Write the last key, which holds the marks, anew."""
    from sync.stamps.json_pairs import put_member

    if not marks:
        return _remove(body, MARKS)
    return put_member(body, MARKS, render_json_marks(marks), newline)


def _remove(body: str, name: str) -> str:
    from sync.stamps.json_pairs import remove_member

    return remove_member(body, name)
