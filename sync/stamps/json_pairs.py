"""The members of a JSON object as pairs, and edits of it that mind its commas and its margin."""

from __future__ import annotations

import json
import re

from sync.errors import StampError
from sync.stamps.fields import FIELDS, Field
from sync.stamps.json_text import Member, find_members, parse_json
from sync.stamps.lines import after_line
from sync.stamps.pairs import Pair, Pairs

_MARGIN = re.compile(r"[ \t]*\Z")


def parse_pairs(text: str, path: str | None, first_line: int) -> Pairs:
    """Return the members of the object that ``text`` is.

    Raises:
        StampError: if it is no JSON, with its line, counted from ``first_line``.
    """
    try:
        parse_json(text, path)
    except StampError as error:
        line = first_line + (error.line or 1) - 1
        raise StampError(f"the front matter is {error.message}", path=path, line=line) from error
    pairs = tuple(
        Pair(
            member.key,
            parse_json(text, path, start=member.value, end=member.end),
            _line_start(text, member.start),
            after_line(text, member.end),
            member.value,
            member.end,
        )
        for member in find_members(text)
    )
    return Pairs(pairs, len(text), in_braces=True)


def edit_members(text: str, changed: dict[Field, str | None], newline: str) -> str:
    """Return the object ``text`` with other values of some keys; None stands for one that goes."""
    for key, value in changed.items():
        members = find_members(text)
        there = next((at for at, member in enumerate(members) if member.key == key), None)
        if there is None:
            text = _insert(text, members, key, _quote(value), newline)
        elif value is None:
            text = _remove(text, members, there)
        else:
            text = text[: members[there].value] + _quote(value) + text[members[there].end :]
    return text


def _insert(text: str, members: list[Member], key: Field, value: str, newline: str) -> str:
    """Put a member beside its neighbours in the order of the fields, else at the end."""
    said = f'"{key}": {value}'
    if not members:
        inner = text.index("{") + 1
        return f"{text[:inner]}{newline}  {said}{newline}{text[inner:].lstrip()}"
    places = {member.key: member for member in members}
    at = FIELDS.index(key)
    before = [places[other] for other in FIELDS[:at] if other in places]
    after = [places[other] for other in FIELDS[at:] if other in places]
    gap = newline + _find_margin(text, members[0])
    if after and not before:
        start = after[0].start
        return f"{text[:start]}{said},{gap}{text[start:]}"
    end = (before or members)[-1].end
    return f"{text[:end]},{gap}{said}{text[end:]}"


def _remove(text: str, members: list[Member], at: int) -> str:
    """Take a member out, with the comma that parts it from its neighbour."""
    member = members[at]
    if at + 1 < len(members):
        return text[: member.start] + text[members[at + 1].start :]
    if at:
        return text[: members[at - 1].end] + text[member.end :]
    return text[: _line_start(text, member.start)] + text[after_line(text, member.end) :]


def _find_margin(text: str, member: Member) -> str:
    """Return what a member is indented by, where it is the first of its line."""
    found = _MARGIN.search(text, _line_start(text, member.start), member.start)
    return found[0] if found and found.start() == _line_start(text, member.start) else "  "


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _quote(value: str | None) -> str:
    return json.dumps(value, ensure_ascii=False)
