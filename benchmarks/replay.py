"""Merges every change of the real histories and counts what an independent judge says of it."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cases import Case
from benchmarks.generate import SIDECAR, render_sidecar, write_stamp
from benchmarks.judge import Verdict, judge_merge
from benchmarks.repositories import commit_all, make_repository
from benchmarks.timing import read_report

FAULTS = (
    "unchanged rows with other words",
    "cells with another's translation",
    "rows written with other links",
    "files changed outside their tables",
    "second runs that changed something",
)
"""What must never happen."""

CELLS = ("kept", "relinked", "fuzzy", "untranslated", "verbatim")
"""What becomes of cells."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that ``sync`` made of a case, and what it says of each table.

    ``is_stable`` tells whether a second run left that text alone.
    """

    case: Case
    text: str
    tables: list[dict[str, Any]]
    is_refused: bool
    is_stable: bool

    def judge(self) -> Verdict:
        """Count what became of it."""
        verdict = Verdict() if self.is_refused else judge_merge(self.case, self.text)
        verdict.counts["merges"] += 1
        if self.is_refused:
            verdict.blame("files refused", self.case.path)
        if self.is_refused and self.text != self.case.translation:
            verdict.blame("refused, yet changed", self.case.path)
        if not self.is_stable:
            verdict.blame("second runs that changed something", self.case.path)
        for kind in CELLS:
            verdict.counts[f"cells {kind}"] += sum(table[kind] for table in self.tables)
        return verdict


def merge_cases(cases: Iterable[Case]) -> Iterator[Merged]:
    """Run ``sync`` twice on repositories that hold the cases, as many at once as can be."""
    for batch in _split_batches(cases):
        with tempfile.TemporaryDirectory(prefix="merge-") as folder:
            root = make_repository(Path(folder) / "course")
            write_cases(root, batch)
            report = read_report(root, "sync")["translations"]
            first = {case.path: _read(root, case) for case in batch}
            read_report(root, "sync", "--force")
            told = {each["path"]: each for each in report}
            for case in batch:
                # What is left out differs from its base in format alone.
                each = told.get(case.path, {"tables": [], "outcome": "unchanged"})
                is_stable = _read(root, case) == first[case.path]
                is_refused = each["outcome"] == "refused"
                yield Merged(case, first[case.path], each["tables"], is_refused, is_stable)


def _split_batches(cases: Iterable[Case]) -> Iterator[Collection[Case]]:
    """Part cases so that each document has two versions, and one translation in a language."""
    batches: list[tuple[dict[str, tuple[str, str]], dict[str, Case]]] = []
    for case in cases:
        pair = case.base, case.source
        for pairs, batch in batches:
            if pairs.get(case.document, pair) == pair and case.path not in batch:
                break
        else:
            pairs, batch = {}, {}
            batches.append((pairs, batch))
        pairs[case.document], batch[case.path] = pair, case
    return (batch.values() for _, batch in batches)


def write_cases(root: Path, cases: Collection[Case]) -> None:
    """Commit the bases with their translations and what these link to, then the new sources."""
    files = {path: "" for case in cases for path in case.copies}
    stamps: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for case in cases:
        files |= {case.document: case.base, case.path: case.translation}
        stamp = write_stamp(case.base.encode(), case.document, case.language)
        stamps[case.language][case.document] = stamp
    for language, entries in stamps.items():
        files[f"translations/{language}/{SIDECAR}"] = render_sidecar(entries).decode()
    for step in (files, {case.document: case.source for case in cases}):
        for path, text in step.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
        commit_all(root, "Change")


def _read(root: Path, case: Case) -> str:
    return (root / case.path).read_bytes().decode()


def replay(cases: Iterable[Case]) -> Verdict:
    """Merge the cases and judge each."""
    total = Verdict()
    for merged in merge_cases(cases):
        verdict = merged.judge()
        total.counts.update(verdict.counts)
        total.faults += verdict.faults
    return total
