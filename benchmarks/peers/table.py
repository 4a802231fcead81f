"""The rows of the table of peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.cases import Case
from benchmarks.peers.judge import judge_update
from benchmarks.peers.work import Outcome

HEAD = (
    "tool",
    "unchanged units kept",
    "words sent ÷ the files' words",
    "÷ words that changed",
    "files sent whole",
    "units wrong or lost",
    "human edits that survive",
    "CPU s a file",
)
"""The columns."""


def render_row(outcome: Outcome) -> Sequence[str]:
    """Judge what a tool did, and return its row."""
    counts: Counter[str] = Counter()
    wrong = 0
    for case, text in outcome.done:
        found = judge_update(case, text)
        wrong += found["wrong"] > 0
        counts.update(found)
    sent = counts["words marked"] if outcome.words is None else outcome.words
    kept = f"{_share(counts['kept'], counts['unchanged'])} of {counts['unchanged']:,}"
    refused = f"; {counts['refused']} refused" if counts["refused"] else ""
    return (
        outcome.name,
        kept,
        _share(sent, counts["words"]),
        f"{sent / max(1, counts['words changed']):.2f}",
        f"{counts['whole']} of {counts['files']}{refused}",
        f"{counts['wrong']:,} in {wrong} files" if wrong else "0",
        f"{counts['hands kept']} of {counts['hands']}",
        f"{outcome.cpu / max(1, counts['files']):.2f}",
    )


def render_missing(name: str, reason: str) -> Sequence[str]:
    """Return the row of a tool that was not measured."""
    return (name, f"not measured: {reason}", *[""] * (len(HEAD) - 2))


def describe_sample(cases: Sequence[Case]) -> str:
    """Say what was drawn."""
    documents = len({case.document for case in cases})
    corpora = Counter(case.document.split("/", 1)[0] for case in cases)
    told = ", ".join(f"{count} of {name}" for name, count in corpora.items())
    return f"{len(cases)} stale translations of {documents} documents ({told})."


def _share(part: int, whole: int) -> str:
    share = 100 * part / whole if whole else 0.0
    return f"{share:.1f} %" if part not in (0, whole) else f"{share:.0f} %"
