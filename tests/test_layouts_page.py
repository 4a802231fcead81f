"""docs/layouts.md: its commands print what it shows, and its configurations are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sync.project.config.parsing import parse_config
from tests.pages import is_shown, read_commands, run_command
from tests.translated import GUIDE, make_course, stamped

PAGE = (Path(__file__).parents[1] / "docs/layouts.md").read_text("utf-8")
PLUGIN = "docusaurus-plugin-content"


def test_init_prints_what_the_page_shows(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            **dict.fromkeys(["docs/a.md", "docs/b.md", "blog/a.md"], GUIDE),
            **{
                f"i18n/{name}/{PLUGIN}-docs/current/{document}": stamped(GUIDE)
                for name, document in (("fr", "a.md"), ("fr", "b.md"), ("ja", "a.md"))
            },
            f"i18n/fr/{PLUGIN}-blog/a.md": GUIDE,
        },
    )
    (tmp_path / "programs").mkdir()
    for command, shown in read_commands(PAGE):
        assert is_shown(run_command(command, course.root, tmp_path / "programs"), shown)


@pytest.mark.parametrize(
    "text", re.findall(r"^```yaml\n(.+?)^```$", PAGE, re.DOTALL | re.MULTILINE)
)
def test_the_configurations_are_right(text: str) -> None:
    parse_config(text)
