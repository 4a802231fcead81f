"""Prints all measurements: ``python -m benchmarks [--write] [--quick]``."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.cases import Corpus, read_corpus
from benchmarks.corpora import BUNDLES, clone_corpus, find_bundle
from benchmarks.gate import compare_stale, compare_with_floor, measure_growth, measure_start
from benchmarks.hooks import measure_hooks
from benchmarks.precision.section import measure_precision
from benchmarks.replays import edited_cases, measure_replay
from benchmarks.resources import measure_resources
from benchmarks.results import Result, Section, render_section
from benchmarks.syncing import compare_sync, measure_bases
from benchmarks.trees import make_stale

RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = (1_000, 10_000, 50_000)
CORPORA = ("azd", "security-101", "resources")


def main() -> None:
    """Measure, print, and with ``--write`` keep the results beside the program."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller trees")
    options = parser.parse_args()
    written = [f"# Benchmarks\n\n{_describe_machine()}\n"]
    print(written[0])
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        for section in _measure(Path(folder), quick=options.quick):
            written.append(render_section(section))
            print(written[-1], flush=True)
    if options.write:
        RESULTS.write_text("\n".join(written), encoding="utf-8")


def _describe_machine() -> str:
    git = subprocess.run(["git", "--version"], check=True, capture_output=True, text=True)
    return (
        f"{os.cpu_count()} CPUs, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {git.stdout.strip()}. Medians of runs in turns; "
        "ratios are of CPU time, children included."
    )


def _measure(folder: Path, *, quick: bool) -> Iterator[Section]:
    """Measure what needs no corpus first: a parent that grew would distort nothing, but wait."""
    rounds, sizes = (3, SIZES[:2]) if quick else (9, SIZES)
    yield Section("Starting up", list(measure_start(folder, 2 * rounds)))
    yield Section("Growth", list(measure_growth(sizes, folder, rounds)))
    missing = [name for name in CORPORA if find_bundle(name) is None]
    if missing:
        reason = f"no bundle of {', '.join(missing)} in {BUNDLES}"
        yield Section("Real repositories", skipped=reason)
        return
    corpora = {name: read_corpus(name, folder / "bare") for name in CORPORA}
    yield Section("Checking", list(_measure_check(folder, corpora, rounds)))
    yield Section("Replayed histories", list(_measure_replays(corpora, quick=quick)))
    yield measure_precision(folder / "linted", quick=quick)


def _measure_check(folder: Path, corpora: dict[str, Corpus], rounds: int) -> Iterator[Result]:
    clean = {name: clone_corpus(name, folder / "clean") for name in ("security-101", "azd")}
    for name, place in clean.items():
        yield from compare_with_floor(name, place, rounds)
    yield from measure_hooks("azd", clean["azd"], rounds)
    for name, place in clean.items():
        tree = make_stale(clone_corpus(name, folder / "stale"), corpora[name])
        if name == "azd":
            yield from compare_stale(place, tree.folder, tree.stale, rounds)
        yield from measure_bases(name, tree.folder, corpora[name])
        if name == "azd":
            yield from compare_sync(tree.folder, corpora[name], folder / "texts", 3)


def _measure_replays(corpora: dict[str, Corpus], *, quick: bool) -> Iterator[Result]:
    every = 40 if quick else 5
    kinds: dict[str, Callable[[Corpus], Iterator[Result]]] = {
        "next revision": lambda corpus: measure_replay("next revision", corpus.consecutive()),
        "newest revision": lambda corpus: measure_replay("newest revision", corpus.distant()),
        "base by date": lambda corpus: measure_replay("base by date", corpus.undated()),
        "edited": lambda corpus: measure_replay("edited", edited_cases(corpus, every)),
    }
    for name in ("azd", "security-101"):
        for measure in kinds.values():
            for result in measure(corpora[name]):
                yield Result(
                    f"{name}, {result.what}",
                    result.value,
                    result.goal,
                    result.reached,
                    result.detail,
                )
    yield from measure_resources(corpora["resources"])


if __name__ == "__main__":
    main()
