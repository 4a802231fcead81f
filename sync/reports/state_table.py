"""The states by language as a Markdown table for a README, kept between two comments.

What it counts as up to date includes what is ``cosmetic``: else a README that is a source itself
would change its own count by being written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sync.errors import RefusedError
from sync.markdown.generated import STATUS_TABLE, find_generated
from sync.markdown.lines import split_lines
from sync.model import State
from sync.reports.shares import count_done

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.model import Status

_START, _END = (f"<!-- {text} -->" for text in STATUS_TABLE)
_COLUMNS = (
    State.STALE,
    State.PENDING,
    State.MISSING,
    State.UNSTAMPED,
    State.ORPHANED,
    State.INVALID,
)
# An underscore within a word, as in pt_BR, means nothing.
_SPECIAL = re.compile(r"[^\w.-]|(?<![^\W_])_|_(?![^\W_])")


def write_state_table(text: str, statuses: Iterable[Status], path: str) -> str:
    """Return a document with the table between its two comments; all else stays as it is.

    Raises:
        RefusedError: the document, ``path``, does not hold the pair of comments exactly once.
    """
    lines = split_lines(text)
    spans = [
        (start, end)
        for start, end in find_generated(lines)
        if start <= end  # two lines, as what is around them on one is somebody's words
        and STATUS_TABLE.start in lines[start - 1]
        and STATUS_TABLE.end in lines[end]
    ]
    if len(spans) != 1:
        raise RefusedError(
            f"needs the lines {_START} and {_END} once each; the table comes between them",
            path=path,
        )
    start, end = spans[0]
    ending = "\r\n" if lines[start - 1].endswith("\r\n") else "\n"
    table = [f"{line}{ending}" for line in ("", *_write_table(statuses), "")]
    return "".join((*lines[:start], *table, *lines[end:]))


def _write_table(statuses: Iterable[Status]) -> Iterator[str]:
    counts: defaultdict[str, Counter[State]] = defaultdict(Counter)
    for status in statuses:
        counts[status.location.language][status.state] += 1
    total = sum(counts.values(), Counter[State]())
    shown = [state for state in _COLUMNS if total[state]]
    yield _write_row(["Language", "Up to date", *(state.value.capitalize() for state in shown)])
    yield _write_row(["---", *("---:" for _ in range(1 + len(shown)))])
    for language in sorted(counts):
        yield _write_row(_count(_spell(language), counts[language], shown))
    if len(counts) > 1:
        yield _write_row(_count("all", total, shown))


def _count(name: str, counts: Counter[State], shown: Sequence[State]) -> list[str]:
    return [
        name,
        f"{count_done(counts)} of {counts.total()}",
        *(str(counts[state]) for state in shown),
    ]


def _write_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _spell(language: str) -> str:
    """Return a folder's name as text that means nothing else in Markdown or HTML."""
    shown = language.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", shown)
