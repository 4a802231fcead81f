"""The page on formats: each has its example, and each example is what the program prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sync.reports import GATE_FORMATS
from sync.reports.markdown import LIMIT
from tests.pages import is_shown, read_commands, run_command

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "formats.md").read_text("utf-8")


@pytest.fixture(scope="module")
def _history() -> None:
    """Skip where the clone lacks the commits that the examples' bases are in."""
    command = ("git", "rev-parse", "--is-shallow-repository")
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if answer.stdout.strip() != "false":
        pytest.skip("the examples need the whole history of the project's own repository")


def test_every_format_has_its_section_and_its_row() -> None:
    assert re.findall(r"^## (\w+)$", PAGE, re.MULTILINE) == list(GATE_FORMATS)
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(GATE_FORMATS)
    assert f"{LIMIT:,} bytes" in PAGE


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.usefixtures("_history")
def test_every_command_prints_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    commands = list(read_commands(PAGE))
    assert len(commands) >= len(GATE_FORMATS)
    for command, shown in commands:
        printed = run_command(command, PROJECT, tmp_path).replace(str(tmp_path), "…")
        assert is_shown(printed, shown), f"$ {command}\n{printed}"
