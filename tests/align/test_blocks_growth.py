"""Blocks of prose are paired without looking at each pair of them again for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import overload

from sync.align.blocks import list_section
from sync.align.unit_versions import pair_unit_versions
from sync.markdown.document import Block, BlockKind, read_markdown
from tests.pathological.work import count_lines

_SQUARE = 4.4


def paragraphs(size: int, word: str) -> str:
    return "".join(f"some text that is alike {word} {k % 10}\n\n" for k in range(size))


def count(size: int) -> int:
    ours, theirs = (read_markdown(paragraphs(size, word)) for word in ("one", "two"))
    assert len(ours.blocks) == len(theirs.blocks) == size
    return count_lines(lambda: pair_unit_versions(ours, theirs, ())).total()


def test_edited_blocks_take_no_more_than_their_square() -> None:
    count(2)
    assert count(80) < _SQUARE * count(40)


def test_edited_blocks_are_paired_in_order_and_once() -> None:
    ours = read_markdown(paragraphs(20, "one"))
    mixed = paragraphs(12, "two") + "something else altogether\n\n" + paragraphs(9, "three")
    found = pair_unit_versions(ours, read_markdown(mixed), ()).old
    pairs = sorted((old, new) for new, old in found.items())

    assert len(pairs) > 15
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def test_the_likest_blocks_are_each_others() -> None:
    old = read_markdown("the first of all\n\nthe second text\n\nthe last of them\n")
    new = read_markdown("the second texts\n\nthe last of those\n\nnothing\n")

    assert pair_unit_versions(old, new, ()).old == {0: 1, 1: 2}


class Watched(Sequence[Block]):
    """Blocks that count how many of them are taken."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self.taken = 0

    def __len__(self) -> int:
        return len(self._blocks)

    @overload
    def __getitem__(self, place: int) -> Block: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Block]: ...
    def __getitem__(self, place: int | slice) -> Block | Sequence[Block]:
        found = self._blocks[place]
        self.taken += 1 if isinstance(found, Block) else len(found)
        return found


def test_of_a_section_no_more_than_it_holds_is_taken() -> None:
    text = "## H\n\none\n\n- two\n\n" * 500
    blocks = Watched(read_markdown(text).blocks)

    assert [block.content for block in list_section(blocks, 0)] == ["one", "two"]
    assert blocks.taken == 3


def test_the_last_section_ends_with_the_text() -> None:
    blocks = read_markdown("# A\n\n## B\n\none\n").blocks

    assert list(list_section(blocks, 0)) == []
    assert [block.kind for block in list_section(blocks, 1)] == [BlockKind.PARAGRAPH]
