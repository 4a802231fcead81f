"""What a gate over a change leaves unread, and that it finds the same where it remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import OURS, ask
from tests.commands.teas import FR, RETIMED, REWORDED, SOURCE, TEA, THE, make_teas, translate
from tests.test_imports import run_and_list
from tests.translated import Course

PARSER = "sync.markdown.scanner"
HEAVY = {"git", PARSER, "markdown_it", "mdformat", "rapidfuzz", "sync.lint.checks", "sync.align"}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A document that is current in French."""
    return make_teas(tmp_path / "course")


def stage(course: Course, files: dict[str, str]) -> None:
    course.write(files)
    course.git("add", "-A")


def test_a_reworded_translation_is_not_parsed(course: Course) -> None:
    stage(course, {FR: translate(TEA, body=THE.replace("Faire", "Faites"))})

    assert run_and_list(course.root, "check", "--staged").isdisjoint(HEAVY)


def test_a_translation_is_read_once(course: Course) -> None:
    stage(course, {FR: translate(TEA, body=THE.replace("Thé noir", "Le thé noir"))})

    assert PARSER in run_and_list(course.root, "check", "--staged")
    assert run_and_list(course.root, "check", "--staged").isdisjoint(HEAVY)


def test_a_source_is_compared_once(course: Course) -> None:
    stage(course, {SOURCE: RETIMED})

    assert PARSER in run_and_list(course.root, "check", "--staged")
    assert run_and_list(course.root, "check", "--staged").isdisjoint(HEAVY)


@pytest.mark.parametrize(
    "files",
    [
        {SOURCE: REWORDED},
        {FR: translate(TEA, body=THE.replace("| Thé blanc | 3 |  |\n", ""))},
        {SOURCE: REWORDED, FR: translate(REWORDED)},
        {FR: translate("# Never\n")},
    ],
)
def test_what_is_remembered_is_what_was_found(course: Course, files: dict[str, str]) -> None:
    stage(course, files)
    first = ask(course.root, "check", "--staged")
    again = ask(course.root, "check", "--staged")

    assert (first.code, first.report) == (again.code, again.report)


def test_a_memory_of_another_kind_is_no_answer(course: Course) -> None:
    stage(course, {SOURCE: REWORDED})
    first = ask(course.root, "check", "--staged")
    memory = course.root / OURS / "changes.json"
    text = memory.read_text("utf-8")
    memory.write_text(text.replace('[[["changed"', '[[["torn"'), "utf-8")

    assert memory.read_text("utf-8") != text
    assert ask(course.root, "check", "--staged").report == first.report


def test_rules_that_count_again_find_what_they_had_not(course: Course) -> None:
    broken = THE.replace("| Thé blanc | 3 |  |\n", "")
    course.commit({".translation-sync.yaml": "lint: {ignore: [table-rows]}\n"})
    stage(course, {FR: translate(TEA, body=broken)})
    assert ask(course.root, "check", "--staged").code == 0

    (course.root / ".translation-sync.yaml").write_text("", "utf-8")
    assert ask(course.root, "check", "--staged").code == 1
