"""Canonical forms: equal for what differs in format alone, different for all else."""

from __future__ import annotations

import logging
from math import isqrt

import pytest

from sync.errors import RefusedError
from sync.markdown.canonical import (
    LIMIT,
    LINE_LIMIT,
    LIST_LIMIT,
    MARK_LIMIT,
    TOKEN_LIMIT,
    canonical_form,
    canonical_version,
    differ_in_values,
)
from sync.markdown.generated import GeneratedPair

TABLE = "| Tea | Minutes |\n| --- | ---: |\n| Green | 2 |\n| Black | 4 |\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(TABLE, TABLE.replace(" | ", "   |"), id="padding"),
        pytest.param(TABLE, TABLE.replace("---:", "-----------:"), id="delimiter"),
        pytest.param("a\n\n" + TABLE, "a\n\n\n\n" + TABLE + "\n\n", id="blank lines"),
        pytest.param("* one\n* two\n", "- one\n- two\n", id="bullets"),
        pytest.param("one two\nthree\n", "one\ntwo three\n", id="re-wrapped"),
        pytest.param("Tea\n===\n", "# Tea\n", id="heading style"),
        pytest.param("a\r\n\r\nb\r\n", "a\n\nb\n", id="CRLF"),
        pytest.param("a\r\rb\r", "a\n\nb\n", id="CR"),
        pytest.param("\ufeff# Tea\n", "# Tea\n", id="byte order mark"),
        pytest.param(
            "---\ntitle:   Tea\n---\n\nx\n", "---\ntitle: Tea\n---\nx\n", id="front matter"
        ),
        pytest.param(
            "<!-- START doctoc -->\n- [a](#a)\n<!-- END doctoc -->\n\nx\n",
            "<!-- START doctoc -->\n<!-- END doctoc -->\n\nx\n",
            id="generated block",
        ),
    ],
)
def test_format_alone_makes_no_difference(one: str, other: str) -> None:
    assert canonical_form(one) is not None
    assert canonical_form(one) == canonical_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(TABLE, TABLE.replace("4", "5"), id="cell"),
        pytest.param(TABLE, TABLE.replace("---:", "---"), id="alignment"),
        pytest.param("one two\n", "one  \ntwo\n", id="hard break"),
        pytest.param("- one\n- two\n", "1. one\n1. two\n", id="list kind"),
        pytest.param("- [ ] tea\n", "- [x] tea\n", id="task"),
        pytest.param("~~tea~~\n", "tea\n", id="strikethrough"),
        pytest.param("[tea](a.md)\n", "[tea](b.md)\n", id="link"),
        pytest.param("---\ntitle: Tea\n---\n", "---\ntitle: Coffee\n---\n", id="front matter"),
        pytest.param("```\na\n```\n", "```\na \n```\n", id="code"),
        pytest.param(
            "```\n<!-- START doctoc -->\na\n<!-- END doctoc -->\n```\n",
            "```\n<!-- START doctoc -->\nb\n<!-- END doctoc -->\n```\n",
            id="a block in code is none",
        ),
    ],
)
def test_content_makes_a_difference(one: str, other: str) -> None:
    assert canonical_form(one) != canonical_form(other)


def test_a_configured_block_is_emptied() -> None:
    one, other = ("<!-- p -->\n1\n<!-- /p -->\n", "<!-- p -->\n2\n<!-- /p -->\n")
    pair = (GeneratedPair("p", "/p"),)

    assert canonical_form(one) != canonical_form(other)
    assert canonical_form(one, pair) == canonical_form(other, pair)


