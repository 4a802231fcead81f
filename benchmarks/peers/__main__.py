"""Compares the updates of peers with ours: ``python -m benchmarks.peers [--pairs N] [--seed N]``.

Each tool updates the same real stale translations; in place of a translation service stands a stub.
Nothing that a tool does not do, or that cannot be had here, is left out of the table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.peers.co_op import run_command, run_incremental
from benchmarks.peers.installing import PLACE, MissingError, find_reason
from benchmarks.peers.mdpo import run_mdpo
from benchmarks.peers.ours import run_ours
from benchmarks.peers.pairs import CORPORA, draw_pairs, list_missing
from benchmarks.peers.po4a import run_po4a
from benchmarks.peers.server import serve
from benchmarks.peers.table import HEAD, describe_sample, render_missing, render_row
from benchmarks.peers.work import Outcome, Work, make_empty
from benchmarks.results import describe_machine, render_table

PEERS: Mapping[str, Callable[[Work], Outcome]] = {
    "translation-sync": run_ours,
    "co-op-translator, as its command does": run_command,
    "co-op-translator, incrementally": run_incremental,
    "mdpo-llm": run_mdpo,
    "po4a": run_po4a,
}
"""The tools, in the order of the table."""


def main() -> None:
    """Install, run, judge and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--pairs", type=int, default=150, help="stale translations (150)")
    parser.add_argument("--seed", type=int, default=1, help="which ones are drawn (1)")
    parser.add_argument("--keep", type=Path, help="a folder to leave all that was written in")
    parser.add_argument("peers", nargs="*", metavar="PEER", help="a part of a name; all if none")
    given = parser.parse_args()
    if missing := list_missing():
        sys.exit(f"no bundle of {', '.join(missing)}; all of {', '.join(CORPORA)} are needed")
    names = [n for n in PEERS if not given.peers or any(each in n for each in given.peers)]
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        folder = given.keep or Path(name)
        cases = draw_pairs(given.pairs, given.seed, make_empty(folder / "bundles"))
        rows = [_measure(each, cases, folder) for each in names]
    print(f"## Peers\n\n{describe_sample(cases, given.seed)}\n\n{describe_machine()}\n")
    print(render_table(HEAD, rows))


def _measure(name: str, cases: Sequence[Case], folder: Path) -> Sequence[str]:
    start = time.monotonic()
    print(f"{name} …", file=sys.stderr, flush=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    try:
        with serve() as service:
            place = make_empty(folder / name.replace(" ", "-"))
            row = render_row(PEERS[name](Work(cases, place, service)))
    except (MissingError, RuntimeError) as error:
        row = render_missing(name, find_reason(str(error)))
    print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return row


if __name__ == "__main__":
    main()
