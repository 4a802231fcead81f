"""What a project has: documents, languages, and the translations that are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sync.model import Location
from sync.project.layout import Layout
from sync.project.status_list import Places, Translations


class Inventory(NamedTuple):
    """What was found; documents and languages are sorted by code point.

    ``translations`` maps language and document to the path of each translation that is there.
    ``orphans`` are the translations that are there although their document is gone. ``doubts`` say
    what was taken for a language, or was not, although it might be otherwise. ``own_languages`` are
    those of each document, where they differ. ``absent`` are the folders of submodules that are not
    initialised and may hold some of all this.
    """

    layout: Layout
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    translations: Translations
    orphans: tuple[Location, ...]
    doubts: tuple[str, ...] = ()
    own_languages: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    absent: frozenset[str] = frozenset()

    def languages_of(self, document: str) -> tuple[str, ...]:
        """Return the languages that a document has, or is to have, a translation into."""
        return self.own_languages.get(document, self.languages)

    def list_documents(self, language: str) -> Sequence[str]:
        """Return the documents that have, or are to have, a translation into a language."""
        if not self.own_languages:
            return self.documents
        return [each for each, languages in self.own_languages.items() if language in languages]

    def locations(self) -> tuple[Location, ...]:
        """Return every document in every language and every orphan, by document, then language."""
        return tuple(self.find_places())

    def find_places(self, languages: Collection[str] = ()) -> Places:
        """Return the same without a list of them, in some languages or in all."""
        chosen: dict[tuple[str, ...], tuple[str, ...]] = {}
        for held in {self.languages, *self.own_languages.values()}:
            chosen[held] = tuple(each for each in held if not languages or each in languages)
        gone: dict[str, list[str]] = {}
        for orphan in self.orphans:
            if not languages or orphan.language in languages:
                gone.setdefault(orphan.document, []).append(orphan.language)
        rows = [(document, chosen[self.languages_of(document)]) for document in self.documents]
        rows += [(document, tuple(sorted(each))) for document, each in gone.items()]
        return Places(self.layout, sorted(rows) if gone else rows)

    def holds(self, location: Location) -> bool:
        """Say whether the translation at ``location`` is there, orphaned or not."""
        return self.translations.holds(location.language, location.document)
