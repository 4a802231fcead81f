"""What ``check``, ``status``, ``lint``, ``diff`` and ``sync --diff`` cost on whole trees."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.costs import Job, Timing, forget, render_costs, time_jobs
from benchmarks.gate import tool
from benchmarks.generate import Plan, generate_repository
from benchmarks.processes import list_processes
from benchmarks.results import Result, Section, at_most
from benchmarks.timing import Command

FLOORS = Path(__file__).with_name("floors")


@dataclass(frozen=True, slots=True)
class Tree:
    """A checkout and how many Markdown files it has; ``sidecar`` is how it is stamped."""

    name: str
    folder: Path
    files: int
    sidecar: bool


def make_tree(name: str, plan: Plan, folder: Path) -> Tree:
    """Generate a tree in a folder of its own, unless it is there."""
    place = folder / name.replace(" ", "-")
    if not place.exists():
        generate_repository(plan, place)
    return read_tree(name, place, sidecar=plan.sidecar)


def read_tree(name: str, folder: Path, *, sidecar: bool) -> Tree:
    """Count the Markdown files of a checkout."""
    return Tree(name, folder, sum(1 for _ in folder.rglob("*.md")), sidecar)


def floor(name: str, tree: Tree) -> Job:
    """Return a floor's script as a job on a tree."""
    script = str(FLOORS / f"{name}.py")
    return Job(Command([sys.executable, script, "."], tree.folder), tree.files)


def measure_gate(clean: Tree, stale: Tree | None, limit: float, rounds: int) -> Section:
    """Measure ``check`` and ``status`` on a tree, and on the same with everything stale."""
    kind = "check_sidecar" if clean.sidecar else "check_comment"
    base = f"floor: {kind}"
    jobs = {base: floor(kind, clean), "`check`": _job(clean, base, "check")}
    if stale is not None:
        jobs["`check`, all stale"] = _job(stale, "`check`", "check")
        jobs["floor: git log"] = Job(_history(stale), stale.files)
    jobs["`status`"] = _job(clean, base, "status")
    jobs["`status --format json`"] = _job(clean, base, "status", "--format", "json")
    site = str(clean.folder.with_name(f"{clean.folder.name}-site"))
    page = _job(clean, "`status --format json`", "status", "--format", "html", "--output", site)
    jobs["`status --format html`"] = page
    timings = time_jobs(jobs, rounds)
    results = list(_judge_gate(clean, stale, timings, limit, base))
    return Section(f"Gate, {clean.name}", results, costs=render_costs(timings))


def _judge_gate(
    clean: Tree, stale: Tree | None, timings: Mapping[str, Timing], limit: float, base: str
) -> Iterator[Result]:
    detail = f"{_cpu(timings['`check`'])} against {_cpu(timings[base])}"
    ratio = timings["`check`"].ratio or 0.0
    yield at_most("`check`, nothing stale, CPU against the floor", ratio, limit, "×", detail)
    page = timings["`status --format html`"]
    detail = f"{_cpu(page)}; a second run, which finds its pages written"
    yield at_most("`status --format html`, CPU against json", page.ratio or 0.0, 2, "×", detail)
    if stale is None:
        return
    late = timings["`check`, all stale"]
    what = "`check`, all stale, warm, CPU against nothing stale"
    yield at_most(what, late.ratio or 0.0, 1.3, "×", f"{_cpu(late)}")
    yield from _count_processes(clean, stale, timings)


