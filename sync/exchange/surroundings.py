"""What of a document helps with one text of it: texts beside it, pairs alike, notes, terms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sync.case import Case
from sync.exchange.glossary import Glossary, Term
from sync.exchange.memory import TranslationMemory, learn
from sync.exchange.notes import UnitNotes
from sync.exchange.questions import Neighbour, TextSurroundings
from sync.exchange.suggestions import Suggester
from sync.exchange.values import Document, HandoverEntry, HandoverUnit, Place

_BEFORE, _AFTER = 2, 1
_LONGEST = 240  # characters of a text that only stands beside another


class Landscape:
    """A document as it surrounds its texts."""

    def __init__(self, case: Case, document: Document, glossary: Glossary, context: str) -> None:
        """Look at nothing yet; ``context`` is what the project says of the document's folder."""
        self._case = case
        self._document = document
        self._glossary = glossary
        self._context = context

    def look(self, entry: HandoverEntry) -> TextSurroundings:
        """Return what surrounds an entry: its first unit, where it stands in several places."""
        units = self._document.units
        place = self._places[entry.units[0].place]
        before = units[max(0, place - _BEFORE) : place]
        after = units[place + 1 : place + 1 + _AFTER]
        notes = dict.fromkeys(note for unit in entry.units for note in self._notes.find(unit))
        return TextSurroundings(
            tuple(map(_show, before)),
            tuple(map(_show, after)),
            self._find_similar(entry),
            tuple(notes),
            self._context,
            self.find_terms(entry),
        )

    def find_terms(self, entry: HandoverEntry) -> tuple[Term, ...]:
        """Return the glossary's terms that occur in an entry."""
        return self._glossary.find(entry.text, self._document.language)

    @cached_property
    def _places(self) -> Mapping[Place, int]:
        return {unit.place: number for number, unit in enumerate(self._document.units)}

    def _find_similar(self, entry: HandoverEntry) -> tuple[Neighbour, ...]:
        found = self._suggester.suggest(entry.units[0].kind, entry.text)
        return tuple(Neighbour(_cut(each.text), _cut(each.words)) for each in found)

    @cached_property
    def _suggester(self) -> Suggester:
        """What the document itself knows."""
        case = self._case
        known = learn(self._document, case.links, knows_prose=case.prose is not None)
        return Suggester(TranslationMemory([known]))

    @cached_property
    def _notes(self) -> UnitNotes:
        return UnitNotes(self._case)


def _show(unit: HandoverUnit) -> Neighbour:
    is_done = unit.mark is None and unit.words != ""
    return Neighbour(_cut(unit.text), _cut(unit.words) if is_done else None)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
