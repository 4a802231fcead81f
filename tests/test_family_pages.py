"""The pages of kinds of projects are followed word by word in a small one of the kind."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sync.project.config.parsing import parse_config
from tests.families import FAMILIES
from tests.pages import is_shown, read_commands, run_command

DOCS = Path(__file__).parents[1] / "docs" / "projects"
PAGES = {path.stem: path.read_text("utf-8") for path in sorted(DOCS.glob("*.md"))}
_CONFIG = re.compile(r"^```yaml\n# \.translation-sync\.yaml\n(.+?)^```$", re.DOTALL | re.MULTILINE)


def _mask(text: str) -> str:
    """Take out what no two repositories have alike: names of commits, dates, and where they are."""
    text = re.sub(r"\b[0-9a-f]{10,64}\b", "ID", text)
    return re.sub(r"wrote \S+", "wrote", re.sub(r"\b\d{4}-\d\d-\d\d\b", "DATE", text))


def test_each_kind_has_its_page() -> None:
    assert PAGES.keys() == FAMILIES.keys()


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_command_prints_what_the_page_shows(name: str, tmp_path: Path) -> None:
    course = FAMILIES[name](tmp_path / "course")
    if "$ translation-sync init" not in PAGES[name]:  # init cannot see another repository
        course.write({".translation-sync.yaml": _CONFIG.findall(PAGES[name])[0]})
    programs = tmp_path / "bin"
    programs.mkdir()
    commands = list(read_commands(PAGES[name]))
    assert len(commands) > 5
    for command, shown in commands:
        printed = run_command(command, course.root, programs)
        assert is_shown(_mask(printed), _mask(shown)), f"$ {command}\n{printed}"


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_the_configuration_of_the_page_is_right(name: str) -> None:
    texts = _CONFIG.findall(PAGES[name])
    assert texts
    for text in texts:
        parse_config(text)
