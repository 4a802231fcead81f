"""The page of a translation: its stamp, what changed since, what lint found, and the way out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sync.markdown.marks import read_mark
from sync.reports.advice import find_ways_out
from sync.site.directions import find_direction, find_tag
from sync.site.overview import SIGNS
from sync.site.rendering import render_page
from sync.site.wording import compare_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sync.reports.values import Caller
    from sync.site.forge import Forge
    from sync.site.parts import Known, Object
    from sync.site.wording import Stretch

_COMMAND = ": "


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all pages have in common.

    ``forge`` is None where the remote's addresses are not known, ``source_language`` a tag.
    """

    name: str
    caller: Caller
    forge: Forge | None = None
    source_language: str = "en"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell in three texts, its words apart; None where a text has no such cell.

    ``mark`` is the translation's, without which ``translation`` stands.
    """

    column: int
    kind: str
    before: tuple[Stretch, ...] | None
    after: tuple[Stretch, ...] | None
    translation: str | None
    mark: str | None


def render_translation(known: Known, around: Surroundings) -> str:
    """Render a translation's page."""
    status = known.status
    location = status.location
    tables = [] if known.changes is None else list(_view_tables(known.changes))
    prose = [] if known.changes is None else known.changes["prose"]
    return render_page(
        "translation.html",
        ("copy.js",),
        name=around.name,
        status=status,
        sign=SIGNS[status.state],
        up="../" * (location.document.count("/") + 2),
        tag=find_tag(location.language),
        direction=find_direction(location.language),
        source_tag=around.source_language,
        source_direction=find_direction(around.source_language),
        ways_out=[_split(way) for way in find_ways_out(status, around.caller)],
        forge=around.forge,
        is_compared=known.changes is not None,
        tables=tables,
        prose=prose,
        findings=known.findings,
    )


def _split(way: str) -> tuple[str, str]:
    """Split a way out into what it does and its command."""
    words, _, command = way.partition(_COMMAND)
    return words, command


def _view_tables(changes: Object) -> Iterator[Mapping[str, Any]]:
    for table in changes["tables"]:
        rows = [_view_row(row) for row in table["rows"]]
        marks = Counter(cell.mark for row in rows for cell in row["cells"] if cell.mark)
        yield {**table, "rows": rows, "marks": marks}


def _view_row(row: Object) -> Mapping[str, Any]:
    return {**row, "cells": [_view_cell(cell) for cell in row["cells"]]}


def _view_cell(cell: Object) -> CellView:
    before, after = cell["before"], cell["after"]
    ours, theirs = compare_words(before or "", after or "")
    mark, translation = read_mark(cell["translation"] or "")
    return CellView(
        cell["column"],
        cell["kind"],
        None if before is None else ours,
        None if after is None else theirs,
        None if cell["translation"] is None else translation,
        None if mark is None else mark.value,
    )
