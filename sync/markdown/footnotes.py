"""Footnotes, and what else begins with a line of its own kind that CommonMark does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sync.markdown.blocks import Block, BlockKind
from sync.markdown.lines import fold_space

# What begins a footnote, and a definition below its term.
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:[ \t]")
_ONE_WORD = re.compile(rf"{_NOTE.pattern}[ \t]*\S+\s*")
_DEFINED = re.compile(r" {0,3}:[ \t]+\S")


def begins_note(line: str) -> bool:
    """Tell whether a footnote begins on a line."""
    return _NOTE.match(line) is not None


def is_defined_alone(line: str) -> bool:
    """Tell whether CommonMark takes a footnote on a line of its own for a link's definition."""
    return _ONE_WORD.fullmatch(line) is not None


def opens_note(lines: Sequence[str]) -> bool:
    """Tell whether lines of text begin a footnote, or end with a term's definition."""
    return begins_note(lines[0]) or (len(lines) > 1 and _DEFINED.match(lines[-1]) is not None)


def part_notes(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks, of a paragraph each footnote in it for itself.

    A footnote ends the text above it, without a blank line between them:
    https://github.com/github/cmark-gfm/blob/master/src/blocks.c, `open_new_blocks`.
    """
    for block in blocks:
        is_text = block.kind is BlockKind.PARAGRAPH and not block.containers
        if not is_text or "[^" not in block.content or block.end - block.start == 1:
            yield block
            continue
        below = range(block.start + 1, block.end)
        starts = [number for number in below if begins_note(lines[number])]
        for start, end in pairwise((block.start, *starts, block.end)):
            content = fold_space("".join(lines[start:end]).replace("\0", "\ufffd"))
            yield block._replace(start=start, end=end, content=content)
