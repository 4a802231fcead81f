"""Where in the translation a table goes that it does not have yet."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Container, Iterator, Mapping
from itertools import islice, takewhile
from typing import NamedTuple

from sync.align.blocks import list_section
from sync.markdown.containers import find_openers
from sync.markdown.document import BlockKind, Markdown, Table


class Insertion(NamedTuple):
    """New blocks of the source (indices, the table last) that go before ``line`` (0-based).

    ``is_sure`` says that blocks of their section tell the place; where none does ``section`` is the
    translation's heading, as a block, that may be the section's, if there is one.
    """

    line: int
    blocks: tuple[int, ...]
    is_sure: bool = True
    section: int | None = None


class Placement:
    """Finds places by the nearest block that source and translation share.

    ``counterparts`` maps the source's blocks to the translation's, ``guesses`` more headings to
    those that may be theirs. Blocks that were placed count as shared from then on, so that tables
    new together stay together.
    """

    def __init__(
        self,
        source: Markdown,
        translated: Markdown,
        counterparts: Mapping[int, int],
        guesses: Mapping[int, int],
    ) -> None:
        self._source = source
        self._translated = translated
        self._guesses = guesses
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
        """Choose the place of a table, with those of its headings and containers that are missing.

        ``headings`` are the headings of the source, as block indices, that are there already.
        """
        block = self._tables[table.start]
        new = sorted([*self._missing_headings(table, headings), *self._missing_openers(block)])
        first = new[0] if new else block
        insertion = self._choose(table, first, (*new, block))
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

    def _missing_openers(self, block: int) -> Iterator[int]:
        openers = find_openers(self._source.blocks, block)
        return takewhile(lambda opener: opener not in self._ends, openers)

    def _choose(self, table: Table, first: int, blocks: tuple[int, ...]) -> Insertion:
        """Go where the neighbours are, or below a heading that may be the section's."""
        place = bisect_left(self._known, first)
        before_it = self._known[place - 1] if place else -1
        heading = self._find_passed(before_it, first)
        if heading is None:
            heading = next((k for k in reversed(table.headings) if k not in blocks), None)
            if heading is None or before_it >= heading:
                return Insertion(self._find_line(first), blocks)
        section = self._guesses.get(heading)
        if section is None:
            return Insertion(self._find_line(first), blocks, is_sure=False)
        inside = list_section(self._translated.blocks, section)
        before = list(islice(inside, first - heading - 1))
        last = before[-1] if before else self._translated.blocks[section]
        return Insertion(last.end, blocks, is_sure=False, section=section)

    def _find_passed(self, known: int, first: int) -> int | None:
        """Return the last heading between a known block and a new one, which is somewhere, too."""
        between = range(first - 1, known, -1)
        kinds = self._source.blocks
        return next((k for k in between if kinds[k].kind is BlockKind.HEADING), None)

    def _find_line(self, block: int) -> int:
        place = bisect_left(self._known, block)
        if place:
            return self._ends[self._known[place - 1]]
        after = bisect_left(self._shared, block)
        return self._starts[self._shared[after]] if after < len(self._shared) else self._length
