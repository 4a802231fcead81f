"""A Markdown text as its lines, its tables and its other blocks.

Tables and blocks are found by the scanner, which asks markdown-it-py where it must; the cells are
then taken from the raw lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sync.markdown.blocks import Block, BlockKind, FoundTable
from sync.markdown.cells import split_cells
from sync.markdown.containers import ContainerReader
from sync.markdown.dialect import MARKDOWN, Dialect
from sync.markdown.directives import is_directive
from sync.markdown.lines import split_lines
from sync.markdown.parts import BlockList
from sync.markdown.references import Definition, read_definitions
from sync.markdown.scanner import Scanner

__all__ = ["Block", "BlockKind", "Markdown", "Row", "Table", "fit_cells", "read_markdown"]


class Row(NamedTuple):
    """A row of a table: its line (0-based), that line without its ending, and its cells.

    ``offset`` is the column at which the row's content begins, behind the indentation and the
    markers of lists and quotes. There may be fewer or more cells than the table has columns.
    """

    line: int
    raw: str
    offset: int
    cells: tuple[str, ...]

    @property
    def is_directive(self) -> bool:
        """Whether it is a site generator's own line, with or without pipes in it."""
        return is_directive(self.raw[self.offset :].strip())


class Table(NamedTuple):
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
    def shape(self) -> tuple[int, int]:
        """The number of columns and that of rows."""
        return self.columns, len(self.rows)

    @property
    def alignments(self) -> tuple[tuple[bool, bool], ...]:
        """Whether a colon stands left and right in each cell of the delimiter row."""
        cells = self.delimiter.cells
        return tuple((cell.startswith(":"), cell.endswith(":")) for cell in cells)

    @property
    def content(self) -> tuple[tuple[str, ...], ...]:
        """The cells as they are rendered: header first, each row as wide as the header."""
        return tuple(fit_cells(row.cells, self.columns) for row in (self.header, *self.rows))


class Markdown:
    """A ``text`` as ``lines`` (with their endings), tables and blocks. It never changes.

    ``dialect`` is the kind of Markdown that it is written in.

    It is parsed when it is first asked for its tables or blocks: where two versions of a source
    have the same tables, nobody asks that of their translations. The first to ask gets a
    RefusedError where lists and quotes are nested too deep to be read.
    """

    def __init__(self, text: str, dialect: Dialect = MARKDOWN) -> None:
        """Split ``text``, with or without a byte order mark, into lines."""
        self.text = text
        self.dialect = dialect
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
        dialect = self.dialect
        reading = ContainerReader(_scan, dialect.containers, dialect.is_mdx).read(self.lines)
        unify = dialect.unify
        blocks = tuple(
            block._replace(content=unify(block.content)) if "{/*" in block.content else block
            for block in reading.blocks
        )
        return read_tables(self.lines, reading.tables, blocks, dialect), blocks


def _scan(lines: Sequence[str], has_front_matter: bool) -> BlockList:  # noqa: FBT001
    scanner = Scanner("".join(lines), lines)
    scanner.scan(has_front_matter=has_front_matter)
    return BlockList(scanner.reading.blocks, scanner.reading.tables)


def fit_cells(cells: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """Pad or cut a row's cells to the number of columns, as GFM renders them."""
    return cells[:columns] + ("",) * (columns - len(cells))


def read_markdown(text: str, dialect: Dialect = MARKDOWN) -> Markdown:
    """Read ``text``, with or without a byte order mark, as lines, tables and blocks."""
    return Markdown(text, dialect)


def read_row(line: int, raw: str, offset: int, dialect: Dialect) -> Row:
    """Read a line's cells from the column ``offset`` on, our comments spelled as in Markdown."""
    cells = split_cells(raw, offset)
    if "{/*" in raw:
        cells = tuple(map(dialect.unify, cells))
    return Row(line, raw, offset, cells)


def read_tables(
    lines: Sequence[str],
    tables: Iterable[FoundTable],
    blocks: Sequence[Block],
    dialect: Dialect = MARKDOWN,
) -> tuple[Table, ...]:
    """Read the rows of ``tables``, which are in the order of the ``blocks`` that they are."""
    found = iter(tables)
    headings: list[int] = []
    read: list[Table] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            while headings and blocks[headings[-1]].level >= block.level:
                headings.pop()
            headings.append(index)
        elif block.table is not None:
            read.append(_read_table(lines, next(found), tuple(headings), dialect))
    return tuple(read)


def _read_table(
    lines: Sequence[str], found: FoundTable, headings: tuple[int, ...], dialect: Dialect
) -> Table:
    rows = []
    for number, offset in enumerate(found.offsets, start=found.start):
        rows.append(read_row(number, lines[number].rstrip("\r\n"), offset, dialect))
    header, delimiter, *body = rows
    return Table(
        start=found.start,
        end=found.end,
        header=header,
        delimiter=delimiter,
        rows=tuple(body),
        headings=headings,
        sound=found.contents is None or _agrees(header, body, found.contents, dialect),
    )


def _agrees(header: Row, body: Sequence[Row], contents: tuple[str, ...], dialect: Dialect) -> bool:
    width = len(header.cells)
    ours = [cell for row in (header, *body) for cell in fit_cells(row.cells, width)]
    return len(ours) == len(contents) and all(
        mine == theirs or _as_parsed(mine) == dialect.unify(theirs.strip())
        for mine, theirs in zip(ours, contents, strict=True)
    )


def _as_parsed(cell: str) -> str:
    """Do to a raw cell what the parser does: escaped pipes, and no null (CommonMark 2.3)."""
    return cell.replace("\\|", "|").replace("\0", "\ufffd")
