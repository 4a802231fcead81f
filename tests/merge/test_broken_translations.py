"""Translations broken in the ways in which real ones are: nothing is carried to a wrong place.

Each breakage is done to translations of known origin, whose source then changes. The file may be
refused; if it is written, each row of the source has to stand in its place, with its own
translation or its own source's text, and no cell may come from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.markdown.document import read_markdown
from sync.merge.values import Merge, MergeOptions, TableOutcome
from tests.merge.merging import merge
from tests.merge.strategies import (
    HEADER_KEY,
    ORIGIN,
    ROW_EDITS,
    Document,
    Layout,
    Row,
    Section,
    Table,
    Writer,
    edit_table,
    number,
    render,
    translate,
)

Breakage = Callable[[Document, Random], Document]
CODE = re.compile(r"`(k[a-z]+)`")
PLAIN = Layout()


def write_document(random: Random, *, signed: bool) -> Document:
    """Make up a document; in a signed one each row has code of its own in its last column."""
    writer = Writer(random)
    return Document(
        tuple(
            Section(writer.key(), 2, writer.text(), writer.text(), write_table(writer, signed))
            for _ in range(random.randint(1, 3))
        )
    )


def write_table(writer: Writer, signed: bool) -> Table:
    width = writer.random.randint(2, 3)
    rows = []
    for _ in range(writer.random.randint(3, 7)):
        cells = [writer.text() for _ in range(width)]
        if signed:
            cells[-1] = f"`k{writer.word()}`"
        rows.append(Row(writer.key(), tuple(cells)))
    header = tuple(writer.text() for _ in range(width))
    return Table(writer.key(), tuple(range(width)), header, tuple(rows))


def on_table(change: Callable[[Table, Random], Table | None]) -> Breakage:
    """Do something to one table of a document."""

    def apply(document: Document, random: Random) -> Document:
        place = random.randrange(len(document.sections))
        sections = list(document.sections)
        table = sections[place].table
        assert table is not None
        sections[place] = replace(sections[place], table=change(table, random))
        return Document(tuple(sections))

    return apply


def drop_section(document: Document, random: Random) -> Document:
    place = random.randrange(len(document.sections))
    return Document(document.sections[:place] + document.sections[place + 1 :])


def drop_rows(table: Table, random: Random) -> Table:
    place = random.randrange(len(table.rows))
    count = random.randint(1, 2)
    return replace(table, rows=table.rows[:place] + table.rows[place + count :])


def join_rows(table: Table, random: Random) -> Table:
    place = random.randrange(len(table.rows) - 1)
    first = table.rows[place]
    cells = (f"{first.cells[0]} samt dem Nächsten", *first.cells[1:])
    rows = (*table.rows[:place], Row(first.key, cells), *table.rows[place + 2 :])
    return replace(table, rows=rows)


def repeat_row(table: Table, random: Random) -> Table:
    place = random.randrange(len(table.rows))
    return replace(table, rows=(*table.rows[: place + 1], *table.rows[place:]))


def cut_row(table: Table, random: Random) -> Table:
    place = random.randrange(len(table.rows))
    row = Row(table.rows[place].key, ("**",))
    return replace(table, rows=(*table.rows[:place], row, *table.rows[place + 1 :]))


def put_chatter(table: Table, random: Random) -> Table:
    place = random.randint(0, len(table.rows))
    row = Row(0, ("Gern, hier folgt die Übersetzung:",))
    return replace(table, rows=(*table.rows[:place], row, *table.rows[place:]))


def swallow_paragraph(table: Table, random: Random) -> Table:
    return replace(table, rows=(*table.rows, Row(0, ("Ein Absatz ohne Leerzeile davor.",))))


def sort_rows(table: Table, random: Random) -> Table:
    rows = list(table.rows)
    random.shuffle(rows)
    return replace(table, rows=tuple(rows))


def swap_columns(table: Table, random: Random) -> Table:
    def swap(cells: tuple[str, ...]) -> tuple[str, ...]:
        return (cells[-1], *cells[1:-1], cells[0])

    rows = tuple(Row(row.key, swap(row.cells)) for row in table.rows)
    return replace(table, header=swap(table.header), rows=rows)


def drop_column(table: Table, random: Random) -> Table:
    rows = tuple(Row(row.key, row.cells[1:]) for row in table.rows)
    return replace(table, header=table.header[1:], rows=rows)


def drop_table(table: Table, random: Random) -> None:
    return None


ANYWHERE: dict[str, Breakage] = {
    "content dropped with its heading": drop_section,
    "rows deleted": on_table(drop_rows),
    "rows merged": on_table(join_rows),
    "a row twice": on_table(repeat_row),
    "a row cut short": on_table(cut_row),
    "chatter as a row": on_table(put_chatter),
    "a paragraph swallowed": on_table(swallow_paragraph),
    "a column gone": on_table(drop_column),
    "a table gone": on_table(drop_table),
}
# Where words alone stand in rows and columns, nothing can tell that they trade places.
SIGNED: dict[str, Breakage] = {
    "rows sorted": on_table(sort_rows),
    "columns swapped": on_table(swap_columns),
}
seeds = st.integers(0, 2**32 - 1)
options = st.sampled_from([MergeOptions(), MergeOptions(rebuild_damaged=True)])
profile = settings(max_examples=30, derandomize=True)


@pytest.mark.parametrize("breakage", [*ANYWHERE.values()], ids=[*ANYWHERE])
@pytest.mark.parametrize("signed", [True, False], ids=["signed", "words alone"])
@given(seed=seeds, chosen=options)
@profile
def test_a_broken_translation(
    breakage: Breakage, signed: bool, seed: int, chosen: MergeOptions
) -> None:
    merged = check_breakage(breakage, Random(seed), chosen, signed=signed)
    if chosen.rebuild_damaged or (signed and breakage is not ANYWHERE["a column gone"]):
        assert merged.refusal is None


@pytest.mark.parametrize("breakage", [*SIGNED.values()], ids=[*SIGNED])
@given(seed=seeds, chosen=options)
@profile
def test_what_trades_places(breakage: Breakage, seed: int, chosen: MergeOptions) -> None:
    check_breakage(breakage, Random(seed), chosen, signed=True)


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "words alone"])
@given(seed=seeds, chosen=options)
@profile
def test_a_splice(signed: bool, seed: int, chosen: MergeOptions) -> None:
    def splice(text: str, random: Random) -> str:
        lines = text.split("\n")
        rules = [k for k, line in enumerate(lines) if line.startswith("| ---")]
        rule = random.choice(rules)
        tail = rule + random.randint(1, 3)
        start = random.randrange(max(rule - 4, 0), rule)
        cut = lines[start][: len(lines[start]) // 2]
        return "\n".join([*lines[:start], cut, *lines[tail:]])

    check_text(splice, Random(seed), chosen, signed=signed)


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "words alone"])
@given(seed=seeds, chosen=options)
@profile
def test_a_blank_line_in_a_table(signed: bool, seed: int, chosen: MergeOptions) -> None:
    def split(text: str, random: Random) -> str:
        lines = text.split("\n")
        rows = [k for k, line in enumerate(lines) if line.startswith("| ") and "---" not in line]
        place = random.choice([k for k in rows if lines[k - 1].startswith("|")])
        return "\n".join([*lines[:place], "", *lines[place:]])

    check_text(split, Random(seed), chosen, signed=signed)


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "words alone"])
@given(seed=seeds, chosen=options)
@profile
def test_a_delimiter_row_cut_short(signed: bool, seed: int, chosen: MergeOptions) -> None:
    def cut(text: str, random: Random) -> str:
        lines = text.split("\n")
        rules = [k for k, line in enumerate(lines) if line.startswith("| ---")]
        lines[random.choice(rules)] = "| --- |"
        return "\n".join(lines)

    check_text(cut, Random(seed), chosen, signed=signed)


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "words alone"])
@given(seed=seeds, chosen=options)
@profile
def test_a_broken_table_of_the_source_that_the_translation_mended(
    signed: bool, seed: int, chosen: MergeOptions
) -> None:
    random = Random(seed)
    base = write_document(random, signed=signed)
    source = change(base, random)
    broken = random.choice(sorted(base.tables))

    def spoil(document: Document) -> str:
        """Write a table's delimiter row so that GFM reads a paragraph."""
        sections = list(document.sections)
        texts = []
        for section in sections:
            text = render(Document((section,)), PLAIN)
            if section.table is not None and section.table.key == broken:
                text = re.sub(r"(?m)^\| ---.*$", lambda match: match[0] + "|", text)
            texts.append(text)
        return "".join(texts)

    translated = render(translate(base), PLAIN)
    merged = merge(spoil(base), spoil(source), translated, chosen)
    kept = Document(tuple(s for s in source.sections if s.table and s.table.key != broken))
    check(merged, translated, kept)


