"""What whole processes cost: CPU time with that of their children, wall time, peak memory.

A process is measured by a small one that starts it, for the peak that the system reports of a
process is never below that of the one which started it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.results import render_table

_MEASURE = """
import json, os, sys, time
devnull = os.open(os.devnull, os.O_RDWR)
start = time.perf_counter()
files = [(os.POSIX_SPAWN_DUP2, devnull, fd) for fd in (0, 1)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=files)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - start
code = os.waitstatus_to_exitcode(status)
print(json.dumps([code, used.ru_utime + used.ru_stime, wall, used.ru_maxrss]))
"""
# What the installed command runs.
_CONSOLE_SCRIPT = "from sync.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (user and system, children included) and of wall time; peak in megabytes."""

    cpu: float
    wall: float
    peak: float

    def __str__(self) -> str:
        return f"{self.cpu:.3f} s, {self.peak:.0f} MB"


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the folder that it runs in, and the exit codes that are no failure.

    ``prepare`` is called before each run and is not measured. ``base`` names the command that it
    is held to; one that is held to none is a floor, and nothing of it is ever cold.
    """

    arguments: Sequence[str]
    folder: Path
    codes: frozenset[int] = frozenset({0})
    prepare: Callable[[], None] | None = None
    base: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """What a command costs; ratios are of CPU time to its base's, 0 where it has none."""

    warm: Cost
    cold: Cost
    ratio: float = 0.0
    cold_ratio: float = 0.0


def tool(folder: Path, *arguments: str, base: str = "") -> Command:
    """Return the program's own command line, run in ``folder``; findings are no failure."""
    line = [sys.executable, "-c", _CONSOLE_SCRIPT, *arguments]
    return Command(line, folder, frozenset({0, 1}), base=base)


def read_report(folder: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON report of one of the program's commands."""
    command = tool(folder, *arguments, "--format", "json")
    run = subprocess.run(
        command.arguments, check=False, cwd=folder, capture_output=True, env=environment()
    )
    if run.returncode not in command.codes:
        raise RuntimeError(f"{' '.join(arguments)}: exit {run.returncode}\n{run.stderr.decode()}")
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def measure(command: Command, *, cold: bool = False) -> Cost:
    """Run a command once, its output thrown away; RuntimeError where it failed."""
    _prepare(command, cold=cold)
    run = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, *command.arguments],
        cwd=command.folder,
        env=environment(),
        capture_output=True,
        check=True,
    )
    code, cpu, wall, peak = json.loads(run.stdout)
    if code not in command.codes:
        raise RuntimeError(f"{' '.join(command.arguments)}: exit {code}\n{run.stderr.decode()}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(cpu, wall, peak * unit / 1e6)


def environment() -> Mapping[str, str]:
    """Return the environment of a run: the package compiled, as an installed one is."""
    project = str(Path(__file__).parents[1])
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": project, "NO_COLOR": "1"}


def time_commands(commands: Mapping[str, Command], rounds: int) -> dict[str, Timing]:
    """Run all commands in turns, each after the other, so that all share the machine's moods.

    Before that each has a cold run, and one that does not count.
    """
    cold = {name: measure(each, cold=True) for name, each in commands.items() if each.base}
    for command in commands.values():
        measure(command)
    runs = [{name: measure(each) for name, each in commands.items()} for _ in range(rounds)]
    warm = {name: summarise([run[name] for run in runs]) for name in commands}
    found = {name: Timing(warm[name], warm[name]) for name in commands}
    for name, cost in cold.items():
        base = commands[name].base
        ratio = median(run[name].cpu / run[base].cpu for run in runs)
        found[name] = Timing(warm[name], cost, ratio, cost.cpu / warm[base].cpu)
    return found


def summarise(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs."""
    columns = ((cost.cpu, cost.wall, cost.peak) for cost in costs)
    return Cost(*map(median, zip(*columns, strict=True)))


def bound(command: Command, seconds: int) -> Command:
    """Return a command that timeout(1) ends, with all that it started; that is no failure."""
    line = ["timeout", "--kill-after=1", str(seconds), *command.arguments]
    return replace(command, arguments=line, codes=command.codes | {124})


def forget(folder: Path) -> None:
    """Remove what earlier runs found out in a clone."""
    shutil.rmtree(folder / ".git" / "translation-sync", ignore_errors=True)


def _prepare(command: Command, *, cold: bool) -> None:
    if cold:
        forget(command.folder)
    if command.prepare is not None:
        command.prepare()


def render_costs(timings: Mapping[str, Timing]) -> str:
    """Return a Markdown table: seconds, megabytes, ratios."""
    rows = []
    for name, timing in timings.items():
        warm, has_base = timing.warm, timing.ratio > 0
        cells = [name, f"{timing.cold.cpu:.2f} s" if has_base else ""]
        cells += [f"{warm.cpu:.2f} s", f"{warm.wall:.2f} s", f"{warm.peak:.0f} MB"]
        cells += [f"{each:.2f}×" if has_base else "" for each in (timing.cold_ratio, timing.ratio)]
        rows.append(cells)
    head = ("command", "CPU cold", "CPU", "wall", "peak", "cold ÷ floor", "÷ floor")
    return render_table(head, rows)


def list_processes(command: Command, *, cold: bool = False) -> list[str]:
    """Run a command once; return git's verbs, in the order in which the processes began.

    Git notes them itself: https://git-scm.com/docs/api-trace2.
    """
    _prepare(command, cold=cold)
    with tempfile.TemporaryDirectory() as folder:
        traced = {**environment(), "GIT_TRACE2_EVENT": folder}
        subprocess.run(
            command.arguments, check=False, cwd=command.folder, env=traced, capture_output=True
        )
        return [verb for _, verb in sorted(_read_verbs(Path(folder)))]


def _read_verbs(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.iterdir():
        for line in file.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["event"] == "cmd_name" and not event["name"].startswith("_"):
                yield event["time"], event["name"]
