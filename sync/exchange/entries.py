"""The open units of documents as entries: what is translated once wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sync.exchange.values import Document, EntryKey, HandoverEntry, HandoverUnit
from sync.markdown.lines import fold_space
from sync.markdown.marks import Mark

_History = tuple[str | None, str]


def list_entries(documents: Iterable[Document]) -> Iterator[HandoverEntry]:
    """Yield the entries of documents in order, each where its first unit stands."""
    for document in documents:
        yield from _list_document(document)


def _list_document(document: Document) -> Iterator[HandoverEntry]:
    grouped: dict[tuple[str, _History], list[HandoverUnit]] = defaultdict(list)
    for unit in document.open:
        grouped[unit.text, tell_history(unit)].append(unit)
    numbers: dict[str, int] = defaultdict(int)
    for (text, (previous, words)), units in grouped.items():
        numbers[text] += 1
        key = EntryKey(document.source, text, numbers[text])
        mark = Mark.FUZZY if words else Mark.UNTRANSLATED
        yield HandoverEntry(key, previous, words, mark, tuple(units))


def tell_history(unit: HandoverUnit) -> _History:
    """Return what parts units with one text: what it was, and the words it had.

    What has no words was never another text's.
    """
    return (unit.previous, unit.words) if unit.words else (None, "")


def describe_place(unit: HandoverUnit) -> str:
    """Say on one line where a unit stands, as `tell_place` does."""
    return tell_place(unit.headings, unit.column, unit.row)


def tell_place(headings: Sequence[str], column: str, row: str) -> str:
    """Say on one line where something stands: below which headings, in which column and row."""
    told = [" > ".join(headings)]
    told += [f"column: {column}" if column else "", f"row: {row}" if row else ""]
    return fold_space("; ".join(filter(None, told)))
