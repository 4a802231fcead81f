"""Where in the translation a table goes that it does not have yet."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from sync.markdown.document import BlockKind, Markdown, Table


@dataclass(frozen=True, slots=True)
class Insertion:
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

    def place(self, table: Table, headings: Container[int]) -> Insertion:
        """Choose the place of a table, together with those of its headings that are missing.

        ``headings`` are the headings of the source, as block indices, that are there already.
        """
        block = next(
            k
            for k, b in enumerate(self._source.blocks)
            if b.kind is BlockKind.TABLE and b.start == table.start
        )
        new = self._missing_headings(table, headings)
        first = new[0] if new else block
        insertion = Insertion(self._find_line(first), (*new, block))
        for placed in insertion.blocks:
            self._ends[placed] = insertion.line
        return insertion

    def _missing_headings(self, table: Table, there: Container[int]) -> list[int]:
        new: list[int] = []
        for heading in reversed(table.headings):
            if heading in there or heading in self._ends:
                break
            new.insert(0, heading)
        return new

    def _find_line(self, block: int) -> int:
        before = (self._ends[k] for k in range(block - 1, -1, -1) if k in self._ends)
        line = next(before, None)
        if line is not None:
            return line
        after = (
            self._starts[k] for k in range(block, len(self._source.blocks)) if k in self._starts
        )
        return next(after, self._length)
