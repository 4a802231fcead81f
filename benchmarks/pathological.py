"""What texts that nobody means cost each command: the seconds, and that each comes to an end."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.oddities import ODDITIES, Oddity
from benchmarks.results import Result
from benchmarks.timing import Command, measure

_COMMANDS = {
    "check": ("check",),
    "lint": ("lint",),
    "diff": ("diff",),
    "sync --diff": ("sync", "--diff"),
    "check --changed-from": ("check", "--changed-from", "HEAD~1"),
    "lint --fix": ("lint", "--fix"),
}
# What there is of each; where nothing is said, 100,000.
_SIZES = {
    "edited rows": 10_000,
    "twin rows": 20_000,
    "lost twin rows": 20_000,
    "similar rows": 2_000,
    "many tables": 10_000,
    "edited tables": 10_000,
    "twin tables": 10_000,
    "new tables": 10_000,
    "lost tables": 2_000,
    "long row": 1_500_000,
    "nested quotes": 10_000,
    "pipes": 1_000_000,
    "wide table": 1_000,
    "delimiters": 1_000_000,
    "backticks": 1_000_000,
    "generated": 10_000,
    "headings": 20_000,
    "own rows": 10_000,
}
_SIZE = 100_000
_QUICK = 50


def measure_pathological(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Time every command over each text; ``quick`` takes a fiftieth of its size."""
    for name, make in ODDITIES.items():
        size = _SIZES.get(name, _SIZE) // (_QUICK if quick else 1)
        root = folder / name.replace(" ", "-")
        _build(root, make(size))
        seconds = {title: _time(root, arguments) for title, arguments in _COMMANDS.items()}
        shown = ", ".join(f"{title} {cost:.2f}" for title, cost in seconds.items())
        yield Result(f"{name}, {size:,}", f"{max(seconds.values()):.2f} s", detail=shown)


def _time(root: Path, arguments: tuple[str, ...]) -> float:
    """Return the seconds of processor time; that a text cannot be read is an answer, too."""
    line = (sys.executable, "-m", "sync", *arguments)
    return measure(Command(line, root, frozenset({0, 1, 3}))).cpu


def _build(root: Path, odd: Oddity) -> None:
    """Make a repository with the source's two versions and a translation of the first."""
    translation = root / "translations" / "fr" / "odd.md"
    translation.parent.mkdir(parents=True)
    fields = {"original_hash": hashlib.md5(odd.base.encode(), usedforsecurity=False).hexdigest()}
    stamp = f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{json.dumps(fields)}\n-->\n"
    translation.write_text(stamp + odd.translation, "utf-8")
    _git(root, "init", "-q")
    for text in (odd.base, odd.source):
        (root / "odd.md").write_text(text, "utf-8")
        _git(root, "add", "-A")
        _git(root, "commit", "-q", "--allow-empty", "-m", "Change")


def _git(root: Path, *arguments: str) -> None:
    person = ("-c", "user.name=A Tester", "-c", "user.email=tester@example.org")
    subprocess.run(["git", *person, *arguments], cwd=root, check=True, capture_output=True)
