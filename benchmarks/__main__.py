"""Prints measurements: ``python -m benchmarks [--write] [--quick] [SECTION…]``.

A section is one of: start, gate, reading, hooks, growth, corpora, pathological, history,
picture, precision. All are measured where none is named; ``corpora`` needs the bundles of the real
repositories beside the project.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.bases import measure_bases
from benchmarks.cases import Corpus, read_corpus
from benchmarks.corpora import BUNDLES, clone_corpus, find_bundle
from benchmarks.gate import measure_growth, measure_start
from benchmarks.generate import Plan
from benchmarks.histories import measure_corpora
from benchmarks.history import measure_history
from benchmarks.hooks import measure_hooks
from benchmarks.machine import describe_machine
from benchmarks.pathological import measure_pathological
from benchmarks.pictures import measure_picture
from benchmarks.precision.section import measure_precision
from benchmarks.results import Result, Section, render_section, replace_sections
from benchmarks.speed import Tree, make_tree, measure_gate, measure_reading, read_tree
from benchmarks.trees import make_stale

RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = (1_000, 10_000, 100_000, 500_000)
CORPORA = ("azd", "security-101", "resources")


@dataclass(frozen=True)
class Bench:
    """Where trees are made, and how much is measured."""

    folder: Path
    quick: bool

    @property
    def rounds(self) -> int:
        """How often a short command runs."""
        return 3 if self.quick else 9

    def tree(self, name: str, *, sidecar: bool, stale: float) -> Tree:
        """Return a generated tree; the sidecar's is as large as azd's, the other security-101's."""
        documents, languages = (65, 55) if sidecar else (39, 51)
        share = 4 if self.quick else 1
        return make_tree(name, Plan(documents, languages // share, sidecar, stale), self.folder)

    @cached_property
    def clean(self) -> Tree:
        """The sidecar tree with nothing stale."""
        return self.tree("generated sidecar tree", sidecar=True, stale=0)

    @cached_property
    def stale(self) -> Tree:
        """The sidecar tree with every translation stale."""
        return self.tree("generated stale sidecar tree", sidecar=True, stale=1)

    @property
    def missing(self) -> str:
        """Why the real repositories cannot be measured, empty where they are there."""
        names = ", ".join(name for name in CORPORA if find_bundle(name) is None)
        return f"no bundle of {names} in {BUNDLES.name}/" if names else ""


def measure_starts(bench: Bench) -> Iterator[Section]:
    """Measure starting up."""
    yield Section("Starting up", list(measure_start(bench.folder, 2 * bench.rounds)))


def measure_gates(bench: Bench) -> Iterator[Section]:
    """Measure check and status on generated trees, both stamp formats, and on real ones."""
    yield measure_gate(bench.clean, bench.stale, 1.6, bench.rounds)
    clean = bench.tree("generated comment tree", sidecar=False, stale=0)
    stale = bench.tree("generated stale comment tree", sidecar=False, stale=1)
    yield measure_gate(clean, stale, 2.0, bench.rounds)
    for name, sidecar, limit in (("azd", True, 1.6), ("security-101", False, 2.0)):
        if find_bundle(name) is None:
            yield Section(f"Gate, {name}", skipped=bench.missing)
        else:
            place = clone_corpus(name, bench.folder / "gate")
            yield measure_gate(read_tree(name, place, sidecar=sidecar), None, limit, bench.rounds)


def measure_readings(bench: Bench) -> Iterator[Section]:
    """Measure lint, diff and sync --diff over everything, generated and real."""
    rounds = 1 if bench.quick else 3
    yield measure_reading(bench.clean, bench.stale, rounds)
    if bench.missing:
        yield Section("Reading everything, azd", skipped=bench.missing)
        return
    sound = read_tree("azd", clone_corpus("azd", bench.folder / "sound"), sidecar=True)
    late = clone_corpus("azd", bench.folder / "late")
    make_stale(late, read_corpus("azd", bench.folder / "read"))
    yield measure_reading(sound, read_tree("azd", late, sidecar=True), rounds)


def measure_all_hooks(bench: Bench) -> Iterator[Section]:
    """Measure the hooks in the full tree."""
    found = list(measure_hooks("the sidecar tree", bench.clean.folder, bench.rounds))
    yield Section("Hooks", found)


def measure_all_growth(bench: Bench) -> Iterator[Section]:
    """Measure check from a thousand translations to half a million, in both stamp formats."""
    sizes = SIZES[:2] if bench.quick else SIZES
    rows: list[Result] = []
    for sidecar in (True, False):
        rows += measure_growth(sizes, bench.folder, min(bench.rounds, 5), sidecar=sidecar)
    yield Section("Growth", rows)


def measure_real(bench: Bench) -> Iterator[Section]:
    """Merge what real histories had to merge, and look bases up in them."""
    if bench.missing:
        yield Section("Replayed histories", skipped=bench.missing)
        return
    corpora = {name: read_corpus(name, bench.folder / "bare") for name in CORPORA}
    yield Section("Base look-up", list(_look_up(bench.folder / "bases", corpora)))
    yield Section("Replayed histories", list(measure_corpora(corpora, quick=bench.quick)))


def _look_up(folder: Path, corpora: Mapping[str, Corpus]) -> Iterator[Result]:
    for name in ("azd", "security-101"):
        tree = make_stale(clone_corpus(name, folder), corpora[name])
        yield from measure_bases(name, tree.folder, corpora[name])


def measure_all_precision(bench: Bench) -> Iterator[Section]:
    """Measure how often lint is right."""
    yield measure_precision(bench.folder / "linted", quick=bench.quick)


def measure_all_pathological(bench: Bench) -> Iterator[Section]:
    """Measure texts that nobody means."""
    found = list(measure_pathological(bench.folder / "odd", quick=bench.quick))
    yield Section("Texts that nobody means", found)


def measure_all_history(_bench: Bench) -> Iterator[Section]:
    """Measure the replay of a long history."""
    yield measure_history()


def measure_all_pictures(bench: Bench) -> Iterator[Section]:
    """Measure the site in a browser."""
    yield measure_picture(bench.folder / "picture", bench.rounds)


SECTIONS: Mapping[str, Callable[[Bench], Iterator[Section]]] = {
    "start": measure_starts,
    "gate": measure_gates,
    "reading": measure_readings,
    "hooks": measure_all_hooks,
    "growth": measure_all_growth,
    "corpora": measure_real,
    "pathological": measure_all_pathological,
    "history": measure_all_history,
    "picture": measure_all_pictures,
    "precision": measure_all_precision,
}
"""What can be measured, in the order in which it is."""


def main() -> None:
    """Measure, print, and with ``--write`` keep the results beside the program."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name}")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller trees")
    given = parser.parse_args()
    unknown = [name for name in given.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    head = f"# Benchmarks\n\n{describe_machine()}\n"
    print(head)
    written: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        bench = Bench(Path(folder), given.quick)
        for name in given.sections or SECTIONS:
            for section in SECTIONS[name](bench):
                written[section.title] = render_section(section)
                print(written[section.title], flush=True)
    if given.write:
        old = RESULTS.read_text(encoding="utf-8") if given.sections else ""
        RESULTS.write_text(replace_sections(old, head, written), encoding="utf-8")


if __name__ == "__main__":
    main()
