"""Tables as GFM has them: held against markdown-it-py's own reading of the same text."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from sync.markdown.document import BlockKind, Table, fit_cells, read_markdown
from sync.markdown.front_matter import find_front_matter
from sync.markdown.lines import split_lines

H = "| a | b |\n|---|---|\n"
ReadTable = tuple[int, int, tuple[tuple[str, ...], ...]]


def by_parser(text: str) -> list[ReadTable]:
    """Read lines and cells with the parser's whole set of rules; we say what is front matter."""
    parser = MarkdownIt("commonmark").enable("table")
    if find_front_matter(text) is not None:
        parser.use(front_matter_plugin)
    tables: list[ReadTable] = []
    rows: list[list[str]] = []
    start = end = 0
    for token in parser.parse(text.removeprefix("\ufeff")):
        if token.type == "table_open":
            start, end = token.map or [0, 0]
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content)
        elif token.type == "table_close":
            tables.append((start, end, tuple(tuple(row) for row in rows)))
            rows = []
    return tables


def by_us(text: str) -> list[ReadTable]:
    """Read lines and cells with our reader; the parser's cells have lost a pipe's backslash."""
    return [
        (
            table.start,
            table.end,
            tuple(tuple(cell.replace("\\|", "|") for cell in row) for row in table.content),
        )
        for table in read_markdown(text).tables
    ]


def cells(text: str) -> list[list[tuple[str, ...]]]:
    return [[table.header.cells, *(row.cells for row in table.rows)] for table in tables(text)]


def tables(text: str) -> tuple[Table, ...]:
    return read_markdown(text).tables


