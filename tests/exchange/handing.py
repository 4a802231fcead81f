"""Documents as they are handed over, made of plain texts."""

from __future__ import annotations

from sync.case import Case
from sync.exchange.entries import list_entries
from sync.exchange.filling import Filled, fill_units
from sync.exchange.formats import FORMATS, read_file
from sync.exchange.handed import Handed, Noted
from sync.exchange.judging import Given
from sync.exchange.reading import read_document
from sync.exchange.values import Document, Filling, HandoverUnit
from sync.markdown.marks import Mark
from tests.cases import make_case
from tests.merge.merging import SPACE, merge_all


def sync(base: str, source: str, translated: str) -> str:
    """Return what `sync` makes of a translation of ``base``: marked where words are owed."""
    merged = merge_all(base, source, translated)
    assert merged.refusal is None
    return merged.text


def open_case(known: str, translated: str, *, base: str | None = None) -> Case:
    """Put a translation beside the version that it was brought to, and the one it was made from."""
    case = make_case(known, translated, SPACE, base=base or known, known=known, is_whole=True)
    return case._replace(prose=case.known)


def read(known: str, translated: str, *, base: str | None = None) -> Document:
    """Return a translation as it is handed over."""
    return read_document(open_case(known, translated, base=base))


def list_open(document: Document) -> list[tuple[str, str, str | None, str]]:
    """Return kind, text, previous text and words of what is owed."""
    return [(unit.kind, unit.text, unit.previous, unit.words) for unit in document.open]


def fill(
    known: str, translated: str, words: dict[str, str], mark: Mark | None = None
) -> tuple[Filled, list[HandoverUnit]]:
    """Put words into the units with the texts that they are for; return those that did not fit."""
    case = open_case(known, translated)
    units = read_document(case).open
    fillings = [Filling(each.place, words[each.text], mark) for each in units if each.text in words]
    filled = fill_units(case.translation, fillings, SPACE)
    return filled, [each for each in units if each.place in filled.unfit]


def send(document: Document, name: str) -> tuple[Given, ...]:
    """Write a document's entries to a file and read it; what the format cannot hold is left out."""
    entries = tuple(map(Noted, list_entries([document])))
    kind = FORMATS[name]
    file = kind.render(Handed("xx", None, entries))
    return read_file(file.encode(), f"xx.{name}").entries if entries else ()
