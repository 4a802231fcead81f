"""A real shell, and the commands that a text holds for it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.commands.calling import command, environment

BASH = shutil.which("bash")
_GIT = "add|checkout|commit|fetch|fsck|reset|rm|sparse-checkout|status|submodule|update-index"
_CALL = rf"(?:SKIP=\S+ )?(?:translation-sync [a-z-]+|git(?: -C (?:'.+?'|\S+))? (?:{_GIT}))"
_AT_END = re.compile(rf": ({_CALL}\b.*)$", re.MULTILINE)
_QUOTED = re.compile(rf"`({_CALL}\b[^`\n]*)`")
_IN_PASSING = re.compile(rf"\(({_CALL} .+?) tells more of ")


class Shell:
    """Runs command lines in bash, in a folder."""

    def __init__(self, programs: Path) -> None:
        programs.mkdir()
        program = programs / "translation-sync"
        line = " ".join(map(shlex.quote, command()))
        program.write_text(f'#!/bin/sh\nexec {line} "$@"\n')
        program.chmod(0o755)
        self._path = f"{programs}:{environment()['PATH']}"

    def run(self, line: str, folder: Path) -> tuple[int, str]:
        done = subprocess.run(
            [str(BASH), "-c", line],
            cwd=folder,
            env=environment() | {"PATH": self._path, "GIT_EDITOR": "true"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")


def list_commands(text: str) -> Iterator[str]:
    """Yield the commands of a text, each once: at a line's end, or in backticks."""
    found = (match for form in (_AT_END, _QUOTED, _IN_PASSING) for match in form.findall(text))
    return iter(dict.fromkeys(match.strip() for match in found))
