"""The README's commands are run, and print what it says; what an index shows of it makes sense."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.documented import PROJECT, list_dead_links, needs_history
from tests.pages import is_shown, read_commands, run_command
from tests.project_files import git

README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = list(read_commands(README))
OURS = [(command, shown) for command, shown in COMMANDS if command.startswith("translation-sync ")]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone as a newcomer has it, of what is here."""
    needs_history()
    git(tmp_path, "clone", "-q", f"file://{PROJECT}", "copy")
    return tmp_path / "copy"


def test_the_first_screen_has_the_problem_a_picture_and_four_commands() -> None:
    screen = "\n".join(README.split("\n")[:25])
    assert "![" in screen
    assert len(list(read_commands(screen))) == 4


def test_every_command_works_as_printed(clone: Path, tmp_path: Path) -> None:
    for command, _ in OURS:
        printed = run_command(f"{command}\necho exit code $?", clone, tmp_path)
        assert printed.endswith("\nexit code 0\n"), command
    assert git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("command", "shown"), [(command, shown) for command, shown in OURS if shown]
)
def test_a_command_prints_what_the_readme_shows(command: str, shown: str, tmp_path: Path) -> None:
    needs_history()
    assert is_shown(run_command(command, PROJECT, tmp_path), shown)


def test_three_outputs_are_shown() -> None:
    assert [command.split()[1] for command, shown in OURS if shown] == ["status", "diff", "sync"]


def test_what_makes_the_environment_is_there() -> None:
    others = [command for command, _ in COMMANDS if not command.startswith("translation-sync ")]
    assert others == ["make demo", ". .venv/bin/activate"]
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    assert re.search(r"^demo:", makefile, re.MULTILINE)
    assert "VENV := .venv\n" in makefile


def test_every_link_of_the_readme_leads_somewhere() -> None:
    assert list_dead_links(PROJECT / "README.md") == []


def test_an_index_shows_no_link_or_picture_that_leads_nowhere() -> None:
    """The build changes the text so, and nothing in the examples."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    text = README
    for each in project["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]:
        text = re.sub(each["pattern"], each["replacement"], text)
    fence = re.compile(r"```.+?```", re.DOTALL)
    assert fence.findall(text) == fence.findall(README)
    prose = fence.sub("", text)
    assert re.findall(r"\]\((?!https:)", prose) == []
    assert "![" not in prose
    assert "Deutsch" not in prose
    assert (
        "All pages are in the folder `docs` of the repository; docs/README.md lists them" in prose
    )


def test_no_page_names_a_release_or_an_address_that_does_not_exist() -> None:
    done = subprocess.run(
        ["git", "grep", "-nE", "pip install translation-sync|OWNER/|@v[0-9]|rev: v[0-9]", "--",
         "*.md", "*.yml", "*.yaml", "*.toml", "*.cff", "examples", ":!tests", ":!CHANGELOG.md"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in done.stdout.splitlines() if "action" not in line]
    assert ours == []
