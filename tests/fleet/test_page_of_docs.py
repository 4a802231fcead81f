"""docs/fleet.md: its commands print what it shows, and its FILE is read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sync.fleet.values import KnownRepository, OwedTranslation
from tests.fleet.fleets import make_project
from tests.pages import is_shown, read_commands, run_command
from tests.project_files import git
from tests.translated import GUIDE, make_course, stamped

PAGE = (Path(__file__).parents[2] / "docs/fleet.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    make_project(tmp_path / "handbook", stale=True)
    make_project(tmp_path / "made")
    git(tmp_path, "clone", "-q", "--bare", "made", "course.git")
    places = ("docs/guide.md", "docs/translations/fr/guide.md", "docs/translations/he/guide.md")
    texts = (GUIDE, stamped(GUIDE), stamped(GUIDE))
    make_course(tmp_path / "site", dict(zip(places, texts, strict=True)))
    [listed] = re.findall(r"^```yaml\n# fleet.yaml\n(.+?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (tmp_path / "fleet.yaml").write_text(listed)
    (tmp_path / "bin").mkdir()

    commands = list(read_commands(PAGE))

    assert len(commands) == 3
    for command, shown in commands:
        if command.startswith("sqlite3") and shutil.which("sqlite3") is None:
            continue
        printed = run_command(command, tmp_path, tmp_path / "bin")
        assert is_shown(printed, shown), f"$ {command}\n{printed}"


def test_the_page_names_all_columns() -> None:
    for name in (*KnownRepository._fields[:10], *OwedTranslation._fields):
        assert f"`{name}`" in PAGE
