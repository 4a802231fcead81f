"""markdown-it-py's tokens as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sync.markdown.blocks import Block, BlockKind
from sync.markdown.lines import fold_space

if TYPE_CHECKING:
    from markdown_it.token import Token

_LEAVES = {
    "fence": BlockKind.FENCE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "hr": BlockKind.RULE,
    "definition": BlockKind.DEFINITION,
    "front_matter": BlockKind.FRONT_MATTER,
}
_WITH_INLINE = {"heading_open": BlockKind.HEADING, "paragraph_open": BlockKind.PARAGRAPH}
_CONTAINERS = {
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
_CLOSING = frozenset(name.replace("_open", "_close") for name in _CONTAINERS)


def trim_end(lines: Sequence[str], start: int, end: int) -> int:
    """Return ``end`` without the blank lines before it; a block keeps its first line."""
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def read_tokens(lines: Sequence[str], tokens: Sequence[Token], tables: int) -> list[Block]:
    """Return the leaf blocks of ``tokens``, in order; the first table has index ``tables``."""
    blocks: list[Block] = []
    containers: tuple[str, ...] = ()
    inside_table = False
    for place, token in enumerate(tokens):
        name = token.type
        if inside_table:
            inside_table = name != "table_close"
        elif name in _WITH_INLINE:
            blocks.append(_read_text(lines, token, tokens[place + 1].content, containers))
        elif name in _CONTAINERS:
            containers = (*containers, _CONTAINERS[name])
        elif name in _CLOSING:
            containers = containers[:-1]
        elif name in _LEAVES:
            start, end = _span(lines, token)
            blocks.append(Block(_LEAVES[name], start, end, _leaf_content(token), 0, containers))
        elif name == "table_open":
            inside_table = True
            start, end = _span(lines, token)
            blocks.append(Block(BlockKind.TABLE, start, end, "", 0, containers, tables))
            tables += 1
    return blocks


def _read_text(
    lines: Sequence[str], token: Token, content: str, containers: tuple[str, ...]
) -> Block:
    level = int(token.tag[1:]) if token.type == "heading_open" else 0
    start, end = _span(lines, token)
    return Block(_WITH_INLINE[token.type], start, end, fold_space(content), level, containers)


def _span(lines: Sequence[str], token: Token) -> tuple[int, int]:
    start, end = token.map or (0, 0)
    return start, trim_end(lines, start, end)


def _leaf_content(token: Token) -> str:
    if token.type == "definition":
        return "\0".join(str(token.meta[key]) for key in ("label", "url", "title"))
    return f"{token.info}\0{token.content.strip()}"
