"""Which HTML comments of a document are comments to a reader, and where they stand.

What only looks like one is text: escaped, in code of any kind, in a tag's attribute, in another
comment, in a link's title or an image's description, in an element whose content is no markup.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from sync.markdown.blocks import Block, BlockKind
from sync.markdown.cells import find_spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_TEXTS = (BlockKind.HEADING, BlockKind.PARAGRAPH)
_MARGIN = re.compile(r"(?<=[\r\n])[ \t>]+")
_QUOTE = "quote"
# HTML's own order: a comment in a tag is none, nor is a tag in a comment. How long a quoted value
# may be keeps the time in proportion to the text, whatever stands in it.
_MARKUP = re.compile(
    r"""<!---?> | (?P<comment><!--.*?-->) | <!--.*
    | <(?P<name>script|style|textarea|pre|title|xmp|iframe|noscript)\b.*?(?:</(?P=name)\b|\Z)
    | <!\[CDATA\[.*?(?:\]\]>|\Z) | <\?.*?(?:\?>|\Z)
    | <(?:!|/?[a-z])(?:"[^"]{0,5000}+"|'[^']{0,5000}+'|[^"'>]++)*+>
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class CommentPlace(NamedTuple):
    """A comment that begins in line ``line``: the characters ``start`` to ``end`` of the text."""

    line: int
    start: int
    end: int


def find_comments(
    lines: Sequence[str], blocks: Iterable[Block], wanted: Collection[int]
) -> Iterator[CommentPlace]:
    """Yield the comments that begin in the ``wanted`` lines (0-based), in order.

    ``lines`` keep their endings, ``blocks`` are those of their text.
    """
    starts = [0, *accumulate(map(len, lines))]
    read: dict[int, set[int]] = {}
    for block, run in _find_runs(blocks):
        inside = [line for line in range(block.start, block.end) if line in wanted]
        for first, text in _split_block(lines, block, inside):
            for start, end in _find_places(block.kind, text):
                place = starts[first] + start
                line = bisect_right(starts, place) - 1
                if run < block.start and run not in read:
                    read[run] = {starts[run] + each for each in _read_run(lines, run)}
                if line in wanted and (run == block.start or place in read[run]):
                    yield CommentPlace(line, place, starts[first] + end)


def _find_runs(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Yield each block with the line from which it is read: its own, or that of a paragraph.

    A comment at a line's start ends a paragraph, but whoever wrote a code span around it, and some
    sites, take all up to a blank line for one text. Where the two do not agree it is no comment.
    """
    before: Block | None = None
    run = 0
    for block in blocks:
        goes_on = (
            before is not None
            and before.end == block.start
            and before.containers == block.containers
            and block.kind in (BlockKind.PARAGRAPH, BlockKind.HTML)
        )
        if not goes_on:
            run = block.start
        yield block, run
        before = block if goes_on or block.kind is BlockKind.PARAGRAPH else None


def _read_run(lines: Sequence[str], first: int) -> Iterator[int]:
    """Yield where comments begin in the text from line ``first`` to a blank one."""
    following = (lines[number] for number in range(first, len(lines)))
    text = "".join(takewhile(str.strip, following))
    for start, _ in _read_inline(_blank_margin(text)):
        yield start


def _split_block(
    lines: Sequence[str], block: Block, inside: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """Yield what is read as one, with its first line: a row, or all of a block."""
    if block.kind is BlockKind.TABLE:
        yield from ((line, lines[line]) for line in inside)
    elif inside:
        text = "".join(lines[block.start : block.end])
        if block.kind in _TEXTS or _QUOTE in block.containers:
            text = _blank_margin(text)
        yield block.start, text


def _blank_margin(text: str) -> str:
    """Return a text, as long as before, without what quotes its lines but the first."""
    return _MARGIN.sub(lambda margin: " " * len(margin[0]), text)


def _find_places(kind: BlockKind, text: str) -> Iterator[tuple[int, int]]:
    if kind is BlockKind.HTML:
        for match in _MARKUP.finditer(text):
            if match["comment"] is not None:
                yield match.span()
    elif kind in _TEXTS:
        yield from _read_inline(text)
    elif kind is BlockKind.TABLE:
        for span in find_spans(text.rstrip("\r\n"), 0):
            for start, end in _read_inline(text[span.start : span.end]):
                yield span.start + start, span.start + end


def _read_inline(text: str) -> list[tuple[int, int]]:
    """Return where CommonMark has comments in the text of a paragraph, as markdown-it-py reads."""
    found: list[tuple[int, int]] = []
    parser = _parser()
    parser.inline.parse(text, parser, {"text": text, "comments": found}, [])
    return found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline.html_inline import html_inline

    def record_comment(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start = state.pos
        if not html_inline(state, silent):
            return False
        # The description of an image is a text of its own, and its comments are shown.
        if not silent and state.src == state.env["text"] and state.src.startswith("<!--", start):
            state.env["comments"].append((start, state.pos))
        return True

    parser = MarkdownIt("commonmark", {"maxNesting": 200})
    parser.inline.ruler.at("html_inline", record_comment)
    return parser
