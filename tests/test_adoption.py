"""The path from the first day to zero is walked on a real repository, as the page says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages import is_shown, read_commands, run_command
from tests.project_files import git

PAGE = (Path(__file__).parents[1] / "docs" / "adoption.md").read_text("utf-8")
OLD = "47c3d5f24e"
"""The commit whose translations have stayed behind the newest sources."""

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")


@pytest.fixture
def backlog(corpus: Callable[[str], Path], tmp_path: Path) -> Path:
    """The corpus with old translations, and one source that was given other bullets since."""
    root = tmp_path / "course"
    git(tmp_path, "clone", "-q", str(corpus("azd")), str(root), "-b", "main")
    git(root, "rm", "-r", "-q", "translations")
    git(root, "checkout", "-q", OLD, "--", "translations")
    outline = root / "course-outline.md"
    text = outline.read_bytes()
    outline.write_bytes(re.sub(rb"^- ", b"* ", text, flags=re.MULTILINE))
    assert outline.read_bytes() != text
    git(root, "commit", "-q", "-a", "-m", "Stay behind")
    return root


def test_every_command_prints_what_the_page_shows(backlog: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    commands = list(read_commands(PAGE))
    assert len(commands) > 20
    for command, shown in commands:
        printed = run_command(command, backlog, programs)
        assert is_shown(printed, shown), f"$ {command}\n{printed}"


def test_what_counts_as_worse_is_as_the_table_says() -> None:
    from sync.model import State
    from sync.states.baseline import is_covered

    rows = re.findall(r"^\| `(\S+)` \| (.+?) \| ", PAGE, re.MULTILINE)
    assert [row[0] for row in rows] == ["pending", "stale"]
    for state, passing in rows:
        named = {State(name) for name in re.findall(r"`(.+?)`", passing)}
        failing = set(State) - named - {State.CURRENT, State.COSMETIC}
        assert all(is_covered(now, State(state)) for now in named)
        assert not any(is_covered(now, State(state)) for now in failing)
