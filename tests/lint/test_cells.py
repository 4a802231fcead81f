from __future__ import annotations

import pytest

from sync.lint.cells import _read_shown
from tests.lint.courses import find, page, places

TABLE = "| A | B | C |\n| --- | --- | --- |\n| one | two | three |\n| four |  | six |\n"


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("| two |", "|  |", 8, "the cell in column 2 ('B') is empty; the source has 'two'"),
        ("| two |", "||", 8, "the cell in column 2 ('B') is empty; the source has 'two'"),
        (
            "| two |",
            "| <!-- x --> |",
            9,
            "the cell in column 2 ('B') is empty; the source has 'two'",
        ),
        ("| two |", "| &nbsp; |", 9, "the cell in column 2 ('B') is empty; the source has 'two'"),
        ("| two |", "| <br> |", 9, "the cell in column 2 ('B') is empty; the source has 'two'"),
        (
            "| one | two |",
            "| |eins zwei |",
            2,
            "the cell in column 1 ('A') is empty; the source has 'one'",
        ),
        (
            "| two | three |",
            "| | |",
            8,
            "the cell in column 2 ('B') is empty; the source has 'two'; likewise in column 3",
        ),
        (
            "| one | two | three |",
            "| | | |",
            2,
            "the cell in column 1 ('A') is empty; the source has 'one'; likewise in columns 2, 3",
        ),
    ],
)
def test_a_row_with_an_empty_cell_is_told_once(
    old: str, new: str, column: int, message: str
) -> None:
    [found] = find(TABLE, TABLE.replace(old, new))
    assert (found.rule, found.line, found.column) == ("empty-cell", 3, column)
    assert found.message == message


def test_a_cell_that_is_empty_in_the_source_only() -> None:
    [found] = find(TABLE, TABLE.replace("|  |", "| fünf |"))
    assert (found.line, found.column) == (4, 10)
    assert found.message == "the cell in column 2 ('B') holds 'fünf'; in the source it is empty"


def test_header_rows_are_compared() -> None:
    assert places(find(TABLE, TABLE.replace("| A | B |", "| A |  |"))) == [("empty-cell", 1, 6)]


def test_what_slipped_is_not_told_again_by_other_rules() -> None:
    source = TABLE.replace("two", "`two` 22 [x](cups.md)")
    assert places(find(source, TABLE.replace("two", ""))) == [("empty-cell", 3, 8)]
    moved = TABLE.replace("|  |", "| `x` 33 [x](cups.md) |")
    assert places(find(TABLE, moved)) == [("empty-cell", 4, 10)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("|  |", "||"),
        ("|  |", "| &nbsp; |"),
        ("|  |", "| - |"),
        ("|  |", "| — |"),
        ("|  |", "| <br> |"),
        ("|  |", "| <!-- leer --> |"),
        ("|  |", "| <!-- sync:ignore number --> |"),
        ("|  |", "| <!-- sync:fuzzy --> fünf |"),
        ("| two |", "| <!-- sync:fuzzy --> |"),
        ("| two |", "| <!-- sync:untranslated --> |"),
        ("| six |", "| sechs"),
    ],
)
def test_noop_what_is_empty_on_both_sides_or_owned_up_to(old: str, new: str) -> None:
    rules = ("empty-cell", "link-target", "code-span", "number")
    assert find(TABLE, TABLE.replace(old, new), rules) == ()


def test_a_dash_of_the_source_may_be_left_out() -> None:
    assert find(TABLE.replace("|  |", "| – |"), TABLE) == ()


def test_rows_without_counterpart_are_not_compared() -> None:
    more = TABLE + "| `own` 99 | | [x](https://x.example) |\n"
    assert find(TABLE, more) == ()


def test_tables_of_another_width_are_not_compared() -> None:
    narrow = "| A | B |\n| --- | --- |\n| `x` 77 | |\n| four | |\n"
    assert find(TABLE, narrow) == ()


def test_rows_that_other_rules_speak_of_are_left_to_them() -> None:
    source = page("`a` and a sentence that is long enough to be one, with 12 words or more")
    assert places(find(source, page("**"), ("row-truncated", "code-span", "number"))) == [
        ("row-truncated", 5, 7)
    ]


@pytest.mark.parametrize("prefix", ["> ", "- ", "   "])
def test_columns_count_from_the_line_s_start(prefix: str) -> None:
    rest = " " * len(prefix) if prefix == "- " else prefix
    lines = TABLE.splitlines(keepends=True)
    source = prefix + lines[0] + "".join(rest + line for line in lines[1:])
    assert places(find(source, source.replace("| two |", "|  |"))) == [
        ("empty-cell", 3, 8 + len(prefix))
    ]


def test_twins_have_identities_of_their_own() -> None:
    source = page("same", "same", "same").replace("| 2 |", "| 1 |").replace("| 3 |", "| 1 |")
    found = find(source, source.replace("| same |", "|  |"))
    assert [each.line for each in found] == [5, 6, 7]
    assert len({each.identity for each in found}) == len(found)


def test_comments_that_never_close_are_looked_at_once() -> None:
    """Each was searched to the cell's end: this comes to no end if it still is."""
    assert _read_shown("<!-- " * 200_000 + "-") == "<!--" * 200_000 + "-"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!-- a --> b <!-- c", "b<!--c"),
        ("<!-- a <!-- b --><br>&nbsp;<!-- c --> -->", "-->"),
        ("<br> <!-- a<br />b", "<!--ab"),
        ("a --> b", "a --> b"),
        ("<!-- a -->", ""),
    ],
)
def test_what_a_cell_shows_is_all_but_comments_that_close(text: str, shown: str) -> None:
    assert _read_shown(text) == shown
