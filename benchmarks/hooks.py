"""What each hook costs in a commit, over starting Python and importing click."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gate import tool
from benchmarks.results import Result, at_most
from benchmarks.timing import Command, compare

LANGUAGE = "he"
LIMIT = 60  # milliseconds of CPU

# A delimiter row, and the row below it without its last pipe.
_ROW = re.compile(r"^\|[ :|-]*-[ :|-]*\|\n(\|.*\S) *\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Commit:
    """A commit of one file, staged and not made: ``paths`` is what pre-commit would name."""

    what: str
    hook: str
    path: str
    text: str


def measure_hooks(name: str, folder: Path, rounds: int) -> Iterator[Result]:
    """Measure the three hooks in a clone, which is left as it was."""
    bare = Command([sys.executable, "-c", "import click"], folder)
    for commit in _list_commits(folder):
        found = compare(_stage(folder, commit), bare, rounds)
        _git(folder, "reset", "-q", "--hard")
        over = 1000 * (found.ours.cpu - found.theirs.cpu)
        what = f"hook `{commit.hook}` on {name}, {commit.what}, CPU over `import click`"
        detail = f"{1000 * found.ours.cpu:.0f} ms against {1000 * found.theirs.cpu:.0f} ms"
        yield at_most(what, over, LIMIT, " ms", f"{detail}; {commit.path}")


def _list_commits(folder: Path) -> Iterator[_Commit]:
    document = _find_typical(folder)
    translation = f"translations/{LANGUAGE}/{document}"
    for hook in ("check", "lint", "sync"):
        yield _Commit("one translation", hook, translation, (folder / translation).read_text())
        yield _Commit("one source", hook, document, (folder / document).read_text())


def _find_typical(folder: Path) -> str:
    """Return the document with tables whose translation is of middling size."""
    place = folder / "translations" / LANGUAGE
    texts = {path: path.read_text() for path in place.rglob("*.md")}
    tabled = sorted((len(text), path) for path, text in texts.items() if _ROW.search(text))
    return tabled[len(tabled) // 2][1].relative_to(place).as_posix()


def _stage(folder: Path, commit: _Commit) -> Command:
    """Return the hook's command, before each run of which the file is changed and staged.

    A cell of a translation is another one in each run, and no run has ever seen it. A source is
    the same, so that only the first run, which does not count, has to find out what became of its
    translations.
    """
    is_source = not commit.path.startswith("translations/")

    def prepare() -> None:
        word = "word" if is_source else _make_word()
        (folder / commit.path).write_text(_edit_cell(commit.text, word))
        _git(folder, "add", "--", commit.path)

    named = [] if commit.hook == "check" else [commit.path]
    command = tool(folder, "hook", commit.hook, *named)
    return Command(command.arguments, folder, command.codes, prepare)


def _make_word() -> str:
    return "".join(secrets.choice("abcdefghij") for _ in range(8))


def _edit_cell(text: str, word: str) -> str:
    """Put a word at the end of the first row of the first table."""
    row = _ROW.search(text)
    if row is None:
        raise ValueError("there is no table to edit")
    return f"{text[: row.end(1)]} {word}{text[row.end(1) :]}"


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
