"""lingo.dev: sections of a page by their number, and a lockfile of what was translated of each.

Its releases since 0.79 need packages that the registry of npm need not have (their names begin with
an underscore); the last one that is whole is measured then, and the row says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.peers.installing import PLACE, MissingError, install_module, try_command
from benchmarks.peers.work import Done, Outcome, Work, read_changed
from benchmarks.timing import Command, measure

_WHOLE = "0.70.3"
# A stub needs no language, and the program knows fewer of them than the translations have.
_TARGET = "de"


def run_lingo(work: Work) -> Outcome:
    """Let it lock the old sources, and bring their translations up to the new ones."""
    program = install_module(f"lingo.dev@{_WHOLE}", "lingo.dev")
    cost = 0.0
    done: list[Done] = []
    for language, documents in work.list_by_language().items():
        cases = [c for c in work.cases if c.language == language and c.document in documents]
        folder = work.folder / language
        _prepare(folder, cases)
        settings = {"REPLEXICA_API_KEY": "stub", "REPLEXICA_API_URL": work.service.address}
        line = ["env", *(f"{name}={value}" for name, value in settings.items()), str(program)]
        measure(Command([*line, "lockfile"], folder))
        _write(folder / "en", {case.document: case.source for case in cases})
        cost += measure(Command([*line, "i18n"], folder)).cpu
        paths = ((case, folder / _TARGET / case.document) for case in cases)
        done += [Done(case, read_changed(path, case.translation)) for case, path in paths]
    name = f"lingo.dev {_WHOLE}{_tell_newest()}"
    return Outcome(name, done, cost, work.service.words)


def _prepare(folder: Path, cases: Sequence[Case]) -> None:
    _write(folder / "en", {case.document: case.base for case in cases})
    _write(folder / _TARGET, {case.document: case.translation for case in cases})
    include = [f"[locale]/{case.document}" for case in cases]
    told = {
        "version": 1.2,
        "locale": {"source": "en", "targets": [_TARGET]},
        "buckets": {"markdown": {"include": include}},
    }
    (folder / "i18n.json").write_text(json.dumps(told), encoding="utf-8")


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for document, text in texts.items():
        (folder / document).parent.mkdir(parents=True, exist_ok=True)
        (folder / document).write_bytes(text.encode())


def _tell_newest() -> str:
    """Say why it is not the newest that was measured."""
    newest = try_command(["npm", "view", "lingo.dev", "version"])
    try:
        try_command(["npm", "install", "--dry-run", "--prefix", str(PLACE), f"lingo.dev@{newest}"])
    except MissingError as error:
        return f" ({newest} cannot be installed: {error})"
    return f" (not {newest}, which has another configuration)"
