"""A course with much to show, and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.commands.teas import EVERYTHING, FR, HE, SOURCE, TEA, THE, translate
from tests.translated import Course, make_course

HEBREW = THE.replace("Thé noir", "תה שחור").replace("Prendre la", "לקחת את")
AR = "translations/ar/tea.md"


def make_behind(root: Path) -> Course:
    """A source that changed since three languages were made from it, and one that did not."""
    files = {
        FR: translate(TEA),
        HE: translate(TEA, body=HEBREW),
        AR: translate(TEA, body=THE.replace("Thé noir", "شاي أسود")),
        "translations/fr/notes/milk.md": translate("# Milk\n", body="# Lait\n"),
    }
    course = make_course(root, {SOURCE: TEA, "notes/milk.md": "# Milk\n"})
    course.commit(files)
    course.git("remote", "add", "origin", "git@github.com:tea/course.git")
    course.commit({SOURCE: EVERYTHING})
    return course


def write_site(course: Course, *commands: str) -> Path:
    """Write the site of a course beside it."""
    site = course.root.parent / "site"
    for command in commands or ("status", "diff", "lint", "history"):
        reply = call(course.root, command, "--format", "html", "--output", str(site))
        assert reply.code in (0, 1), reply.err
        assert reply.out == ""
    return site


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """See :func:`make_behind`."""
    return make_behind(tmp_path / "course")
