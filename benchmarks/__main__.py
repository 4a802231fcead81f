"""Prints measurements: ``python -m benchmarks [--write] [--quick] [SECTION…]``.

All sections are measured where none is named; what needs the bundles of the real repositories says
so where they are not beside the project.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.editing import measure_editing
from benchmarks.fleets import measure_fleets
from benchmarks.histories import measure_corpora
from benchmarks.history import measure_history
from benchmarks.hooks import measure_hooks
from benchmarks.kinds import measure_kinds
from benchmarks.memory_fills import measure_memory
from benchmarks.pairing import measure_pairing
from benchmarks.pathological import measure_pathological
from benchmarks.pictures import measure_picture
from benchmarks.precision.measuring import measure_precision
from benchmarks.results import (
    Section,
    date_section,
    describe_machine,
    find_section,
    render_section,
    replace_section,
)
from benchmarks.speed import measure_gates, measure_growth, measure_readings, measure_start
from benchmarks.work_left import measure_work

PEERS = "Peers"
"""The section that `benchmarks.peers` writes, which a whole run leaves as it is."""
RESULTS = Path(__file__).with_name("RESULTS.md")

SECTIONS: Mapping[str, Callable[[Bench], Iterator[Section]]] = {
    "start": measure_start,
    "gate": measure_gates,
    "reading": measure_readings,
    "hooks": measure_hooks,
    "growth": measure_growth,
    "kinds": measure_kinds,
    "corpora": measure_corpora,
    "pairing": measure_pairing,
    "work": measure_work,
    "memory": measure_memory,
    "pathological": measure_pathological,
    "history": measure_history,
    "picture": measure_picture,
    "editing": measure_editing,
    "fleet": measure_fleets,
    "precision": measure_precision,
}
"""What can be measured, in the order in which it is."""


def main() -> None:
    """Measure and print; ``--write`` replaces the file of results, or the sections named in it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument(
        "--write", action="store_true", help=f"write what was measured to {RESULTS.name}"
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller trees")
    given = parser.parse_args()
    unknown = [name for name in given.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    if given.write and given.quick:
        parser.error("--write keeps whole measurements alone, and not --quick ones")
    held = RESULTS.read_text(encoding="utf-8")
    parts = [f"# Benchmarks\n\n{describe_machine()}\n"]
    print(parts[0])
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        bench = Bench(Path(folder), given.quick)
        for name in given.sections or SECTIONS:
            start = time.monotonic()
            print(f"{name} …", file=sys.stderr, flush=True)
            for section in SECTIONS[name](bench):
                parts.append(render_section(section))
                print(parts[-1], flush=True)
                held = replace_section(held, section.title, date_section(parts[-1]) + "\n")
            print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    if given.write:
        whole = "\n".join([*parts, find_section(held, PEERS)])
        RESULTS.write_text(held if given.sections else whole, encoding="utf-8")


if __name__ == "__main__":
    main()
