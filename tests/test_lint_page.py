"""The examples on the page about ``lint`` are run, and print what it says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.pages import is_shown, read_commands, run_command
from tests.translated import fields, make_course

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "lint.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    source, translation = re.findall(r"```markdown\n(.+?)```", PAGE, re.DOTALL)
    [configuration] = re.findall(r"```yaml\n(.+?)```", PAGE, re.DOTALL)
    course = make_course(
        tmp_path / "course",
        {
            "tea.md": source,
            "green.md": "# Green\n",
            "translations/fr/tea.md": translation,
            "translations/fr/.co-op-translator.json": json.dumps({"tea.md": fields(source)}),
        },
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    before, after = PAGE.split(configuration)
    assert len(list(read_commands(before))) > 2
    for part in (before, after):
        for command, shown in read_commands(part):
            printed = run_command(command, course.root, programs)
            assert is_shown(printed, shown), f"$ {command}\n{printed}"
        course.write({".translation-sync.yaml": configuration})
