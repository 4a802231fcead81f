"""Sections of a translation that stand in another order than the source's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sync.align.blocks import list_section
from sync.align.exchanges import Signature
from sync.align.sequences import rising, unique
from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.links import LinkSpace
from sync.markdown.marks import strip_mark
from sync.markdown.signature import sign

_Resolve = Callable[[str], str | None]


class SectionOrder(NamedTuple):
    """Which section is which, as headings by their blocks, where their order is not the same.

    ``here`` and ``there`` are all headings of the source and of its translation, ``pairs`` those
    whose sections keep the same, which no other one does, or are left alone. They are empty where
    nothing shows that the order differs.
    """

    here: tuple[int, ...] = ()
    there: tuple[int, ...] = ()
    pairs: Mapping[int, int] = MappingProxyType({})

    def may_pair(self, ours: int, theirs: int) -> bool:
        """Tell whether two blocks are in the same section, as far as that is known."""
        if not self.pairs:
            return True
        section, other = _find_section(self.here, ours), _find_section(self.there, theirs)
        return other == (None if section is None else self.pairs.get(section, -1))

    def guess(self, known: Mapping[int, int]) -> dict[int, int]:
        """Map headings to where their sections are or, by the blocks ``known``, may be."""
        if not self.pairs:
            return {}
        here, told = set(self.here), set(self.pairs.values())
        perhaps = {i: j for i, j in known.items() if i in here and j not in told}
        return {**perhaps, **self.pairs}


def _find_section(headings: tuple[int, ...], block: int) -> int | None:
    place = bisect_right(headings, block)
    return headings[place - 1] if place else None


def find_section_order(base: Markdown, translated: Markdown, space: LinkSpace) -> SectionOrder:
    """Compare sections by what they keep in every language: links, code, numbers and emoji."""
    ours = dict(_read_sections(base, space.resolve_source))
    theirs = dict(_read_sections(translated, space.resolve_translation))
    here, there = tuple(ours), tuple(theirs)
    found = unique([*ours.values()], [*theirs.values()])
    if rising(found) == found:
        return SectionOrder()
    pairs = {here[i]: there[j] for i, j in found}
    left, right = sorted({*here} - {*pairs}), sorted({*there} - {*pairs.values()})
    levels = [base.blocks[i].level for i in left], [translated.blocks[j].level for j in right]
    # The only one of its level that is left on both sides.
    return SectionOrder(here, there, pairs | {left[i]: right[j] for i, j in unique(*levels)})


def _read_sections(document: Markdown, resolve: _Resolve) -> Iterator[tuple[int, Signature]]:
    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            section = (block, *list_section(document.blocks, place))
            texts = (text for each in section for text in _list_texts(document, each))
            yield place, frozenset(sign(map(strip_mark, texts), resolve).items())


def _list_texts(document: Markdown, block: Block) -> Iterator[str]:
    if block.table is not None:
        yield from (cell for row in document.tables[block.table].content for cell in row)
    elif block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        yield block.content
