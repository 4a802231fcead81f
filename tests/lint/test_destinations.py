"""What a text may link to, against what it does link to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.lint.destinations import list_possible_destinations
from sync.markdown.inline import read_inline
from sync.markdown.links import is_relative

PARTS = (
    *(
        "[",
        "](",
        ")",
        "(",
        "<",
        ">",
        "a.md",
        " ",
        "\n",
        "\\",
        "`",
        '"',
        "'",
        "<a href=",
        "src=",
        "|",
    ),
    *("<!--", "-->", "=", "]:", "x/", "href =", "<img "),
)


def test_lists_links_attributes_and_definitions() -> None:
    text = '[a](one.md "t") <img src="two.png"> ![](<three four.png>)\n\n[b]: five.md\n'

    assert list_possible_destinations(text) == {"one.md", "two.png", "three four.png", "five.md"}


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join), st.integers(0, 20))
def test_misses_no_relative_link_of_any_part_of_a_text(text: str, start: int) -> None:
    found = {piece.text for piece in read_inline(text[start:]).links if is_relative(piece.text)}

    assert found <= list_possible_destinations(text)
