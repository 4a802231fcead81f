"""Which bases are found of translations whose hash a history holds."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cases import Corpus, hash_text
from benchmarks.gate import tool
from benchmarks.results import Result, at_least
from benchmarks.timing import environment


def read_status(folder: Path) -> list[dict[str, Any]]:
    """Return what ``status`` says of each translation."""
    command = tool(folder, "status", "--format", "json").arguments
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment())
    translations: list[dict[str, Any]] = json.loads(run.stdout)["translations"]
    return translations


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