READINGS = [
    pytest.param(H + "| 1 | 2 | 3 |\n", [[("a", "b"), ("1", "2", "3")]], id="a cell too many"),
    pytest.param(H + "| 1 |\n", [[("a", "b"), ("1",)]], id="a cell too few"),
    pytest.param(H + "| x \\| y | 2 |\n", [[("a", "b"), (r"x \| y", "2")]], id="escaped pipe"),
    pytest.param(H + "| `x | y` | 2 |\n", [[("a", "b"), ("`x", "y`", "2")]], id="pipe in code"),
    pytest.param(H + "| `x \\| y` | 2 |\n", [[("a", "b"), (r"`x \| y`", "2")]], id="escaped there"),
    pytest.param(H + "| x \\\\| y | 2\n", [[("a", "b"), (r"x \\| y", "2")]], id="two backslashes"),
    pytest.param("| a | b | c |\n|---|---|\n| 1 | 2 |\n", [], id="three headers, two delimiters"),
    pytest.param("| a | b |\n|---|---||\n| 1 | 2 |\n", [], id="an empty delimiter"),
    pytest.param("| a | b |\n|—|---|\n| 1 | 2 |\n", [], id="a dash as delimiter"),
    pytest.param("| a | b |\n|ーー|---|\n| 1 | 2 |\n", [], id="a long vowel as delimiter"),
    pytest.param("tea\n" + H, [[("a", "b")]], id="text above"),
    pytest.param(H + "tea\n", [[("a", "b"), ("tea",)]], id="text below"),
    pytest.param(H + "# tea\n", [[("a", "b")]], id="heading below"),
    pytest.param(H + "- tea\n", [[("a", "b")]], id="bullet below"),
    pytest.param(H + "1. tea\n", [[("a", "b")]], id="number below"),
    pytest.param(H + "***\n", [[("a", "b")]], id="rule below"),
    pytest.param(H + "> tea\n", [[("a", "b")]], id="quote below"),
    pytest.param(H + "<!-- tea -->\n", [[("a", "b")]], id="comment below"),
    pytest.param(H + "```\n| 1 | 2 |\n```\n", [[("a", "b")]], id="fence below"),
    pytest.param(H + "| 1 | 2 |\n\n| 3 | 4 |\n", [[("a", "b"), ("1", "2")]], id="blank line"),
    pytest.param("a | b\n--|--\n1 | 2\n", [[("a", "b"), ("1", "2")]], id="no outer pipes"),
    pytest.param("a | b\n-----\n1 | 2\n", [], id="a heading"),
    pytest.param("| a |\n--\n| 1 |\n", [[("a",), ("1",)]], id="one column, bare delimiter"),
    pytest.param("a\n| - |\n| 1 |\n", [], id="one column, bare header"),
    pytest.param("    " + H.replace("\n", "\n    ", 1), [], id="four spaces before"),
    pytest.param(H + "    | 1 | 2 |\n", [[("a", "b")]], id="four spaces before a row"),
    pytest.param(H + "   | 1 | 2 |\n", [[("a", "b"), ("1", "2")]], id="three spaces before a row"),
    pytest.param("- tea\n" + H, [], id="below an item, not indented"),
    pytest.param("- tea\n\n  | a | b |\n  |---|---|\n", [[("a", "b")]], id="in an item"),
    pytest.param("1. | a | b |\n   |---|---|\n", [[("a", "b")]], id="first in an item"),
    pytest.param("- - | a | b |\n    |---|---|\n", [[("a", "b")]], id="in an item of an item"),
    pytest.param("> | a | b |\n> |---|---|\n> x\n", [[("a", "b"), ("x",)]], id="in a quote"),
    pytest.param(">| a | b |\n>|---|---|\n| 1 | 2 |\n", [[("a", "b")]], id="a lazy line is no row"),
    pytest.param(
        "> - > | a | b |\n>   > |---|---|\n>   > | 1 |\n", [[("a", "b"), ("1",)]], id="nested"
    ),
    pytest.param("-\t| a | b |\n\t|---|---|\n\t| 1 | 2 |\n", [[("a", "b"), ("1", "2")]], id="tabs"),
    pytest.param("<details>\n" + H, [], id="raw HTML"),
    pytest.param("<details>\n\n" + H, [[("a", "b")]], id="a blank line ends raw HTML"),
    pytest.param("```\n" + H + "```\n", [], id="in a fence"),
    pytest.param("~~~ md\n" + H + "| 1 | 2 |", [], id="in a fence that never closes"),
    pytest.param(H + "| <!-- x | y --> | 2 |\n", [[("a", "b"), ("<!-- x", "y -->", "2")]], id="c"),
    pytest.param(H + "| [x](y|z) | 2 |\n", [[("a", "b"), ("[x](y", "z)", "2")]], id="pipe in link"),
    pytest.param(H + "|\u00a01\u00a0|\u00a0|\n", [[("a", "b"), ("1", "")]], id="no-break space"),
    pytest.param(H + "｜1｜2｜\n", [[("a", "b"), ("｜1｜2｜",)]], id="full-width pipe"),
    pytest.param(H + "| &#124; | &copy; |\n", [[("a", "b"), ("&#124;", "&copy;")]], id="entities"),
    pytest.param(H + "| | |\n", [[("a", "b"), ("", "")]], id="empty cells"),
    pytest.param(H + "||\n|\n", [[("a", "b"), ("",), ()]], id="pipes alone"),
    pytest.param("|  | b |\n|---|---|\n", [[("", "b")]], id="empty header"),
    pytest.param("| | |\n|---|---|\n| 1 | 2 |\n", [[("", ""), ("1", "2")]], id="all headers empty"),
    pytest.param("||\n|-|\n", [[("",)]], id="one empty header"),
    pytest.param("a | b\n:-: | -:\n 1 | 2 |\n", [[("a", "b"), ("1", "2")]], id="alignment"),
    pytest.param("\ufeff" + H + "| 1 | 2 |\n", [[("a", "b"), ("1", "2")]], id="byte order mark"),
    pytest.param("\ufeffa | b\n-|-\n1 | 2", [[("a", "b"), ("1", "2")]], id="mark, no end"),
    pytest.param("---\nx: 1\n---\n" + H, [[("a", "b")]], id="front matter"),
    pytest.param("---\nx: |\n  | a | b |\n  |---|---|\n---\n", [], id="a table in front matter"),
    pytest.param(H + "| x\u0085y | \x0b |\n", [[("a", "b"), ("x\u0085y", "")]], id="not ends"),
    pytest.param("* a\n* b\n\n" + H + "\n" + H, [[("a", "b")], [("a", "b")]], id="two tables"),
    pytest.param("[x]: y 'z'\n" + H, [[("a", "b")]], id="a definition above"),
    pytest.param("tea\n===\n" + H + "---\n", [[("a", "b")]], id="between headings"),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_cells_are_read_as_gfm_has_them(text: str, expected: list[list[tuple[str, ...]]]) -> None:
    assert cells(text) == expected
    assert by_us(text) == by_parser(text)
    assert all(table.sound for table in tables(text))


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_line_endings_make_no_difference(
    text: str, expected: list[list[tuple[str, ...]]], ending: str
) -> None:
    other = text.replace("\n", ending)

    assert cells(other) == expected
    assert by_us(other) == by_parser(other)
    assert "".join(read_markdown(other).lines) == other


@pytest.mark.parametrize("prefix", ["> ", ">", "> > ", "  ", "> - ", "1. ", "\ufeff", ">\t"])
def test_offsets_point_at_the_rows_content(prefix: str) -> None:
    blank = "".join(" " if mark in "-1." else mark for mark in prefix.replace("\ufeff", ""))
    rows = ["| a | b |", "|---|---|", "| 1 | 2 |"]
    text = prefix + f"\n{blank}".join(rows)
    (table,) = tables(text)

    read = (table.header, table.delimiter, *table.rows)
    assert [row.raw[row.offset :] for row in read] == rows
    assert [row.raw for row in read] == text.split("\n")


def test_missing_cells_end_a_table_where_the_parser_stops_filling_them_in() -> None:
    wide = "| " + " | ".join(f"h{k}" for k in range(300)) + " |\n" + "|-" * 300 + "|\n"
    text = wide + "".join(f"| r{k} |\n" for k in range(300))
    (table,) = tables(text)

    # From version 4 on, 65,536 cells are filled in, and what comes after is no row any more.
    capped = int(version("markdown-it-py").split(".")[0]) >= 4
    assert (len(table.rows) < 300) is capped
    assert (table.start, table.end) == by_parser(text)[0][:2]
    assert table.sound


def test_cells_that_the_parser_counts_otherwise_make_a_table_unsound() -> None:
    """A next-line character is white space to Python, and to some versions of the parser none."""
    text = H + "\u0085| 1 | 2 |\n"
    (table,) = tables(text)

    assert table.sound is (by_parser(text)[0][2][1] == fit_cells(table.rows[0].cells, 2))


def test_a_null_character_is_the_parsers_replacement_character() -> None:
    (table,) = tables(H + "| \0 | x\0y |\n")

    assert table.sound


def test_tables_name_their_headings_outermost_first() -> None:
    text = (
        f"# A\n\n## B\n\n### C\n\n## D\n\n{H}\n#### E\n\n> {H.replace(chr(10), chr(10) + '> ', 1)}"
    )
    document = read_markdown(text)
    paths = [[document.blocks[k].content for k in t.headings] for t in document.tables]

    assert paths == [["A", "D"], ["A", "D", "E"]]


def test_blocks_cover_what_the_text_holds() -> None:
    text = (
        f"---\nx: 1\n---\n\n# A\n\ntwo\nlines\n\n- one\n\n  > two\n\n```py\nx\n```\n\n    y\n\n"
        f"***\n\n<b>\n\n[r]: z\n\n{H}"
    )
    kinds = [(block.kind, block.containers) for block in read_markdown(text).blocks]

    assert kinds == [
        (BlockKind.FRONT_MATTER, ()),
        (BlockKind.HEADING, ()),
        (BlockKind.PARAGRAPH, ()),
        (BlockKind.PARAGRAPH, ("bullets", "item")),
        (BlockKind.PARAGRAPH, ("bullets", "item", "quote")),
        (BlockKind.FENCE, ()),
        (BlockKind.CODE, ()),
        (BlockKind.RULE, ()),
        (BlockKind.HTML, ()),
        (BlockKind.DEFINITION, ()),
        (BlockKind.TABLE, ()),
    ]


PIECES = st.sampled_from(
    """| a | b |;|---|---|;a | b;-|-;--;| 1 |;||;|;1 | 2 | 3;;text;# h;- x;  y;    z;> q;> | a |
> |-|;```;<!-- c -->;<div>;***;\\| \\\\| |;`x | y` | z;1. n;   | a | b |;   |---|---|;\t| t |;---
| é |;\u00a0| n |\u00a0;[x]: y;===;| \u200f | ־ |;:-: | -:;  |:-|-:|;\u3000|x""".replace(
        "\n", ";"
    ).split(";")
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@settings(max_examples=400)
def test_any_text_is_read_as_the_parser_reads_it(
    lines: list[str], ending: str, marked: bool
) -> None:
    text = ("\ufeff" if marked else "") + ending.join(lines)

    assert by_us(text) == by_parser(text)
    document = read_markdown(text)
    assert "".join(document.lines) == text
    assert all(table.sound for table in document.tables)
    spans = [(block.start, block.end) for block in document.blocks]
    assert spans == sorted(spans)


@given(st.text(st.sampled_from("|-: ab\\`\n\r>*#<!0.\t\u00a0\u0085\x0b\x1c\ufeff\0é"), max_size=80))
@settings(max_examples=400)
def test_any_characters_are_read_without_loss(text: str) -> None:
    document = read_markdown(text)

    assert "".join(document.lines) == text == "".join(split_lines(text))
    assert [table[:2] for table in by_us(text)] == [table[:2] for table in by_parser(text)]
    for table in document.tables:
        if table.sound:
            assert len(table.content) == table.end - table.start - 1
