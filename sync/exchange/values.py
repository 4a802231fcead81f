"""What is handed over: the cells and blocks of a translation, each with its source's text."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.marks import Mark

CELL = "cell"
"""The kind of a table's cell; other kinds are those of `sync.units.values.UnitKind`."""


class Place(NamedTuple):
    """Where a unit stands: among the translation's units, and for a cell in which row and column.

    The row of a table's header is `sync.align.views.HEADER`.
    """

    unit: int
    row: int | None = None
    column: int | None = None

    @property
    def order(self) -> tuple[int, int, int]:
        """What places of one document are sorted by."""
        return self.unit, -2 if self.row is None else self.row, self.column or 0


class HandoverUnit(NamedTuple):
    """A cell or block of a translation, with the texts of the versions of its source.

    ``text`` is of the version that it was brought to, ``previous`` of the one that everything was
    made from, None where nobody knows it, or there is none. ``words`` are the translation's own,
    empty where they are still the source's. All are spelled as the source spells them: links as
    seen from there, and the pipes of cells without a backslash. Lines are 1-based; ``headings`` are
    the source's, outermost first, ``column`` and ``row`` what heads a cell's. ``takes_words`` is
    False for a value of the front matter that is a list or the like: it is translated by hand.
    """

    place: Place
    kind: str
    text: str
    previous: str | None
    words: str
    mark: Mark | None
    source_line: int
    line: int
    headings: tuple[str, ...] = ()
    column: str = ""
    row: str = ""
    takes_words: bool = True


class Document(NamedTuple):
    """All units of one translation that are known to be a unit of its source.

    ``source`` and ``path`` are relative to the root. ``unknown`` are the lines (1-based) of marked
    units of which nobody can say what they should be; those units, and others of which nobody can
    say what they translate, are ``unpaired``: they have no text. ``dialect`` is the translation's.
    """

    language: str
    source: str
    path: str
    units: tuple[HandoverUnit, ...]
    unknown: tuple[int, ...] = ()
    unpaired: tuple[HandoverUnit, ...] = ()
    dialect: Dialect = MARKDOWN

    @property
    def open(self) -> tuple[HandoverUnit, ...]:
        """The units that are owed."""
        return tuple(unit for unit in self.units if unit.mark is not None)


class EntryKey(NamedTuple):
    """What names an entry: a document's source, a text of it, and which of its histories.

    Histories (what the text was, and the words it had) are counted from 1 as the document has them.
    """

    document: str
    text: str
    number: int = 1

    @property
    def id(self) -> str:
        """Ten hexadecimal digits that stay the same wherever the text stands."""
        said = "\0".join((self.document, self.text, str(self.number)))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:10]


class HandoverEntry(NamedTuple):
    """The open units of a document with one text and one history: translated once for all.

    ``mark`` is FUZZY where there are words to look at.
    """

    key: EntryKey
    previous: str | None
    words: str
    mark: Mark
    units: tuple[HandoverUnit, ...]

    @property
    def text(self) -> str:
        """What is to be translated."""
        return self.key.text

    @property
    def is_fuzzy(self) -> bool:
        """Whether its words only have to be looked at."""
        return self.mark is Mark.FUZZY

    @property
    def takes_words(self) -> bool:
        """Whether words can be put in wherever it stands."""
        return all(unit.takes_words for unit in self.units)


class Filling(NamedTuple):
    """The words for a unit, spelled as the source spells them, and the mark that stays."""

    place: Place
    words: str
    mark: Mark | None = None
