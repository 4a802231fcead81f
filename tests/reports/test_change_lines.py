"""What a text shows of a change: changed words where there are colours, code by its lines."""

from __future__ import annotations

import re

import pytest

from sync.changes.values import CellChangeKind, ProseChange, ProseChangeKind
from sync.reports.change_lines import ChangeLines, name_block
from sync.reports.values import Screen
from sync.units.values import UnitKind

CODE = "```sh\none\ntwo\nthree\nfour\nfive\n```"


def change(before: str, after: str, translation: str, block: UnitKind) -> ProseChange:
    kind = CellChangeKind.TEXT
    return ProseChange(ProseChangeKind.CHANGED, 1, 1, 1, before, after, translation, kind, block)


def write(block: ProseChange, screen: Screen = Screen()) -> list[str]:  # noqa: B008
    return [line.strip() for line in ChangeLines(screen).write_block(block)]


def test_code_is_told_by_its_lines() -> None:
    there = CODE.replace("two", "two # deux")

    told = write(change(CODE, CODE.replace("two", "2"), there, UnitKind.CODE))

    assert told == ["one", "- two", "+ 2", "three", "= two # deux"]


def test_code_of_another_length_is_told_whole() -> None:
    there = CODE.replace("two\n", "")
    told = write(change(CODE, CODE.replace("two", "2"), there, UnitKind.CODE))

    assert [line for line in told if line.startswith("=")] == [f"= {x}" for x in there.split("\n")]


def test_far_changes_in_code_are_parted() -> None:
    told = write(change(CODE, CODE.replace("one", "1").replace("five", "5"), CODE, UnitKind.CODE))

    assert "…" in told
    assert "three" not in told


@pytest.mark.parametrize("words", ["Boil fresh water.", "Boil fresh\nwater."])
def test_the_words_that_differ_stand_out_where_there_are_colours(words: str) -> None:
    block = change(words, words.replace("fresh", "cold"), "Bouillir", UnitKind.PARAGRAPH)
    plain = write(block)

    painted = write(block, Screen(has_colour=True))

    assert [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in painted] == plain
    assert any("\x1b[1;4;31mfresh" in line for line in painted)
    assert any("\x1b[1;4;32mcold" in line for line in painted)


def test_what_moved_is_told_by_how_it_begins() -> None:
    text = "Boil water. " * 20
    block = change(text, text, "Bouillir", UnitKind.PARAGRAPH)

    (told,) = write(block._replace(kind=ProseChangeKind.MOVED))

    assert told.startswith("Boil water.")
    assert told.endswith("…")


def test_blocks_are_named_as_readers_call_them() -> None:
    block = change("a", "b", "c", UnitKind.FRONT_MATTER)
    assert name_block(block) == "front matter"
    assert name_block(block._replace(key="title")) == "front matter title"
    assert name_block(block._replace(block=UnitKind.ITEM)) == "list item"
