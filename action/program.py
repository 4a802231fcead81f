"""The program: installed for the action alone, and run once for all its reports."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import SyncError, UsageError
from sync.git.fetching import FETCH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from action.inputs import Inputs

PROGRAM = "translation-sync"
INSTALLED = "installed"
"""The version that stands for whatever is on PATH."""

# The log is UTF-8, and on Windows a pipe is not. An isolated Python heeds no variable for that.
_UTF8 = ("-X", "utf8")
_FAILED = SyncError.exit_code
_SETTLED = (0, 1)


class InstallationError(SyncError):
    """The program cannot be installed."""


class Reports(NamedTuple):
    """The files that a run writes its reports to; one that is None is not asked for."""

    json: Path
    annotations: Path | None
    summary: Path | None
    sarif: Path | None

    @property
    def formats(self) -> tuple[tuple[str, Path | None], ...]:
        """The formats of the program, each with its file."""
        return (
            ("json", self.json),
            ("github", self.annotations),
            ("markdown", self.summary),
            ("sarif", self.sarif),
        )


class Run(NamedTuple):
    """What a run of the program printed, and its exit code: 0 to 3, or 130."""

    code: int
    out: bytes
    err: bytes


class Counts(NamedTuple):
    """What a report counts: translations in two states, and findings."""

    stale: int
    pending: int
    findings: int


def install(version: str, source: str, place: Path, extra: str = "") -> list[str]:
    """Return the command of the program, once it is there.

    ``version`` is one that pip's index has, :data:`INSTALLED`, or nothing: then ``source``, a
    folder, is installed. What was installed below ``place`` by an earlier step is used again.
    ``extra`` is what comes along, such as ``[openai]``.

    Raises:
        UsageError: it is not on PATH although it should be.
        InstallationError: pip failed.
    """
    if version == INSTALLED:
        command = shutil.which(PROGRAM)
        if command is None:
            raise UsageError(f"there is no {PROGRAM} on PATH: install it in a step before this one")
        return [command]
    requirement = f"{PROGRAM}{extra}=={version}" if version else f"{source}{extra}"
    folder = place / f"{PROGRAM}-{sha256(requirement.encode()).hexdigest()[:16]}"
    is_windows = sys.platform == "win32"
    python = folder / ("Scripts/python.exe" if is_windows else "bin/python")
    done = folder / "installed"
    if not done.exists():
        _call(sys.executable, "-I", "-m", "venv", "--clear", str(folder))
        pip = (str(python), "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        _call(*pip, "--", requirement)
        done.touch()
    return [str(python), "-I", *_UTF8, "-m", "sync"]


def build_arguments(inputs: Inputs, revision: str | None, reports: Reports) -> list[str]:
    """Return the arguments of the one call; ``revision`` is what to compare with."""
    globally = (("root", inputs.root), ("config", inputs.config))
    options = (
        ("fail-on", inputs.fail_on),
        ("max-stale", inputs.max_stale),
        ("changed-from", revision or ""),
        ("baseline", inputs.baseline),
        *(("lang", language) for language in inputs.languages),
    )
    arguments = [*_render_options(globally), inputs.mode, *_render_options(options)]
    arguments += ["--format=text"]
    for name, file in reports.formats:
        if file is not None:
            arguments += [f"--format={name}", f"--output={file}"]
    return [*arguments, "--", *inputs.paths]


def run(
    command: Sequence[str], arguments: Sequence[str], environment: Mapping[str, str], folder: Path
) -> Run:
    """Run the program in ``folder``; it may fetch what the clone lacks.

    Raises:
        OSError: it cannot be started.
    """
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env={FETCH: "1", **environment, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    # A process that was killed has a negative code.
    return Run(done.returncode if done.returncode >= 0 else _FAILED, done.stdout, done.stderr)


def read_counts(run: Run, file: Path) -> Counts | None:
    """Read what the JSON report counts; None where a run that failed wrote none.

    Raises:
        SyncError: a run that says it has found something, or nothing, wrote none either. That
            is how Python itself ends where it cannot even start the program.
    """
    try:
        report = json.loads(file.read_bytes())
        summary, findings = report["summary"], report.get("findings")
        return Counts(summary["stale"], summary["pending"], len(findings or ()))
    except (OSError, ValueError, KeyError) as error:
        if run.code in _SETTLED:
            raise SyncError(f"{PROGRAM} ended with {run.code} and without a report") from error
        return None


def _render_options(options: Sequence[tuple[str, str]]) -> list[str]:
    return [f"--{name}={text}" for name, text in options if text]


def _call(*command: str) -> None:
    # pip starts further Pythons, which would look where the job's own are told to.
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, env=clean, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        words = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise InstallationError(f"{PROGRAM} cannot be installed: {words}")
