"""Cells that translators leave as they are: names of products, code."""

from __future__ import annotations

from collections.abc import Collection

from sync.align.alignment import Alignment
from sync.align.versions import fold
from sync.case import Case
from sync.markdown.document import BlockKind, Markdown
from sync.markdown.marks import read_mark
from sync.review.followed import says_source
from sync.review.places import CellPlace, read_cell


def find_unchanged(
    source: Markdown, cells: Collection[CellPlace], other: Case
) -> frozenset[CellPlace]:
    """Return those cells of ``source`` that another translation holds as they are, unmarked."""
    view = Alignment(other).see_from(source)

    def is_kept(cell: CellPlace) -> bool:
        there = view.get(cell.table)
        text = None if there is None else there.find_cell(cell.row, cell.column)
        if text is None or read_mark(text)[0] is not None:
            return False
        return says_source(text, read_cell(source, cell), other.links)

    return frozenset(filter(is_kept, cells))


def holds_heading(translated: Markdown, text: str) -> bool:
    """Tell whether a translation has a heading that says ``text``, folded."""
    return any(
        block.kind is BlockKind.HEADING and fold(block.content) == text
        for block in translated.blocks
    )
