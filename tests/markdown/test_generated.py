"""Generated blocks: found between their comments, and only there."""

from __future__ import annotations

import pytest

from sync.markdown.canonical import canonical_form
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


S, E = "<!-- START doctoc -->", "<!-- END doctoc -->"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"\\{S}\n\na\n\n\\{E}\n", id="escaped"),
        pytest.param(f"b \\{S} c\n\na\n\n- \\{E}\n", id="escaped in a line and an item"),
        pytest.param(f"b `c\nd {S}\n` e\n\na\n\n`x {E}\ny`\n", id="code span over lines"),
        pytest.param(f"> `c\n> d {S}\n> `\n\na\n\n``\nx {E} `\ny``\n", id="span in a quote"),
        pytest.param(f"`c\n{S}\n`\n\na\n\n`\n{E}\nd`\n", id="code span around a line"),
        pytest.param(f"> `c\n> {S}\n> `\n\na\n\n> `\n> {E}\n> d`\n", id="the same, quoted"),
        pytest.param(f"<b title='{S}'>x</b>\n\na\n\nq <i y=\"{E}\">\n", id="attribute"),
        pytest.param(f"<div title=\"\n{S}\n\">\n\na\n\n<p x='{E}'>\n", id="attribute of a block"),
        pytest.param(f"<!-- see {S}\n\na\n\n<!-- and {E}\n", id="in another comment"),
        pytest.param(f"<!--\n{S}\n\na\n\n<!--\n{E}\n", id="in one over lines"),
        pytest.param(f"[b](c '{S}')\n\na\n\n[d](e \"{E}\")\n", id="title"),
        pytest.param(f"[b]: c '{S}'\n\na\n\n[d]: e '{E}'\n", id="title of a definition"),
        pytest.param(f"![b {S}](c)\n\na\n\n![{E}](e)\n", id="description of an image"),
        pytest.param(f"<pre>\n{S}\n\na\n\n{E}\n</pre>\n", id="pre"),
        pytest.param(f"<script>\n{S}\na\n{E}\n</script>\n", id="script"),
        pytest.param(f"<table><tr><td><pre>\n{S}\na\n{E}\n</pre></td>\n", id="pre in a table"),
        pytest.param(f"<style>\n\n{S}\n</style>\n\na\n\n{E}\n", id="style"),
        pytest.param(f"<?php {S}\n\na\n\n{E} ?>\n", id="instruction"),
        pytest.param(f"<![CDATA[ {S}\n\na\n\n{E} ]]>\n", id="raw data"),
        pytest.param(f"| `{S}` |\n| --- |\n| a |\n| \\{E} |\n", id="cells"),
        pytest.param(f"---\nx: {S}\n---\n\na\n\n{E}\n", id="front matter"),
        pytest.param(f"&lt;!-- START doctoc -->\n\na\n\n{E}\n", id="entity"),
        pytest.param("<!-- START doctoc\na\nEND doctoc -->\n", id="within one comment"),
        pytest.param(f"{S[:-3]}->\n\na\n\n{E}\n", id="not closed"),
    ],
)
def test_what_is_no_comment_to_a_reader_opens_nothing(text: str) -> None:
    assert spans(text) == ()
    assert without_generated(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{S}\na\n{E}\n", id="lines"),
        pytest.param(f"  {S}\n\na\n\n   {E} b\n", id="indented"),
        pytest.param(f"> {S}\n> a\n> {E}\n", id="quote"),
        pytest.param(f"- {S}\n  a\n- {E}\n", id="items"),
        pytest.param(f"b {S} `c`\na\nd {E}\n", id="in a paragraph"),
        pytest.param(f"`b`\n{S}\na\n{E}\n`c`\n", id="beside code spans"),
        pytest.param(f"b `c\n\n{S}\na\n{E}\n\n`d\n", id="lone backticks elsewhere"),
        pytest.param(f"\\\\{S}\na\n\\\\ {E}\n", id="behind an escaped backslash"),
        pytest.param(f"# b {S}\n\na\n\n## {E}\n", id="headings"),
        pytest.param(f"[b {S}](c)\n\na\n\n*{E}*\n", id="text of a link"),
        pytest.param(f"<p align='center'>{S}\na\n{E}</p>\n", id="element"),
        pytest.param(f"<td>\n<a title='it'>{S}</a>\n\na\n\n<i>{E}</i>\n", id="elements"),
        pytest.param(f"<!-- x -->{S}\na\n<!-- y --> {E}\n", id="behind another"),
        pytest.param(f"<!-->{S}\na\n<!---> {E}\n", id="behind an empty one"),
        pytest.param(f"| {S} |\n| --- |\n| a |\n| {E} |\n", id="cells"),
        pytest.param(f"<pre>b</pre> {S}\na\n\n{E}\n", id="behind pre"),
        pytest.param(f"```\n{S}\n```\n\n{S}\na\n{E}\n\n`{E}`\n", id="shown, too"),
    ],
)
def test_a_comment_to_a_reader_counts_wherever_it_stands(text: str) -> None:
    assert len(spans(text)) == 1
    assert canonical_form(text) == canonical_form(text.replace("a\n", "b\n"))
    assert canonical_form(text) != canonical_form(
        text.replace("doctoc", "doc toc").replace("a\n", "q\n")
    )
