"""What stands before the lines of a block is parted from what is in it."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.units.margins import continue_margin, has_marker, split_margin
from sync.units.values import Margin


@pytest.mark.parametrize(
    ("text", "margin", "body"),
    [
        ("one\ntwo\n", Margin("", ""), ["one", "two"]),
        ("- one\n", Margin("- ", "  "), ["one"]),
        ("-   one\n    two\n", Margin("-   ", "    "), ["one", "two"]),
        ("- one\nlazy\n", Margin("- ", ""), ["one", "lazy"]),
        ("12. one\n", Margin("12. ", "    "), ["one"]),
        ("> one\n> two\n", Margin("> ", "> "), ["one", "two"]),
        (">one\n>two\n", Margin(">", ">"), ["one", "two"]),
        ("- > one\n  > two\n", Margin("- > ", "  > "), ["one", "two"]),
        ("> - one\n>   two\n", Margin("> - ", ">   "), ["one", "two"]),
        ("- - one\n", Margin("- - ", "    "), ["one"]),
        ("- one\n    two\n", Margin("- ", "  "), ["one", "  two"]),
        ("- - - \n", Margin("", ""), ["- - - "]),
        ("```\n  a\n```\n", Margin("", ""), ["```", "  a", "```"]),
        ("- ```\n    a\n\n  ```\n", Margin("- ", "  "), ["```", "  a", "", "```"]),
        # What makes code of indented lines is the code's own: its mark must not stand behind it.
        ("    a\n      b\n", Margin("", ""), ["    a", "      b"]),
        ("\ta\n", Margin("", ""), ["\ta"]),
        ("-     a\n", Margin("- ", "  "), ["    a"]),
        (">     a\n", Margin("> ", "> "), ["    a"]),
    ],
)
def test_margin_and_body(text: str, margin: Margin, body: list[str]) -> None:
    block = read_markdown(text).blocks[0]

    assert split_margin(block, text.split("\n")[:-1]) == (margin, body)


@pytest.mark.parametrize(
    ("first", "rest"), [("", ""), ("- ", "  "), ("> 1. ", ">    "), ("   ", "   "), ("\t", "\t")]
)
def test_further_lines_have_blanks_where_the_first_has_markers(first: str, rest: str) -> None:
    assert continue_margin(first) == rest


@pytest.mark.parametrize(
    ("margin", "has"), [("- ", True), ("> 1. ", True), ("> ", False), ("  ", False), ("", False)]
)
def test_markers(margin: str, *, has: bool) -> None:
    assert has_marker(margin) is has
