"""Encodings that a clone's settings name, for what git prints and for what its commits hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import GUIDE, LONGER, REWRAPPED, Course, stamped

DATE = "1700000000 -0330"
NAME = re.compile("[0-9a-f]{10,40}")  # a commit's: what it says of its encoding is part of it
HE = "translations/he/guide.md"
COMMANDS = (
    ("status", "--format", "json"),
    ("check", "--fail-on", "stale"),
    ("check", "--changed-from", "HEAD~1"),
    ("diff",),
    ("lint",),
    ("sync", "--diff"),
    ("sync", "--diff", "--base", "date", HE),
    ("history", "--every", "commit"),
    ("history", "--format", "csv"),
)


def make_past(root: Path, **settings: str) -> Course:
    root.mkdir()
    course = Course(root, dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), DATE))
    course.git("init", "-q", "-b", "main")
    for name, value in settings.items():
        course.git("config", f"i18n.{name}", value)
    course.commit({"guide.md": GUIDE})
    course.commit({HE: stamped(GUIDE)})
    course.git("mv", "guide.md", "tea.md")
    course.commit()
    course.git("mv", "tea.md", "guide.md")
    course.commit({"guide.md": REWRAPPED})
    course.commit({"guide.md": LONGER})
    return course


@pytest.mark.parametrize(
    "settings",
    [
        {"logOutputEncoding": "UTF-16"},
        {"commitEncoding": "UTF-16LE"},
        {"commitEncoding": "UTF-32", "logOutputEncoding": "UTF-32"},
        {"commitEncoding": "IBM037", "logOutputEncoding": "IBM037"},
        {"commitEncoding": "ISO-8859-1"},
    ],
)
def test_every_command_says_what_it_says_without_them(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    with_them, without = (
        make_past(tmp_path / name, **chosen) for name, chosen in (("a", settings), ("b", {}))
    )
    for command in COMMANDS:
        replies = [call(course.root, *command) for course in (with_them, without)]
        texts = [NAME.sub("", reply.out) for reply in replies]
        assert replies[0].code == replies[1].code < 3, replies[0].err
        assert texts[0] == texts[1]


def test_the_date_is_the_committer_s_own(tmp_path: Path) -> None:
    course = make_past(tmp_path / "course", commitEncoding="UTF-16")
    report = call(course.root, "status", "--format", "json").translations

    assert report[HE]["base"]["date"] == "2023-11-14T18:43:20-03:30"
