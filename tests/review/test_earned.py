"""What a stamp moved past without its row: faults, and twins of honest work."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.review.followed import find_lag
from sync.review.places import CellPlace, Move
from sync.review.stamp_ahead import find_stamps_ahead
from tests.cases import make_case
from tests.merge.merging import SPACE

BASE = """\
# Tea

| Tea | Minutes | Guide |
| --- | --- | --- |
| Green tea | 2 | [Steps](green.md) |
| Black tea | 4 | Use the `kettle` |
| White tea | 3 | ⭐⭐ |
"""
DONE = """\
# Thé

| Thé | Minutes | Guide |
| --- | --- | --- |
| Thé vert | 2 | [Étapes](../../../guide/green.md) |
| Thé noir | 4 | Prendre la `kettle` |
| Thé blanc | 3 | ⭐⭐ |
"""
ROW = "| White tea | 3 | ⭐⭐ |\n"


def find(source: str, after: str = DONE, before: str = DONE) -> list[tuple[int | None, str]]:
    return [(each.line, each.message) for each in find_stamps_ahead(move(source, after, before))]


def move(source: str, after: str = DONE, before: str = DONE) -> Move:
    base, new = map(read_markdown, (BASE, source))
    old, now = make_case(new, before, SPACE, base=base), make_case(new, after, SPACE, base=new)
    return Move(base, new, old, now)


def edit(old: str, new: str, text: str = BASE) -> str:
    assert old in text
    return text.replace(old, new)


def widen(text: str) -> str:
    """Add a column to the table."""
    return text.replace(" |\n", " | x |\n").replace("--- | x |", "--- | --- |")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("| 2 |", "| 5 |", 5, "the number '2' became '5'"),
        ("green.md", "mint.md", 5, "the link 'guide/green.md' became 'guide/mint.md'"),
        ("`kettle`", "`pot`", 6, "the code 'kettle' became 'pot'"),
        ("⭐⭐", "⭐⭐⭐", 7, "the symbol '⭐' came"),
        ("White tea", "Mint tea", 7, "'White tea' became 'Mint tea'"),
        ("Use the", "Do not use the", 6, "'Use the `kettle`' became 'Do not use the `kettle`'"),
        ("Minutes", "Seconds", 3, "'Minutes' became 'Seconds'"),
        (ROW, "| Rooibos | 8 | `long` |\n", 7, "'White tea' became 'Rooibos'"),
    ],
)
def test_a_row_that_did_not_follow(old: str, new: str, line: int, message: str) -> None:
    found = find(edit(old, new))
    assert [each[0] for each in found] == [line]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (BASE + "| Mint tea | 6 | |\n", 3, "its table gained 1 row"),
        (edit(ROW, ""), 3, "its table lost 1 row"),
        (widen(BASE), 3, "its table gained 1 column"),
        (BASE + "\n## Cups\n\n| Cup |\n| --- |\n| Red |\n", None, "a table is new in the source"),
        ("# Tea\n\nNothing but water.\n", 3, "the source has no such table any more"),
    ],
)
def test_a_table_that_did_not_follow(source: str, line: int | None, message: str) -> None:
    assert find(source) == [(line, message)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Black tea", "black-tea"),
        ("Use the `kettle`", "Use the  `kettle`."),
        ("White tea", "Wihte tea"),
        ("| --- | --- | --- |", "|-----|:---:|---|"),
        ("| 3 |", "|     3 |"),
        ("Green tea", "**Green tea**"),
        ("# Tea", "# All tea\n\nProse."),
        ("green.md", "./green.md"),
        ("Use the", "Use a"),
    ],
)
def test_spelling_punctuation_and_format_need_no_work(old: str, new: str) -> None:
    assert find(edit(old, new)) == []


@pytest.mark.parametrize(
    ("source", "after"),
    [
        (edit("| 2 |", "| 5 |"), edit("| 2 |", "| 5 |", DONE)),
        (edit("White tea", "Mint tea"), edit("Thé blanc", "Menthe", DONE)),
        (edit("`kettle`", "`pot`"), edit("`kettle`", "`pot`", DONE)),
        (BASE + "| Mint | 6 | |\n", DONE + "| Menthe | 6 | |\n"),
        (edit(ROW, ""), edit("| Thé blanc | 3 | ⭐⭐ |\n", "", DONE)),
        (edit("| Green", ROW + "| Green", edit(ROW, "")), DONE),
        (widen(BASE), widen(DONE)),
        (edit("Green tea", "Jasmine tea"), edit("Thé vert", "<!-- sync:fuzzy --> Thé vert", DONE)),
    ],
)
def test_a_row_that_followed(source: str, after: str) -> None:
    assert find(source, after) == []


def test_a_mark_owns_up_to_the_work() -> None:
    marked = edit("Thé blanc", "<!-- sync:fuzzy --> Thé blanc", DONE)

    assert find(edit("White tea", "Mint tea"), marked, marked) == []


@pytest.mark.parametrize(
    ("old", "new", "ahead"),
    [
        ("| 2 |", "| 5 |", edit("| 2 |", "| 5 |", DONE)),
        ("| 2 |", "| 5 |", edit("| 2 |", "| ٥ |", DONE)),
        ("`kettle`", "`pot`", edit("`kettle`", "`pot`", DONE)),
        ("White tea", "Thé blanc", DONE),
        ("[Steps](green.md)", "[Steps](tea.md)", edit("../../../guide/green.md", "tea.md", DONE)),
        ("| 3 | ⭐⭐ |", "| 30 | ⭐⭐ |", edit("| 3 | ⭐⭐ |", "| trente | ⭐⭐ |", DONE)),
    ],
)
def test_a_row_that_was_ahead(old: str, new: str, ahead: str) -> None:
    assert find(edit(old, new), ahead, ahead) == []


def test_a_damaged_translation_says_nothing() -> None:
    damaged = edit("| --- | --- | --- |", "| --- |", DONE)

    assert find(edit("| 2 |", "| 5 |"), damaged, damaged) == []


def test_cells_whose_words_changed_may_be_names_others_not() -> None:
    def cells(source: str) -> list[tuple[CellPlace, bool]]:
        (found,) = find_stamps_ahead(move(source))
        return [(cell.place, cell.is_certain) for cell in found.cells]

    words = (CellPlace(0, 2, 0), False)
    assert cells(edit("White tea", "Mint tea")) == [words]
    assert cells(edit("White tea | 3", "Mint tea | 6")) == [words, (CellPlace(0, 2, 1), True)]


@pytest.mark.parametrize(
    ("before", "after", "translated"),
    [
        ("[a](x.md)", "[a](y.md)", "[b](https://local.example)"),
        ("[a](#one)", "[a](#two)", "[b](#un)"),
        ("1 GB", "1GB", "1 Go"),
        ("two", "2", "2"),
    ],
)
def test_what_a_translator_localised_is_left_alone(
    before: str, after: str, translated: str
) -> None:
    lag = find_lag(before, after, translated, SPACE)
    assert lag is None


@pytest.mark.parametrize(
    "after",
    [
        edit("Thé noir |", "Thé noir. |", DONE),
        edit("Thé noir |", "**Thé Noir** |", DONE),
        edit("Prendre la", "Prendre  la", DONE),
    ],
)
def test_trifles_are_no_work(after: str) -> None:
    assert find(edit("Black tea", "Smoked fish"), after) == [
        (6, "'Black tea' became 'Smoked fish'")
    ]
