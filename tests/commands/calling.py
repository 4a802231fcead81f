"""The program as its users call it: from a folder, with arguments, judged by what comes out."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sync.cli import run

PROJECT = Path(__file__).parents[2]
OURS = ".git/translation-sync"


@dataclass(frozen=True)
class Reply:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON object on standard output."""
        return cast("dict[str, Any]", json.loads(self.out))

    @property
    def translations(self) -> dict[str, dict[str, Any]]:
        """The report's translations by their path."""
        return {each["path"]: each for each in self.report["translations"]}


def call(folder: Path, *arguments: str) -> Reply:
    """Call the program's entry point in this process, from ``folder``."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = run(list(arguments))
    return Reply(code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return cast("io.BytesIO", stream.buffer).getvalue().decode(errors="surrogateescape")


def ask(folder: Path, name: str, *arguments: str) -> Reply:
    """Call a command of the program with ``--format json``."""
    return call(folder, name, "--format", "json", *arguments)


def start(
    folder: Path, *arguments: str, prepare: Callable[[], object] | None = None
) -> subprocess.Popen[bytes]:
    """Start the program as a process of its own, from ``folder``; ``prepare`` runs in it first."""
    return subprocess.Popen(
        command(*arguments),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=prepare,  # noqa: PLW1509  no threads here
    )


def spawn(folder: Path, *arguments: str, prepare: Callable[[], object] | None = None) -> Reply:
    """Run the program as a process of its own, from ``folder``, to its end."""
    process = start(folder, *arguments, prepare=prepare)
    out, err = process.communicate()
    decoded = (data.decode(errors="surrogateescape") for data in (out, err))
    return Reply(process.returncode, *decoded)


def command(*arguments: str) -> list[str]:
    """Return the command line of a call, which ends as the installed script does.

    With ``-m``, Python ends by the signal itself after an interruption that it met in ``exec``,
    as in making a dataclass, whatever exit code it was given.
    """
    return [sys.executable, "-c", "from sync.cli import main; main()", *arguments]


def environment() -> dict[str, str]:
    """Return this process's environment with the package to be found in it."""
    return os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}


def photograph(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file below ``root``, git's own included, but our state's."""
    return {path: data for path, data in _walk(root) if not path.startswith(OURS)}


def _walk(root: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(root.rglob("*")):
        if file.is_file():
            yield file.relative_to(root).as_posix(), file.read_bytes()
