"""Texts of other letters have other canonical forms, and whatever might not keep them is let be."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.errors import RefusedError
from sync.markdown.canonical import canonical_form, simplify
from sync.markdown.letters import differ_in_letters, spell
from tests.markdown.test_scanner import documents, tidy

ATOMS = [
    *("a", "B", "é", "中", "7", "12", "k", "g h", "\u00a0", " ", " ", "\t", "\n", "\n", "\n\n"),
    *("&amp;", "&copy;", "&lt;", "&#65;", "&", "amp;", ";", "#", "\\", "&nbsp;", "&#124;", "&1;"),
    *("%", "%41", "%C3%A9", "%C3", "41", "C3", "%4", "xn--", "//", "mailto:", "a@b.cd", ":", "/"),
    *("*", "**", "_", "`", "``", "~~", "[", "]", "(", ")", "<", ">", "!", "![", "](", '](u "t")'),
    *("http://a.b/", "www.a.b/", "<http://é.com/x y>", "http://[4]/", "foo:[4]", "http://[4\\]/"),
    *("<br/>", "<b>", "  \n", "\\\n", "|", "\\|", ".", "-", ",", '"', "'", "[x]", "[ ] ", "1. "),
    *("4)", "(4 )", "<4>", "4:5", "4\\:5", "4-", "4\\-x", "1.2", '"t4"', "[a]: b", "\u2028"),
]
inline = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=12).map("".join)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text, and the same with something put into it."""
    text = draw(st.one_of(documents(), tidy, inline))
    place = draw(st.integers(0, len(text)))
    return text, text[:place] + draw(inline) + text[place:]


def form(text: str) -> str | None:
    try:
        return canonical_form(text)
    except RefusedError:
        return None


