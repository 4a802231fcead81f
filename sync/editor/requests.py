"""What the page sends, read once and strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sync.exchange.values import EntryKey


class BadRequestError(Exception):
    """What was sent is none of the page's own; the message says what is wrong with it."""


class Words(NamedTuple):
    """Words for an entry.

    ``previous`` and ``shown`` are the texts that the page shows beside them: what the source was,
    and what the translation says. An entry is known by those; numbers are counted anew when one of
    several is done. ``accepted`` are the rules whose warnings are known and meant.
    """

    key: EntryKey
    previous: str | None
    shown: str
    words: str = ""
    keeps_fuzzy: bool = False
    accepted: frozenset[str] = frozenset()


def read_words(sent: object) -> Words:
    """Read words for an entry, or the entry alone.

    Raises:
        BadRequestError: it is not what the page sends.
    """
    if not isinstance(sent, dict):
        raise BadRequestError("not an object")
    previous = sent.get("previous")
    if previous is not None:
        previous = _read_text(sent, "previous")
    key = EntryKey(_read_text(sent, "document"), _read_text(sent, "text"), _read_number(sent))
    words = _read_text(sent, "words").replace("\r\n", "\n") if "words" in sent else ""
    return Words(
        key, previous, _read_text(sent, "shown"), words, _read_flag(sent), _read_accepted(sent)
    )


def _read_text(sent: Mapping[str, object], name: str) -> str:
    text = sent.get(name)
    if not isinstance(text, str):
        raise BadRequestError(f"{name} is no text")
    try:
        text.encode()
    except UnicodeEncodeError as error:  # half of a pair of surrogates, which no file can hold
        raise BadRequestError(f"{name} holds half a character") from error
    return text


def _read_number(sent: Mapping[str, object]) -> int:
    number = sent.get("number", 1)
    if not isinstance(number, int) or isinstance(number, bool):
        raise BadRequestError("number is none")
    return number


def _read_flag(sent: Mapping[str, object]) -> bool:
    flag = sent.get("fuzzy", False)
    if not isinstance(flag, bool):
        raise BadRequestError("fuzzy is neither true nor false")
    return flag


def _read_accepted(sent: Mapping[str, object]) -> frozenset[str]:
    accepted = sent.get("accepted", [])
    if not isinstance(accepted, list) or not all(isinstance(each, str) for each in accepted):
        raise BadRequestError("accepted is no list of rules")
    return frozenset(accepted)
