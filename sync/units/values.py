"""What a unit is: a leaf block, or a key of the front matter, on lines that no other unit has."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from sync.markdown.blocks import Block, BlockKind
from sync.markdown.lines import fold_space
from sync.markdown.marks import Mark


class UnitKind(StrEnum):
    """The kinds of units, as reports name them."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    HTML = "html"
    RULE = "rule"
    TABLE = "table"
    REFERENCE = "reference"
    FRONT_MATTER = "front-matter"
    GENERATED = "generated"


TEXTS = frozenset({UnitKind.HEADING, UnitKind.PARAGRAPH, UnitKind.ITEM})
"""The kinds that are running text, which carry their mark at their end."""


class Margin(NamedTuple):
    """What the containers put before a unit: before its ``first`` line, and before the ``rest``."""

    first: str = ""
    rest: str = ""


class DocumentUnit(NamedTuple):
    """A unit on lines ``start`` to ``end`` (0-based, half open), a mark's own line among them.

    ``body`` are its lines without margin, mark and ending, and ``text`` is what they say: the words
    of running text (its lines parted by LF), the value of a key, everything of other kinds.
    ``key`` names a key of the front matter, a reference's label, a generated block or a heading's
    own id. ``held`` are the texts in a value of the front matter that is a mapping or a list, each
    behind its nearest key; None for all else. ``is_sound`` is False where nobody can tell the
    margin from the text; such a unit is written as it stands or not at all.
    """

    kind: UnitKind
    start: int
    end: int
    text: str
    body: tuple[str, ...]
    margin: Margin = Margin()
    mark: Mark | None = None
    key: str = ""
    is_sound: bool = True
    block: Block | None = None
    held: tuple[tuple[str, str], ...] | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is running text."""
        return self.kind in TEXTS

    @property
    def level(self) -> int:
        """A heading's level, else 0."""
        return 0 if self.block is None else self.block.level

    @property
    def is_fence(self) -> bool:
        """Whether it is code between two lines that fence it."""
        return self.block is not None and self.block.kind is BlockKind.FENCE

    @property
    def containers(self) -> tuple[str, ...]:
        """The lists, quotes and others around it, outermost first."""
        return () if self.block is None else self.block.containers

    @property
    def table(self) -> int | None:
        """The index of the table that it is."""
        return None if self.block is None else self.block.table

    @property
    def says(self) -> str:
        """What counts as the same text: white space is folded, but in code."""
        return fold_unit(self.kind, self.text)

    def says_as(self, other: DocumentUnit) -> bool:
        """Tell whether another unit says the same; most have the very same text."""
        is_equal = self.text == other.text and self.kind is other.kind
        return is_equal or self.says == other.says

    def is_as(self, other: DocumentUnit) -> bool:
        """Tell whether another version of it is the same, so that nobody edited it."""
        is_alike = self.kind is other.kind and self.level == other.level
        return is_alike and self.says_as(other)


def fold_unit(kind: UnitKind, text: str) -> str:
    """Return what counts as the same text in a unit of a kind."""
    return text if kind is UnitKind.CODE else fold_space(text)


class DocumentUnits(NamedTuple):
    """The units of a text in order; those of the front matter come first.

    ``head`` is the line at which the text begins that stands below the front matter. ``tail`` is
    the index of the first unit of a disclaimer that a translator's program put at the end, the
    number of units where there is none. ``pinned`` are units that no source answers to: a stamp.
    ``tables`` is which unit each table is, by the table's index.
    """

    units: tuple[DocumentUnit, ...]
    head: int
    tail: int
    pinned: frozenset[int]
    tables: Mapping[int, int]
