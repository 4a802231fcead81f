"""``lint`` beside a baseline: what it knew passes, wherever its lines move."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.commands.teas import FR, HE, TEA, THE, make_teas, translate
from tests.translated import Course

BASE = "base.jsonl"
LOST_ROW = THE.replace("| Thé blanc | 3 |  |\n", "")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A translation lacks a row, another is sound."""
    files = {FR: translate(TEA, body=LOST_ROW), HE: translate(TEA)}
    course = make_teas(tmp_path / "course", files=files)
    assert call(course.root, "lint", "--write-baseline", BASE).out == (
        "base.jsonl: 1 entry written (1 new)\n"
    )
    return course


def lines(course: Course) -> list[dict[str, object]]:
    return [json.loads(line) for line in (course.root / BASE).read_text("utf-8").splitlines()[1:]]


def test_what_was_written_down_passes_wherever_it_moves(course: Course) -> None:
    assert call(course.root, "lint").code == 1
    moved = LOST_ROW.replace("## Sortes", "\n\n## Sortes")
    course.write({FR: translate(TEA, body=moved)})
    reply = call(course.root, "lint", "--baseline", BASE)
    assert reply.code == 0
    assert "more than is needed" not in reply.err
    assert reply.out == "2 translations: nothing found, 1 let through by the baseline\n"
    assert ask(course.root, "lint", "--baseline", BASE).report["findings"] == []


def test_what_comes_to_it_fails_alone(course: Course) -> None:
    course.write({HE: translate(TEA, body=LOST_ROW)})
    reply = ask(course.root, "lint", "--baseline", BASE)
    assert reply.code == 1
    assert [each["path"] for each in reply.report["findings"]] == [HE]


def test_the_baseline_shrinks(course: Course) -> None:
    course.write({FR: translate(TEA)})
    reply = call(course.root, "lint", "--baseline", BASE)
    assert (reply.code, reply.out) == (0, "2 translations: nothing found\n")
    assert "1 entry lets through more than is needed" in reply.err
    for part in (("--lang", "he"), ("--select", "number")):
        assert "more than" not in call(course.root, "lint", "--baseline", BASE, *part).err
        call(course.root, "lint", "--baseline", BASE, "--write-baseline", *part)
        assert len(lines(course)) == 1
    reply = call(course.root, "lint", "--baseline", BASE, "--write-baseline")
    assert (reply.code, reply.out) == (0, "base.jsonl: 0 entries written (1 gone)\n")


def test_an_entry_of_a_translation_that_is_gone_goes(course: Course) -> None:
    (course.root / FR).unlink()
    call(course.root, "lint", "--baseline", BASE, "--write-baseline")
    assert lines(course) == []


def test_an_entry_of_a_rule_that_counts_no_more_goes(course: Course) -> None:
    course.write({".translation-sync.yaml": "lint: {ignore: [table-rows]}\n"})
    call(course.root, "lint", "--baseline", BASE, "--write-baseline")
    assert lines(course) == []


def test_what_does_not_fail_is_not_written(course: Course) -> None:
    course.write({FR: translate(TEA, body=THE.replace("| 2 |", "| 7 |"))})
    call(course.root, "lint", "--fail-on", "error", "--write-baseline", BASE)
    assert lines(course) == []


def test_the_two_gates_share_a_file(course: Course) -> None:
    found = lines(course)
    course.write({HE: translate("another source")})
    state = {"language": "he", "document": "tea.md", "state": "stale"}
    call(course.root, "check", "--write-baseline", BASE)
    assert lines(course) == [state, *found]
    call(course.root, "lint", "--select", "table-rows", "--write-baseline", BASE)
    assert lines(course) == [state, *found]
    assert call(course.root, "check", "--baseline", BASE).code == 0
