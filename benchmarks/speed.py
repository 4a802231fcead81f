"""What starting, ``check``, ``status``, ``lint``, ``diff`` and ``sync --diff`` cost."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.bench import Bench, Tree
from benchmarks.generate import Plan, generate_repository
from benchmarks.repositories import make_repository, run_git
from benchmarks.results import Result, Section, at_most
from benchmarks.timing import (
    Command,
    Cost,
    Timing,
    list_processes,
    measure,
    read_report,
    render_costs,
    summarise,
    time_commands,
    tool,
)

FLOORS = Path(__file__).with_name("floors")
# How many times its floor `check` may cost, by whether stamps are in sidecars.
_LIMITS = {True: 2.5, False: 2.0}
_DELIMITERS = "floor: delimiters"
_BLOCKS = "floor: block rules over what is merged"
# The next step, 500,000, needs more than two gigabytes of disk.
_SIZES, _LANGUAGES = (1_000, 10_000, 100_000), 50
# Peak memory of a run, in megabytes: so much, and so much a translation.
_MEMORY, _EACH = 60.0, 300e-6


def measure_start(bench: Bench) -> Iterator[Section]:
    """Measure ``--version`` against starting Python and importing click."""
    bare = Command([sys.executable, "-c", "import click"], bench.folder)
    commands = {"click": bare, "ours": tool(bench.folder, "--version", base="click")}
    timings = time_commands(commands, 2 * bench.rounds)
    ours, theirs = (1000 * timings[name].warm.wall for name in ("ours", "click"))
    what, detail = "`--version`, wall time over `import click`", f"{ours:.0f} against {theirs:.0f}"
    yield Section("Starting up", [at_most(what, ours - theirs, 30, " ms", f"{detail} ms")])


def floor(tree: Tree, name: str, *arguments: str) -> Command:
    """Return a floor's script as a command on a tree."""
    return Command([sys.executable, str(FLOORS / f"{name}.py"), ".", *arguments], tree.folder)


def measure_gates(bench: Bench) -> Iterator[Section]:
    """Measure check and status on generated trees, both stamp formats, and on real ones."""
    yield _measure_gate(bench, bench.clean, bench.stale)
    comment = bench.make_tree(sidecar=False), bench.make_tree(sidecar=False, stale=1)
    yield _measure_gate(bench, *comment)
    for name, sidecar in (("azd", True), ("security-101", False)):
        if bench.missing:
            yield Section(f"Gate, {name}", skipped=bench.missing)
        else:
            yield _measure_gate(bench, Tree(name, bench.clone(name, "gate"), sidecar))


def _measure_gate(bench: Bench, clean: Tree, stale: Tree | None = None) -> Section:
    base, site = "floor: check", str(clean.folder.with_name(f"{clean.folder.name}-site"))
    commands = {
        base: floor(clean, "check", "sidecar" if clean.sidecar else "comment"),
        "`check`": tool(clean.folder, "check", base=base),
        "`status`": tool(clean.folder, "status", base=base),
        "`status --format json`": tool(clean.folder, "status", "--format", "json", base=base),
    }
    html = tool(clean.folder, "status", "--format", "html", "--output", site)
    commands["`status --format html`"] = replace(html, base="`status --format json`")
    if stale is not None:
        commands["`check`, all stale"] = tool(stale.folder, "check", base="`check`")
    timings = time_commands(commands, bench.rounds)
    results = list(_judge_gate(timings, base, _LIMITS[clean.sidecar]))
    if stale is not None:
        results += _judge_stale(timings["`check`, all stale"], clean, stale)
    return Section(f"Gate, {clean.title}", results, costs=render_costs(timings))


