"""What texts that nobody means cost each command: the seconds, and that each comes to an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.cases import Case
from benchmarks.oddities import ODDITIES
from benchmarks.replay import write_cases
from benchmarks.repositories import make_repository
from benchmarks.results import Result, Section
from benchmarks.timing import Cost, bound, measure, tool

_COMMANDS = ("check", "lint", "diff", "sync --diff", "check --changed-from HEAD~1", "lint --fix")
# What there is of each; where nothing is said, 10,000.
_SIZES = {
    500: "similar rows, lost tables, wide table",
    2_000: "edited rows, many tables, edited tables, twin tables, new tables, generated, own rows",
    200_000: "long row, pipes, delimiters, backticks",
}
_SIZE, _QUICK = 10_000, 20
# Seconds after which a command is stopped.
_BOUND = 10


def measure_pathological(bench: Bench) -> Iterator[Section]:
    """Time every command over each text, or quickly over a twentieth of it."""
    results = []
    for name, make in ODDITIES.items():
        full = next((n for n, names in _SIZES.items() if name in names.split(", ")), _SIZE)
        size = full // (_QUICK if bench.quick else 1)
        root = make_repository(bench.folder / "odd" / name.replace(" ", "-"))
        odd = make(size)
        write_cases(root, [Case("odd.md", "fr", odd.base, odd.source, odd.translation)])
        costs = {each: _time(root, each) for each in _COMMANDS}
        shown = ", ".join(f"{each} {cost.cpu:.2f}" for each, cost in costs.items())
        longest = max(costs.values(), key=lambda cost: cost.cpu)
        stopped = " (stopped)" if any(cost.wall >= _BOUND for cost in costs.values()) else ""
        results.append(Result(f"{name}, {size:,}", f"{longest.cpu:.2f} s{stopped}", detail=shown))
    yield Section("Texts that nobody means", results)


def _time(root: Path, line: str) -> Cost:
    """Return what a command costs; that a text cannot be read is an answer, too."""
    command = tool(root, *line.split())
    return measure(bound(replace(command, codes=command.codes | {3}), _BOUND))
