"""The replay's counts as results, with their goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.cases import Case, Corpus
from benchmarks.edited import EDITS, edit_cases
from benchmarks.replay import Tally, replay
from benchmarks.results import Result, at_least, none_of

FAULTS = (
    "unchanged rows with other words",
    "cells with another's translation",
    "rows written with other links",
    "files changed outside their tables",
    "second runs that changed something",
)
"""What must never happen."""


def measure_replay(name: str, cases: Iterable[Case]) -> Iterator[Result]:
    """Merge the cases of one kind and hold the counts to the goals."""
    tally = replay(cases)
    if not tally.counts["merges"]:
        yield Result(f"{name}: merges", "0", detail="no change of a table that a stamp names")
        return
    yield Result(f"{name}: merges", f"{tally.counts['merges']:,}", detail=_cells(tally))
    yield from _judge_rows(name, tally)
    for fault in FAULTS:
        yield none_of(f"{name}: {fault}", tally.counts[fault], _context(fault, tally))
    yield Result(f"{name}: files refused", f"{tally.counts['files refused']:,}", detail=_why(tally))


def _judge_rows(name: str, tally: Tally) -> Iterator[Result]:
    counts = tally.counts
    for rows in ("unchanged rows", "unchanged rows of changed tables"):
        kept, total = counts[f"{rows} kept"], counts[rows]
        if total:
            yield at_least(
                f"{name}: {rows} kept byte for byte", kept / total, 0.999, f"{kept:,} of {total:,}"
            )


def _context(fault: str, tally: Tally) -> str:
    counts = tally.counts
    if fault == "cells with another's translation":
        nearer = counts["rows nearer to another row's later translation"]
        return (
            f"{counts['cells with their own translation']:,} cells judged by row index; "
            f"{counts['rows compared with a later translation']:,} rows held to a later "
            f"translation, {nearer} of them nearer to another row's"
        )
    if fault == "rows written with other links":
        return f"of {counts['rows written']:,} rows written"
    return ""


def _cells(tally: Tally) -> str:
    kinds = ("kept", "relinked", "fuzzy", "untranslated", "verbatim")
    return "cells: " + ", ".join(f"{tally.counts[f'cells {kind}']:,} {kind}" for kind in kinds)


def _why(tally: Tally) -> str:
    reasons = [f"{count} × {reason}" for reason, count in tally.refusals.most_common()]
    notes = [f"{count} × {reason}" for reason, count in tally.notes.most_common()]
    return "; ".join([*reasons, *(f"told: {note}" for note in notes)])


def edited_cases(corpus: Corpus, every: int) -> Iterator[Case]:
    """Yield the cases of all kinds of edits."""
    for kind in EDITS:
        yield from edit_cases(corpus, kind, every=every)
