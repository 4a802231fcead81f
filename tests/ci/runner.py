"""GitHub's runner, as far as the action can tell: it runs the step that ``action.yml`` names.

Inputs get their defaults and their variables from ``action.yml``, the line goes to bash as the
runner hands it over, and what comes out is read by the rules of
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

PROJECT = Path(__file__).parents[2]
ACTION = cast("dict[str, Any]", yaml.safe_load((PROJECT / "action.yml").read_text("utf-8")))
STEP = cast("dict[str, Any]", ACTION["runs"]["steps"][-1])
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
_OUTPUT = re.compile(r"(?P<name>[a-z-]+)<<(?P<end>.+)\n(?P<value>(?s:.*?))\n(?P=end)\n")
_COMMAND = re.compile(r"::([a-z-]+)(?: ([^:]*))?::(.*)")


def _find_bash() -> str:
    """Return the runner's bash: on Windows git's, as another one starts a Linux."""
    git = shutil.which("git")
    if sys.platform == "win32" and git is not None:
        return str(Path(git).parents[1] / "bin" / "bash.exe")
    return shutil.which("bash") or "bash"


@dataclass(frozen=True)
class Job:
    """What a step left behind: its exit code, its log, and the files that the runner reads."""

    code: int
    log: str
    errors: str
    outputs: dict[str, str]
    summary: str

    @property
    def commands(self) -> list[tuple[str, str, str]]:
        """The commands in the log that the runner would follow: name, properties, message."""
        found = []
        stopped = ""
        for line in self.log.splitlines():
            text = line.strip()
            if stopped:
                stopped = "" if text == f"::{stopped}::" else stopped
            elif match := _COMMAND.fullmatch(text):
                name, properties, message = match.groups()
                if name == "stop-commands":
                    stopped = message
                else:
                    found.append((name, properties or "", message))
            else:
                assert "##[" not in text, "the runner's older form counts anywhere in a line"
        return found

    @property
    def problems(self) -> list[str]:
        """The messages of the errors that the script itself shows."""
        return [
            message
            for name, properties, message in self.commands
            if (name, properties) == ("error", "title=translation-sync")
        ]

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report that the outputs name."""
        return cast("dict[str, Any]", json.loads(Path(self.outputs["report"]).read_bytes()))


@dataclass
class Runner:
    """A runner whose workspace is a checkout; ``folder`` is for what is its own.

    ``programs`` is where the program is found first; without it, it is the project's own.
    """

    workspace: Path
    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    programs: Path | None = None

    def act(self, **inputs: str) -> Job:
        """Run the action with inputs (``_`` for ``-``), of the program on PATH unless told."""
        given = {name.replace("_", "-"): text for name, text in inputs.items()}
        self.folder.mkdir(exist_ok=True)
        output, summary = (self.folder / name for name in ("output", "summary"))
        for file in (output, summary):
            file.write_bytes(b"")
        done = subprocess.run(
            [_find_bash(), "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEP["run"]],
            cwd=self.workspace,
            env=self._build_environment(_fill({"version": "installed", **given})),
            capture_output=True,
            check=False,
        )
        return Job(
            done.returncode,
            done.stdout.decode("utf-8", "surrogateescape"),
            done.stderr.decode("utf-8", "surrogateescape"),
            read_outputs(output.read_text("utf-8", "surrogateescape")),
            summary.read_text("utf-8"),
        )

    def _build_environment(self, step: Mapping[str, str]) -> dict[str, str]:
        temporary = self.folder / "temp"
        temporary.mkdir(exist_ok=True)
        programs = self.programs or find_program(self.folder)
        return {
            **os.environ,
            "PATH": os.pathsep.join((str(programs), os.environ["PATH"])),
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(PROJECT),
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "RUNNER_TEMP": str(temporary),
            **step,
            **self.variables,
        }


def _fill(given: Mapping[str, str]) -> dict[str, str]:
    """Return the step's variables for the inputs given, as the runner evaluates them."""
    defaults = {name: each["default"] for name, each in ACTION["inputs"].items()}
    assert given.keys() <= defaults.keys()
    inputs = {**defaults, **given}
    variables = {"PYTHON": sys.executable}
    for name, expression in STEP["env"].items():
        if name != "PYTHON":
            match = _INPUT.fullmatch(expression)
            assert match, expression
            variables[name] = inputs[match[1]]
    return variables


def find_program(folder: Path) -> Path:
    """Return the folder of the program: where it is installed, or one with a stand-in."""
    beside = shutil.which("translation-sync", path=str(Path(sys.executable).parent))
    if beside is not None:
        return Path(beside).parent
    place = folder / "bin" / "translation-sync"
    place.parent.mkdir(exist_ok=True)
    call = f"PYTHONPATH={shlex.quote(str(PROJECT))} exec {shlex.quote(sys.executable)} -m sync"
    place.write_text(f'#!/bin/sh\n{call} "$@"\n')
    place.chmod(0o755)
    return place.parent


def read_outputs(text: str) -> dict[str, str]:
    """Read the file of outputs: a delimiter of its own around each value."""
    found = list(_OUTPUT.finditer(text))
    assert "".join(match[0] for match in found) == text, "something in it is no output"
    return {match["name"]: match["value"] for match in found}
