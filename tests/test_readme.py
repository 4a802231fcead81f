"""The README's examples are run, and print what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
_CONSOLE = re.compile(
    r"```console\n\$ (translation-sync (?:status|diff|sync)[^\n]*)\n(.+?)```", re.DOTALL
)
_PYTHON = re.compile(r"```python\n(.+?)```\n\nprints\n\n```text\n(.+?)```", re.DOTALL)
_OUTPUTS = [match for match in _CONSOLE.findall(README) if not match[1].startswith("$ ")]


@pytest.fixture(scope="module", autouse=True)
def _history() -> None:
    """Skip where the clone lacks the commits that the examples' bases are in."""
    answer = subprocess.run(
        ["git", "rev-parse", "--is-shallow-repository"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.stdout.strip() != "false":
        pytest.skip("the examples need the whole history of the project's own repository")


def _run(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_readme_shows_the_three_commands() -> None:
    assert [shlex.split(command)[1] for command, _ in _OUTPUTS] == ["status", "diff", "sync"]


@pytest.mark.parametrize(("command", "shown"), _OUTPUTS)
def test_a_command_prints_what_the_readme_shows(command: str, shown: str) -> None:
    """A line with an ellipsis alone stands for any number of lines."""
    printed = _run("-m", "sync", *shlex.split(command)[1:])
    parts = [re.escape(part) for part in shown.split("…\n")]
    assert re.fullmatch("(?:.*\n)*?".join(parts), printed)


def test_the_library_prints_what_the_readme_shows() -> None:
    [(code, shown)] = _PYTHON.findall(README)
    assert _run("-c", code) == shown


def test_every_link_of_the_readme_leads_somewhere() -> None:
    prose = re.sub(r"```.+?```", "", README, flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", prose)
    assert targets
    assert [target for target in targets if not (PROJECT / target).exists()] == []
