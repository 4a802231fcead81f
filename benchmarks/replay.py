"""Merges every change of the real histories and counts what an independent judge says of it."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.cases import Case
from benchmarks.generate import SIDECAR, render_sidecar, write_stamp
from benchmarks.judge import Verdict, judge_merge
from benchmarks.mdx import as_markdown
from benchmarks.repositories import commit_all, make_repository
from benchmarks.timing import read_report
from benchmarks.whole_judge import judge_whole

FAULTS = (
    "unchanged rows with other words",
    "cells with another's translation",
    "rows written with other links",
    "unchanged blocks with other words",
    "blocks with another's words",
    "blocks with words of nobody",
    "changed blocks without a mark",
    "disclaimers changed",
    "refused, yet changed",
    "second runs that changed something",
)
"""What must never happen."""

CELLS = ("kept", "relinked", "fuzzy", "untranslated", "verbatim")
"""What becomes of cells."""

_SAME: Mapping[str, Any] = {
    "tables": [],
    "outcome": "unchanged",
    "stamped": True,
    "state": "cosmetic",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that ``sync`` made of a case, and what it reports of the translation.

    ``is_stable`` tells whether a second run left that text alone.
    """

    case: Case
    text: str
    told: Mapping[str, Any]
    is_stable: bool

    @property
    def is_refused(self) -> bool:
        """Whether nothing was written."""
        return bool(self.told["outcome"] == "refused")

    def _as_markdown(self) -> Merged:
        return replace(self, case=self.case.as_markdown(), text=as_markdown(self.text))

    def judge(self) -> Verdict:
        """Count what became of it."""
        if self.case.document.endswith(".mdx"):
            return self._as_markdown().judge()
        verdict = Verdict() if self.is_refused else judge_merge(self.case, self.text)
        if not self.is_refused and self.told["state"] != "cosmetic":  # format alone
            verdict.add(judge_whole(self.case, self.text))
        verdict.counts["merges"] += 1
        if self.is_refused:
            verdict.blame("files refused", self.case.path)
            verdict.refusals[str(self.told["refusal"]["message"])] += 1
        if self.is_refused and self.text != self.case.translation:
            verdict.blame("refused, yet changed", self.case.path)
        if not self.is_stable:
            verdict.blame("second runs that changed something", self.case.path)
        for kind in CELLS:
            verdict.counts[f"cells {kind}"] += sum(table[kind] for table in self.told["tables"])
        return verdict


def merge_cases(cases: Iterable[Case], *, twice: bool = True) -> Iterator[Merged]:
    """Run ``sync`` on repositories that hold the cases, as many at once as can be.

    It runs ``twice`` where what a second run changes is asked for.
    """
    for batch in _split_batches(cases):
        with tempfile.TemporaryDirectory(prefix="merge-") as folder:
            root = make_repository(Path(folder) / "course")
            write_cases(root, batch)
            report = read_report(root, "sync")["translations"]
            first = {case.path: _read(root, case) for case in batch}
            if twice:
                read_report(root, "sync", "--force")
            told = {each["path"]: each for each in report}
            for case in batch:
                # What is left out differs from its base in format alone.
                each = told.get(case.path, _SAME)
                is_stable = _read(root, case) == first[case.path]
                yield Merged(case, first[case.path], each, is_stable)


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
    if any(case.document.endswith(".mdx") for case in cases):
        files[".translation-sync.yaml"] = 'include: ["**/*.md", "**/*.mdx"]\n'
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
        total.add(merged.judge())
    return total
