"""Signatures, marks, conflict markers, line endings: small things that much depends on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.markdown.conflicts import find_conflict
from sync.markdown.document import read_markdown
from sync.markdown.lines import find_newline, split_ending, split_lines
from sync.markdown.marks import Mark, read_mark, render_mark, strip_mark
from sync.markdown.signature import find_emoji, find_numbers, is_verbatim, sign
from sync.markdown.units import same_prose


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("4 cups in 1.5 hours", ["4", "15"]),
        ("۱۰۰۰ و ٣٫٥", ["1000", "35"]),
        ("1,000 or 1.000", ["1000", "1000"]),
        ("२४ घंटे", ["24"]),
        ("none", []),
        ("v2", ["2"]),
        ("x² ½", []),
    ],
)
def test_numbers_are_read_in_any_digits(words: str, numbers: list[str]) -> None:
    assert find_numbers(words) == numbers


def test_emoji_are_found() -> None:
    assert find_emoji("🍵 tea ✅ → done") == ["🍵", "✅", "→"]
    assert find_emoji("Tee, thé, 茶 — ok…") == []


def test_a_signature_counts_what_every_language_keeps() -> None:
    found = sign(["[a](https://b.c) 2 `x` 🍵", "`x`"], lambda text: text)

    assert found == {"link https://b.c": 1, "number 2": 1, "code x": 2, "🍵": 1}
    assert "number 2" not in sign(["2"], lambda text: text, numbers=False)
    assert sign(["[a](#b)"], lambda _: None) == {}


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "12",
        "1.5 %",
        "`code here`",
        "https://example.org/page",
        "<https://a.b/c>",
        "🍵",
        "—",
        "✅ ❌",
        "![](leaf.png)",
        "<br>",
        "<!-- words -->",
        "&mdash;",
        "۱۲",
        "**",
        "\\|",
    ],
)
def test_nothing_to_translate(cell: str) -> None:
    assert is_verbatim(cell)


@pytest.mark.parametrize(
    "cell",
    ["tea", "[tea](a.md)", "`a` or", "2 cups", "茶", "&eacute;", "![leaf](a.png)", "<b>x</b>"],
)
def test_something_to_translate(cell: str) -> None:
    assert not is_verbatim(cell)


@pytest.mark.parametrize(
    ("cell", "mark", "words"),
    [
        ("<!-- sync:fuzzy --> tea", Mark.FUZZY, "tea"),
        ("<!--sync:untranslated-->tea", Mark.UNTRANSLATED, "tea"),
        ("  <!--  sync:fuzzy  -->", Mark.FUZZY, ""),
        ("tea <!-- sync:fuzzy -->", None, "tea <!-- sync:fuzzy -->"),
        ("<!-- sync:other --> tea", None, "<!-- sync:other --> tea"),
        ("<!-- note --> tea", None, "<!-- note --> tea"),
    ],
)
def test_marks_are_read(cell: str, mark: Mark | None, words: str) -> None:
    assert read_mark(cell) == (mark, words)
    assert strip_mark(cell) == words


@given(st.sampled_from(Mark), st.sampled_from(["", "tea", "[a](b)", "a \\| b", "<!-- c --> d"]))
def test_marks_read_as_rendered_and_hold_no_pipe(mark: Mark, words: str) -> None:
    assert read_mark(render_mark(mark, words)) == (mark, words)
    assert "|" not in render_mark(mark, "")


CONFLICT = "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(CONFLICT, 1, id="at the top"),
        pytest.param("# A\n\n" + CONFLICT, 3, id="further down"),
        pytest.param("\ufeff" + CONFLICT, 1, id="byte order mark"),
        pytest.param(CONFLICT.replace("\n", "\r\n"), 1, id="CRLF"),
        pytest.param("| a |\n|---|\n" + CONFLICT, 3, id="in a table"),
        pytest.param("- x\n\n" + CONFLICT, 3, id="below a list"),
        pytest.param(CONFLICT.replace(" ours", "").replace(" theirs", ""), 1, id="without names"),
        pytest.param("a\n=======\n" + CONFLICT, 3, id="a heading before it"),
    ],
)
def test_conflict_markers_are_found(text: str, line: int) -> None:
    assert find_conflict(read_markdown(text)) == line


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tea\n=======\n\nwords\n", id="a heading"),
        pytest.param("```\n" + CONFLICT + "```\n", id="in a fence"),
        pytest.param("~~~\n" + CONFLICT, id="in a fence that never closes"),
        pytest.param(">>>>>>> a\n=======\n<<<<<<< b\n", id="another order"),
        pytest.param("<<<<<<< a\n=======\n", id="two of three"),
        pytest.param(" " + CONFLICT.replace("\n", "\n "), id="indented"),
        pytest.param("<<<<<<<<< a\n=======\n>>>>>>>>> b\n", id="longer"),
    ],
)
def test_what_only_looks_like_a_conflict_is_none(text: str) -> None:
    assert find_conflict(read_markdown(text)) is None


@given(st.text(st.sampled_from("ab\n\r\u2028\x85\x0c"), max_size=30))
@settings(max_examples=300)
def test_lines_join_to_the_text(text: str) -> None:
    lines = split_lines(text)

    assert "".join(lines) == text
    assert all("".join(split_ending(line)) == line for line in lines)
    assert all(split_ending(line)[1] in ("\n", "\r\n", "\r") for line in lines[:-1])


@pytest.mark.parametrize(
    ("text", "newline"), [("a\r\nb\n", "\r\n"), ("a\nb\r\n", "\n"), ("a\rb", "\r"), ("a", "\n")]
)
def test_the_first_line_ending_is_the_texts(text: str, newline: str) -> None:
    assert find_newline(text) == newline


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param("# A\n\none two\n\n| a |\n|---|\n| 1 |\n", True, id="tables"),
        pytest.param("# A\n\none\ntwo\n", True, id="line breaks"),
        pytest.param("A\n=\n\none two\n", True, id="heading style"),
        pytest.param("# A\r\n\r\none two\r\n", True, id="line endings"),
        pytest.param("# A\n\none three\n", False, id="a word"),
        pytest.param("## A\n\none two\n", False, id="a level"),
        pytest.param("# A\n\n- one two\n", False, id="a list"),
        pytest.param("---\nx: 1\n---\n\n# A\n\none two\n", False, id="front matter"),
        pytest.param("# A\n\none two\n\n[r]: s\n", False, id="a definition"),
    ],
)
def test_prose_is_compared_without_its_line_breaks(other: str, same: bool) -> None:
    assert same_prose(read_markdown("# A\n\none two\n"), read_markdown(other), ()) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("3. a\n4. b\n", "5. a\n6. b\n", False, id="first number"),
        pytest.param("3.\n   a\n", "5.\n   a\n", False, id="first number on its own"),
        pytest.param("3. a\n4. b\n", "3. a\n3. b\n", True, id="further numbers"),
        pytest.param("a  \nb\n", "a\nb\n", False, id="hard break"),
        pytest.param("a  \nb\n", "a\\\nb\n", False, id="another word to the letter"),
        pytest.param("> [!TIP]\n> a\n", "> [!TIP] a\n", False, id="alert"),
        pytest.param("- a\n- b\n", "* a\n* b\n", True, id="bullets"),
        pytest.param("```\na\n b\n```\n", "```\na\nb\n```\n", False, id="code"),
    ],
)
def test_prose_is_the_same_to_a_reader(one: str, other: str, same: bool) -> None:
    table = "\n| a |\n|---|\n| {} |\n"
    texts = one + table.format(1), other + table.format(2)
    assert same_prose(*map(read_markdown, texts), ()) is same
