"""A Markdown text as its lines, its tables and its other blocks.

Tables and blocks are found by markdown-it-py's block rules, whose line numbers place them; the
cells are then taken from the raw lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sync.markdown.cells import split_cells
from sync.markdown.lines import split_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token


class BlockKind(StrEnum):
    """The leaf blocks of CommonMark, GFM's table and front matter."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FENCE = "fence"
    CODE = "code"
    HTML = "html"
    RULE = "rule"
    DEFINITION = "definition"
    FRONT_MATTER = "front-matter"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line (0-based), that line without its ending, and its cells.

    ``offset`` is the column at which the row's content begins, behind the indentation and the
    markers of lists and quotes. There may be fewer or more cells than the table has columns.
    """

    line: int
    raw: str
    offset: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A GFM table: lines ``start`` to ``end`` (0-based, half open), header, delimiter, rows.

    ``headings`` indexes the document's blocks: the headings above the table, outermost first.
    ``sound`` is False where our cells and markdown-it-py's differ.
    """

    start: int
    end: int
    header: Row
    delimiter: Row
    rows: tuple[Row, ...]
    headings: tuple[int, ...]
    sound: bool

    @property
    def columns(self) -> int:
        """The number of columns, which the header sets."""
        return len(self.header.cells)

    @property
    def content(self) -> tuple[tuple[str, ...], ...]:
        """The cells as they are rendered: header first, each row as wide as the header."""
        return tuple(fit_cells(row.cells, self.columns) for row in (self.header, *self.rows))


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf block on lines ``start`` to ``end`` (0-based, half open).

    ``content`` is its text with white space folded (code is kept as it is), ``level`` a heading's
    level and 0 otherwise, ``containers`` the lists and quotes around it, outermost first, and
    ``table`` the index of the table that it is.
    """

    kind: BlockKind
    start: int
    end: int
    content: str = ""
    level: int = 0
    containers: tuple[str, ...] = ()
    table: int | None = None

    @property
    def shape(self) -> tuple[BlockKind, int, tuple[str, ...]]:
        """What a translation keeps of the block."""
        return (self.kind, self.level, self.containers)


@dataclass(frozen=True, slots=True)
class Markdown:
    """A parsed text; ``"".join(lines)`` is the text."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    blocks: tuple[Block, ...]


def fit_cells(cells: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """Pad or cut a row's cells to the number of columns, as GFM renders them."""
    return cells[:columns] + ("",) * (columns - len(cells))


def read_markdown(text: str) -> Markdown:
    """Parse ``text``, with or without a byte order mark, into lines, tables and blocks."""
    lines = split_lines(text)
    mark = len(text) - len(text.removeprefix("\ufeff"))
    found: list[_FoundTable] = []
    tokens = _parser().parse(text[mark:], {"found_tables": found, "first_column": mark})
    reader = _BlockReader(lines)
    blocks = tuple(reader.read(tokens))
    by_line = {table.start: table for table in found}
    tables = tuple(
        _read_table(lines, by_line[blocks[index].start], blocks, index)
        for index in reader.table_blocks
    )
    return Markdown(tuple(lines), tables, blocks)


@dataclass(frozen=True, slots=True)
class _FoundTable:
    """What the table rule saw: the content's column in each line, and its own cells."""

    start: int
    end: int
    offsets: tuple[int, ...]
    contents: tuple[str, ...]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"inline_definitions": True}).enable("table")
    parser.use(front_matter_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.at("table", _record_table, {"alt": ["paragraph", "reference"]})
    return parser


def _record_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Run markdown-it-py's own table rule and keep what it knows of columns within lines."""
    from markdown_it.rules_block.table import table

    first_token = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        marks = range(start, state.line)
        offsets = tuple(_column(state, line) for line in marks)
        contents = tuple(t.content for t in state.tokens[first_token:] if t.type == "inline")
        found: list[_FoundTable] = state.env["found_tables"]
        found.append(_FoundTable(start, state.line, offsets, contents))
    return True


def _column(state: StateBlock, line: int) -> int:
    place = state.bMarks[line] + state.tShift[line]
    line_start = state.src.rfind("\n", 0, place) + 1
    first_column: int = state.env["first_column"] if line == 0 else 0
    return place - line_start + first_column


def _read_table(
    lines: Sequence[str], found: _FoundTable, blocks: Sequence[Block], index: int
) -> Table:
    rows = []
    for number, offset in enumerate(found.offsets, start=found.start):
        raw = lines[number].rstrip("\r\n")
        rows.append(Row(number, raw, offset, split_cells(raw, offset)))
    header, delimiter, *body = rows
    return Table(
        start=found.start,
        end=found.end,
        header=header,
        delimiter=delimiter,
        rows=tuple(body),
        headings=_find_headings(blocks, index),
        sound=_agrees(header, body, found.contents),
    )


def _agrees(header: Row, body: Sequence[Row], contents: tuple[str, ...]) -> bool:
    width = len(header.cells)
    ours = [cell for row in (header, *body) for cell in fit_cells(row.cells, width)]
    return len(ours) == len(contents) and all(
        mine == theirs or _as_parsed(mine) == theirs.strip()
        for mine, theirs in zip(ours, contents, strict=True)
    )


def _as_parsed(cell: str) -> str:
    """Do to a raw cell what the parser does: escaped pipes, and no null (CommonMark 2.3)."""
    return cell.replace("\\|", "|").replace("\0", "\ufffd")


def _find_headings(blocks: Sequence[Block], index: int) -> tuple[int, ...]:
    path: list[int] = []
    level = 7
    for place in range(index - 1, -1, -1):
        if level == 1:
            break
        block = blocks[place]
        if block.kind is BlockKind.HEADING and block.level < level:
            path.append(place)
            level = block.level
    return tuple(reversed(path))


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


class _BlockReader:
    """Walks the tokens once and yields the leaf blocks in document order."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._containers: list[str] = []
        self._count = 0
        self.table_blocks: list[int] = []

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        blocks: list[Block] = []
        inside_table = False
        for place, token in enumerate(tokens):
            if token.type in ("table_open", "table_close"):
                inside_table = token.nesting == 1
            elif inside_table:
                continue
            elif token.type in _CONTAINERS:
                self._containers.append(_CONTAINERS[token.type])
            elif token.nesting == -1 and token.type.replace("_close", "_open") in _CONTAINERS:
                self._containers.pop()
            block = self._read_leaf(token, tokens, place, len(self.table_blocks))
            if block is not None:
                if block.kind is BlockKind.TABLE:
                    self.table_blocks.append(len(blocks))
                blocks.append(block)
        return blocks

    def _read_leaf(
        self, token: Token, tokens: Sequence[Token], place: int, tables: int
    ) -> Block | None:
        if token.type == "table_open":
            return self._block(BlockKind.TABLE, token, table=tables)
        if token.type in _WITH_INLINE:
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
            content = " ".join(tokens[place + 1].content.split())
            return self._block(_WITH_INLINE[token.type], token, content=content, level=level)
        if token.type in _LEAVES:
            return self._block(_LEAVES[token.type], token, content=_leaf_content(token))
        return None

    def _block(self, kind: BlockKind, token: Token, **fields: Any) -> Block:  # noqa: ANN401
        start, end = token.map or (0, 0)
        while end > start + 1 and not self._lines[end - 1].strip():
            end -= 1
        return Block(kind, start, end, containers=tuple(self._containers), **fields)


def _leaf_content(token: Token) -> str:
    if token.type == "definition":
        return "\0".join(str(token.meta[key]) for key in ("label", "url", "title"))
    return f"{token.info}\0{token.content.strip()}"
