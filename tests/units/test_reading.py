"""A document is a sequence of units that share no line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings

from sync.markdown.document import read_markdown
from sync.markdown.generated import GeneratedPair
from sync.units.disclaimer import find_disclaimer
from sync.units.reading import list_units
from tests.merge.documents import Document, documents

START = "<!-- CO-OP TRANSLATOR DISCLAIMER START -->"
END = "<!-- CO-OP TRANSLATOR DISCLAIMER END -->"
ADDRESS = "[Co-op Translator](https://github.com/Azure/co-op-translator)"


def kinds(text: str) -> list[str]:
    return [unit.kind.value for unit in list_units(read_markdown(text)).units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# Tea\n\nPour\nit\n\n---\n", ["heading", "paragraph", "rule"]),
        ("- Pour\n\n  Wait\n- Sip\n", ["item", "paragraph", "item"]),
        ("- # Tea\n- ```\n  pour()\n  ```\n", ["heading", "code"]),
        ("> - Pour\n>   > Wait\n", ["item", "paragraph"]),
        ("<p>\nTea\n</p>\n\n    pour()\n", ["html", "code"]),
        ("[a]: b.md\n[c]: d.md\n", ["reference", "reference"]),
        ("[^a]: Tea\n", ["paragraph"]),
        ("| a |\n|---|\n| b |\n", ["table"]),
        ("---\na: b\nc:\n  - d\n---\n\nTea\n", ["front-matter", "front-matter", "paragraph"]),
        ("---\noriginal_hash: 0\na: b\n---\n", ["front-matter"]),
        ("---\na: [\n---\n\nTea\n", ["front-matter", "paragraph"]),
        ("---\n- [\n---\n\nTea\n", ["paragraph"]),
        ('+++\na = 1\n[b]\nc = "d"\n[b.e]\nf = 1\n+++\n', ["front-matter", "front-matter"]),
        ("\ufeff# Tea\r\n\r\nPour\r\n", ["heading", "paragraph"]),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_what_a_generator_wrote_is_one_unit() -> None:
    text = "Tea\n\n<!-- toc -->\n\n- a\n- b\n\n<!-- tocstop -->\n\nCup\n"
    pair = GeneratedPair("toc", "tocstop")
    read = list_units(read_markdown(text), (pair,))

    assert [unit.kind.value for unit in read.units] == ["paragraph", "generated", "paragraph"]


@given(documents())
@settings(max_examples=40, derandomize=True)
def test_units_share_no_line_and_leave_blank_lines_alone(document: Document) -> None:
    text = document.write()
    read = list_units(read_markdown(text))
    lines = read_markdown(text).lines

    assert all(one.end <= other.start for one, other in pairwise(read.units))
    inside = {line for unit in read.units for line in range(unit.start, unit.end)}
    left = [line for k, line in enumerate(lines) if k not in inside and k >= read.head]
    assert not "".join(left).strip()


@given(documents())
@settings(max_examples=40, derandomize=True)
def test_margin_and_body_are_the_lines(document: Document) -> None:
    text = document.write()
    lines = [line.rstrip("\r\n") for line in read_markdown(text).lines]
    for unit in list_units(read_markdown(text)).units:
        first, rest = unit.margin
        written = [(rest if k else first) + line for k, line in enumerate(unit.body)]
        there = lines[unit.start : unit.end]
        assert [line.rstrip() for line in written] == [line.rstrip() for line in there]


@pytest.mark.parametrize(
    ("end", "place"),
    [
        (f"\n---\n\n{START}\nX\n{END}\n", 1),
        (f"\n{START}\nX\n{END}\n", 1),
        (f"\n---\n\n**Disclaimer**: by {ADDRESS}.\n", 1),
        (f"\n**Disclaimer**:\nby {ADDRESS}.\n", 1),
        (f"\n**Disclaimer**:\n\nby {ADDRESS}.\n\nMore.\n", 1),
        (f"\n---\n\n{START}\nX\n{END}\n\n[it]: it.md\n", 1),
        ("\n---\n\nTea\n", 3),
    ],
)
def test_disclaimer(end: str, place: int) -> None:
    read = list_units(read_markdown(f"Pour it.\n{end}"))

    assert read.tail == find_disclaimer(read.units) == place
