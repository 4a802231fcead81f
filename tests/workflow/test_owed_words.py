"""How many words each translation owes, whatever state it is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.commands.teas import FR, TEA, make_teas
from tests.translated import Course


def words_of(course: Course, path: str = FR) -> int | None:
    report = call(course.root, "diff", "--format", "json").report
    owed: dict[str, int | None] = {each["path"]: each["words"] for each in report["translations"]}
    return owed[path]


def test_a_current_translation_owes_nothing(tmp_path: Path) -> None:
    assert words_of(make_teas(tmp_path / "course", TEA)) == 0


def test_a_stale_one_owes_what_is_new(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", f"{TEA}\nAdd three words.\n")

    assert words_of(course) == 3


def test_a_missing_one_owes_all_words_but_code(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", TEA)
    code, table = "```sh\nrm it\n```\n", "| A | B |\n| - | - |\n| c | d e |\n"
    course.commit({"milk.md": f"# Milk\n\nTwo [words](more/than.md).\n\n{code}\n{table}"})

    assert words_of(course, "translations/fr/milk.md") == 8


def test_a_pending_one_owes_what_is_marked(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", f"{TEA}\nAdd three words.\n")
    assert call(course.root, "sync", FR).code == 0
    assert words_of(course) == 3
    text = (course.root / FR).read_text("utf-8")
    course.write({FR: text.replace("Add three words. <!-- sync:untranslated -->", "Trois mots.")})

    assert words_of(course) == 0


def test_one_that_was_begun_owes_all_that_is_marked(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", TEA)
    course.commit({"milk.md": "# Milk\n\nFour words of prose.\n"})
    assert call(course.root, "new", "fr", "milk.md").code == 0

    assert words_of(course, "translations/fr/milk.md") == 5


@pytest.mark.parametrize("stamp", ["original_hash", "nothing"])
def test_what_nobody_knows_is_null(tmp_path: Path, stamp: str) -> None:
    course = make_teas(tmp_path / "course", TEA)
    text = (course.root / FR).read_text("utf-8")
    broken = text.replace(stamp, "hash") if stamp in text else text[text.index("-->") + 4 :]
    course.write({FR: broken})

    assert words_of(course) is None


def test_only_tables_were_brought_up_to_date(tmp_path: Path) -> None:
    later = TEA.replace("| 2 |", "| 5 |") + "\nAdd three words.\n"
    course = make_teas(tmp_path / "course", later)
    assert call(course.root, "sync", "--tables-only", FR).code == 0

    report = call(course.root, "status", "--format", "json", FR).report
    assert [each["state"] for each in report["translations"]] == ["pending"]
    assert words_of(course) == 3
