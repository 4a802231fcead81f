"""mdpo-llm: catalogues in gettext's format, which begin with translations of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.peers.installing import find_version, install
from benchmarks.peers.judge import put_hand
from benchmarks.peers.work import Done, Outcome, Work, read_changed
from benchmarks.timing import Command, measure

_PACKAGE = "mdpo-llm"


def run_mdpo(work: Work) -> Outcome:
    """Translate the old sources, let a human work on that, and update it.

    It cannot start from a translation that is there: each document counts once, in one language.
    """
    python = install(_PACKAGE) / "python"
    sources, target = work.folder / "sources", work.folder / "target"
    command = Command(_list_words(python, work, sources, target), work.folder)
    cases = list({case.document: case for case in work.cases}.values())
    _write(sources, {case.document: case.base for case in cases})
    work.service.make_baseline(is_baseline=True)
    measure(command)
    work.service.make_baseline(is_baseline=False)
    cases = [replace(case, translation=_read(target, case.document)) for case in cases]
    cases = [put_hand(case) for case in cases]
    _write(target, {case.document: case.translation for case in cases})
    _write(sources, {case.document: case.source for case in cases})
    cost = measure(command)
    done = [Done(case, read_changed(target / case.document, case.translation)) for case in cases]
    name = f"{_PACKAGE} {find_version(_PACKAGE)}, from translations of its own"
    return Outcome(name, done, cost.cpu, work.service.words)


def _list_words(python: Path, work: Work, sources: Path, target: Path) -> list[str]:
    settings = {
        "OPENAI_API_KEY": "stub",
        "OPENAI_API_BASE": work.service.address,
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    line = ["env", *(f"{name}={value}" for name, value in settings.items()), str(python)]
    line += ["-m", "mdpo_llm", "translate-dir", "--model", "openai/gpt-4o", "--target", "de"]
    return [*line, "--no-progress", str(sources), str(target)]


def _write(folder: Path, texts: dict[str, str]) -> None:
    for document, text in texts.items():
        (folder / document).parent.mkdir(parents=True, exist_ok=True)
        (folder / document).write_bytes(text.encode())


def _read(folder: Path, document: str) -> str:
    return (folder / document).read_bytes().decode()
