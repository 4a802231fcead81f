"""``--all`` and named translations: each is told by itself, whatever its state."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

STATES = {
    "translations/fr/a.md": "current",
    "translations/fr/b.md": "stale",
    "translations/fr/c.md": "unstamped",
    "translations/fr/d.md": "missing",
}
CURRENT, STALE, UNSTAMPED, _ = STATES


@pytest.fixture
def course(tmp_path: Path) -> Course:
    files: dict[str, str | bytes] = dict.fromkeys(("a.md", "b.md", "c.md", "d.md"), GUIDE)
    files |= {CURRENT: stamped(GUIDE), STALE: stamped(GUIDE), UNSTAMPED: "# Thé\n"}
    course = make_course(tmp_path / "course", files)
    course.commit({"b.md": LONGER})
    return course


def read_states(out: str) -> dict[str, str]:
    """Return the states of translations that have a line of their own."""
    lines = (line.split(": ") for line in out.splitlines() if line.startswith("translations/"))
    return {name: state for name, state, *_ in lines}


@pytest.mark.parametrize("command", ["check", "status"])
def test_all_is_every_translation(course: Course, command: str) -> None:
    assert read_states(call(course.root, command, "--all").out) == STATES
    some = call(course.root, command, "--all", "--state", "current,missing").out
    assert set(read_states(some).values()) == {"current", "missing"}
    assert read_states(call(course.root, "check", "--all", "-q").out) == {STALE: "stale"}


@pytest.mark.parametrize("command", ["check", "status"])
def test_named_translations_are_told_each(course: Course, command: str) -> None:
    named = {name: STATES[name] for name in (CURRENT, UNSTAMPED)}
    assert read_states(call(course.root, command, *named).out) == named


def test_of_folders_and_sources_only_what_fails_is_told(course: Course) -> None:
    assert read_states(call(course.root, "check", "translations").out) == {STALE: "stale"}
    assert read_states(call(course.root, "check", "a.md", "c.md").out) == {}


def test_findings_of_a_named_translation_stand_alone(course: Course) -> None:
    assert ": current" not in call(course.root, "lint", CURRENT).out
