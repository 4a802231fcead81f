"""What a whole process of the program opens, starts, imports and reads, by its audit events."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePath

PROJECT = Path(__file__).parents[2]

# Run as a process of its own, for an audit hook stays for as long as an interpreter runs (PEP 578).
_PROGRAM = """
import json, os, sys

opened, started, here = [], [], sys.argv.pop(1)

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(os.fsdecode(arguments[0]))
    elif event == "subprocess.Popen":
        started.append([os.fsdecode(each) for each in arguments[1]])

def count_read():
    try:
        with open("/proc/self/io") as file:
            return int(file.readline().split()[1])
    except OSError:
        return None

sys.path.insert(0, here)
bare = set(sys.modules)
sys.addaudithook(note)
from sync.cli import run
before = count_read()
code = run(sys.argv[1:])
after = count_read()
with open(os.environ["OBSERVED"], "w") as file:
    json.dump([code, opened, started, sorted(set(sys.modules) - bare),
               None if before is None else after - before], file)
"""


@dataclass(frozen=True)
class Observed:
    """A run: its exit code, and what it did.

    ``opened`` counts how often each file of the tree was opened, by path, git's own left out;
    ``started`` holds the git commands without git's own options, ``read`` the bytes that the
    process read, after its first imports; None where the system does not tell.
    """

    code: int
    opened: Counter[str]
    started: tuple[str, ...]
    modules: frozenset[str]
    read: int | None


def observe(folder: Path, *arguments: str) -> Observed:
    """Run the program from ``folder``, with its output thrown away."""
    result = folder.parent / "observed.json"
    subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(PROJECT), *arguments],
        cwd=folder,
        env=os.environ | {"OBSERVED": str(result)},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    code, opened, started, modules, read = json.loads(result.read_text("utf-8"))
    inside = (path for path in (_find_inside(folder, each) for each in opened) if path)
    return Observed(
        code, Counter(inside), tuple(map(_name_command, started)), frozenset(modules), read
    )


def _find_inside(folder: Path, path: str) -> str | None:
    """Return a path relative to the tree; None outside of it, and for git's own files."""
    try:
        found = PurePath(os.path.normpath(folder / path)).relative_to(folder)
    except ValueError:
        return None
    return None if found.parts[:1] == (".git",) or not found.parts else found.as_posix()


def _name_command(arguments: list[str]) -> str:
    """Return the name of git's command, with its first option."""
    options = iter(arguments[1:])
    for each in options:
        if each in ("-c", "-C"):
            next(options)
        elif not each.startswith("-"):
            rest = [option for option in options if option.startswith("--") and option != "--"]
            return " ".join((each, *rest[:1]))
    return " ".join(arguments)
