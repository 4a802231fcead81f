"""The leaf blocks of a document: what they are, where they stand and what is in them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """The leaf blocks of CommonMark, GFM's table and front matter."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FENCE = "fence"
    CODE = "code"
    HTML = "html"
    RULE = "rule"
    DEFINITION = "definition"
    FRONT_MATTER = "front-matter"
    TABLE = "table"


class Block(NamedTuple):
    """A leaf block on lines ``start`` to ``end`` (0-based, half open).

    ``content`` is its text with white space folded (code is kept as it is), ``level`` a heading's
    level and 0 otherwise, ``containers`` the lists and quotes around it, outermost first, and
    ``table`` the index of the table that it is.
    """

    kind: BlockKind
    start: int
    end: int
    content: str = ""
    level: int = 0
    containers: tuple[str, ...] = ()
    table: int | None = None

    @property
    def shape(self) -> tuple[BlockKind, int, tuple[str, ...]]:
        """What a translation keeps of the block."""
        return (self.kind, self.level, self.containers)

    @property
    def wording(self) -> tuple[object, ...]:
        """What it says, whatever its line breaks and its place."""
        return (*self.shape, self.content)

    @property
    def identity(self) -> tuple[object, ...]:
        """What is the same of the block wherever it stands in a text."""
        return (*self.wording, self.end - self.start)


class FoundTable(NamedTuple):
    """A table on lines ``start`` to ``end`` (0-based, half open).

    ``offsets`` are the columns at which the content of each line begins. ``contents`` are the
    texts of all cells as markdown-it-py has them, header first, where it has read the table.
    """

    start: int
    end: int
    offsets: tuple[int, ...]
    contents: tuple[str, ...] | None
