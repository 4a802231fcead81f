"""Two checkouts of the program on the same trees: what users see, compared byte by byte.

``python -m benchmarks.compare OTHER`` runs every command of this checkout and of ``OTHER`` on the
corpora, as published and with translations that fell behind, cold and warm, and prints each call
whose answer differs. It is how a change of the inside is held to what users see.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import BUNDLES, SEED, clone_corpus

_HERE = Path(__file__).parents[1]
_BEHIND = {"azd": (15, 40, 70), "security-101": (10, 20), "agents": (20, 80)}
_AS_PUBLISHED = ("azd", "security-101", "agents", "otel", "eks", "openclaw", "starlight")
# What is written depends on the moment: a stamp's date.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
_LINES = 12

READING = (
    "status",
    "status --format json",
    "status --state stale,orphaned",
    "check",
    "check --format json",
    "check --format github",
    "check --format junit",
    "check --max-stale 5%",
    "check --changed-from HEAD~1 --format json",
    "check --changed-from HEAD~3 --fail-on stale",
    "diff",
    "diff --format json",
    "lint",
    "lint --format json",
    "lint --format sarif --select table-rows,link-target,number",
    "sync --diff",
    "sync --check",
    "sync --diff --no-base --rebuild-damaged",
    "sync --diff --base date",
    "history --format json",
    "schema",
)
"""Calls that write nothing into the tree."""

WRITING = (
    "sync --format json",
    "sync --rebuild-damaged --on-change source --format json",
    "stamp --cosmetic",
    "lint --fix",
    "new xx --format json",
    "check --write-baseline known.yaml",
    "status --format html --output site",
    "diff --format html --output site",
    "init --force",
)
"""Calls after which the whole tree is compared."""


class Answer(NamedTuple):
    """What a call came to: exit code, both outputs, and the files with their digests."""

    code: int
    out: str
    err: str
    files: tuple[tuple[str, str], ...] = ()


def name_trees() -> Iterator[str]:
    """Yield what there is to compare on: corpora, those of older translations, and the seed."""
    yield from filter(_has_bundle, _AS_PUBLISHED)
    for name, distances in _BEHIND.items():
        yield from (f"{name}-{distance}" for distance in distances if _has_bundle(name))
    yield from filter(_has_bundle, ("resources",))


def _has_bundle(name: str) -> bool:
    return (BUNDLES / f"{name}.bundle").is_file()


def make_tree(folder: Path, tree: str) -> Path:
    """Make one of them in an empty folder."""
    name, _, distance = tree.rpartition("-")
    if name in _BEHIND and distance.isdecimal():
        return _make_behind(folder, name, int(distance))
    clone = clone_corpus(tree, folder)
    if tree == "resources":
        target = clone / "translations" / "he" / "18-fine-tuning" / "RESOURCES.md"
        target.parent.mkdir(parents=True)
        shutil.copy(SEED, target)
        _commit(clone)
    return clone


def _make_behind(folder: Path, name: str, distance: int) -> Path:
    """Put the translations of some commits ago beside the newest sources."""
    tree = clone_corpus(name, folder)
    _git(tree, "rm", "-rqf", "translations")
    _git(tree, "checkout", "-q", f"HEAD~{distance}", "--", "translations")
    _commit(tree)
    return tree


def _commit(tree: Path) -> None:
    _git(tree, "add", "-A")
    who = ("-c", "user.name=A Comparison", "-c", "user.email=comparison@example.org")
    _git(tree, *who, "commit", "-q", "--allow-empty", "-m", "Put translations beside newer sources")


def _git(tree: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(tree), *arguments], check=True)


def run(program: Path, tree: Path, call: str, *, lists: bool = False) -> Answer:
    """Run one call of a checkout of the program in a tree."""
    environment = {**os.environ, "PYTHONPATH": str(program), "COLUMNS": "100"}
    command = [_find_python(program), "-m", "sync", *call.split()]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False)
    out, err = (_mask(data, tree) for data in (done.stdout, done.stderr))
    return Answer(done.returncode, out, err, tuple(_list_files(tree)) if lists else ())


def _find_python(program: Path) -> str:
    """Return a checkout's own interpreter: each version has libraries of its own."""
    own = program / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def _mask(data: bytes, tree: Path) -> str:
    return _MOMENT.sub("(moment)", data.decode("utf-8", "replace")).replace(str(tree), "(tree)")


def _list_files(tree: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(tree.rglob("*")):
        if path.is_file() and ".git" not in path.relative_to(tree).parts:
            text = _mask(path.read_bytes(), tree)
            yield str(path.relative_to(tree)), hashlib.sha256(text.encode()).hexdigest()


def compare(programs: tuple[Path, Path], tree: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the calls whose answers differ on a tree, and how; ``folder`` is for copies."""
    copies = [_copy(tree, folder / f"{k}") for k in range(2)]
    for call in READING:
        for warmth in ("cold", "warm"):
            if warmth == "cold":
                for copy in copies:
                    shutil.rmtree(copy / ".git" / "translation-sync", ignore_errors=True)
            yield from _tell(f"{call} ({warmth})", _run_both(programs, copies, call))
    for call in WRITING:
        copies = [_copy(tree, folder / f"{k}") for k in range(2)]
        yield from _tell(call, _run_both(programs, copies, call, lists=True))


def _copy(tree: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(tree, folder / "tree", symlinks=True))


def _run_both(
    programs: tuple[Path, Path], copies: list[Path], call: str, *, lists: bool = False
) -> list[Answer]:
    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(run, program, copy, call, lists=lists)
            for program, copy in zip(programs, copies, strict=True)
        ]
        return [job.result() for job in jobs]


def _tell(call: str, answers: list[Answer]) -> Iterator[tuple[str, str]]:
    ours, theirs = answers
    if ours != theirs:
        yield call, "\n".join(_describe(ours, theirs))


def _describe(ours: Answer, theirs: Answer) -> Iterator[str]:
    if ours.code != theirs.code:
        yield f"exit code {ours.code} here, {theirs.code} there"
    for name in ("out", "err"):
        here, there = getattr(ours, name).splitlines(), getattr(theirs, name).splitlines()
        lines = list(difflib.unified_diff(there, here, f"{name} there", f"{name} here", "", "", 1))
        yield from lines[:_LINES]
    for path, _ in sorted(set(ours.files) ^ set(theirs.files)):
        yield f"file differs: {path}"


def main(other: str, *names: str) -> int:
    """Compare this checkout with ``other``, on trees that ``names`` choose; return an exit code."""
    count = differing = 0
    programs = _HERE, Path(other).resolve()
    for name in name_trees():
        if names and name not in names:
            continue
        print(f"{name} …", flush=True)
        count += 2 * len(READING) + len(WRITING)
        with tempfile.TemporaryDirectory() as folder:
            tree = make_tree(Path(folder), name)
            for call, difference in compare(programs, tree, Path(folder) / "copies"):
                differing += 1
                print(f"  {call}\n    " + difference.replace("\n", "\n    "), flush=True)
    print(f"{count} calls compared, {differing} differ")
    return 1 if differing or not count else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
