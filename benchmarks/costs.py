"""Costs of commands in turns, cold (nothing cached) and warm, as a table beside their floors."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.timing import Command, Cost, measure, summarise


@dataclass(frozen=True, slots=True)
class Job:
    """A command on a tree of so many files, and the name of the job that it is held to.

    A job that is held to none is a floor: nothing of it is ever cold.
    """

    command: Command
    files: int
    floor: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """What a job costs; ratios are of CPU time to the floor's, None where it is a floor."""

    files: int
    warm: Cost
    cold: Cost | None = None
    ratio: float | None = None
    cold_ratio: float | None = None


def time_jobs(jobs: Mapping[str, Job], rounds: int, cold_rounds: int = 1) -> dict[str, Timing]:
    """Run all jobs in turns, each after the other, so that all share the machine's moods."""
    cold = {
        name: summarise([measure(_forgetful(job.command)) for _ in range(cold_rounds)])
        for name, job in jobs.items()
        if job.floor
    }
    for job in jobs.values():
        measure(job.command)
    runs = [{name: measure(job.command) for name, job in jobs.items()} for _ in range(rounds)]
    return {name: _summarise(name, job, runs, cold.get(name)) for name, job in jobs.items()}


def _summarise(
    name: str, job: Job, runs: Sequence[Mapping[str, Cost]], cold: Cost | None
) -> Timing:
    warm = summarise([run[name] for run in runs])
    if not job.floor or cold is None:
        return Timing(job.files, warm)
    ratio = median(run[name].cpu / run[job.floor].cpu for run in runs)
    floor = summarise([run[job.floor] for run in runs])
    return Timing(job.files, warm, cold, ratio, cold.cpu / floor.cpu)


def forget(folder: Path) -> None:
    """Remove what earlier runs found out in a clone."""
    shutil.rmtree(folder / ".git" / "translation-sync", ignore_errors=True)


def _forgetful(command: Command) -> Command:
    return replace(command, prepare=lambda: forget(command.folder))


def render_costs(timings: Mapping[str, Timing]) -> str:
    """Return a Markdown table: seconds, megabytes, files a second of wall time, ratios."""
    lines = [
        "| command | files | wall cold | CPU cold | wall | CPU | peak | files/s | ÷ floor | cold |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, timing in timings.items():
        warm, cold = timing.warm, timing.cold
        cells = [name, f"{timing.files:,}"]
        cells += [f"{cold.wall:.2f} s", f"{cold.cpu:.2f} s"] if cold else ["", ""]
        cells += [f"{warm.wall:.2f} s", f"{warm.cpu:.2f} s", f"{warm.peak:.0f} MB"]
        cells += [f"{timing.files / warm.wall:,.0f}", _show(timing.ratio), _show(timing.cold_ratio)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _show(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}×"
