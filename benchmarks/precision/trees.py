"""Work trees of the corpora at several commits of their histories, and ``lint`` run on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.precision.evidence import Claim
from benchmarks.precision.judging import Judged, judge_all, read_claims
from benchmarks.precision.sources import Repository

_TOP = Path(__file__).parents[2]


def run_lint(folder: Path) -> list[Claim]:
    """Run ``lint`` on a work tree, as users do; raises where it gives no report."""
    command = [sys.executable, "-m", "sync", "--root", ".", "lint", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(_TOP)}
    run = subprocess.run(command, check=False, cwd=folder, env=environment, capture_output=True)
    if run.returncode not in (0, 1):
        raise RuntimeError(run.stderr.decode())
    return read_claims(run.stdout)


def list_commits(repository: Path, most: int) -> list[str]:
    """Return commits that changed translations, evenly spread over the history, newest first."""
    command = ["git", "-C", str(repository), "log", "--first-parent", "--format=%H"]
    out = subprocess.run(
        [*command, "--", "translations"], check=True, capture_output=True, text=True
    ).stdout
    names = out.split()
    step = max(1, -(-len(names) // most))
    return names[::step]


def walk_history(repository: Path, commits: Sequence[str]) -> Iterator[list[Judged]]:
    """Check out one commit after the other, and judge what ``lint`` finds in each."""
    tree = Repository(repository)
    for commit in commits:
        command = ["git", "-C", str(repository), "checkout", "-q", "--detach", commit]
        subprocess.run(command, check=True)
        yield list(judge_all(tree, run_lint(repository)))
