"""What whole processes cost: CPU time with that of their children, wall time, peak memory.

A process is measured by a small one that starts it, for the peak that the system reports of a
process is never below that of the one which started it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

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


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (user and system, children included) and of wall time; peak in megabytes."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two commands that ran in turns: the medians of each, and of the ratios of their CPU time."""

    ours: Cost
    theirs: Cost
    ratio: float
    wall_difference: float


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the folder that it runs in, and the exit codes that are no failure.

    ``prepare`` is called before each run and is not measured.
    """

    arguments: Sequence[str]
    folder: Path
    codes: frozenset[int] = frozenset({0})
    prepare: Callable[[], None] | None = None


def measure(command: Command) -> Cost:
    """Run a command once, its output thrown away.

    Raises:
        RuntimeError: it ended with a code that it should not.
    """
    if command.prepare is not None:
        command.prepare()
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


def compare(ours: Command, theirs: Command, rounds: int) -> Comparison:
    """Run two commands in turns, after one turn that does not count."""
    measure(ours)
    measure(theirs)
    pairs = [(measure(ours), measure(theirs)) for _ in range(rounds)]
    return Comparison(
        summarise([first for first, _ in pairs]),
        summarise([second for _, second in pairs]),
        median(first.cpu / second.cpu for first, second in pairs),
        median(first.wall - second.wall for first, second in pairs),
    )


def summarise(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        median(cost.peak for cost in costs),
    )


def environment() -> Mapping[str, str]:
    """Return the environment of a run: the package compiled, as an installed one is."""
    project = str(Path(__file__).parents[1])
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": project, "NO_COLOR": "1"}
