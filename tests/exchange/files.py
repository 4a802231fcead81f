"""Files of entries, made of a few plain ones."""

from __future__ import annotations

from sync.exchange.handed import Handed, Noted
from sync.exchange.values import EntryKey, HandoverEntry, HandoverUnit, Place
from sync.markdown.marks import Mark

MOMENT = "2026-03-01 12:30+0000"


def entry(
    text: str,
    words: str = "",
    previous: str | None = None,
    *,
    document: str = "guide/tea time.md",
    number: int = 1,
    lines: tuple[int, ...] = (3,),
    headings: tuple[str, ...] = ("Tea", "Brewing"),
    column: str = "",
    row: str = "",
) -> HandoverEntry:
    """Make an entry, fuzzy where it has words."""
    mark = Mark.FUZZY if words else Mark.UNTRANSLATED
    units = tuple(
        HandoverUnit(
            Place(line), "paragraph", text, previous, words, mark, line, line, headings, column, row
        )
        for line in lines
    )
    return HandoverEntry(EntryKey(document, text, number), previous, words, mark, units)


def hand(*entries: HandoverEntry, notes: tuple[str, ...] = (), language: str = "zh_TW") -> Handed:
    """Put entries into a file, all with the same notes."""
    return Handed(language, MOMENT, tuple(Noted(each, notes) for each in entries))
