"""The whole document as markdown-it-py reads it, to hold the scanner's reading against."""

from __future__ import annotations

from sync.errors import RefusedError
from sync.markdown.blocks import Block
from sync.markdown.dialect import Dialect
from sync.markdown.document import Table, read_markdown, read_tables
from sync.markdown.lines import split_lines
from sync.markdown.parser import parse_blocks
from sync.markdown.tokens import read_tokens

Reading = tuple[tuple[Table, ...], tuple[Block, ...]] | tuple[str, int | None]


COMMONMARK = Dialect(containers=())
"""What markdown-it-py knows: what is indented by four is code."""


def judge(text: str) -> Reading:
    """Return the tables and blocks of ``text``, or why it is refused, without the scanner."""
    lines = split_lines(text)
    try:
        tokens, found = parse_blocks(text, lines)
    except RefusedError as error:
        return str(error), error.line
    blocks = tuple(read_tokens(lines, tokens, 0))
    return read_tables(lines, sorted(found), blocks), blocks


def read(text: str) -> Reading:
    """Return the same as the scanner has it."""
    document = read_markdown(text, COMMONMARK)
    try:
        return document.tables, document.blocks
    except RefusedError as error:
        return str(error), error.line
