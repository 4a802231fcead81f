"""Texts that came into a source together with words in its translation.

Who writes a paragraph in both languages at once leaves a text that `sync` cannot pair, and so puts
in, untranslated, beside words that may be its translation. An engine must not be asked for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sync.align.views import HEADER, find_row
from sync.exchange.spelling import show_cell
from sync.exchange.values import Document, Place
from sync.markdown.document import Markdown, Table
from sync.markdown.generated import GeneratedPair
from sync.markdown.lines import fold_space
from sync.markdown.signature import is_verbatim
from sync.markdown.units import read_cells
from sync.units.reading import list_units
from sync.units.values import DocumentUnits


class JointEdit(NamedTuple):
    """What a commit, called ``name``, made of a source and its translation: before, and after."""

    name: str
    source: tuple[Markdown, Markdown]
    translation: tuple[Markdown, Markdown]


class JointText(NamedTuple):
    """Which commit brought a text, and a line (1-based) of words that came with it."""

    edit: str
    line: int


def list_own(
    document: Document, translation: Markdown, generated: tuple[GeneratedPair, ...]
) -> Mapping[str, int]:
    """Return the translation's texts that answer to nothing in the source, with their lines."""
    units = list_units(translation, generated)
    found: dict[str, int] = {}
    for unit in document.unpaired:
        text = fold_space(_read(translation, units, unit.place))
        if unit.mark is None and text and not is_verbatim(text):
            found.setdefault(text, unit.line)
    return found


def find_joint_texts(
    own: Mapping[str, int], edits: Iterable[JointEdit], generated: tuple[GeneratedPair, ...]
) -> Mapping[str, JointText]:
    """Return the source's texts, as `fold_space` has them, that came when one of ``own`` did."""
    found: dict[str, JointText] = {}
    for edit in edits:
        ours, theirs = (_list_new(*each, generated) for each in (edit.source, edit.translation))
        lines = [line for text, line in own.items() if text in theirs]
        if lines:
            joint = JointText(edit.name, min(lines))
            found |= {text: joint for text in ours if text not in found}
    return found


def _list_new(
    before: Markdown, after: Markdown, generated: tuple[GeneratedPair, ...]
) -> frozenset[str]:
    old, new = (frozenset(list_texts(each, generated)) for each in (before, after))
    return new - old


def list_texts(document: Markdown, generated: tuple[GeneratedPair, ...]) -> Iterator[str]:
    """Yield the texts of a file's blocks and cells, as `fold_space` has them."""
    for unit in list_units(document, generated).units:
        if unit.table is None:
            yield fold_space(unit.text)
        else:
            yield from _list_cells(document.tables[unit.table])


def _list_cells(table: Table) -> Iterator[str]:
    for row in range(HEADER, len(table.rows)):
        for cell in read_cells(find_row(table, row), table.columns):
            yield fold_space(show_cell(cell.text))


def _read(translation: Markdown, units: DocumentUnits, place: Place) -> str:
    unit = units.units[place.unit]
    if unit.table is None or place.row is None or place.column is None:
        return unit.text
    table = translation.tables[unit.table]
    cells = read_cells(find_row(table, place.row), table.columns)
    return show_cell(cells[place.column].text) if place.column < len(cells) else ""
