"""What ``check`` and starting up cost, against the least that must be done."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.generate import Plan, generate_repository
from benchmarks.results import Result, at_most
from benchmarks.timing import Command, Comparison, Cost, compare, measure, summarise

FLOOR = Path(__file__).with_name("floor.py")
LANGUAGES = 50

_FINDINGS = frozenset({0, 1})
# What the installed command runs.
_CONSOLE_SCRIPT = "from sync.cli import main; main()"


def tool(folder: Path, *arguments: str) -> Command:
    """Return the program's own command line, run in ``folder``."""
    return Command([sys.executable, "-c", _CONSOLE_SCRIPT, *arguments], folder, _FINDINGS)


def compare_with_floor(name: str, folder: Path, rounds: int) -> Iterator[Result]:
    """Measure ``check`` on a tree against the script that only lists, reads and hashes."""
    floor = Command([sys.executable, str(FLOOR), "."], folder)
    found = compare(tool(folder, "check"), floor, rounds)
    detail = _detail(found, "the floor")
    yield at_most(f"`check` on {name}, CPU against the floor", found.ratio, 2.0, "×", detail)


def compare_stale(clean: Path, stale: Path, count: int, rounds: int) -> Iterator[Result]:
    """Measure what stale translations add to ``check`` when the cache is warm."""
    cold = measure(tool(stale, "check"))
    found = compare(tool(stale, "check"), tool(clean, "check"), rounds)
    detail = f"{_detail(found, 'clean')}; {cold.cpu:.2f} s with a cold cache"
    what = f"`check` with {count} stale translations, warm cache, CPU against a clean tree"
    yield at_most(what, found.ratio, 1.2, "×", detail)


def measure_growth(sizes: Sequence[int], folder: Path, rounds: int) -> Iterator[Result]:
    """Measure ``check`` on generated trees: time by translation, and memory, must not grow."""
    costs: list[Cost] = []
    for size in sizes:
        place = folder / f"generated-{size}"
        generate_repository(Plan(size // LANGUAGES, LANGUAGES), place)
        command = tool(place, "check")
        measure(command)
        cost = summarise([measure(command) for _ in range(rounds)])
        costs.append(cost)
        each = f"{1e6 * cost.cpu / size:.0f} µs each, {cost.peak:.0f} MB"
        yield Result(
            f"`check` on {size:,} generated translations, CPU", f"{cost.cpu:.2f} s", detail=each
        )
    yield from _judge_growth(sizes, costs)


def _judge_growth(sizes: Sequence[int], costs: Sequence[Cost]) -> Iterator[Result]:
    """Compare the slope between the largest trees with that between the smallest."""
    slopes = [
        (costs[k + 1].cpu - costs[k].cpu) / (sizes[k + 1] - sizes[k]) for k in range(len(sizes) - 1)
    ]
    detail = ", ".join(f"{1e6 * slope:.0f} µs" for slope in slopes) + " a translation more"
    ratio = slopes[-1] / slopes[0]
    yield at_most("growth of time, last step against the first", ratio, 1.25, "×", detail)
    peaks = ", ".join(f"{cost.peak:.0f} MB" for cost in costs)
    yield at_most("peak memory of the largest tree", costs[-1].peak, 150, " MB", peaks)


def measure_start(folder: Path, rounds: int) -> Iterator[Result]:
    """Measure ``--version`` against starting Python and importing click."""
    bare = Command([sys.executable, "-c", "import click"], folder)
    found = compare(tool(folder, "--version"), bare, rounds)
    what = "`--version`, wall time over `import click`"
    detail = f"{1000 * found.ours.wall:.0f} ms against {1000 * found.theirs.wall:.0f} ms"
    yield at_most(what, 1000 * found.wall_difference, 30, " ms", detail)


def _detail(found: Comparison, other: str) -> str:
    ours, theirs = found.ours, found.theirs
    return f"{ours.cpu:.3f} s, {ours.peak:.0f} MB against {theirs.cpu:.3f} s ({other})"
