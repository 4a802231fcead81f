"""Marks that went: with the source's text still there, and twins of honest work."""

from __future__ import annotations

import pytest

from sync.markdown.document import read_markdown
from sync.review.other_languages import find_unchanged, list_texts
from sync.review.places import CellPlace, Move
from sync.review.unmarked import find_unmarked
from tests.cases import make_case
from tests.merge.merging import SPACE

SOURCE = """\
# Tea

## Kinds

| Tea | Minutes | Guide |
| --- | --- | --- |
| Green tea | 2 | [Steps](green.md) |
| Oolong | 6 | `slow` |
"""
OWED = """\
# Thé

## <!-- sync:untranslated --> Kinds

| Thé | Minutes | Guide |
| --- | --- | --- |
| <!-- sync:fuzzy --> Thé vert | 2 | <!-- sync:untranslated --> [Steps](../../../guide/green.md) |
| <!-- sync:untranslated --> Oolong | 6 | <!-- sync:untranslated --> `slow` |
"""


def find(after: str, before: str = OWED, source: str = SOURCE) -> list[tuple[int, int | None, str]]:
    lost = find_unmarked(move(source, before, after))
    return [(each.line, each.column, each.text) for each in lost.unearned]


def move(source: str, before: str, after: str) -> Move:
    version = read_markdown(source)
    old, new = (make_case(version, text, SPACE, base=version) for text in (before, after))
    return Move(version, version, old, new)


def edit(old: str, new: str, text: str = OWED) -> str:
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("| <!-- sync:untranslated --> Oolong", "| Oolong", (8, 3, "Oolong")),
        ("<!-- sync:untranslated --> [Steps]", "[Steps]", (7, 38, "[Steps](green.md)")),
        ("<!-- sync:fuzzy --> Thé vert", "Green tea", (7, 3, "Green tea")),
        ("<!-- sync:untranslated --> Kinds", "Kinds", (3, None, "Kinds")),
    ],
)
def test_the_source_s_text_without_its_mark(
    old: str, new: str, found: tuple[int, int | None, str]
) -> None:
    assert find(edit(old, new)) == [found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<!-- sync:untranslated --> Oolong", "Wulong"),
        ("<!-- sync:fuzzy --> Thé vert", "Thé vert"),
        ("<!-- sync:untranslated --> [Steps]", "[Étapes]"),
        ("<!-- sync:untranslated --> `slow`", "`slow`"),
        ("<!-- sync:untranslated --> Kinds", "Sortes"),
        ("<!-- sync:untranslated --> Oolong", "<!-- sync:fuzzy --> Oolong"),
        ("# Thé", "# Le thé"),
    ],
)
def test_work_that_was_done(old: str, new: str) -> None:
    assert find(edit(old, new)) == []


@pytest.mark.parametrize("new", ["Oolong.", "oolong", "**Oolong**", "Oolong …"])
def test_trifles_are_no_work(new: str) -> None:
    assert find(edit("<!-- sync:untranslated --> Oolong", new))


@pytest.mark.parametrize(
    ("old", "new", "earned"),
    [
        ("<!-- sync:untranslated --> Oolong", "Wulong", 1),
        ("<!-- sync:fuzzy --> Thé vert", "Thé très vert", 1),
        ("<!-- sync:fuzzy --> Thé vert", "Thé vert", 0),
        ("<!-- sync:untranslated --> `slow`", "`slow`", 0),
    ],
)
def test_cells_that_were_worked_on_are_counted(old: str, new: str, earned: int) -> None:
    assert find_unmarked(move(SOURCE, OWED, edit(old, new))).earned == earned


def test_a_row_that_went_with_its_marks() -> None:
    last = OWED.splitlines(keepends=True)[-1]
    assert find(edit(last, ""), source=edit(SOURCE.splitlines(keepends=True)[-1], "", SOURCE)) == []


def test_a_heading_of_that_name_that_was_there_before() -> None:
    twice = OWED + "\n## Kinds\n"
    assert find(twice, before=twice) == []
    assert find(edit("<!-- sync:untranslated --> Kinds", "Sortes", twice), before=twice) == []


def test_what_another_translation_leaves_as_it_is() -> None:
    source, other = read_markdown(SOURCE), edit("<!-- sync:untranslated --> ", "")
    cells = {CellPlace(0, row, column) for row in (0, 1) for column in (0, 2)}

    kept = find_unchanged(source, cells, make_case(source, other, SPACE, base=source))

    assert kept == {CellPlace(0, 0, 2), CellPlace(0, 1, 0), CellPlace(0, 1, 2)}
    owed = make_case(source, OWED, SPACE, base=source)
    assert find_unchanged(source, cells, owed) == frozenset()


def test_a_heading_that_another_translation_leaves_as_it_is() -> None:
    assert "Kinds" in list_texts(read_markdown("# Thé\n\n## Kinds\n"))
    assert "Kinds" not in list_texts(read_markdown(OWED))
