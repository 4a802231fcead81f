"""What ``sync --diff`` costs against parsing its texts, and which bases are found."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cases import Corpus, hash_text
from benchmarks.gate import tool
from benchmarks.results import Result, at_least, at_most
from benchmarks.timing import Command, compare

_PARSE = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable("table")
parser.core.ruler.enableOnly(["normalize", "block"])
for path in sorted(Path(sys.argv[1]).iterdir()):
    parser.parse(path.read_bytes().decode())
"""
"""markdown-it-py's block rules, and nothing else, over each file of a folder."""


def compare_sync(folder: Path, corpus: Corpus, texts: Path, rounds: int) -> Iterator[Result]:
    """Measure ``sync --diff`` over all stale translations against the parser alone.

    ``texts`` is a folder to be made, which takes each distinct text that a merge has to read.
    """
    stale = [t for t in read_status(folder) if t["state"] == "stale" and t["base"]]
    texts.mkdir()
    distinct = {text for status in stale for text in _read_texts(folder, corpus, status)}
    for text in distinct:
        (texts / hashlib.md5(text.encode()).hexdigest()).write_bytes(text.encode())
    parser = Command([sys.executable, "-c", _PARSE, str(texts)], folder)
    found = compare(tool(folder, "sync", "--diff"), parser, rounds)
    detail = (
        f"{len(stale)} stale, {len(distinct)} distinct texts of "
        f"{sum(map(len, distinct)) / 1e6:.1f} million characters; "
        f"{found.ours.cpu:.2f} s against {found.theirs.cpu:.2f} s"
    )
    what = "`sync --diff` on azd, CPU against markdown-it-py's block rules"
    yield at_most(what, found.ratio, 2.0, "×", detail)
    yield at_most("`sync --diff` on azd, peak memory", found.ours.peak, 150, " MB")


def _read_texts(folder: Path, corpus: Corpus, status: dict[str, Any]) -> Iterator[str]:
    yield corpus.texts[status["base"]["blob"]]
    for path in (status["source"], status["path"]):
        yield (folder / path).read_bytes().decode()


def read_status(folder: Path) -> list[dict[str, Any]]:
    """Return what ``status`` says of each translation."""
    command = tool(folder, "status", "--format", "json").arguments
    environment = {"PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, env={**_environ(), **environment}
    )
    translations: list[dict[str, Any]] = json.loads(run.stdout)["translations"]
    return translations


def _environ() -> dict[str, str]:
    import os

    return dict(os.environ)


def measure_bases(name: str, folder: Path, corpus: Corpus) -> Iterator[Result]:
    """Count the stale translations whose hash occurs in the history, and those with a base."""
    anywhere = {found for text in corpus.texts.values() for found in hash_text(text)}
    stamped = [t for t in read_status(folder) if t["stamp"] and t["state"] in _LOOKED_UP]
    known = [t for t in stamped if t["stamp"]["original_hash"] in anywhere]
    found = sum(t["base"] is not None for t in known)
    detail = f"{found} of {len(known)}; {len(stamped) - len(known)} hashes occur nowhere"
    what = f"base found, stale translations of {name} whose hash occurs"
    yield at_least(what, found / len(known) if known else 1.0, 0.99, detail)


_LOOKED_UP = ("stale", "cosmetic")
