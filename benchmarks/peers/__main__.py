"""Compares the updates of peers with ours: ``python -m benchmarks.peers [--pairs N] [--seed N]``.

Each tool updates the same real stale translations; in place of a translation service stands a stub.
One that cannot be had here is in the table, too, with the reason.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.__main__ import PEERS, RESULTS
from benchmarks.cases import Case
from benchmarks.peers.co_op import run_command, run_incremental
from benchmarks.peers.installing import PLACE, MissingError, find_reason
from benchmarks.peers.lingo import run_lingo
from benchmarks.peers.mdpo import run_mdpo
from benchmarks.peers.ours import run_ours
from benchmarks.peers.pairs import CORPORA, draw_pairs, list_missing
from benchmarks.peers.po4a import run_po4a
from benchmarks.peers.server import serve
from benchmarks.peers.table import HEAD, describe_sample, render_missing, render_row
from benchmarks.peers.work import Outcome, Work, make_empty
from benchmarks.results import render_table, replace_section

TOOLS: Mapping[str, Callable[[Work], Outcome]] = {
    "translation-sync": run_ours,
    "co-op-translator, as its command does": run_command,
    "co-op-translator, incrementally": run_incremental,
    "mdpo-llm": run_mdpo,
    "lingo.dev": run_lingo,
    "po4a": run_po4a,
}
"""The tools, in the order of the table."""


def main() -> None:
    """Install, run, judge and print; ``--write`` puts the table into the file of results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--pairs", type=int, default=80, help="stale translations (80)")
    parser.add_argument("--seed", type=int, default=1, help="which ones are drawn (1)")
    parser.add_argument("--keep", type=Path, help="a folder to leave all that was written in")
    parser.add_argument("--write", action="store_true", help=f"write the table to {RESULTS.name}")
    parser.add_argument("peers", nargs="*", metavar="PEER", help="a part of a name; all if none")
    given = parser.parse_args()
    if given.write and given.peers:
        parser.error("--write keeps whole runs alone: name no peer")
    if missing := list_missing():
        sys.exit(f"no bundle of {', '.join(missing)}; all of {', '.join(CORPORA)} are needed")
    names = [n for n in TOOLS if not given.peers or any(each in n for each in given.peers)]
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        folder = given.keep or Path(name)
        cases = draw_pairs(given.pairs, given.seed, make_empty(folder / "bundles"))
        table = render_table(HEAD, [_measure(each, cases, folder) for each in names])
    call = f"`python -m benchmarks.peers --pairs {given.pairs} --seed {given.seed}`"
    told = f"Measured for itself, {datetime.now(UTC):%Y-%m-%d}: {call}. {describe_sample(cases)}"
    section = f"## {PEERS}\n\n{told}\n\n{table}"
    print(section)
    if given.write:
        text = RESULTS.read_text(encoding="utf-8")
        RESULTS.write_text(replace_section(text, PEERS, f"{section}\n"), encoding="utf-8")


def _measure(name: str, cases: Sequence[Case], folder: Path) -> Sequence[str]:
    start = time.monotonic()
    print(f"{name} …", file=sys.stderr, flush=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    try:
        with serve() as service:
            place = make_empty(folder / name.replace(" ", "-"))
            row = render_row(TOOLS[name](Work(cases, place, service)))
    except (MissingError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        row = render_missing(name, find_reason(str(error)))
    seconds = f"{time.monotonic() - start:.0f} s"
    print(f"{name}: {seconds}: {' | '.join(row)}", file=sys.stderr, flush=True)
    return row


if __name__ == "__main__":
    main()
