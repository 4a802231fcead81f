"""Where in the translation a table goes that it does not have yet."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Container, Mapping
from typing import NamedTuple

from sync.markdown.document import BlockKind, Markdown, Table


class Insertion(NamedTuple):
    """New blocks of the source (indices, headings first) that go before ``line`` (0-based)."""

    line: int
    blocks: tuple[int, ...]


class Placement:
    """Finds places by the nearest block that source and translation share.

    ``counterparts`` maps the source's blocks to the translation's. Blocks that were placed count
    as shared from then on, so that tables new together stay together.
    """

    def __init__(
        self, source: Markdown, translated: Markdown, counterparts: Mapping[int, int]
    ) -> None:
        self._source = source
        self._ends = {j: translated.blocks[i].end for j, i in counterparts.items()}
        self._starts = {j: translated.blocks[i].start for j, i in counterparts.items()}
        self._length = len(translated.lines)
        self._shared = sorted(self._starts)
        self._known = list(self._shared)
        self._tables = {
            block.start: place
            for place, block in enumerate(source.blocks)
            if block.kind is BlockKind.TABLE
        }

    def place(self, table: Table, headings: Container[int]) -> Insertion:
        """Choose the place of a table, together with those of its headings that are missing.

        ``headings`` are the headings of the source, as block indices, that are there already.
        """
        block = self._tables[table.start]
        new = self._missing_headings(table, headings)
        first = new[0] if new else block
        insertion = Insertion(self._find_line(first), (*new, block))
        for placed in insertion.blocks:
            if placed not in self._ends:
                insort(self._known, placed)
            self._ends[placed] = insertion.line
        return insertion

    def _missing_headings(self, table: Table, there: Container[int]) -> list[int]:
        new: list[int] = []
        for heading in reversed(table.headings):
            if heading in there or heading in self._ends:
                break
            new.append(heading)
        return new[::-1]

    def _find_line(self, block: int) -> int:
        place = bisect_left(self._known, block)
        if place:
            return self._ends[self._known[place - 1]]
        after = bisect_left(self._shared, block)
        return self._starts[self._shared[after]] if after < len(self._shared) else self._length
