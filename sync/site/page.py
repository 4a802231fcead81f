"""The page of a translation: its stamp, what changed since, what lint found, and the way out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sync.markdown.marks import read_mark
from sync.reports.advice import find_ways_out
from sync.site.directions import find_direction, find_tag, isolate
from sync.site.overview import SIGNS
from sync.site.rendering import render_page
from sync.site.wording import compare_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.results import Caller
    from sync.site.forge import Forge
    from sync.site.parts import Known, Object
    from sync.site.wording import Stretch

_COMMAND = ": "


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all pages have in common.

    ``forge`` is None where the remote's addresses are not known, ``source_language`` a tag,
    ``codes`` are those of languages whose names are none.
    """

    name: str
    caller: Caller
    forge: Forge | None = None
    source_language: str = "en"
    codes: Mapping[str, str] = field(default_factory=dict)


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


def render_translation(known: Known, around: Surroundings) -> str:
    """Render a translation's page."""
    status = known.status
    location = status.location
    code = around.codes.get(location.language, location.language)
    tables = [] if known.changes is None else list(_view_tables(known.changes))
    prose = [] if known.changes is None else [_view_prose(each) for each in known.changes["prose"]]
    return render_page(
        "translation.html",
        ("copy.js",),
        name=around.name,
        status=status,
        sign=SIGNS[status.state],
        up="../" * (location.document.count("/") + 2),
        tag=find_tag(code),
        direction=find_direction(code),
        source_tag=around.source_language,
        source_direction=find_direction(around.source_language),
        ways_out=[_split(way) for way in find_ways_out(status, around.caller)],
        forge=around.forge,
        is_compared=known.changes is not None,
        tables=tables,
        prose=prose,
        findings=known.findings,
        isolate=isolate,
    )


def _split(way: str) -> tuple[str, str]:
    """Split a way out into what it does and its command."""
    words, _, command = way.partition(_COMMAND)
    return words, command


def _view_tables(changes: Object) -> Iterator[Mapping[str, Any]]:
    for table in changes["tables"]:
        rows = [{**row, "cells": _view_cells(row, table["columns"])} for row in table["rows"]]
        marks = Counter(cell.mark for row in rows for cell in row["cells"] if cell.mark)
        yield {**table, "rows": rows, "marks": marks}


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


def _view_prose(block: Object) -> Mapping[str, Any]:
    before, after = compare_words(block["before"] or "", block["after"] or "")
    return {
        **block,
        "before": None if block["before"] is None else before,
        "after": None if block["after"] is None else after,
    }
