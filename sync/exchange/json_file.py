"""Entries as one JSON object, for programs; ``sync/schema/handover.json`` is its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn

from sync.errors import UsageError
from sync.exchange.entries import tell_place
from sync.exchange.handed import Handed, Noted, Returned, require_agreement
from sync.exchange.judging import Claim, Given
from sync.exchange.values import HandoverUnit
from sync.stamps.json_text import find_members
from sync.stamps.lines import line_at

VERSION = 1
"""The version of the object's form; it changes when a key changes its meaning or goes."""

_UNTRANSLATED, _FUZZY, _TRANSLATED = "untranslated", "fuzzy", "translated"
_CLAIMS = {
    _UNTRANSLATED: Claim.WAITING,
    _FUZZY: Claim.FUZZY,
    _TRANSLATED: Claim.TRANSLATED,
}
_BLANK = " \t\r\n"
_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(handed: Handed) -> str:
    """Render the object, with a line end behind it."""
    described = {
        "version": VERSION,
        "language": handed.language,
        "entries": [_describe_entry(noted) for noted in handed.entries],
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _describe_entry(noted: Noted) -> Mapping[str, object]:
    entry = noted.entry
    return {
        "id": entry.key.id,
        "document": entry.key.document,
        "number": entry.key.number,
        "text": entry.text,
        "previous": entry.previous,
        "translation": entry.words,
        "state": _FUZZY if entry.is_fuzzy else _UNTRANSLATED,
        "places": [_describe_place(unit) for unit in entry.units],
        "notes": list(noted.notes),
    }


def _describe_place(unit: HandoverUnit) -> Mapping[str, object]:
    return {
        "kind": str(unit.kind),
        "line": unit.source_line,
        "headings": list(unit.headings),
        "column": unit.column,
        "row": unit.row,
    }


def _read_places(value: object) -> Iterator[tuple[str, int]]:
    """Yield where an entry says that its text stood, and on which line of its source.

    What is no place of ours says nothing.
    """
    for place in value if isinstance(value, list) else ():
        match place:
            case {
                "line": int(line),
                "headings": list(headings),
                "column": str(column),
                "row": str(row),
            }:
                above = [each for each in headings if isinstance(each, str)]
                yield tell_place(above, column, row), line


def read_json(text: str, name: str) -> Returned:
    """Read what came back; of an entry only its texts, its state, and what names it count.

    Raises:
        UsageError: the file is no such object.
    """
    return _Reader(text.removeprefix("\ufeff"), name).read()


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name

    def read(self) -> Returned:
        try:
            value = json.loads(self._text)
        except json.JSONDecodeError as error:
            self._fail(f"no JSON: {error.msg}", error.pos)
        except RecursionError:
            self._fail("no JSON of ours: it is nested too deep", 0)
        if not isinstance(value, dict) or "entries" not in value:
            self._fail("no object with `entries`: export with --format json", 0)
        if value.get("version") != VERSION:
            self._fail(f"its version is {value.get('version')!r}, not {VERSION}: export anew", 0)
        language = value.get("language")
        if language is not None and not isinstance(language, str):
            self._fail("`language` is no text", 0)
        entries = tuple(self._read_entries())
        if not entries:
            raise UsageError("it has no entry", path=self._name)
        return Returned(self._name, language or None, require_agreement(entries))

    def _read_entries(self) -> Iterator[Given]:
        """Read the entries one by one, to know on which line each begins."""
        members = find_members(self._text)
        start = next(member.value for member in reversed(members) if member.key == "entries")
        if self._text[start] != "[":
            self._fail("`entries` is no list", start)
        decoder = json.JSONDecoder()
        place = self._skip(start + 1, _BLANK)
        while self._text[place] != "]":
            entry, end = decoder.raw_decode(self._text, place)
            yield self._read_entry(entry, place)
            place = self._skip(end, f"{_BLANK},")

    def _skip(self, place: int, blank: str) -> int:
        while self._text[place] in blank:
            place += 1
        return place

    def _read_entry(self, entry: object, place: int) -> Given:
        if not isinstance(entry, dict):
            self._fail("an entry is no object", place)
        text, words = (self._read_text(entry, key, place) for key in ("text", "translation"))
        state = entry.get("state", _TRANSLATED)
        if state not in _CLAIMS:
            self._fail(f"`state` is {state!r}, none of {', '.join(_CLAIMS)}", place)
        number = entry.get("number", 1)
        if not isinstance(number, int) or number < 1:
            self._fail("`number` is no number from 1 on", place)
        for key in ("document", "previous"):
            if not isinstance(entry.get(key), str | None):
                self._fail(f"`{key}` is neither a text nor null", place)
        places = list(_read_places(entry.get("places")))
        return Given(
            entry.get("document") or None,
            text,
            words,
            _CLAIMS[state],
            number,
            entry.get("previous"),
            self._name,
            line_at(self._text, place),
            places=tuple(told for told, _ in places),
            lines=frozenset(line for _, line in places),
        )

    def _read_text(self, entry: Mapping[str, object], key: str, place: int) -> str:
        value = entry.get(key)
        if not isinstance(value, str):
            self._fail(f"an entry has no `{key}` that is a text", place)
        if _SURROGATE.search(value):
            self._fail(f"`{key}` holds half a character: write all of it", place)
        return value

    def _fail(self, message: str, place: int) -> NoReturn:
        raise UsageError(message, path=self._name, line=line_at(self._text, place))
