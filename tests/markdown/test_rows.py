"""Cells in their lines: found, replaced and rendered, byte for byte where nothing changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.markdown.cells import (
    find_spans,
    has_leading_pipe,
    has_trailing_pipe,
    needs_leading_pipe,
    render_row,
    replace_cells,
    split_cells,
)
from sync.markdown.document import read_markdown

ROWS = st.text(st.sampled_from("|\\ ab`\t\u00a0é字\u200f"), max_size=24)


@given(ROWS, st.integers(0, 4))
@settings(max_examples=400)
def test_spans_are_where_the_cells_are(line: str, offset: int) -> None:
    line = "> - "[:offset] + line
    offset = min(offset, 4)
    spans = find_spans(line, offset)

    assert tuple(line[span.start : span.end] for span in spans) == split_cells(line, offset)
    for span in spans:
        assert offset <= span.outer_start <= span.start <= span.end <= span.outer_end <= len(line)


@given(ROWS, st.data())
@settings(max_examples=400)
def test_a_replaced_cell_reads_as_meant_and_the_others_as_before(
    line: str, data: st.DataObject
) -> None:
    cells = split_cells(line, 0)
    if len(cells) < 2:
        return
    place = data.draw(st.integers(0, len(cells) - 1))
    new = data.draw(st.sampled_from(["new", "a \\| b", "x\\", "<!-- sync:fuzzy --> y"]))
    written = replace_cells(line, 0, {place: new})

    if written.endswith("\\|"):
        return
    assert split_cells(written, 0) == (*cells[:place], new, *cells[place + 1 :])


@given(ROWS)
@settings(max_examples=200)
def test_nothing_replaced_is_nothing_changed(line: str) -> None:
    assert replace_cells(line, 0, {}) == line


@pytest.mark.parametrize(
    ("line", "texts", "expected"),
    [
        ("|a|b|", {0: "x"}, "|x|b|"),
        ("|  a  |b|", {0: "x", 1: "y"}, "|  x  |y|"),
        ("a|b", {1: "x"}, "a|x"),
        ("> |a||c|", {1: "x"}, "> |a| x |c|"),
        ("| a |   | c |", {1: "x"}, "| a | x | c |"),
        ("|a|b|", {0: "x\\"}, "|x\\ |b|"),
        ("|a |b|", {0: "x\\"}, "|x\\ |b|"),
    ],
)
def test_padding_stays(line: str, texts: dict[int, str], expected: str) -> None:
    assert replace_cells(line, 2 if line.startswith(">") else 0, texts) == expected


@pytest.mark.parametrize(
    ("line", "leading", "trailing"),
    [
        ("| a | b |", True, True),
        ("a | b", False, False),
        (" | a", True, False),
        ("a |  ", False, True),
        ("a \\|", False, False),
        ("\\| a", False, False),
    ],
)
def test_outer_pipes_are_seen(line: str, leading: bool, trailing: bool) -> None:
    assert has_leading_pipe(line, 0) is leading
    assert has_trailing_pipe(line, 0) is trailing


FIRST = """<b>;# a;> a;- a;* a;+ a;1. a;12) a;~~~;```;`a`;=;:;[r]: s;<!-- a -->;;***;---;a;é;_a_
1 a;**a**;\\# a;&lt;""".replace("\n", ";").split(";")


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("header", ["x | y", "| x | y |"])
def test_a_row_stays_a_row_whatever_stands_first(first: str, header: str) -> None:
    row = render_row([first, "b"], leading=False, trailing=False)
    (table,) = read_markdown(f"{header}\n-|-\nc | d\n{row}\n").tables

    assert table.content[2] == (first, "b")
    assert needs_leading_pipe(first) or not row.startswith("|")


@pytest.mark.parametrize("cells", [["a"], [""], ["a", ""], ["", "b"], ["", ""], ["a", "b", ""]])
@pytest.mark.parametrize("leading", [True, False])
@pytest.mark.parametrize("trailing", [True, False])
def test_rendered_cells_read_back(cells: list[str], leading: bool, trailing: bool) -> None:
    width = len(cells)
    row = render_row(cells, leading=leading, trailing=trailing)
    head = render_row(["h"] * width)
    (table,) = read_markdown(f"{head}\n{'|-' * width}|\n{row}\n").tables

    assert table.content[1] == tuple(cells)
