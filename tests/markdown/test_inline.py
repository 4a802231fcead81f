"""Links and code in a cell's raw text: where they stand, and that odd text costs no time."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.markdown.inline import Inline, Piece, read_inline, replace_pieces

# The square of this would take hours: a test for which it did would never end, so that nothing has
# to be timed.
MANY = 1_000_000


def links(text: str) -> list[str]:
    return [piece.text for piece in read_inline(text).links]


def codes(text: str) -> list[str]:
    return [piece.text for piece in read_inline(text).codes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a] (https://a.example)", ["https://a.example"]),
        ("![a] (https://a.example/b.png)", ["https://a.example/b.png"]),
        ("［a］（ <https://a.example>）", ["https://a.example"]),
        ("[a](https://a.example）", ["https://a.example）"]),
        ("[a]( https://a.example ) [b](<https://a.example>)", []),
        ("[^1] (https://a.example), a] (https://a.example), [a]: https://a.example", []),
        ("[a](b.md) (https://a.example), `[a]` (https://a.example)", []),
        ("[a] (b.md)", []),
    ],
)
def test_bare_addresses_behind_what_is_no_link_s_text(text: str, expected: list[str]) -> None:
    inline = read_inline(text)
    assert [piece.text for piece in inline.broken] == expected
    assert len(inline.whole_links) == len(inline.links) - len(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[tea](green.md)", ["green.md"], id="link"),
        pytest.param("![leaf](leaf.png 'A leaf')", ["leaf.png"], id="image with a title"),
        pytest.param('[tea]( green.md "Green (2) tea" )', ["green.md"], id="padded, title"),
        pytest.param("[tea](green.md (mild))", ["green.md"], id="title in parentheses"),
        pytest.param("[tea](<green tea.md>)", ["green tea.md"], id="angled"),
        pytest.param("[tea](<>) [tea]()", ["", ""], id="empty"),
        pytest.param("[tea](a_(b).md)", ["a_(b).md"], id="parentheses in pairs"),
        pytest.param(r"[tea](a\).md)", [r"a\).md"], id="escaped parenthesis"),
        pytest.param("[![leaf](leaf.png)](green.md)", ["leaf.png", "green.md"], id="linked image"),
        pytest.param("<https://example.org/a>", ["https://example.org/a"], id="autolink"),
        pytest.param("<mailto:tea@example.org>", ["mailto:tea@example.org"], id="other scheme"),
        pytest.param("see https://example.org/a.", ["https://example.org/a"], id="bare"),
        pytest.param("(www.example.org/a_(b))", ["www.example.org/a_(b)"], id="bare, parentheses"),
        pytest.param(
            "https://example.org/?a=1), so", ["https://example.org/?a=1"], id="bare, tail"
        ),
        pytest.param('<a href="green.md">x</a>', ["green.md"], id="html link"),
        pytest.param("<img alt=leaf src='leaf.png'/>", ["leaf.png"], id="html image"),
        pytest.param("[a](a.md)[b](b.md)", ["a.md", "b.md"], id="two in a row"),
        pytest.param(
            "[https://example.org](https://example.org/a)",
            ["https://example.org", "https://example.org/a"],
            id="an address as the link's text",
        ),
        pytest.param("[www.example.org](green.md)", ["www.example.org", "green.md"], id="www text"),
    ],
)
def test_destinations_are_found(text: str, expected: list[str]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("`[tea](green.md)`", id="in code"),
        pytest.param(r"[tea\](green.md)", id="escaped bracket"),
        pytest.param("[tea] (green.md)", id="space between"),
        pytest.param("[tea](green .md)", id="space in the destination"),
        pytest.param("<!-- [tea](green.md) https://example.org -->", id="in a comment"),
        pytest.param(r"\<https:green>", id="escaped autolink"),
        pytest.param('<a data-href="green.md">x</a>', id="another attribute"),
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("`steep`", ["steep"], id="plain"),
        pytest.param("`` a ` b ``", [" a ` b "], id="double ticks"),
        pytest.param("`a` and `b`", ["a", "b"], id="two"),
        pytest.param(r"`a \| b`", [r"a \| b"], id="escaped pipe"),
        pytest.param(r"`a\` b", ["a\\"], id="a backslash is no escape within"),
        pytest.param("``a`", [], id="unequal ticks"),
        pytest.param(r"\`a`", [], id="escaped tick"),
        pytest.param("<!-- `a` -->", [], id="in a comment"),
    ],
)
def test_code_is_found(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("[tea](green.md)", "[tea]", id="link"),
        pytest.param("a `b` c", "a   c", id="code"),
        pytest.param("a<br>b", "a b", id="tag"),
        pytest.param("a <!-- b --> c", "a   c", id="comment"),
        pytest.param("a <!-- b", "a <!-- b", id="a comment that never closes is text"),
        pytest.param("<!-- [a](b.md) `c`", "<!-- [a]  ", id="and holds links and code"),
        pytest.param("https://example.org", " ", id="address"),
    ],
)
def test_words_are_what_is_left_to_translate(text: str, words: str) -> None:
    assert read_inline(text).words == words


def test_frames_are_equal_where_only_destinations_and_code_differ() -> None:
    assert read_inline("[tea](a.md)  `x`").frame == read_inline("[tea](b/c.md) `yy`").frame
    assert read_inline("[tea](a.md) `x`").frame != read_inline("[teas](a.md) `x`").frame


@pytest.mark.parametrize(
    "unit",
    """[;](;`;<a ;(;<!--;](<;![;](a(;](a(b);](();](a ";](a ';](a (;](\\;\\
<a href=;href=';http://;www.;<http:;``a`;-->""".replace("\n", ";").split(";"),
)
def test_repeated_openers_are_read_to_their_end(unit: str) -> None:
    check_places(unit * MANY, read_inline(unit * MANY))


@pytest.mark.parametrize(
    ("start", "unit", "end"),
    [
        pytest.param("](", " ", "", id="spaces before a destination"),
        pytest.param("](a", " ", "", id="spaces behind a destination"),
        pytest.param('](a "t"', " ", "", id="spaces behind a title"),
        pytest.param("](", "(", "", id="open parentheses"),
        pytest.param("](", "\\(", "", id="escapes"),
        pytest.param("<a", " ", "", id="a tag of spaces"),
        pytest.param("<a href", " ", ">", id="an attribute of spaces"),
        pytest.param("https://a", ")", "", id="closing tail"),
        pytest.param("https://a", ".", "a", id="dots within"),
        pytest.param("https://a", ".", "", id="dots behind"),
        pytest.param("", "`a", "``", id="odd ticks"),
        pytest.param("<!--", "-", "", id="a comment of dashes"),
    ],
)
def test_long_candidates_are_read_to_their_end(start: str, unit: str, end: str) -> None:
    text = start + unit * MANY + end
    check_places(text, read_inline(text))


@given(st.text(st.sampled_from("[]()<>`!\\|\"' ab.#/:-ht*é字"), max_size=60))
@settings(max_examples=300)
def test_pieces_stand_where_they_say(text: str) -> None:
    check_places(text, read_inline(text))


@given(
    st.lists(
        st.sampled_from(
            [
                "[",
                "](",
                ")",
                "`",
                "``",
                "<a href='",
                "'>",
                "<!--",
                "-->",
                "https://a.b/",
                "www.c.d",
                "x.md",
                " ",
                "\\",
                "(",
                '"',
                "word",
                "<b>",
                "|",
                ">",
            ]
        ),
        max_size=20,
    ).map("".join)
)
@settings(max_examples=300)
def test_pieces_of_near_markdown_stand_where_they_say(text: str) -> None:
    check_places(text, read_inline(text))


def check_places(text: str, inline: Inline) -> None:
    pieces = sorted((*inline.links, *inline.codes), key=lambda piece: (piece.start, piece.end))
    for piece in pieces:
        assert text[piece.start : piece.end] == piece.text
    for first, second in pairwise(pieces):
        assert first.end <= second.start


def test_pieces_are_replaced_in_place() -> None:
    text = "[a](x.md) `c` [b](x.md)"
    first, second = read_inline(text).links
    (code,) = read_inline(text).codes

    assert replace_pieces(text, {second: "y.md", code: "dd"}) == "[a](x.md) `dd` [b](y.md)"
    assert replace_pieces(text, {first: ""}) == "[a]() `c` [b](x.md)"
    assert replace_pieces(text, {}) == text
    assert isinstance(first, Piece)
