"""Merges every change of the real histories and counts what an independent judge says of it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from benchmarks.cases import Case
from benchmarks.judge import judge_merge
from benchmarks.oracle import read_tables
from sync.case import Case as MergeCase
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.links import LinkSpace
from sync.merge.update import Advance, TextUpdate, update_text
from sync.merge.values import MergeOptions
from sync.model import Location, State, Status


@dataclass(slots=True)
class Tally:
    """What became of many merges.

    ``counts`` are the judge's, ``refusals`` count files by reason (numbers left out), and
    ``faults`` say where something went wrong.
    """

    counts: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float | None:
        """Return a count's share of another, None where there is nothing to share."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None


@lru_cache(maxsize=64)
def _parse(text: str) -> Markdown:
    return read_markdown(text)


def make_space(case: Case) -> LinkSpace:
    """Say how a case's links and its translation's meet, from the files of the time."""
    folder = f"translations/{case.language}/"

    def to_translation(path: str) -> str | None:
        copy = posixpath.join(folder, path)
        return copy if copy in case.copies else None

    return LinkSpace(
        case.document, case.path, lambda path: path.removeprefix(folder), to_translation
    )


def merge_case(case: Case) -> TextUpdate:
    """Run the merge of one case."""
    base = _parse(case.base)
    source, translation = _parse(case.source), _parse(case.translation)
    return update_text(_put_together(case, base, base, source, translation), MergeOptions())


def _put_together(
    case: Case, base: Markdown, known: Markdown, source: Markdown, translation: Markdown
) -> MergeCase:
    status = Status(Location(case.language, case.document, case.document, case.path), State.STALE)
    return MergeCase(status, base, known, source, translation, make_space(case))


def merge_again(case: Case, first: TextUpdate) -> TextUpdate:
    """Run the merge once more, as after the first its stamp would say."""
    source = _parse(case.source)
    prose = source if first.advance is Advance.DOCUMENT else _parse(case.base)
    text = read_markdown(first.text)
    return update_text(_put_together(case, prose, source, source, text), MergeOptions())


def replay(cases: Iterable[Case]) -> Tally:
    """Merge the cases and judge each."""
    tally = Tally()
    for case in cases:
        tally.counts["merges"] += 1
        update = merge_case(case)
        tally.notes.update(_summarise(note.message) for note in update.notes)
        if update.refusal is not None:
            _count_refused(case, update, tally)
            continue
        verdict = judge_merge(case, update.text)
        tally.counts += verdict.counts
        tally.faults += verdict.faults
        tally.counts.update(_count_cells(update))
        again = merge_again(case, update)
        if again.refusal is not None or again.text != update.text:
            tally.counts["second runs that changed something"] += 1
            tally.faults.append(f"second run: {case.path}")
    return tally


def _count_refused(case: Case, update: TextUpdate, tally: Tally) -> None:
    if update.refusal is not None:
        tally.refusals[_summarise(update.refusal.message)] += 1
        tally.faults.append(f"refused: {case.path}: {update.refusal.line}")
    tally.counts["files refused"] += 1
    rows = sum(len(table.content) - 1 for table in read_tables(case.translation))
    tally.counts["rows of refused files"] += rows
    if update.text != case.translation:
        tally.faults.append(f"refused, yet changed: {case.path}")


def _count_cells(update: TextUpdate) -> Counter[str]:
    counts: Counter[str] = Counter()
    for table in update.tables:
        for kind in ("kept", "relinked", "fuzzy", "untranslated", "verbatim"):
            counts[f"cells {kind}"] += getattr(table, kind)
        counts[f"tables {table.outcome}"] += 1
    return counts


def _summarise(message: str) -> str:
    """Leave out of a message what differs from file to file."""
    words = re.split(r"[:']", message, maxsplit=1)[0]
    return "".join("N" if c.isdigit() else c for c in words)
