"""Documents with tables, their translations with known truth, and edits of the source.

A ``Document`` is a model: every table and row keeps its key through all edits. A translation's
words carry the keys of the cell that they translate, so that each can be traced to its origin.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import permutations
from random import Random

from hypothesis import strategies as st

from tests.merge.merging import SPACE

WORD = re.compile(r"[a-z]{4,}")
ORIGIN = re.compile(r"Q([A-Z]+)q([A-Z]+)q([A-Z]+)q")
TARGETS = [
    "https://example.org/{}",
    "cups.md#{}",
    "../README.md",
    "img/{}.png",
    "shop/{}.md",
    "#{}",
]


@dataclass(frozen=True)
class Row:
    key: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``columns`` are the keys of the columns; rows have as many cells, or fewer or more."""

    key: int
    columns: tuple[int, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    container: str = ""


@dataclass(frozen=True)
class Section:
    """A heading of some level (0: none), a paragraph and a table or none."""

    key: int
    level: int
    title: str
    prose: str
    table: Table | None


@dataclass(frozen=True)
class Layout:
    """How a document is written down: its line ending, its tables' pipes and padding."""

    ending: str = "\n"
    leading: bool = True
    trailing: bool = True
    padding: str = " "
    rule: str = "---"


@dataclass(frozen=True)
class Document:
    sections: tuple[Section, ...]

    @property
    def tables(self) -> dict[int, Table]:
        return {s.table.key: s.table for s in self.sections if s.table is not None}


@dataclass(frozen=True)
class Revision:
    """A source before and after its edits, and the translation of the former."""

    base: Document
    source: Document
    base_text: str
    source_text: str
    translation_text: str


class Writer:
    """Makes up documents; words are new each time, so that only what is meant to be is equal."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.count = 0

    def key(self) -> int:
        self.count += 1
        return self.count

    def word(self) -> str:
        return "".join(self.random.choice("abcdefghijklmnoprstuvwy") for _ in range(8))

    def text(self) -> str:
        return " ".join(self.word() for _ in range(self.random.randint(1, 4)))

    def target(self) -> str:
        return self.random.choice(TARGETS).format(self.word())

    def cell(self) -> str:
        wordless = ["", str(self.random.randint(0, 3000)), f"`{self.word()}`", "🍵", "—"]
        linked = [
            f"[{self.text()}]({self.target()}) {self.word()}",
            f"**{self.text()}**<br>{self.word()} \\| ![{self.word()}]({self.target()})",
            f"<https://example.net/{self.word()}>",
        ]
        coded = f"{self.text()} `{self.word()} \\| {self.word()}` {self.random.randint(1, 99)}"
        plain = [self.text() for _ in range(6)]
        return self.random.choice([*wordless, *linked, coded, *plain])

    def row(self, width: int) -> Row:
        cells = [f"{self.text()} {self.word()}", *(self.cell() for _ in range(width - 1))]
        if self.random.random() < 0.1:
            cells = cells[: self.random.randint(1, width)]
        elif self.random.random() < 0.05:
            cells.append(self.text())
        return Row(self.key(), tuple(cells))

    def table(self) -> Table:
        width = self.random.randint(1, 4)
        rows = [self.row(width) for _ in range(self.random.randint(0, 6))]
        if rows and self.random.random() < 0.2:
            rows.append(Row(self.key(), self.random.choice(rows).cells))
        header = tuple("" if self.random.random() < 0.1 else self.text() for _ in range(width))
        container = self.random.choice(["", "", "", "", "> ", "  "])
        return Table(self.key(), tuple(range(width)), header, tuple(rows), container)

    def section(self) -> Section:
        table = self.table() if self.random.random() < 0.8 else None
        level = self.random.choice([0, 1, 2, 2, 3])
        return Section(self.key(), level, self.text(), self.text(), table)

    def document(self) -> Document:
        return Document(tuple(self.section() for _ in range(self.random.randint(1, 4))))

    def layout(self) -> Layout:
        pick = self.random.choice
        return Layout(
            pick(["\n", "\n", "\r\n"]),
            pick([True, True, False]),
            pick([True, False]),
            pick([" ", " ", "", "  "]),
            pick(["---", "-----", "-", "--"]),
        )


def render(document: Document, layout: Layout) -> str:
    lines: list[str] = []
    for section in document.sections:
        if section.level:
            lines += ["#" * section.level + " " + section.title, ""]
        lines += [section.prose, ""]
        if section.table is not None:
            lines += [*render_table(section.table, layout), ""]
    return "".join(line + layout.ending for line in lines)


def render_table(table: Table, layout: Layout) -> list[str]:
    first = "- item" if table.container == "  " else None
    rows = [table.header, *(row.cells for row in table.rows)]
    lines = [render_row(cells, len(table.header), layout) for cells in rows]
    rule = render_row((layout.rule,) * len(table.header), len(table.header), layout)
    lines.insert(1, rule if rule.startswith("|") else f"| {rule}")
    written = [table.container + line for line in lines]
    return [first, "", *written] if first else written


def render_row(cells: tuple[str, ...], width: int, layout: Layout) -> str:
    pad = layout.padding
    inner = f"{pad}|{pad}".join(cells)
    leading = layout.leading or width == 1 or not cells[0][:1].isalpha()
    trailing = layout.trailing or not cells[-1]
    return (f"|{pad}" if leading else "") + inner + (f"{pad}|" if trailing else "")


def letters(number: int) -> str:
    return "".join(chr(ord("A") + int(digit)) for digit in str(number))


def number(letters: str) -> int:
    return int("".join(str(ord(letter) - ord("A")) for letter in letters))


HEADER_KEY = 0


def translate_cell(cell: str, table: int, row: int, column: int) -> str:
    """Translate a cell: each word gets the keys of its place; links lead out of its folder."""
    origin = f"Q{letters(table)}q{letters(row)}q{letters(column)}q"
    parts = re.split(r"(\]\([^)]*\)|`[^`]*`|https?://\S+|<br>)", SPACE.localise(cell))
    return "".join(
        part if k % 2 else WORD.sub(lambda match: match[0][::-1] + origin, part)
        for k, part in enumerate(parts)
    )


def translate(document: Document) -> Document:
    return Document(tuple(translate_section(section) for section in document.sections))


def translate_section(section: Section) -> Section:
    return replace(
        section,
        title=WORD.sub(lambda match: match[0][::-1], section.title),
        prose=WORD.sub(lambda match: match[0][::-1], section.prose),
        table=None if section.table is None else translate_table(section.table),
    )


def translate_table(table: Table) -> Table:
    def translate_row(cells: tuple[str, ...], key: int) -> tuple[str, ...]:
        columns = (*table.columns, *range(90, 99))
        return tuple(
            translate_cell(cell, table.key, key, column)
            for cell, column in zip(cells, columns, strict=False)
        )

    return replace(
        table,
        header=translate_row(table.header, HEADER_KEY),
        rows=tuple(Row(row.key, translate_row(row.cells, row.key)) for row in table.rows),
    )


Edit = Callable[[Table, Writer], Table]


def add_row(table: Table, writer: Writer) -> Table:
    place = writer.random.randint(0, len(table.rows))
    new = writer.row(len(table.columns))
    return replace(table, rows=(*table.rows[:place], new, *table.rows[place:]))


def remove_row(table: Table, writer: Writer) -> Table:
    if len(table.rows) < 2:
        return table
    place = writer.random.randrange(len(table.rows))
    return replace(table, rows=(*table.rows[:place], *table.rows[place + 1 :]))


def move_row(table: Table, writer: Writer) -> Table:
    rows = list(table.rows)
    if rows:
        row = rows.pop(writer.random.randrange(len(rows)))
        rows.insert(writer.random.randint(0, len(rows)), row)
    return replace(table, rows=tuple(rows))


def edit_row(table: Table, writer: Writer) -> Table:
    """Add a short word to one cell, so that the row stays alike."""
    if not table.rows:
        return table
    place = writer.random.randrange(len(table.rows))
    cells = list(table.rows[place].cells)
    column = writer.random.randrange(len(cells))
    if len(WORD.findall(cells[column])) < 2:
        column = 0
    cells[column] += " new"
    return put_row(table, place, tuple(cells))


def change_link(table: Table, writer: Writer) -> Table:
    for place, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if "](" in cell:
                new = re.sub(r"\]\([^)]*\)", f"]({writer.target()})", cell, count=1)
                cells = (*row.cells[:column], new, *row.cells[column + 1 :])
                return put_row(table, place, cells)
    return table


def change_header(table: Table, writer: Writer) -> Table:
    column = writer.random.randrange(len(table.header))
    header = list(table.header)
    header[column] = writer.text()
    return replace(table, header=tuple(header))


def add_column(table: Table, writer: Writer) -> Table:
    place = writer.random.randint(0, len(table.columns))

    def put(cells: tuple[str, ...], new: str) -> tuple[str, ...]:
        filled = cells + ("",) * (place - len(cells))
        return (*filled[:place], new, *filled[place:])

    return replace(
        table,
        columns=(*table.columns[:place], 50 + writer.key(), *table.columns[place:]),
        header=put(table.header, writer.text()),
        rows=tuple(Row(row.key, put(row.cells, writer.cell())) for row in table.rows),
    )


def remove_column(table: Table, writer: Writer) -> Table:
    if len(table.columns) < 2:
        return table
    place = writer.random.randrange(1, len(table.columns))

    def cut(cells: tuple[str, ...]) -> tuple[str, ...]:
        return (*cells[:place], *cells[place + 1 :])

    return replace(
        table,
        columns=(*table.columns[:place], *table.columns[place + 1 :]),
        header=cut(table.header),
        rows=tuple(Row(row.key, cut(row.cells)) for row in table.rows),
    )


def put_row(table: Table, place: int, cells: tuple[str, ...]) -> Table:
    row = replace(table.rows[place], cells=cells)
    return replace(table, rows=(*table.rows[:place], row, *table.rows[place + 1 :]))


ROW_EDITS = (add_row, remove_row, move_row, edit_row, change_link)
TABLE_EDITS: tuple[Edit, ...] = (*ROW_EDITS, change_header, add_column, remove_column)
DOCUMENT_EDITS = ("add_table", "remove_table", "move_table")


def edit_document(document: Document, writer: Writer, name: str) -> Document:
    sections = list(document.sections)
    with_table = [k for k, section in enumerate(sections) if section.table is not None]
    if name == "add_table":
        new = replace(writer.section(), table=writer.table())
        sections.insert(writer.random.randint(0, len(sections)), new)
    elif name == "remove_table" and with_table:
        place = writer.random.choice(with_table)
        sections[place] = replace(sections[place], table=None)
    elif name == "move_table" and len(with_table) > 1:
        first, second = writer.random.sample(with_table, 2)
        tables = sections[first].table, sections[second].table
        sections[first] = replace(sections[first], table=tables[1])
        sections[second] = replace(sections[second], table=tables[0])
    return Document(tuple(sections))


def split_table(document: Document, writer: Writer) -> Document:
    """Part a table into two, the second in a section of its own."""
    sections = list(document.sections)
    large = [k for k, s in enumerate(sections) if s.table is not None and len(s.table.rows) > 1]
    if not large:
        return document
    place = writer.random.choice(large)
    table = sections[place].table
    assert table is not None
    cut = writer.random.randrange(1, len(table.rows))
    parts = replace(table, rows=table.rows[:cut]), replace(table, rows=table.rows[cut:])
    sections[place] = replace(sections[place], table=parts[0])
    new = replace(writer.section(), table=replace(parts[1], key=writer.key()))
    return Document((*sections[: place + 1], new, *sections[place + 1 :]))


def carry_row(document: Document, writer: Writer) -> Document:
    """Move a row to another table that is as wide, if there is one."""
    sections = list(document.sections)
    for first, second in permutations(range(len(sections)), 2):
        ours, theirs = sections[first].table, sections[second].table
        if ours is None or theirs is None or len(ours.rows) < 3:
            continue
        if len(ours.columns) == len(theirs.columns):
            row = writer.random.choice(ours.rows)
            place = writer.random.randint(0, len(theirs.rows))
            rows = (*theirs.rows[:place], row, *theirs.rows[place:])
            kept = tuple(each for each in ours.rows if each is not row)
            sections[first] = replace(sections[first], table=replace(ours, rows=kept))
            sections[second] = replace(sections[second], table=replace(theirs, rows=rows))
            break
    return Document(tuple(sections))


def edit_table(document: Document, writer: Writer, edit: Edit) -> Document:
    keys = sorted(document.tables)
    if not keys:
        return document
    chosen = writer.random.choice(keys)
    return Document(
        tuple(
            replace(section, table=edit(section.table, writer))
            if section.table is not None and section.table.key == chosen
            else section
            for section in document.sections
        )
    )


def revise(
    random: Random, edits: int, *, tables_too: bool = True, among: tuple[Edit, ...] = TABLE_EDITS
) -> Revision:
    """Make up a document, its translation and a later version of it."""
    writer = Writer(random)
    base = source = writer.document()
    for _ in range(edits):
        if tables_too and random.random() < 0.2:
            source = edit_document(source, writer, random.choice(DOCUMENT_EDITS))
        else:
            source = edit_table(source, writer, random.choice(among))
    layout = writer.layout()
    return Revision(
        base,
        source,
        render(base, layout),
        render(source, writer.layout() if random.random() < 0.2 else layout),
        render(translate(base), writer.layout()),
    )


def relocate(random: Random, edit: Callable[[Document, Writer], Document]) -> Revision:
    """Make up a document, its translation and a version in which rows stand in other tables."""
    writer = Writer(random)
    base = writer.document()
    source = edit(base, writer)
    layout = writer.layout()
    translation = render(translate(base), writer.layout())
    return Revision(base, source, render(base, layout), render(source, layout), translation)


def revisions(
    edits: st.SearchStrategy[int], *, tables_too: bool = True, among: tuple[Edit, ...] = TABLE_EDITS
) -> st.SearchStrategy[Revision]:
    """Draw revisions; the seed is what a failure has to name."""
    return st.builds(
        lambda seed, count: revise(Random(seed), count, tables_too=tables_too, among=among),
        st.integers(0, 2**32 - 1),
        edits,
    )
