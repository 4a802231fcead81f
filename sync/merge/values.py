"""What a merge is asked for and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from sync.markdown.document import Markdown
from sync.model import Note, TableStyle


class OnChange(StrEnum):
    """What becomes of a translated cell whose source text changed."""

    FUZZY = "fuzzy"
    SOURCE = "source"


class CellOutcome(StrEnum):
    """What became of a cell."""

    KEPT = "kept"
    RELINKED = "relinked"
    FUZZY = "fuzzy"
    UNTRANSLATED = "untranslated"
    VERBATIM = "verbatim"


class TableOutcome(StrEnum):
    """What became of a table."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    INSERTED = "inserted"
    REMOVED = "removed"
    DAMAGED = "damaged"


class MergeOptions(NamedTuple):
    """How to merge; ``tables_only`` leaves prose alone."""

    on_change: OnChange = OnChange.FUZZY
    table_style: TableStyle = TableStyle.KEEP
    rebuild_damaged: bool = False
    tables_only: bool = False


class UnitMerge(NamedTuple):
    """What became of a unit of prose: its kind, lines (1-based) and outcome.

    ``source_line`` is None where it is not in the source, ``translation_line``, in the text before
    the merge, where it was not in the translation.
    """

    kind: str
    source_line: int | None
    translation_line: int | None
    outcome: str


class TableMerge(NamedTuple):
    """What became of one table: ``source_line`` (1-based, None where it is gone) and counts.

    ``kept`` to ``verbatim`` count cells, the header's included; ``removed``, ``moved`` and
    ``extra`` count rows.
    """

    source_line: int | None
    outcome: TableOutcome
    kept: int = 0
    relinked: int = 0
    fuzzy: int = 0
    untranslated: int = 0
    verbatim: int = 0
    removed: int = 0
    moved: int = 0
    extra: int = 0


class Merge(NamedTuple):
    """A translation's new text and how it came about.

    ``text`` equals the old text where ``refusal`` says why nothing may be written. ``touched`` is
    True where the source changed a table since the base, or the base is not known, even if the
    text stayed the same, and ``moved`` where a table stands elsewhere in the source than in the
    translation. ``is_whole``: prose was merged, too; ``counts`` counts its units by their outcomes,
    and ``units`` are those that were not kept. ``after`` is ``text`` once it was read.
    """

    text: str
    tables: tuple[TableMerge, ...]
    notes: tuple[Note, ...]
    refusal: Note | None
    touched: bool
    moved: bool
    units: tuple[UnitMerge, ...] = ()
    counts: Mapping[str, int] = MappingProxyType({})
    is_whole: bool = False
    after: Markdown | None = None
