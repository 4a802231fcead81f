"""Changes as values; lines and columns are 1-based, None where there is none."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sync.units.values import UnitKind


class TableChangeKind(StrEnum):
    """What happened to a table; ``format`` changes no cell and moves none.

    A table that is ``changed`` without a changed row has its columns in another order.
    """

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"
    FORMAT = "format"


class RowChangeKind(StrEnum):
    """What happened to a row; one that changed and moved is ``changed``."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class CellChangeKind(StrEnum):
    """What differs in a cell: its words, only its links, only its code, only its markup."""

    TEXT = "text"
    LINK = "link"
    CODE = "code"
    FORMAT = "format"


class ProseChangeKind(StrEnum):
    """What happened to a unit outside the tables; one that changed and moved is ``changed``."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class CellChange(NamedTuple):
    """A cell's raw text before and after, and the translation's; ``column`` is the source's.

    For a column that is gone, ``column`` is the base's.
    """

    column: int
    kind: CellChangeKind
    before: str | None
    after: str | None
    translation: str | None


class UnchangedCell(NamedTuple):
    """A cell that did not change, of a row that did; ``column`` and ``text`` are the source's."""

    column: int
    text: str
    translation: str | None


class RowChange(NamedTuple):
    """A row that changed, the header included, and the line it has in each of the three texts.

    ``cells`` are those that changed, ``kept`` the others.
    """

    kind: RowChangeKind
    source_line: int | None
    base_line: int | None
    translation_line: int | None
    cells: tuple[CellChange, ...]
    kept: tuple[UnchangedCell, ...] = ()


class TableChange(NamedTuple):
    """A table that changed, the heading above it, and the line of its header in each text.

    ``columns`` are the cells of the header, the source's unless the table is gone.
    """

    kind: TableChangeKind
    heading: str | None
    source_line: int | None
    base_line: int | None
    translation_line: int | None
    rows: tuple[RowChange, ...]
    columns: tuple[str, ...] = ()


class ProseChange(NamedTuple):
    """A unit outside the tables that changed, and the line and raw text it has in each text.

    All are None where a text does not have it; a mark is part of its raw text. ``change`` says what
    differs, as of a cell: None where it only moved. ``block`` is the kind of unit, ``key`` the one
    of front matter that it is, None for all of it.
    """

    kind: ProseChangeKind
    source_line: int | None
    base_line: int | None
    translation_line: int | None = None
    before: str | None = None
    after: str | None = None
    translation: str | None = None
    change: CellChangeKind | None = CellChangeKind.TEXT
    block: UnitKind = UnitKind.PARAGRAPH
    key: str | None = None


class Changes(NamedTuple):
    """All that changed in a source since a translation was made: in its tables, and around them."""

    tables: tuple[TableChange, ...] = ()
    prose: tuple[ProseChange, ...] = ()
