"""From moments to points: which commits a trend shows, and what stood in which state then."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sync.errors import UsageError
from sync.model import State
from sync.results import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sync.history.line import Commit
    from sync.trend.replay import Moment, Open


class Every(StrEnum):
    """How close together the points are; of a day or a week (UTC) the last commit counts."""

    COMMIT = "commit"
    DAY = "day"
    WEEK = "week"


def parse_limit(text: str, option: str, *, is_end: bool) -> datetime:
    """Read a date or a time, ISO 8601; without a zone it is UTC, and a date's end is its last.

    Raises:
        UsageError: it is neither.
    """
    try:
        if len(text) > len("2026-01-01"):
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment = datetime.combine(date.fromisoformat(text), time(), UTC)
        return moment + timedelta(days=1, microseconds=-1) if is_end else moment
    except (ValueError, OverflowError) as error:
        message = f"{option} {text!r} is no date; write it like 2026-01-31 or 2026-01-31T12:00"
        raise UsageError(message) from error


def count_points(
    moments: Sequence[Moment],
    states: Mapping[Open, State],
    commits: Mapping[str, Commit],
    every: Every,
) -> Iterator[Point]:
    """Yield the point of each commit that counts; the others' changes go into the next one."""
    counted: Counter[tuple[str, State]] = Counter()
    totals: Mapping[str, int] = {}
    last = _find_last([commits[moment.commit] for moment in moments], every)
    for number, moment in enumerate(moments):
        for (language, entry), count in moment.changes.items():
            state = entry if isinstance(entry, State) else states[entry]
            counted[language, state] += count
        totals = totals if moment.totals is None else moment.totals
        if number in last:
            yield _count(commits[moment.commit], counted, totals)


def _find_last(commits: Iterable[Commit], every: Every) -> frozenset[int]:
    """Find the last commit of each span, where a clock that went back does not begin a new one."""
    last: dict[object, int] = {}
    newest = datetime.min.replace(tzinfo=UTC)
    for number, commit in enumerate(commits):
        newest = max(newest, commit.moment)
        span: object = number
        if every is Every.DAY:
            span = newest.date()
        elif every is Every.WEEK:
            span = newest.isocalendar()[:2]
        last[span] = number
    return frozenset(last.values())


def _count(commit: Commit, counted: Counter[tuple[str, State]], totals: Mapping[str, int]) -> Point:
    languages = {name: dict.fromkeys(State, 0) for name in sorted(totals)}
    for (language, state), count in counted.items():
        if count:
            languages.setdefault(language, dict.fromkeys(State, 0))[state] = count
    for language, counts in languages.items():
        counts[State.MISSING] += totals.get(language, 0) - sum(counts.values())
    return Point(commit.name, commit.date, languages)