@given(seed=seeds)
@profile
def test_an_empty_last_row_dropped(seed: int) -> None:
    random = Random(seed)
    base = with_empty_rows(write_document(random, signed=False))
    source = with_empty_rows(change(without_empty_rows(base), random))
    translated = render(translate(without_empty_rows(base)), PLAIN)
    merged = merge(render(base, PLAIN), render(source, PLAIN), translated)

    assert merged.refusal is None
    check(merged, translated, without_empty_rows(source))


@given(seed=seeds)
@profile
def test_a_mistyped_number_moves_no_row(seed: int) -> None:
    random = Random(seed)
    base = with_numbers(write_document(random, signed=False), random)
    source = change(base, random)
    clean = translate(base)
    mistyped = on_table(lambda table, _: replace(table, rows=tuple(map(mistype, table.rows))))
    merged = merge(
        render(base, PLAIN), render(source, PLAIN), render(mistyped(clean, random), PLAIN)
    )

    assert merged.refusal is None
    check(merged, "", source)


def mistype(row: Row) -> Row:
    return replace(row, cells=(*row.cells[:-1], str(int(row.cells[-1]) % 5 + 1)))


def with_numbers(document: Document, random: Random) -> Document:
    def number_rows(table: Table, _: Random) -> Table:
        rows = tuple(
            replace(row, cells=(*row.cells[:-1], str(k))) for k, row in enumerate(table.rows)
        )
        return replace(table, rows=rows)

    return Document(
        tuple(
            replace(s, table=None if s.table is None else number_rows(s.table, random))
            for s in document.sections
        )
    )