@given(edits())
@settings(max_examples=600)
def test_what_differs_in_letters_differs_in_form(pair: tuple[str, str]) -> None:
    one, other = map(simplify, pair)
    if differ_in_letters(one, other):
        assert form(one) is None or form(one) != form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("# Tea\n", "# Coffee\n", id="word"),
        pytest.param("# Tea\n", "# tea\n", id="case"),
        pytest.param("茶と水\n", "水と珈琲\n", id="beyond ASCII"),
        pytest.param("On 2025-01-02.\n", "On 2025-03-02.\n", id="date"),
        pytest.param("`1.27.1`\n", "`1.28.1`\n", id="version"),
        pytest.param("| a |\n|---|\n| b |\n", "| a |\n|---|\n| c |\n", id="cell"),
        pytest.param("[a](b.md)\n", "[a](c.md)\n", id="address"),
        pytest.param("---\na: 1\n---\n\nx\n", "---\na: 1\n---\n\ny\n", id="below front matter"),
        pytest.param("a &amp; b &lt;\n", "a &amp; c &lt;\n", id="beside references"),
        pytest.param("`a 2>&1; b && c`\n", "`a 2>&1; b && d`\n", id="beside ampersands"),
    ],
)
def test_other_words_are_told_by_their_letters(one: str, other: str) -> None:
    assert differ_in_letters(one, other)
    assert canonical_form(one) != canonical_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("7. a\n8. b\n", "7. a\n7. b\n", id="numbers of items"),
        pytest.param("[a](<4>)\n", "[a](4)\n", id="a number at an end"),
        pytest.param("[a](é)\n", "[a](%C3%A9)\n", id="percent"),
        pytest.param("a&nbsp;b\n", "a\u00a0b\n", id="white space"),
        pytest.param("a\\\nb\n===\n", "a  \nb\n===\n", id="line ending in a heading"),
        pytest.param("- [x] a\n", "- [X] a\n", id="ticked"),
    ],
)
def test_what_is_written_in_another_way_is_spelt_the_same(one: str, other: str) -> None:
    assert canonical_form(one) == canonical_form(other)
    assert spell(one) == spell(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("a\n\n[b]: c\n", "a\n\n[d]: e\n", id="unused definition"),
        pytest.param("a\n\n[b]:\nc\n", "a\n\n[b]:\nd\n", id="address on a line of its own"),
        pytest.param("a\n\n> [b\nc]: d\n", "a\n\n> [e\nf]: g\n", id="definition in a quote"),
        pytest.param("[a][B]\n\n[b]: c\n", "[a][b]\n\n[b]: c\n", id="label"),
        pytest.param("| a |\n|---|\n| b | c |\n", "| a |\n|---|\n| b | d |\n", id="lost cell"),
        pytest.param("![a `b`](c)\n", "![a `d`](c)\n", id="code in an image"),
        pytest.param("![a &lt;b>](c)\n", "![a <b>](c)\n", id="reference in an image"),
        pytest.param("&eacute;\n", "é\n", id="letter by name"),
        pytest.param("&#97;\n", "a\n", id="letter by number"),
        pytest.param("&amp;copy;\n", "\\&copy;\n", id="reference in two steps"),
        pytest.param("[a](&am&#112;;)\n", "[a](&amp;)\n", id="reference within another"),
        pytest.param("&copy\\;\n", "\\&copy;\n", id="escape in a reference"),
        pytest.param("<http://é.com>\n", "<http://xn--9ca.com>\n", id="host name"),
        pytest.param("---\na:  '1'\nb: 2\n---\n", "---\na: '1'\nb:   2\n---\n", id="front matter"),
        pytest.param("- ---\n  a: b\n  ---\n", "* ---\n  a:   b\n  ---\n", id="list at the start"),
    ],
)
def test_of_what_mdformat_rewrites_nothing_is_said(one: str, other: str) -> None:
    assert not differ_in_letters(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("a\n\n[b]: c\n", "new\n\n[b]: c\n", id="definition that stays"),
        pytest.param("a\n\n[b]: c\n", "new\n\n[b]: d\n", id="definition that changes"),
        pytest.param("a\n\n![b [c]](d)\n", "new\n\n![b [c]](d)\n", id="image"),
        pytest.param("---\na: 1\n---\n\nx\n", "---\na: 2\n---\n\ny\n", id="front matter"),
    ],
)
def test_what_stays_keeps_nothing_from_being_told(one: str, other: str) -> None:
    assert differ_in_letters(one, other)
    assert canonical_form(one) != canonical_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("茶と水\n", "水と茶\n", id="beyond ASCII"),
        pytest.param("x\n\n- a\n- c\n", "x\n\n- c\n- a\n", id="items"),
    ],
)
def test_nothing_is_said_of_another_order(one: str, other: str) -> None:
    assert not differ_in_letters(one, other)


def test_front_matter_must_be_known_as_such() -> None:
    assert not differ_in_letters("---\na: 1\n---\n\nx\n", "y\n")
    assert not differ_in_letters("---\na: |\n    ---\n---\n\nx\n", "---\na: |\n    ---\n---\n\ny\n")


@pytest.mark.parametrize("name", ["resources", "security-101"])
def test_answers_about_real_versions_are_mdformats(
    corpus: Callable[[str], Path], name: str
) -> None:
    told = same = 0
    for one, other in list(read_successive(corpus(name)))[:12]:
        if one == other or not differ_in_letters(one, other):
            continue
        told += 1
        same += canonical_form(one) == canonical_form(other)
    assert told >= 4
    assert same == 0


def read_successive(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each version of a source and the next, of which mdformat makes a form in no time."""
    command = ["git", "-C", str(folder), "log", "--reverse", "-m", "--first-parent", "--raw"]
    command += ["--no-renames", "--no-abbrev", "--format=", "--", "*.md", ":!translations"]
    versions: dict[str, list[str]] = {}
    for line in run(*command).splitlines():
        facts, _, path = line.partition("\t")
        if facts.split()[4] in "AM" and "translations/" not in path:
            versions.setdefault(path, []).append(facts.split()[3])
    for blobs in versions.values():
        texts = [simplify(run("git", "-C", str(folder), "cat-file", "-p", x)) for x in blobs]
        yield from (pair for pair in pairwise(texts) if max(map(len, pair)) < 40_000)


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()