def _judge_gate(timings: Mapping[str, Timing], base: str, limit: float) -> Iterator[Result]:
    check, page = timings["`check`"], timings["`status --format html`"]
    what = "`check`, nothing stale, CPU against the floor"
    yield at_most(what, check.ratio, limit, "×", f"{check.warm} against {timings[base].warm}")
    detail = f"{page.warm}; a second run, which finds its pages written"
    yield at_most("`status --format html`, CPU against json", page.ratio, 2, "×", detail)


def _judge_stale(late: Timing, clean: Tree, stale: Tree) -> Iterator[Result]:
    """Hold the time to that of nothing stale, and git's processes to one pass of the history."""
    what = "`check`, all stale, warm, CPU against nothing stale"
    yield at_most(what, late.ratio, 1.3, "×", f"{late.warm}")
    command = tool(stale.folder, "check")
    cold = list_processes(command, cold=True)
    warm, plain = list_processes(command), list_processes(tool(clean.folder, "check"))
    detail = f"{_count(cold)}; warm: {_count(warm)}; nothing stale: {_count(plain)}"
    what = "`check`, all stale, cold: passes of git over the history"
    yield at_most(what, cold.count("log") + cold.count("rev-list"), 1, "", detail)


def _count(verbs: list[str]) -> str:
    return ", ".join(f"{count} {verb}" for verb, count in Counter(verbs).items()) or "none"


def measure_readings(bench: Bench) -> Iterator[Section]:
    """Measure lint, diff and sync --diff over everything, generated and real."""
    generated = (bench.make_tree(sidecar=True, stale=share, small=True) for share in (0, 1))
    yield _measure_reading(bench, *generated)
    if bench.missing:
        yield Section("Reading everything, azd", skipped=bench.missing)
        return
    sound = Tree("azd", bench.clone("azd", "sound"), sidecar=True)
    late = Tree("azd", bench.clone_stale("azd", "late"), sidecar=True)
    yield _measure_reading(bench, sound, late)


def _measure_reading(bench: Bench, sound: Tree, stale: Tree) -> Section:
    """Measure ``lint`` against finding delimiter rows, and the rest against ``lint``."""
    lint, sync = ("lint", "--jobs"), ("sync", "--diff", "--jobs")
    late, merge = "`lint`, all stale", "`sync --diff`, all stale"
    commands = {
        _DELIMITERS: floor(sound, "delimiters"),
        _BLOCKS: floor(_write_merged(bench, stale), "blocks"),
        "`lint`": tool(sound.folder, *lint, "1", base=_DELIMITERS),
        late: tool(stale.folder, *lint, "1", base=_DELIMITERS),
        "`diff`, all stale": tool(stale.folder, "diff", base=late),
        merge: tool(stale.folder, *sync, "1", base=late),
        "`lint --jobs 2`": tool(sound.folder, *lint, "2", base="`lint`"),
        "`sync --diff --jobs 2`, all stale": tool(stale.folder, *sync, "2", base=merge),
    }
    timings = time_commands(commands, 1 if bench.quick else 3)
    results = list(_judge_reading(timings))
    return Section(f"Reading everything, {sound.title}", results, costs=render_costs(timings))


def _write_merged(bench: Bench, stale: Tree) -> Tree:
    """Write the distinct texts that a merge of a tree reads: both versions and translations."""
    texts: set[bytes] = set()
    for each in read_report(stale.folder, "status")["translations"]:
        if each["state"] == "stale" and each["base"]:
            texts.update((stale.folder / each[name]).read_bytes() for name in ("path", "source"))
            texts.add(run_git(stale.folder, "cat-file", "blob", each["base"]["blob"]).encode())
    folder = bench.folder / f"merged-{stale.folder.name}"
    folder.mkdir()
    for number, text in enumerate(sorted(texts)):
        (folder / f"{number}.md").write_bytes(text)
    return Tree(stale.name, folder, stale.sidecar)


