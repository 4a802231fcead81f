"""The text around the tables: whether two versions of a source say the same there."""

from __future__ import annotations

from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.generated import GeneratedPair, find_generated_in


def list_prose(document: Markdown, pairs: tuple[GeneratedPair, ...]) -> tuple[int, ...]:
    """Return the indices of blocks that are no tables and stand in no generated span, in order."""
    spans = find_generated_in(document, pairs)
    inside = {line for start, end in spans for line in range(start, end)}
    return tuple(
        place
        for place, block in enumerate(document.blocks)
        if block.kind is not BlockKind.TABLE and block.start not in inside
    )


def prose_content(block: Block) -> tuple[object, ...]:
    """Return what a prose block says, whatever its line breaks and its place."""
    return (*block.shape, block.content)


def same_prose(base: Markdown, source: Markdown, pairs: tuple[GeneratedPair, ...]) -> bool:
    """Tell whether two versions are the same outside tables and generated blocks.

    Front matter counts; line breaks within paragraphs do not.
    """
    ours, theirs = (
        [prose_content(document.blocks[place]) for place in list_prose(document, pairs)]
        for document in (base, source)
    )
    return ours == theirs
