"""``-q`` has one meaning: what fails, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

FRENCH, HEBREW = "translations/fr/guide.md", "translations/he/guide.md"
READERS = (("check",), ("status",), ("diff",), ("diff", "--stat"))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """One translation of two is stale, and one document is not translated at all."""
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, FRENCH: stamped(GUIDE)})
    course.commit({"guide.md": LONGER, HEBREW: stamped(LONGER), "cup.md": "# Cup\n"})
    return course


@pytest.mark.parametrize("command", READERS, ids=" ".join)
@pytest.mark.parametrize(
    ("config", "names"),
    [
        ("", {FRENCH}),
        ("max_stale: 1\n", set()),
        ("max_stale: 50%\n", set()),
        ("max_stale: 49%\n", {FRENCH}),
        ("fail_on: [missing]\n", {"translations/fr/cup.md", "translations/he/cup.md"}),
        ("fail_on: [invalid]\n", set()),
    ],
)
def test_readers_name_what_the_gate_fails(
    course: Course, command: tuple[str, ...], config: str, names: set[str]
) -> None:
    course.write({".translation-sync.yaml": config})
    out = call(course.root, *command, "-q", "--all").out

    everything = {
        f"translations/{language}/{name}.md"
        for language in ("fr", "he")
        for name in ("guide", "cup")
    }
    assert {name for name in everything if name in out} == names
    assert bool(out) == bool(names)


def test_a_share_is_of_what_is_there_whatever_state_is_asked_for(course: Course) -> None:
    course.write({".translation-sync.yaml": "max_stale: 50%\n"})

    assert call(course.root, "check", "--state", "stale", "-q").code == 0
    assert call(course.root, "status", "--state", "stale", "-q").out == ""
