"""A change of many rows, cells and headings is looked at in proportion to their number."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.commands.teas import FR, HE, SOURCE, make_teas, translate
from tests.pathological.test_growth import BOUNDED, name_outer
from tests.pathological.work import Action, find_steep
from tests.review.changing import found, since
from tests.translated import Course

HEAD = "# T\n\n| A | B |\n| --- | --- |\n"
MARK = "<!-- sync:untranslated --> "
SIZE = 24


def rows(size: int, word: str, mark: str = "") -> str:
    return HEAD + "".join(f"| name {k} | {mark}{word} {k} |\n" for k in range(size))


def headings(size: int, word: str, mark: str = "") -> str:
    return HEAD + "\n" + "".join(f"## {mark}{word} {k}\n\ntext\n\n" for k in range(size))


def move_stamp(folder: Path, size: int, word: str) -> Course:
    """Exchange each row's word in the source, then move the stamp, and the word, in French."""
    old, new = rows(size, "old word"), rows(size, "new thing")
    course = make_teas(folder, old, files={FR: translate(old, body=rows(size, "vieux"))})
    course.commit({SOURCE: new})
    course.write({FR: translate(new, body=rows(size, word))})
    return course


def clear_marks(folder: Path, size: int, word: str) -> Course:
    """Clear marks from headings that French owed; Hebrew has them in words of its own."""
    text = headings(size, "head")
    owed = translate(text, body=headings(size, "head", MARK))
    hebrew = translate(text, body=headings(size, "rosh"))
    course = make_teas(folder, text, files={FR: owed, HE: hebrew})
    course.write({FR: translate(text, body=headings(size, word))})
    return course


CHANGES: dict[str, tuple[Callable[[Path, int, str], Course], str, str, str]] = {
    "rows": (move_stamp, "vieux", "neuf", "stamp-unearned"),
    "headings": (clear_marks, "head", "tete", "mark-unearned"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_work_grows_in_proportion(tmp_path: Path, name: str) -> None:
    prepare, undone, _, rule = CHANGES[name]
    numbers = count()

    def make(size: int) -> Action:
        course = prepare(tmp_path / f"course{next(numbers)}", size, undone)

        def act() -> None:
            assert found(since(course)).count((rule, FR)) == size

        return act

    steep = find_steep(make, SIZE)
    assert {name: counts for name, counts in steep.items() if name_outer(name) not in BOUNDED} == {}


@pytest.mark.parametrize("name", CHANGES)
def test_of_work_that_was_done_nothing_is_told(tmp_path: Path, name: str) -> None:
    prepare, _, done, _ = CHANGES[name]

    assert found(since(prepare(tmp_path / "course", SIZE, done))) == []
