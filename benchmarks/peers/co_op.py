"""co-op-translator: as its command does, and by the baselines that its Python API takes."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.peers.installing import find_version, install
from benchmarks.peers.work import Outcome, Work
from benchmarks.timing import Command, measure

_PACKAGE = "co-op-translator"
_DRIVER = Path(__file__).parent / "drivers" / "co_op.py"
# It sleeps for a second after each answer of the model.
_CONCURRENCY = 24


def run_command(work: Work) -> Outcome:
    """Update what its stamps call outdated."""
    return _run(work, "as its command does", is_incremental=False)


def run_incremental(work: Work) -> Outcome:
    """Update the same with the old source and the translation as its baseline."""
    return _run(work, "incrementally (Python API)", is_incremental=True)


def _run(work: Work, how: str, *, is_incremental: bool) -> Outcome:
    python = install(_PACKAGE) / "python"
    # Its tokens are counted by a table that is fetched on first use; litellm ships the same.
    tokens = next((install("mdpo-llm").parent / "lib").rglob("litellm_core_utils/tokenizers"))
    tree, plan = work.make_tree(), work.folder / "plan.json"
    old = work.folder / "old"
    for case in work.cases:
        path = old / case.document
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.base.encode())
    told = {
        "tree": str(tree),
        "old": str(old) if is_incremental else "",
        "languages": work.list_by_language(),
        "concurrency": _CONCURRENCY,
    }
    plan.write_text(json.dumps(told), encoding="utf-8")
    settings = {
        "OPENAI_API_KEY": "stub",
        "OPENAI_CHAT_MODEL_ID": "gpt-4o",
        "OPENAI_BASE_URL": work.service.address,
        "TIKTOKEN_CACHE_DIR": str(tokens),
    }
    line = ["env", *(f"{k}={v}" for k, v in settings.items()), str(python), str(_DRIVER), str(plan)]
    cost = measure(Command(line, work.folder))
    name = f"{_PACKAGE} {find_version(_PACKAGE)}, {how}"
    return Outcome(name, work.read(tree), cost.cpu, work.service.words)
