"""From moments to points: which commits a trend shows, and what stood in which state then."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sync.errors import UsageError
from sync.model import State
from sync.results import Point
from sync.trend.replay import Open

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sync.history.line import Commit
    from sync.trend.replay import Entry, Moment, SourceText
    from sync.trend.resolution import Resolved
    from sync.trend.words import WordCounter


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
    resolved: Resolved,
    commits: Mapping[str, Commit],
    every: Every,
    words: WordCounter | None = None,
) -> Iterator[Point]:
    """Yield the point of each commit that counts; the others' changes go into the next one.

    Words are counted where there is who counts them, and for what is there at a point alone.
    """
    tally = _Tally(resolved, words)
    last = _find_last([commits[moment.commit] for moment in moments], every)
    for number, moment in enumerate(moments):
        tally.add(moment)
        if number in last:
            commit = commits[moment.commit]
            yield Point(commit.name, commit.date, tally.count(), tally.count_words())


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


class _Tally:
    """What there is after the moments that were added."""

    def __init__(self, resolved: Resolved, words: WordCounter | None) -> None:
        self._resolved = resolved
        self._words = words
        self._counted: Counter[tuple[str, State]] = Counter()
        self._weighed: Counter[tuple[str, State]] = Counter()
        self._due: Counter[tuple[str, Entry]] = Counter()
        self._places: Mapping[str, Collection[str]] = {}
        self._sources: dict[str, SourceText | None] = {}
        self._totals: Mapping[str, int] | None = None

    def add(self, moment: Moment) -> None:
        for (language, entry), count in moment.changes.items():
            self._counted[language, self._find_state(entry)] += count
            self._due[language, entry] += count
        if moment.places is not None:
            self._places = moment.places
        self._sources.update(moment.sources)
        if moment.places is not None or moment.sources:
            self._totals = None

    def count(self) -> Mapping[str, Mapping[State, int]]:
        """Count the translations of each language by state; what is not there is missing."""
        languages = {name: dict.fromkeys(State, 0) for name in sorted(self._places)}
        for (language, state), count in self._counted.items():
            if count:
                languages.setdefault(language, dict.fromkeys(State, 0))[state] = count
        for language, counts in languages.items():
            counts[State.MISSING] += len(self._places.get(language, ())) - sum(counts.values())
        return languages

    def count_words(self) -> Mapping[str, Mapping[State, int]] | None:
        """Count the sources' words for each language by state; None where nobody counts."""
        if self._words is None:
            return None
        for (language, entry), count in self._due.items():
            if count:
                state, base = self._find_state(entry), self._find_base(entry)
                for part, number in self._words.part(entry, state, base).items():
                    self._weighed[language, part] += number * count
        self._due.clear()
        if self._totals is None:
            self._totals = self._count_sources(self._words)
        languages = {name: dict.fromkeys(State, 0) for name in sorted(self._totals)}
        for (language, state), number in self._weighed.items():
            languages.setdefault(language, dict.fromkeys(State, 0))[state] = number
        for language, counts in languages.items():
            rest = self._totals.get(language, 0) - sum(counts.values())
            counts[State.MISSING] += max(0, rest)
        return languages

    def _count_sources(self, words: WordCounter) -> Mapping[str, int]:
        """Count the words that each language is to have."""
        counted = {document: words.count(text) for document, text in self._sources.items()}
        return {
            language: sum(counted.get(document, 0) for document in documents)
            for language, documents in self._places.items()
        }

    def _find_state(self, entry: Entry) -> State:
        return self._resolved.states[entry] if entry.state is None else entry.state

    def _find_base(self, entry: Entry) -> str | None:
        return self._resolved.bases.get(entry) if isinstance(entry, Open) else None