def with_empty_rows(document: Document) -> Document:
    return Document(
        tuple(
            replace(s, table=replace(s.table, rows=(*s.table.rows, Row(0, ("",)))))
            if s.table
            else s
            for s in document.sections
        )
    )


def without_empty_rows(document: Document) -> Document:
    return Document(
        tuple(
            replace(
                s,
                table=replace(s.table, rows=tuple(row for row in s.table.rows if any(row.cells))),
            )
            if s.table
            else s
            for s in document.sections
        )
    )


def change(document: Document, random: Random) -> Document:
    """Edit every table of a document, so that each is merged."""
    writer = Writer(random)
    writer.count = 500
    for _ in range(2 * len(document.sections)):
        document = edit_table(document, writer, random.choice(ROW_EDITS))
    return document


def check_breakage(
    breakage: Breakage, random: Random, chosen: MergeOptions, *, signed: bool
) -> Merge:
    base = write_document(random, signed=signed)
    source = change(base, random)
    translated = render(breakage(translate(base), random), PLAIN)
    merged = merge(render(base, PLAIN), render(source, PLAIN), translated, chosen)
    check(merged, translated, source)
    return merged


def check_text(
    breakage: Callable[[str, Random], str], random: Random, chosen: MergeOptions, *, signed: bool
) -> None:
    base = write_document(random, signed=signed)
    source = change(base, random)
    translated = breakage(render(translate(base), PLAIN), random)
    check(merge(render(base, PLAIN), render(source, PLAIN), translated, chosen), translated, source)


def check(merged: Merge, translated: str, source: Document) -> None:
    """Check a merge: refused and left as it was, or each row of the source in its place."""
    if merged.refusal is not None:
        assert merged.text == translated
        return
    tables = [section.table for section in source.sections if section.table is not None]
    places = read_places(source)
    found: dict[int, list[int]] = {}
    for table in read_markdown(merged.text).tables:
        for row in table.content:
            keys = [key for column, cell in enumerate(row) for key in trace(cell, column, places)]
            origins = {(table_key, row_key) for table_key, row_key in keys}
            foreign = [key for key in origins if key[1] != HEADER_KEY]
            assert len(origins) <= 1 or is_translators(row), (row, origins)
            if foreign:
                found.setdefault(foreign[0][0], []).append(foreign[0][1])
    written = [table for table in merged.tables if table.source_line is not None]
    for outcome, wanted in zip(written, tables, strict=True):
        if outcome.outcome is not TableOutcome.UNCHANGED:
            left = iter(found.get(wanted.key, []))
            assert all(row.key in left for row in wanted.rows), (found, wanted.rows)


def is_translators(row: tuple[str, ...]) -> bool:
    """Tell whether a row holds the translation's words alone: then nothing was mixed into it."""
    return not any("sync:" in cell for cell in row)


def trace(cell: str, column: int, places: dict[str, tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the (table, row) of all words in a cell that tell where they are from."""
    traced = []
    for match in ORIGIN.finditer(cell):
        table, row, place = (number(group) for group in match.groups())
        assert "sync:" not in cell or place == column, cell
        traced.append((table, row))
    if not traced:
        traced += [places[word] for word in re.findall(r"[a-z]{8,}", cell) if word in places]
    return traced


def read_places(document: Document) -> dict[str, tuple[int, int]]:
    """Map each word of the source's tables to its (table, row)."""
    return {
        word: (key, row)
        for key, table in document.tables.items()
        for row, cells in [(HEADER_KEY, table.header), *((r.key, r.cells) for r in table.rows)]
        for cell in cells
        for word in re.findall(r"[a-z]{8,}", cell)
    }
