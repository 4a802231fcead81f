"""The examples on the page about the history are run, and print what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pages import is_shown, read_commands, run_command
from tests.translated import GUIDE, LONGER, make_course, stamped

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "history.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, "steps.md": "# Steps\n"})
    course.commit({"translations/fr/guide.md": stamped(GUIDE)})
    course.commit({"guide.md": LONGER})
    programs = tmp_path / "bin"
    programs.mkdir()
    commands = list(read_commands(PAGE))
    assert len(commands) == 2
    for command, shown in commands:
        printed = run_command(command, course.root, programs)
        assert is_shown(printed, shown), f"$ {command}\n{printed}"
