"""What ``lint`` remembers changes nothing of what it says, and each thing it hangs on counts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.workflow.lint_cache import ENTRIES, LONGEST, ROOM
from tests.commands.calling import OURS, Reply, call
from tests.test_imports import run_and_list
from tests.translated import GUIDE, Course, make_course, stamped

PAGE = (
    "# Thé\n\nFaire bouillir.\n\n| Thé | Min |\n| --- | --- |\n"
    "| [Vert](green.md) | 2 |\n| Noir | 5 |\n"
)
SOURCE = GUIDE.replace("| Green", "| [Green](green.md)")
FR = "translations/fr/guide.md"


def make(folder: Path) -> Course:
    files = {"guide.md": SOURCE, "green.md": "# Green\n", FR: stamped(SOURCE, body=PAGE)}
    files["translations/de/guide.md"] = stamped(SOURCE, body=PAGE.replace("5", "4"))
    files["translations/fr/green.md"] = stamped("# Green\n", body="# Vert\n")
    return make_course(folder, files)


def lint(course: Course, *arguments: str) -> Reply:
    """Lint twice, and once with all forgotten: the three say the same."""
    first = call(course.root, "lint", *arguments)
    second = call(course.root, "lint", *arguments)
    shutil.rmtree(course.root / OURS)
    fresh = call(course.root, "lint", *arguments)
    assert first == second == fresh
    return fresh


def edit_translation(course: Course) -> None:
    course.write({FR: stamped(SOURCE, body=PAGE.replace("Noir | 5", "Noir | 4"))})


def edit_source(course: Course) -> None:
    course.commit({"guide.md": SOURCE.replace("| 4 |", "| 5 |")})


def choose_rules(course: Course) -> None:
    course.write({".translation-sync.yaml": "lint:\n  ignore: [number]\n"})


def delete_target(course: Course) -> None:
    (course.root / "translations/fr/green.md").unlink()


def add_target(course: Course) -> None:
    course.write({"translations/de/green.md": "# Grün\n"})


def lose_stamp(course: Course) -> None:
    course.write({FR: PAGE})


CHANGES = (edit_translation, edit_source, choose_rules, delete_target, add_target, lose_stamp)


@pytest.mark.parametrize("change", CHANGES)
def test_everything_that_matters_is_noticed(
    tmp_path: Path, change: Callable[[Course], None]
) -> None:
    course = make(tmp_path / "course")
    before = lint(course)
    change(course)
    after = lint(course)
    assert before.out != after.out


def test_rules_named_in_the_call_are_part_of_the_question(tmp_path: Path) -> None:
    course = make(tmp_path / "course")
    assert "number" in lint(course).out
    assert "number" not in lint(course, "--ignore", "number").out
    assert lint(course).out == call(course.root, "lint").out


def test_formats_and_severities_agree(tmp_path: Path) -> None:
    course = make(tmp_path / "course")
    lint(course, "--format", "json")
    course.write({".translation-sync.yaml": "lint:\n  severity:\n    number: error\n"})
    assert '"severity": "error"' in lint(course, "--format", "json").out


def test_fixing_after_looking_mends_the_same(tmp_path: Path) -> None:
    courses = [make(tmp_path / name) for name in ("looked", "fresh")]
    for course in courses:
        course.commit({FR: stamped(SOURCE, body=PAGE.replace("green.md", "gone.md"))})
    call(courses[0].root, "lint")
    replies = [call(course.root, "lint", "--fix") for course in courses]
    assert replies[0] == replies[1]
    texts = [(course.root / FR).read_bytes() for course in courses]
    assert texts[0] == texts[1]


def test_what_is_known_is_not_parsed_again(tmp_path: Path) -> None:
    body = PAGE.replace("5", "4")
    files = {"guide.md": SOURCE, "green.md": "# Green\n", FR: stamped(SOURCE, body=body)}
    files["translations/fr/green.md"] = stamped("# Green\n", body="# Vert\n")
    course = make_course(tmp_path / "course", files)
    assert "sync.markdown.document" in run_and_list(course.root, "lint")
    names = run_and_list(course.root, "lint")
    reading = ("markdown_it", "sync.align", "sync.markdown", "multiprocessing")
    stamps = {"sync.markdown", "sync.markdown.front_matter"}  # where they stand
    assert [name for name in names if name.startswith(reading) and name not in stamps] == []


@pytest.mark.parametrize(
    "damage", [1, "x", [], [1, 2], [[], [], [["number"]], []], [[], [1], [], []], {"a": 1}]
)
def test_a_damaged_answer_is_found_again(tmp_path: Path, damage: object) -> None:
    course = make(tmp_path / "course")
    before = call(course.root, "lint")
    for file in (course.root / OURS).glob("lint-*.json"):
        held = json.loads(file.read_text())
        held["entries"] = dict.fromkeys(held["entries"], damage)
        file.write_text(json.dumps(held))
    assert call(course.root, "lint") == before


def test_it_has_a_bound() -> None:
    assert LONGEST < ROOM <= 4_000_000
    assert ENTRIES <= 2_000
