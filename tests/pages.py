"""Pages of the documentation whose console blocks are run, command by command."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.commands.calling import environment

_BLOCK = re.compile(r"^```console\n(.+?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ ([^\n]+)\n((?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)


def read_commands(page: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a page's console blocks with the output that is shown below it."""
    for block in _BLOCK.findall(page):
        yield from _COMMAND.findall(block)


def is_shown(printed: str, shown: str) -> bool:
    """Tell whether a page shows what was printed; ``…`` alone stands for any number of lines."""
    parts = [re.escape(part) for part in shown.split("…\n")]
    return re.fullmatch("(?:.*\n)*?".join(parts), printed) is not None


def run_command(command: str, folder: Path, programs: Path) -> str:
    """Run a command line in a shell, and return what a terminal would show of it.

    ``programs`` is a folder for the program's own command.
    """
    program = programs / "translation-sync"
    if not program.exists():
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m sync "$@"\n')
        program.chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment() | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode()
