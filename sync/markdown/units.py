"""A table's cells as units, and whether the prose of two versions is the same."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sync.markdown.counted import Counted, leave_out_uncounted
from sync.markdown.document import BlockKind, Markdown, Row, fit_cells
from sync.markdown.generated import GeneratedPair, find_generated_in
from sync.markdown.inline import Inline, read_inline
from sync.markdown.marks import Mark, read_mark

_ELSEWHERE = (BlockKind.TABLE, BlockKind.FRONT_MATTER)


class Unit(NamedTuple):
    """A cell, as ``raw`` as its text has it, and what it says behind its mark.

    ``line`` (0-based) is where it begins, ``place`` the index of its column.
    """

    raw: str
    text: str
    mark: Mark | None
    line: int
    place: int

    @property
    def inline(self) -> Inline:
        """Its links, its code and what frames them."""
        return read_inline(self.text)


def read_cells(row: Row, columns: int) -> tuple[Unit, ...]:
    """Return the cells of a row as units, as many as its table has columns."""
    cells = fit_cells(row.cells, columns)
    read = map(read_mark, cells)
    return tuple(
        Unit(cell, text, mark, row.line, place)
        for place, (cell, (mark, text)) in enumerate(zip(cells, read, strict=True))
    )


@lru_cache(maxsize=8)
def same_prose(
    base: Markdown,
    source: Markdown,
    generated: tuple[GeneratedPair, ...],
    counted: Counted = None,
) -> bool:
    """Tell whether two versions are the same outside tables and generated blocks.

    Front matter counts as far as it is ``counted``; format does not.
    """
    if _list_wordings(base, generated) != _list_wordings(source, generated):
        return False
    texts = [_without_tables(each, counted) for each in (base, source)]
    if texts[0] == texts[1]:
        return True
    # The same words may stand in a list that counts from elsewhere, or lack a line break.
    from sync.markdown.canonical import canonical_form

    forms = [canonical_form(text, generated) for text in texts]
    return None not in forms and forms[0] == forms[1]


def _list_wordings(
    document: Markdown, generated: tuple[GeneratedPair, ...]
) -> list[tuple[object, ...]]:
    """Return what the blocks say below front matter, outside tables and generated blocks."""
    spans = find_generated_in(document, generated)
    inside = {line for start, end in spans for line in range(start, end)}
    return [
        block.wording
        for block in document.blocks
        if block.kind not in _ELSEWHERE and block.start not in inside
    ]


def _without_tables(document: Markdown, counted: Counted) -> str:
    """Return a text with nothing but an empty line where its tables stand, LF alone."""
    lines = list(document.lines)
    for table in reversed(document.tables):
        lines[table.start : table.end] = ["\n"]
    text = "".join(lines).removeprefix("\ufeff")
    return leave_out_uncounted(text.replace("\r\n", "\n").replace("\r", "\n"), counted)
