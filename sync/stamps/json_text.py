"""JSON that comes back as it was: numbers keep their spelling, repeated keys are not dropped.

Rendered in the layout of Python's ``json.dump(indent=2, ensure_ascii=False)``, which is what
Co-op Translator writes (its ``utils/common/metadata_utils.py``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from sync.errors import StampError
from sync.stamps.lines import line_at


class Number(NamedTuple):
    """A number, as it is spelled; also the ``NaN`` and ``Infinity`` that Python lets through."""

    spelling: str


class Repeated(NamedTuple):
    """An object in which a key is there more than once: all its members, in order."""

    members: tuple[tuple[str, Json], ...]

    def keys_twice(self) -> tuple[str, ...]:
        """Return the keys that are there more than once, in order."""
        counts = Counter(key for key, _ in self.members)
        return tuple(key for key, count in counts.items() if count > 1)


Json: TypeAlias = "str | bool | Number | list[Json] | dict[str, Json] | Repeated | None"
"""A JSON value."""


class Member(NamedTuple):
    """Where a member of an object stands, as indexes in the text.

    It goes from the start of its key to the end of its value, which begins at ``value``.
    """

    key: str
    start: int
    value: int
    end: int


def make_object(members: Sequence[tuple[str, Json]]) -> dict[str, Json] | Repeated:
    """Return the object that ``members`` make: a dict, unless a key is there more than once."""
    unique = dict(members)
    return unique if len(unique) == len(members) else Repeated(tuple(members))


_DECODER = json.JSONDecoder(
    object_pairs_hook=make_object, parse_int=Number, parse_float=Number, parse_constant=Number
)
_LEAVES = frozenset({str, bool, Number, type(None)})
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_NEXT = re.compile(r"[ \t\n\r]*[{,]?[ \t\n\r]*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def parse_json(text: str, path: str | None, *, start: int = 0, end: int | None = None) -> Json:
    """Read the JSON in ``text[start:end]``, which may be part of a file.

    Raises:
        StampError: for anything that is not JSON, with the line of the fault in ``text``.
    """
    part = text[start:end]
    try:
        value: Json = _DECODER.decode(part)
    except json.JSONDecodeError as error:
        message = f"not JSON ({error.msg}); correct it, or restore the file from git"
        line = line_at(text, start + error.pos)
        raise StampError(message, path=path, line=line) from error
    except RecursionError as error:
        message = "not a stamp (JSON nested too deeply); restore the file from git"
        raise StampError(message, path=path, line=line_at(text, start)) from error
    return value


def render_json(value: Json) -> str:
    """Return ``value`` as text without a line end at its end; a lone surrogate stays an escape.

    Raises:
        StampError: for a value nested so deeply that it cannot be walked.
    """
    try:
        return _render(value, "\n")
    except RecursionError as error:
        raise StampError("JSON nested too deeply to be written again") from error


def find_members(text: str) -> list[Member]:
    """Return where the members of the object in ``text`` stand; it must be readable."""
    members = []
    at = _skip(_NEXT, text, 0)
    while text[at] == '"':
        key, key_end = _DECODER.raw_decode(text, at)
        value = _skip(_COLON, text, key_end)
        _, end = _DECODER.raw_decode(text, value)
        members.append(Member(key, at, value, end))
        at = _skip(_NEXT, text, end)
    return members


def find_repeated(value: Json) -> str | None:
    """Return a key that is there more than once in ``value``, at any depth, or None."""
    if isinstance(value, dict) and _LEAVES.issuperset(map(type, value.values())):
        return None
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Repeated):
            return value.keys_twice()[0]
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return None


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _render(value: Json, margin: str) -> str:
    """Render ``value``; ``margin`` is a newline and the indentation of the line it stands on."""
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, Number):
        return value.spelling
    deeper = margin + "  "
    if isinstance(value, list):
        return _enclose("[]", (_render(item, deeper) for item in value), margin)
    if isinstance(value, (dict, Repeated)):
        members = value.members if isinstance(value, Repeated) else value.items()
        parts = (f"{_quote(key)}: {_render(item, deeper)}" for key, item in members)
        return _enclose("{}", parts, margin)
    return json.dumps(value)


@lru_cache(maxsize=1024)  # keys, hashes and dates of a sidecar are few
def _quote(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


def _enclose(brackets: str, parts: Iterable[str], margin: str) -> str:
    inside = f",{margin}  ".join(parts)
    return f"{brackets[0]}{margin}  {inside}{margin}{brackets[1]}" if inside else brackets
