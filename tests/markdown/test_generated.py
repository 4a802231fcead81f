"""Generated blocks: found between their comments, and only there."""

from __future__ import annotations

import pytest

from sync.markdown.generated import GeneratedPair, find_generated, without_generated
from sync.markdown.lines import split_lines

LANGUAGES = (
    "# Tea\n"
    "\n"
    "<!-- CO-OP TRANSLATOR LANGUAGES TABLE START -->\n"
    "[Hebrew](he.md) | [French](fr.md)\n"
    "<!-- CO-OP TRANSLATOR LANGUAGES TABLE END -->\n"
    "\n"
    "Boil water.\n"
)


def spans(text: str, *pairs: GeneratedPair) -> tuple[tuple[int, int], ...]:
    return find_generated(split_lines(text), pairs)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("CO-OP TRANSLATOR LANGUAGES TABLE START", "CO-OP TRANSLATOR LANGUAGES TABLE END"),
        ("CO-OP TRANSLATOR OTHER COURSES START", "CO-OP TRANSLATOR OTHER COURSES END"),
        ("ALL-CONTRIBUTORS-LIST:START - Do not remove this section", "ALL-CONTRIBUTORS-LIST:END"),
        ("ALL-CONTRIBUTORS-BADGE:START - Hands off", "ALL-CONTRIBUTORS-BADGE:END"),
        (
            "START doctoc generated TOC please keep this",
            "END doctoc generated TOC please keep this",
        ),
    ],
)
def test_the_blocks_of_known_tools_are_found(start: str, end: str) -> None:
    text = f"a\n<!-- {start} -->\nb\nc\n<!--{end}-->\nd\n"

    assert spans(text) == ((2, 4),)
    assert without_generated(text) == f"a\n<!-- {start} --><!--{end}-->\nd\n"


def test_a_configured_pair_is_found_with_or_without_its_delimiters() -> None:
    text = "<!-- prices -->\n1 €\n<!--  /prices  -->\n"

    assert spans(text) == ()
    assert spans(text, GeneratedPair("prices", "/prices")) == ((1, 2),)
    assert spans(text, GeneratedPair("<!-- prices -->", "<!-- /prices -->")) == ((1, 2),)


def test_one_comment_may_open_and_close() -> None:
    text = "<!-- x -->\na\n<!-- x -->\nb\n<!-- x -->\nc\n<!-- x -->\n"

    assert spans(text, GeneratedPair("x", "x")) == ((1, 2), (5, 6))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_endings_make_no_difference(newline: str) -> None:
    text = LANGUAGES.replace("\n", newline)

    assert spans(text) == ((3, 4),)
    assert "Hebrew" not in without_generated(text)
    assert without_generated(text).endswith(f"-->{newline}{newline}Boil water.{newline}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!-- END doctoc -->\na\n<!-- START doctoc -->\n", id="the wrong way round"),
        pytest.param("<!-- START doctoc -->\na\n", id="no end"),
        pytest.param("a\n<!-- END doctoc -->\n", id="no start"),
        pytest.param("<!-- START doctocs -->\na\n<!-- END doctocs -->\n", id="another word"),
        pytest.param(
            "<!-- START doctoc -->\na\n<!-- ALL-CONTRIBUTORS-LIST:END -->\n", id="another pair"
        ),
        pytest.param("```html\n<!-- START doctoc -->\na\n<!-- END doctoc -->\n```\n", id="fence"),
        pytest.param(
            "- x\n\n  ~~~\n  <!-- START doctoc -->\n  a\n  <!-- END doctoc -->\n  ~~~\n",
            id="fence in a list",
        ),
        pytest.param("    <!-- START doctoc -->\n    a\n    <!-- END doctoc -->\n", id="code"),
        pytest.param(
            "Write `<!-- START doctoc -->` first.\n\nThen `<!-- END doctoc -->`.\n", id="code span"
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_block_stays(text: str) -> None:
    assert spans(text) == ()
    assert without_generated(text) == text


def test_of_two_starts_the_nearer_counts() -> None:
    text = "<!-- START doctoc -->\nkept\n<!-- START doctoc -->\ngone\n<!-- END doctoc -->\n"

    assert spans(text) == ((3, 4),)


def test_of_nested_blocks_the_outer_counts() -> None:
    inner = "<!-- START doctoc -->\nb\n<!-- END doctoc -->\n"
    text = f"<!-- o -->\na\n{inner}c\n<!-- /o -->\nd\n"

    assert spans(text, GeneratedPair("o", "/o")) == ((1, 6),)


def test_of_crossing_blocks_the_first_to_close_counts() -> None:
    text = "<!-- a -->\n1\n<!-- b -->\n2\n<!-- /a -->\n3\n<!-- /b -->\n"
    pairs = (GeneratedPair("a", "/a"), GeneratedPair("b", "/b"))

    assert spans(text, *pairs) == ((1, 4),)


def test_a_block_within_a_line_has_characters_but_no_lines() -> None:
    text = "Version <!-- v -->1.2<!-- /v --> of it.\n"
    pair = GeneratedPair("v", "/v")

    assert spans(text, pair) == ((1, 0),)
    assert without_generated(text, (pair,)) == "Version <!-- v --><!-- /v --> of it.\n"
