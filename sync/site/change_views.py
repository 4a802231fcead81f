"""What changed in a document, one change after the other, as its translation's page shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from sync.changes.words import compare_lines, compare_words
from sync.markdown.lines import fold_space
from sync.markdown.marks import read_mark
from sync.reports.change_lines import name_kind
from sync.site.rendered import render_block, show_words
from sync.units.marking import part_mark
from sync.units.values import UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from sync.changes.words import Stretch
    from sync.site.parts import Object

_LONGEST = 80
_WHOLE = ("added", "removed")
# Such blocks run from left to right in every language.
_CODE = frozenset({"code", "html", "reference", "front-matter"})


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell in three texts, its words apart; None where a text has no such cell.

    ``column`` is its name, ``kept`` the text of one that did not change; ``mark`` is the
    translation's, without which ``translation`` stands.
    """

    column: str
    before: tuple[Stretch, ...] | None
    after: tuple[Stretch, ...] | None
    kept: str | None
    translation: str | None
    mark: str | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A table or a block that changed, in the order of the document.

    ``name`` says what it is, ``title`` begins with its words, or is a table's heading. ``rows`` are
    a table's, None for a block; the three texts are a block's, ``is_code`` is what runs from left
    to right. ``marks`` are the translation's, ``place`` is where it stands. ``rendered`` are a
    block of the source and its translation as readers see them, None where that tells no more.
    """

    number: int
    name: str
    title: str
    data: Object
    marks: tuple[str, ...]
    place: tuple[int, int]
    rows: Sequence[Mapping[str, Any]] | None = None
    before: tuple[Stretch, ...] | None = None
    after: tuple[Stretch, ...] | None = None
    translation: str | None = None
    is_code: bool = False
    rendered: tuple[Markup, Markup | None] | None = None

    @property
    def is_alone(self) -> bool:
        """Whether it is a block that the source alone has, and now."""
        is_new = self.rows is None and self.data["kind"] == "added"
        return is_new and self.translation is None

    @property
    def is_whole_table(self) -> bool:
        """Whether it is a table of which every row is new, or every row gone."""
        kind, rows = self.data["kind"], self.rows or ()
        return kind in _WHOLE and bool(rows) and all(row["kind"] == kind for row in rows)

    @property
    def has_translation(self) -> bool:
        """Whether the translation has any cell of a table."""
        return any(cell.translation is not None for row in self.rows or () for cell in row["cells"])


def list_changes(changes: Object) -> list[ChangeView]:
    """Return the changes as they stand in the source; what is gone comes where it was."""
    found = [_view_table(table) for table in changes["tables"]]
    found += [_view_block(block) for block in changes["prose"]]
    ordered = sorted(found, key=attrgetter("place"))
    return [replace(each, number=number) for number, each in enumerate(ordered, 1)]


def _place(change: Object) -> tuple[int, int]:
    """Return where a change stands: by the source's line, or, behind that, by the base's."""
    line = change["source_line"]
    return (change["base_line"] or 0, 1) if line is None else (line, 0)


def _view_table(table: Object) -> ChangeView:
    rows = [{**row, "cells": _view_cells(row, table["columns"])} for row in table["rows"]]
    marks = (cell.mark for row in rows for cell in row["cells"])
    title = table["heading"] or ""
    return ChangeView(
        0,
        "table",
        _shorten(show_words(title)),
        table,
        tuple(filter(None, marks)),
        _place(table),
        rows,
    )


def _view_block(block: Object) -> ChangeView:
    before, after = block.get("before"), block.get("after")
    is_code = block.get("block") in _CODE
    compare = compare_lines if block.get("block") == UnitKind.CODE else compare_words
    ours, theirs = compare(before or "", after or "")
    said = after or before or ""
    mark, translation = None, block.get("translation")
    if translation is not None:
        mark, translation = part_mark(translation)
    return ChangeView(
        0,
        name_kind(UnitKind(block.get("block", "paragraph")), block.get("key")),
        _shorten(said if is_code else show_words(said)),
        block,
        () if mark is None else (mark.value,),
        _place(block),
        None,
        None if before is None else ours,
        None if after is None else theirs,
        translation,
        is_code,
        None if is_code else _render_pair(after, translation),
    )


def _render_pair(after: str | None, translation: str | None) -> tuple[Markup, Markup | None] | None:
    seen = None if after is None else render_block(after)
    if seen is None:
        return None
    return seen, None if translation is None else render_block(translation)


def _shorten(text: str) -> str:
    folded = fold_space(text)
    return folded if len(folded) <= _LONGEST else f"{folded[: _LONGEST - 1]}…"


def _view_cells(row: Object, columns: Sequence[str]) -> list[CellView]:
    """Return the cells of the source's row in order, then those whose column is gone."""
    is_gone = {True: row["kind"] != "removed", False: False}
    found = [
        (is_gone[cell["after"] is None], cell["column"], _view_cell(cell, columns))
        for cell in row["cells"]
    ]
    found += [(False, cell["column"], _view_kept(cell, columns)) for cell in row["kept"]]
    return [view for *_, view in sorted(found, key=itemgetter(0, 1))]


def _view_cell(cell: Object, columns: Sequence[str]) -> CellView:
    before, after = cell["before"], cell["after"]
    ours, theirs = compare_words(before or "", after or "")
    return CellView(
        _name_column(cell["column"], columns),
        None if before is None else ours,
        None if after is None else theirs,
        None,
        *_view_translation(cell),
    )


def _view_kept(cell: Object, columns: Sequence[str]) -> CellView:
    name = _name_column(cell["column"], columns)
    return CellView(name, None, None, cell["text"], *_view_translation(cell))


def _view_translation(cell: Object) -> tuple[str | None, str | None]:
    """Return the translated cell without its mark, and the mark."""
    if cell["translation"] is None:
        return None, None
    mark, translation = read_mark(cell["translation"])
    return translation, None if mark is None else mark.value


def _name_column(number: int, columns: Sequence[str]) -> str:
    name = columns[number - 1].strip() if number <= len(columns) else ""
    return name or f"column {number}"
