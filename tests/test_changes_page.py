"""The examples on the page about changes are run, and print what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.pages import is_shown, read_commands, run_command
from tests.translated import make_course, stamped

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "changes.md").read_text("utf-8")
FRENCH = """\
# Thé

| Thé | Minutes | Note |
| --- | --- | --- |
| Vert | 2 | Jamais d'eau bouillante. |
| Noir | 4 | Faire bouillir l'eau. |
"""
HEBREW = """\
# תה

| תה | דקות | הערה |
| --- | --- | --- |
| ירוק | 2 | לא להרתיח. |
| שחור | 4 | להרתיח את המים. |
"""


def _mask(text: str) -> str:
    """Take out what no two repositories have alike: a commit's name, and its date."""
    return re.sub(r"made from [0-9a-f]{10} of [\d-]{10}", "made from COMMIT", text)


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    [source] = re.findall(r"```markdown\n(.+?)```", PAGE, re.DOTALL)
    course = make_course(tmp_path / "course", {"tea.md": source})
    more = {"source_file": "tea.md"}
    course.commit(
        {
            "translations/fr/tea.md": stamped(source, body=FRENCH, language_code="fr", **more),
            "translations/he/tea.md": stamped(source, body=HEBREW, language_code="he", **more),
        }
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    commands = list(read_commands(PAGE))
    assert len(commands) > 8
    for command, shown in commands:
        printed = run_command(command, course.root, programs)
        assert is_shown(_mask(printed), _mask(shown)), f"$ {command}\n{printed}"