MANY = isqrt(MARK_LIMIT) // 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\n" * LIMIT, id="text"),
        pytest.param("a" * (LINE_LIMIT + 1), id="line"),
        pytest.param("- a\n" * (LIST_LIMIT + 1), id="list"),
        pytest.param("> 1. a\n>\n" * (LIST_LIMIT + 1), id="loose list in a quote"),
        pytest.param("- a\n\n* a\n\n" * (LIST_LIMIT // 2 + 1), id="lists of one item on end"),
        pytest.param("# a\n" * (TOKEN_LIMIT // 3 + 1), id="headings"),
        pytest.param("a | b\n-|-\n" + "a\n" * (TOKEN_LIMIT // 8), id="cells that rows lack"),
        pytest.param("*a _b\n" * MANY, id="emphasis over lines"),
        pytest.param("| a |\n|---|\n| " + "`a " * 3 * MANY + "|\n", id="backticks in a cell"),
        pytest.param(("[a](" * MANY + "\n\n") * 2, id="brackets in two paragraphs"),
    ],
)
def test_an_absurd_size_is_unknown(text: str) -> None:
    assert canonical_form(text) is None


def test_as_many_marks_in_many_paragraphs_are_known() -> None:
    text = "*a* and _b_ with [c](d) and `e`\n\n" * 200 + "| a |\n|---|\n" + "| *a*, `b` |\n" * 500
    assert canonical_form(text) is not None


def test_many_short_lists_are_no_long_one() -> None:
    text = ("# Teas\n\n" + "- Assam\n" * 100 + "\n") * (LIST_LIMIT // 100 + 1)
    assert canonical_form(text) is not None


def test_a_nest_that_no_parser_leaves_alive_is_refused_in_words() -> None:
    text = "".join(f"{'  ' * depth}- {depth}\n" for depth in range(500))

    with pytest.raises(RefusedError, match="nested"):
        canonical_form("[" * 5000 + "a" + "]" * 5000 + "\n\n" + text)


def test_a_broken_front_matter_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert canonical_form("---\na: [\n---\n\nx\n") is not None

    assert [record for record in caplog.records if record.name.startswith("mdformat")] == []


def test_the_version_knows_its_pairs() -> None:
    assert canonical_version() == canonical_version()
    assert canonical_version() != canonical_version((GeneratedPair("p", "/p"),))


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        pytest.param("title: Tea\n", "title: Coffee\n", True, id="word"),
        pytest.param("weight: 1\n", "weight: 2\n", True, id="number"),
        pytest.param("a: 1\nb: 2\n", "a: 1\n", True, id="key that went"),
        pytest.param("a: 1\n", "a: '1'\n", True, id="number and text"),
        pytest.param("a: ~\n", "a: null\n", False, id="nothing in two ways"),
        pytest.param("a: 1\nb: 2\n", "b: 2\na: 1\n", False, id="order"),
        pytest.param("a: x\n", 'a: "x"\n', False, id="quotes"),
        pytest.param("a: [b\n", "a: [c\n", False, id="no YAML"),
        pytest.param("a: .nan\nb: x\n", 'a: .nan\nb: "x"\n', False, id="no number"),
        pytest.param("a: .nan\n", "a: 1\n", True, id="a number where none was"),
    ],
)
def test_other_values_of_front_matter_are_told_by_what_they_load_as(
    one: str, other: str, *, told: bool
) -> None:
    texts = [f"---\n{front}---\n\n# Tea\n" for front in (one, other)]
    assert differ_in_values(*texts) is told
    if told:
        assert canonical_form(texts[0]) != canonical_form(texts[1])


def test_other_values_tell_whatever_the_bodies_are() -> None:
    assert differ_in_values("---\na: 1\n---\n\nx\n", "---\na: 2\n---\n\ny\n")
    assert not differ_in_values("---\na: 1\n---\n\nx\n", "---\na:  1\n---\n\ny\n")


def test_where_front_matter_ends_must_be_known() -> None:
    one, other = (f"---\na: |\n  ---\n{front}---\n\n{front}\n" for front in ("b: 1\n", "b: 2\n"))
    assert not differ_in_values(one, other)


def test_noop_other_front_matter_than_yaml_says_nothing() -> None:
    assert not differ_in_values("+++\na = 1\n+++\n\nx\n", "+++\na = 2\n+++\n\nx\n")
