"""What a file of any format holds: entries that go out with notes, and entries that come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sync.errors import UsageError
from sync.exchange.entries import describe_place
from sync.exchange.judging import Claim, Given
from sync.exchange.values import EntryKey, HandoverEntry

_NUMBERED = re.compile(r"(.+)#([1-9]\d*)", re.DOTALL)


class Noted(NamedTuple):
    """An entry that goes out; ``notes`` are for who translates it, each on one line."""

    entry: HandoverEntry
    notes: tuple[str, ...] = ()


class Handed(NamedTuple):
    """What is handed over in one language, which ``language`` names as files do.

    ``source_language`` names that of the sources.

    ``moment`` is the date of the newest commit of its sources in UTC, ``2026-03-01 12:30+0000``,
    None where nobody knows it: all that tells of time, so that one state of a project gives the
    same bytes anywhere.
    """

    language: str
    moment: str | None
    entries: tuple[Noted, ...]
    source_language: str = "en"


class Returned(NamedTuple):
    """What came back in a file; ``language`` is None where the file does not say it."""

    name: str
    language: str | None
    entries: tuple[Given, ...]


def describe_places(entry: HandoverEntry) -> Iterator[str]:
    """Yield that for all units of an entry, once for those that stand alike."""
    yield from dict.fromkeys(filter(None, map(describe_place, entry.units)))


def name_context(key: EntryKey) -> str:
    """Return what tells an entry from others with its text: its document, and its number if any.

    A document whose name looks as if it had one gets one in any case.
    """
    if key.number == 1 and _NUMBERED.fullmatch(key.document) is None:
        return key.document
    return f"{key.document}#{key.number}"


def read_context(context: str) -> tuple[str, int]:
    """Return the document and the number that `name_context` made a name of."""
    numbered = _NUMBERED.fullmatch(context)
    return (context, 1) if numbered is None else (numbered[1], int(numbered[2]))


def require_agreement(entries: Sequence[Given]) -> tuple[Given, ...]:
    """Return the entries of a file, each once: with the least that is said of the same words.

    Raises:
        UsageError: one stands there twice, with other words.
    """
    known: dict[tuple[str | None, str, int], Given] = {}
    for given in entries:
        key = given.document, given.text, given.number
        first = known.setdefault(key, given)
        if first.words != given.words:
            message = f"the entry of line {first.line} again, in other words: remove one of the two"
            raise UsageError(message, path=given.file, line=given.line)
        if first.claim is Claim.TRANSLATED:
            known[key] = given
    return tuple(known.values())
