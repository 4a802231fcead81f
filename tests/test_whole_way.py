"""docs/whole-way.md: each command prints what it shows, in the repository that it speaks of."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.documented import PROJECT
from tests.pages import is_shown, run_command

PAGE = (PROJECT / "docs/whole-way.md").read_text("utf-8")
BUNDLE = PROJECT.parent / "shared/corpora/azd.bundle"
_BLOCK = re.compile(r"^```console\n(.+?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    if not BUNDLE.exists():
        pytest.skip("the course that the page speaks of is not here")
    if shutil.which("msgattrib") is None:
        pytest.skip("gettext is not installed")
    root = tmp_path / "course"
    git(tmp_path, "clone", "-q", "-b", "main", str(BUNDLE), str(root))
    for name, value in (("user.name", "Noa"), ("user.email", "noa@example.org")):
        git(root, "config", name, value)
    git(root, "rm", "-rq", "translations")
    git(root, "checkout", "-q", "HEAD~40", "--", "translations")
    git(root, "commit", "-qm", "Translations of forty commits ago")
    [program] = re.findall(r"^```python\n(# engine.py\n.+?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (root / "engine.py").write_text(program, "utf-8")
    return root


def fill_last(root: Path) -> None:
    """Do what a translator does: give each text words that keep its links and code."""
    file = root / "last.po"
    head, *entries = file.read_text("utf-8").split("\n\n")
    filled = [
        re.sub(r'^msgstr ".*"$', lambda _: f'msgstr "{text}"', without_marks, flags=re.MULTILINE)
        for entry in entries
        if (without_marks := re.sub(r"^#[,|].*\n", "", entry, flags=re.MULTILINE))
        and (text := re.findall(r'^msgid "(.*)"$', without_marks, re.MULTILINE)[0])
    ]
    file.write_text("\n\n".join([head, *filled]), "utf-8")


def test_the_commands_print_what_is_shown(course: Path, tmp_path: Path) -> None:
    commands = [each for block in _BLOCK.findall(PAGE) for each in _COMMAND.findall(block)]
    assert len(commands) == 14
    for command, shown in commands:
        if command.endswith("import last.po"):
            fill_last(course)
        printed = run_command(command, course, tmp_path)
        assert is_shown(printed, shown), f"{command}\n{printed}"
