"""A Markdown text as its lines, its tables and its other blocks.

Tables and blocks are found by markdown-it-py's block rules, whose line numbers place them; the
cells are then taken from the raw lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from sync.markdown.cells import split_cells
from sync.markdown.lines import split_lines
from sync.markdown.parser import FoundTable, parse_blocks
from sync.markdown.references import Definition, read_definitions

if TYPE_CHECKING:
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
    def alignments(self) -> tuple[tuple[bool, bool], ...]:
        """Whether a colon stands left and right in each cell of the delimiter row."""
        cells = self.delimiter.cells
        return tuple((cell.startswith(":"), cell.endswith(":")) for cell in cells)

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


class Markdown:
    """A ``text`` as ``lines`` (with their endings), tables and blocks. It never changes.

    It is parsed when it is first asked for its tables or blocks: where two versions of a source
    have the same tables, nobody asks that of their translations. The first to ask gets a
    RefusedError where lists and quotes are nested too deep to be read.
    """

    def __init__(self, text: str) -> None:
        """Split ``text``, with or without a byte order mark, into lines."""
        self.text = text
        self.lines = tuple(split_lines(text))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return self._parts[0]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The leaf blocks, tables among them, in order."""
        return self._parts[1]

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """The destinations that reference links name, by folded label."""
        return read_definitions(
            self.lines,
            (
                (block.content.partition("\0")[0], block.start, block.end)
                for block in self.blocks
                if block.kind is BlockKind.DEFINITION
            ),
        )

    @cached_property
    def _parts(self) -> tuple[tuple[Table, ...], tuple[Block, ...]]:
        tokens, found = parse_blocks(self.text, self.lines)
        reader = _BlockReader(self.lines)
        blocks = tuple(reader.read(tokens))
        by_line = {table.start: table for table in found}
        tables = tuple(
            _read_table(self.lines, by_line[blocks[index].start], blocks, index)
            for index in reader.table_blocks
        )
        return tables, blocks


def fit_cells(cells: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """Pad or cut a row's cells to the number of columns, as GFM renders them."""
    return cells[:columns] + ("",) * (columns - len(cells))


def read_markdown(text: str) -> Markdown:
    """Read ``text``, with or without a byte order mark, as lines, tables and blocks."""
    return Markdown(text)


def _read_table(
    lines: Sequence[str], found: FoundTable, blocks: Sequence[Block], index: int
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
_CLOSING = frozenset(name.replace("_open", "_close") for name in _CONTAINERS)


class _BlockReader:
    """Walks the tokens once and yields the leaf blocks in document order."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.table_blocks: list[int] = []

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        blocks: list[Block] = []
        containers: tuple[str, ...] = ()
        inside_table = False
        for place, token in enumerate(tokens):
            name = token.type
            if inside_table:
                inside_table = name != "table_close"
            elif name in _WITH_INLINE:
                blocks.append(self._read_text(token, tokens[place + 1].content, containers))
            elif name in _CONTAINERS:
                containers = (*containers, _CONTAINERS[name])
            elif name in _CLOSING:
                containers = containers[:-1]
            elif name in _LEAVES:
                start, end = self._span(token)
                blocks.append(Block(_LEAVES[name], start, end, _leaf_content(token), 0, containers))
            elif name == "table_open":
                inside_table = True
                table = len(self.table_blocks)
                self.table_blocks.append(len(blocks))
                start, end = self._span(token)
                blocks.append(Block(BlockKind.TABLE, start, end, "", 0, containers, table))
        return blocks

    def _read_text(self, token: Token, content: str, containers: tuple[str, ...]) -> Block:
        level = int(token.tag[1:]) if token.type == "heading_open" else 0
        start, end = self._span(token)
        text = " ".join(content.split())
        return Block(_WITH_INLINE[token.type], start, end, text, level, containers)

    def _span(self, token: Token) -> tuple[int, int]:
        start, end = token.map or (0, 0)
        while end > start + 1 and not self._lines[end - 1].strip():
            end -= 1
        return start, end


def _leaf_content(token: Token) -> str:
    if token.type == "definition":
        return "\0".join(str(token.meta[key]) for key in ("label", "url", "title"))
    return f"{token.info}\0{token.content.strip()}"
