"""What starting up costs, and how ``check`` grows with a repository."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.generate import Plan, generate_repository
from benchmarks.results import Result, at_most
from benchmarks.timing import Command, Cost, compare, measure, summarise

LANGUAGES = 50

_FINDINGS = frozenset({0, 1})
# What the installed command runs.
_CONSOLE_SCRIPT = "from sync.cli import main; main()"
# Peak memory of a run, in megabytes: so much, and so much a translation.
_MEMORY, _EACH = 60.0, 300e-6


def tool(folder: Path, *arguments: str) -> Command:
    """Return the program's own command line, run in ``folder``."""
    return Command([sys.executable, "-c", _CONSOLE_SCRIPT, *arguments], folder, _FINDINGS)


def measure_growth(
    sizes: Sequence[int], folder: Path, rounds: int, *, sidecar: bool
) -> Iterator[Result]:
    """Measure ``check`` on generated trees: time by translation, and memory, must not grow."""
    kind = "sidecar" if sidecar else "comment"
    commands = {0: tool(_make_empty(folder / f"empty-{kind}"), "check")}
    for size in sizes:
        plan = Plan(size // LANGUAGES, LANGUAGES, sidecar, sections=1, rows=4, revisions=1)
        place = folder / f"growth-{kind}-{size}"
        generate_repository(plan, place)
        commands[size] = tool(place, "check")
    costs = {size: _repeat(commands[size], rounds, size) for size in commands}
    for size in sizes:
        shown = f"{_each(costs, size):.1f} µs each, {costs[size].peak:.0f} MB"
        what = f"`check` on {size:,} generated translations ({kind}), CPU"
        yield Result(what, f"{costs[size].cpu:.2f} s", detail=shown)
    yield from _judge_growth(sizes, costs, kind)


def _make_empty(folder: Path) -> Path:
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    return folder


def _repeat(command: Command, rounds: int, size: int) -> Cost:
    """Run a command more often the less there is to it; one run more fills the cache."""
    measure(command)
    times = rounds * (3 if size <= 1_000 else 1)
    return summarise([measure(command) for _ in range(times)])


def _each(costs: Mapping[int, Cost], size: int) -> float:
    """Return the microseconds of CPU a translation, without those of a run over nothing."""
    return 1e6 * (costs[size].cpu - costs[0].cpu) / size


def _judge_growth(sizes: Sequence[int], costs: Mapping[int, Cost], kind: str) -> Iterator[Result]:
    each = [_each(costs, size) for size in sizes]
    middle = median(each)
    off = max(abs(one - middle) for one in each) / middle
    detail = ", ".join(f"{one:.1f}" for one in each) + " µs, the run over nothing subtracted"
    what = f"time a translation from {sizes[0]:,} to {sizes[-1]:,} ({kind}), off the median"
    yield at_most(what, 100 * off, 15, " %", detail)
    worst = max(sizes, key=lambda size: costs[size].peak - _allowed(size))
    what = f"peak memory ({kind}), at its worst, on {worst:,} translations"
    detail = ", ".join(f"{costs[size].peak:.0f} MB" for size in sizes)
    yield at_most(what, costs[worst].peak, _allowed(worst), " MB", detail)


def _allowed(size: int) -> float:
    return _MEMORY + _EACH * size


def measure_start(folder: Path, rounds: int) -> Iterator[Result]:
    """Measure ``--version`` against starting Python and importing click."""
    bare = Command([sys.executable, "-c", "import click"], folder)
    found = compare(tool(folder, "--version"), bare, rounds)
    what = "`--version`, wall time over `import click`"
    detail = f"{1000 * found.ours.wall:.0f} ms against {1000 * found.theirs.wall:.0f} ms"
    yield at_most(what, 1000 * found.wall_difference, 30, " ms", detail)
