"""The members of a JSON object as pairs, and edits of it that mind its commas and its margin."""

from __future__ import annotations

import json
import re

from sync.errors import StampError
from sync.stamps.fields import FIELDS, MARKS, Field
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
        if value is None:
            text = remove_member(text, key)
        else:
            written = json.dumps(value, ensure_ascii=False)
            text = put_member(text, key, written, newline, _find_neighbour(text, key))
    return text


def put_member(
    text: str, key: str, value: str, newline: str, beside: tuple[str | None, bool] = (None, True)
) -> str:
    """Return the object ``text`` with a member, its ``value`` as JSON, in the place of its own.

    A new one goes ``beside`` another key, behind it or before; where none is named it comes last.
    """
    members = find_members(text)
    there = next((member for member in members if member.key == key), None)
    if there is not None:
        return text[: there.value] + value + text[there.end :]
    said = f"{json.dumps(key, ensure_ascii=False)}: {value}"
    if not members:
        inner = text.index("{") + 1
        return f"{text[:inner]}{newline}  {said}{newline}{text[inner:].lstrip()}"
    gap = newline + _find_margin(text, members[0])
    name, is_behind = beside
    near = next((member for member in members if member.key == name), members[-1])
    if is_behind:
        return f"{text[: near.end]},{gap}{said}{text[near.end :]}"
    return f"{text[: near.start]}{said},{gap}{text[near.start :]}"


def remove_member(text: str, key: str) -> str:
    """Return the object ``text`` without a member, and without the comma that parted it."""
    members = find_members(text)
    place = next((at for at, member in enumerate(members) if member.key == key), None)
    return text if place is None else _remove(text, members, place)


def _find_neighbour(text: str, key: Field) -> tuple[str | None, bool]:
    """Return beside which key a field goes, behind it or not: in the order of the fields."""
    known = {member.key for member in find_members(text)}
    at = FIELDS.index(key)
    before = [other for other in FIELDS[:at] if other in known]
    after = [other for other in FIELDS[at:] if other in known]
    if before:
        return before[-1], True
    following = after[0] if after else MARKS if MARKS in known else None
    return following, following is None


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
