"""What each hook costs in a commit, over starting Python and importing click."""

from __future__ import annotations

import re
import secrets
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.repositories import run_git
from benchmarks.results import Section, at_most
from benchmarks.timing import Command, time_commands, tool

LANGUAGE, DOCUMENT = "he", "chapter-002/lesson-13.md"
LIMIT = 60  # milliseconds of CPU

# A delimiter row, and the row below it without its last pipe.
_ROW = re.compile(r"^\|[ :|-]*-[ :|-]*\|\n(\|.*\S) *\|$", re.MULTILINE)


def measure_hooks(bench: Bench) -> Iterator[Section]:
    """Measure each hook for one translation and for one source, staged in the sidecar tree."""
    folder, results = bench.clean.folder, []
    bare = Command([sys.executable, "-c", "import click"], folder)
    changed = {"translation": f"translations/{LANGUAGE}/{DOCUMENT}", "source": DOCUMENT}
    for hook in ("check", "lint", "sync"):
        for kind, path in changed.items():
            commands = {"click": bare, "hook": _stage(folder, hook, path)}
            timings = time_commands(commands, bench.rounds)
            run_git(folder, "reset", "-q", "--hard")
            ours, theirs = (1000 * timings[name].warm.cpu for name in ("hook", "click"))
            what = f"hook `{hook}`, one {kind}, CPU over `import click`"
            detail = f"{ours:.0f} ms against {theirs:.0f} ms"
            results.append(at_most(what, ours - theirs, LIMIT, " ms", detail))
    yield Section(f"Hooks, {bench.clean.title}", results)


def _stage(folder: Path, hook: str, path: str) -> Command:
    """Return the hook's command, before each run of which the file is changed and staged.

    A cell of a translation is another one in each run, and no run has ever seen it. A source is
    the same, so that only runs which do not count have to find out what became of its translations.
    """
    text, is_source = (folder / path).read_text(), not path.startswith("translations/")

    def prepare() -> None:
        word = "word" if is_source else secrets.token_hex(4)
        edited = _ROW.sub(lambda row: f"{row[0][:-1]} {word} |", text, count=1)
        (folder / path).write_text(edited)
        run_git(folder, "add", "--", path)

    named = [] if hook == "check" else [path]
    return replace(tool(folder, "hook", hook, *named, base="click"), prepare=prepare)
