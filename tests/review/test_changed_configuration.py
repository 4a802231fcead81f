"""A change of the configuration makes stale what it has count, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.translated import Course, make_course

CONFIG = ".translation-sync.yaml"
SOURCE, FR = "tea.md", "translations/fr/tea.md"
TITLES = "front_matter: [title]\n"
HEAD = "---\ntitle: {}\nweight: {}\n---\n# {}\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A translation whose source has another weight by now, which counts for nothing."""
    files = {CONFIG: TITLES, SOURCE: HEAD.format("Tea", 1, "Tea"), FR: HEAD.format("Thé", 1, "Thé")}
    course = make_course(tmp_path / "course", files)
    assert call(course.root, "stamp", FR).code == 0
    course.git("commit", "-qam", "stamp")
    course.commit({SOURCE: HEAD.format("Tea", 2, "Tea")})
    assert call(course.root, "check").code == 0
    return course


def told(course: Course, *way: str) -> tuple[int, dict[str, str]]:
    reply = ask(course.root, "check", *way, "--fail-on", "stale")
    return reply.code, {path: each["state"] for path, each in reply.translations.items()}


@pytest.mark.parametrize("way", [("--staged",), ("--changed-from", "HEAD")])
def test_what_counts_anew_is_told(course: Course, way: tuple[str, ...]) -> None:
    course.write({CONFIG: "front_matter: all\n"})
    course.git("add", "-A")
    assert told(course, *way) == (1, {FR: "stale"})
    course.git("commit", "-qm", "all")
    assert told(course, *way) == (0, {})
    assert told(course, "--changed-from", "HEAD~1") == (1, {FR: "stale"})


@pytest.mark.parametrize("config", [f"# titles alone\n{TITLES}", f"{TITLES}fail_on: [stale]\n"])
def test_what_counts_as_before_is_not_told(course: Course, config: str) -> None:
    course.write({CONFIG: config})
    course.git("add", "-A")
    assert told(course, "--staged") == (0, {})


def test_what_was_stale_before_is_nothing_that_the_change_made(course: Course) -> None:
    course.commit({SOURCE: HEAD.format("Hot tea", 2, "Tea")})
    course.write({CONFIG: "front_matter: all\n"})
    course.git("add", "-A")
    assert told(course, "--staged") == (0, {})