def _judge_reading(timings: Mapping[str, Timing]) -> Iterator[Result]:
    lint, late = timings["`lint`"], timings["`lint`, all stale"]
    sync, of = timings["`sync --diff`, all stale"], f"the floor's {timings[_DELIMITERS].warm}"
    what, detail = "CPU against the floor", f"{lint.warm} against {of}"
    yield at_most(f"`lint`, warm, {what}", lint.ratio, 4, "×", detail)
    yield at_most(f"`lint`, cold, {what}", lint.cold_ratio, 4, "×", f"{lint.cold} against {of}")
    # Warm, lint remembers what it found and reads nothing; sync always reads.
    what = "`sync --diff`, all stale, cold, CPU against `lint` on the same files"
    detail = f"{sync.cold} against {late.cold}"
    yield at_most(what, sync.cold.cpu / late.cold.cpu, 2, "×", detail)
    blocks = timings[_BLOCKS].warm
    what = "`sync --diff`, all stale, cold, CPU against markdown-it-py's block rules"
    detail = f"{sync.cold} against {blocks}, over the same distinct texts"
    yield at_most(what, sync.cold.cpu / blocks.cpu, 4, "×", detail)
    both = timings["`lint --jobs 2`"], timings["`sync --diff --jobs 2`, all stale"]
    for name, one, two in (("lint", lint, both[0]), ("sync --diff", sync, both[1])):
        what = f"`{name} --jobs 2`, cold, wall time against one process"
        detail = f"{two.cold.wall:.2f} s against {one.cold.wall:.2f} s"
        yield at_most(what, two.cold.wall / one.cold.wall, 0.6, "×", detail)


def measure_growth(bench: Bench) -> Iterator[Section]:
    """Measure ``check`` from a thousand translations on, in both stamp formats."""
    sizes = _SIZES[:2] if bench.quick else _SIZES
    nothing = _repeat(tool(make_repository(bench.folder / "empty"), "check"), bench.rounds)
    for kind in ("sidecar", "comment"):
        costs = {size: _measure_size(bench, size, sidecar=kind == "sidecar") for size in sizes}
        yield Section(f"Growth, {kind}", list(_judge_growth(costs, nothing)))


def _measure_size(bench: Bench, size: int, *, sidecar: bool) -> Cost:
    """Measure one generated tree, which is removed: the largest fill half a disk together."""
    plan = Plan(size // _LANGUAGES, _LANGUAGES, sidecar, sections=1, rows=4, revisions=1)
    folder = generate_repository(plan, bench.folder / "growing")
    # The less there is to it, the more often it runs.
    rounds = bench.rounds * (2 if size <= 1_000 else 1) if size < 100_000 else 3
    cost = _repeat(tool(folder, "check"), rounds)
    shutil.rmtree(folder)
    return cost


def _repeat(command: Command, rounds: int) -> Cost:
    """Run a command some times; one run more fills the cache."""
    measure(command)
    return summarise([measure(command) for _ in range(rounds)])


def _judge_growth(costs: Mapping[int, Cost], nothing: Cost) -> Iterator[Result]:
    """Hold the microseconds of CPU a translation, without those of a run over nothing."""
    each = {size: 1e6 * (cost.cpu - nothing.cpu) / size for size, cost in costs.items()}
    for size, cost in costs.items():
        what, detail = f"`check` on {size:,} translations, CPU", f"{each[size]:.1f} µs each"
        yield Result(what, f"{cost.cpu:.2f} s", detail=f"{detail}, {cost.peak:.0f} MB")
    middle = median(each.values())
    off = max(abs(one - middle) for one in each.values()) / middle
    what = f"time a translation from {min(costs):,} to {max(costs):,}, off the median"
    yield at_most(what, 100 * off, 15, " %", "the run over nothing subtracted")
    allowed = {size: _MEMORY + _EACH * size for size in costs}
    worst = max(costs, key=lambda size: costs[size].peak - allowed[size])
    what = f"peak memory, at its worst, on {worst:,} translations"
    yield at_most(what, costs[worst].peak, allowed[worst], " MB")