def _count_processes(clean: Tree, stale: Tree, timings: Mapping[str, Timing]) -> Iterator[Result]:
    late, once = timings["`check`, all stale"], timings["floor: git log"]
    command = replace(tool(stale.folder, "check"), prepare=lambda: forget(stale.folder))
    cold, warm = Counter(list_processes(command)), list_processes(tool(stale.folder, "check"))
    plain = list_processes(tool(clean.folder, "check"))
    passes = cold["log"] + cold["rev-list"]
    detail = f"{_list(cold)}; warm: {_list(Counter(warm))}; nothing stale: {_list(Counter(plain))}"
    yield at_most("`check`, all stale, cold: passes of git over the history", passes, 1, "", detail)
    over = (late.cold.cpu if late.cold else 0.0) - late.warm.cpu
    what = "`check`, all stale: CPU of cold over warm"
    yield Result(what, f"{over:.2f} s", detail=f"one `git log --raw`: {once.warm.cpu:.3f} s")


def measure_reading(sound: Tree, stale: Tree, rounds: int) -> Section:
    """Measure ``lint`` against finding delimiter rows, and the rest against ``lint``."""
    base, other = "floor: delimiters", "`lint`, all stale"
    jobs = {
        base: floor("delimiters", sound),
        "`lint`": _job(sound, base, "lint", "--jobs", "1"),
        other: _job(stale, base, "lint", "--jobs", "1"),
        "`diff`, all stale": _job(stale, other, "diff"),
        "`sync --diff`, all stale": _job(stale, other, "sync", "--diff", "--jobs", "1"),
        "`lint --jobs 2`": _job(sound, "`lint`", "lint", "--jobs", "2"),
        "`sync --diff --jobs 2`, all stale": _job(
            stale, "`sync --diff`, all stale", "sync", "--diff", "--jobs", "2"
        ),
    }
    timings = time_jobs(jobs, rounds)
    results = list(_judge_reading(timings, base))
    return Section(f"Reading everything, {sound.name}", results, costs=render_costs(timings))


def _judge_reading(timings: Mapping[str, Timing], base: str) -> Iterator[Result]:
    lint, sync = timings["`lint`"], timings["`sync --diff`, all stale"]
    of = f"the floor's {_cpu(timings[base])}"
    detail = f"{_cpu(lint)} against {of}"
    yield at_most("`lint`, warm, CPU against the floor", lint.ratio or 0.0, 4, "×", detail)
    cold = f"{lint.cold.cpu if lint.cold else 0:.2f} s against {of}"
    yield at_most("`lint`, cold, CPU against the floor", lint.cold_ratio or 0.0, 4, "×", cold)
    other = timings["`lint`, all stale"]
    # Warm, lint remembers what it found and reads nothing; sync always reads.
    if sync.cold and other.cold:
        what = "`sync --diff`, all stale, cold, CPU against `lint` on the same files"
        shown = f"{sync.cold.cpu:.2f} s against {other.cold.cpu:.2f} s"
        yield at_most(what, sync.cold.cpu / other.cold.cpu, 2, "×", shown)
    for name, one, two in (
        ("lint", lint, timings["`lint --jobs 2`"]),
        ("sync --diff", sync, timings["`sync --diff --jobs 2`, all stale"]),
    ):
        yield from _judge_jobs(name, one, two)


def _judge_jobs(name: str, one: Timing, two: Timing) -> Iterator[Result]:
    if two.cold and one.cold:
        shown = f"{two.cold.wall:.2f} s against {one.cold.wall:.2f} s"
        what = f"`{name} --jobs 2`, cold, wall time against one process"
        yield at_most(what, two.cold.wall / one.cold.wall, 0.6, "×", shown)


def _job(tree: Tree, base: str, *arguments: str) -> Job:
    return Job(tool(tree.folder, *arguments), tree.files, base)


def _history(tree: Tree) -> Command:
    """Return the one run of git that all questions about a history need."""
    command = ["git", "log", "--raw", "--no-renames", "--no-abbrev", "-z", "--format=%x01%H"]
    return Command([*command, "--", ":(exclude)translations"], tree.folder)


def _cpu(timing: Timing) -> str:
    return f"{timing.warm.cpu:.3f} s, {timing.warm.peak:.0f} MB"


def _list(verbs: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {verb}" for verb, count in verbs.items()) or "none"
