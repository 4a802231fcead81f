"""Blocks still answer to each other where a translation lacks a section of its source."""

from __future__ import annotations

import pytest

from sync.align.blocks import pair_translated_blocks
from sync.markdown.document import BlockKind, read_markdown

SOURCE = """\
# Releases

## News

### 2.1

#### Added

#### Fixed

### 2.0

#### Added

### 1.0

#### Added

## Help
"""
# Version 2.0 is not there, and the languages share no word.
TRANSLATION = """\
# Versionen

## Neues

### 2.1

#### Hinzugefügt

#### Behoben

### 1.0

#### Hinzugefügt

## Hilfe
"""


def pair_headings(source: str, translation: str) -> dict[str, str]:
    ours, theirs = read_markdown(source), read_markdown(translation)
    pairs = pair_translated_blocks(ours, theirs, [])
    return {
        f"{i} {ours.blocks[i].content}": theirs.blocks[j].content
        for i, j in pairs.items()
        if ours.blocks[i].kind is BlockKind.HEADING
    }


def test_headings_around_a_dropped_section_are_paired() -> None:
    assert pair_headings(SOURCE, TRANSLATION) == {
        "0 Releases": "Versionen",
        "1 News": "Neues",
        "2 2.1": "2.1",
        "7 1.0": "1.0",
        "8 Added": "Hinzugefügt",
        "9 Help": "Hilfe",
    }


def test_headings_of_the_highest_rank_are_paired_where_both_sides_have_as_many() -> None:
    source = "# A\n\n## B\n\n### C\n\n### D\n\n## E\n"
    translation = "# V\n\n## W\n\n### X\n\n## Z\n"
    pairs = pair_headings(source, translation)
    assert pairs == {"0 A": "V", "1 B": "W", "4 E": "Z"}


@pytest.mark.parametrize(
    ("source", "translation"),
    [("# A\n\n# B\n", "# V\n"), ("# A\n", ""), ("", "# V\n"), ("## A\n", "# V\n\n## W\n\n## X\n")],
)
def test_nothing_is_paired_where_nothing_tells(source: str, translation: str) -> None:
    assert pair_headings(source, translation) == {}
