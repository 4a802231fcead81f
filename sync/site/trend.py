"""The trend as a chart: areas stacked by state over time, drawn as SVG when the site is built.

It shows words, not files: where a commit changes a word in each document, all are stale at once,
and next to nothing is owed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sync.errors import FileError
from sync.model import State
from sync.reports.shares import write_share
from sync.site.counting import SIGNS
from sync.site.rendering import render_fragment

if TYPE_CHECKING:
    from markupsafe import Markup

_STATES = tuple(reversed(SIGNS))
_DRAWN, _SMALL, _LISTED = 400, 60, 60
_WIDTH = 1000.0
_TAIL = 0.02  # how much of the width the last point has
_MOST_TICKS = 5
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_LONGEST_BY_DAYS = 60

Counts = Mapping[State, int]


@dataclass(frozen=True, slots=True)
class Sample:
    """The words of the sources by what they are in the translations, at a commit.

    ``date`` is in UTC, and never before the one of the sample before.
    """

    date: datetime
    commit: str
    counts: Counts
    languages: Mapping[str, Counts]

    @property
    def total(self) -> int:
        """All words together."""
        return sum(self.counts.values())

    @property
    def share(self) -> str:
        """How much of it is up to date."""
        return write_share(self.counts)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: ``place`` is percent of the plot, from the left or from the top."""

    place: float
    label: str


def render_trend(history: Mapping[str, Any]) -> Markup:
    """Render the chart of what ``history --format json`` prints, and its numbers as a table.

    Raises:
        FileError: it is no such report.
    """
    from markupsafe import Markup

    samples = _read_samples(history)
    seen = [state for state in SIGNS if any(sample.counts[state] for sample in samples)]
    drawn = _thin(samples, _DRAWN)
    top = max((sample.total for sample in samples), default=0)
    text = render_fragment(
        "trend.html",
        samples=samples,
        seen=seen,
        signs=SIGNS,
        areas=_draw(drawn, [sample.counts for sample in drawn], top),
        times=_find_times(samples),
        levels=_find_levels(top),
        languages=list(_draw_languages(samples)),
        listed=_thin(samples, _LISTED),
    )
    return Markup(text)  # noqa: S704  our own template, which escapes all


def _draw_languages(
    samples: Sequence[Sample],
) -> Iterator[tuple[str, str, list[tuple[State, str]]]]:
    drawn = _thin(samples, _SMALL)
    for language in sorted(samples[-1].languages) if samples else ():
        counts = [sample.languages.get(language, {}) for sample in drawn]
        top = max(sum(each.values()) for each in counts)
        last = samples[-1].languages[language]
        yield language, write_share(last), _draw(drawn, counts, top)


def _read_samples(history: Mapping[str, Any]) -> list[Sample]:
    try:
        samples = [_read_sample(point) for point in history["points"]]
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        message = "is no report of history; remove it and write the site anew"
        raise FileError(message, path="data/history.json") from error
    newest = datetime.min.replace(tzinfo=UTC)
    ordered = []
    for sample in samples:
        newest = max(newest, sample.date)
        ordered.append(Sample(newest, sample.commit, sample.counts, sample.languages))
    return ordered


def _read_sample(point: Mapping[str, Any]) -> Sample:
    date = datetime.fromisoformat(point["date"])
    languages = {name: _read_counts(counts) for name, counts in point["words"].items()}
    counted: Counter[State] = Counter()
    for counts in languages.values():
        counted.update(counts)
    return Sample(
        (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC),
        str(point["commit"]),
        {state: counted[state] for state in State},
        languages,
    )


def _read_counts(counts: Mapping[str, Any]) -> dict[State, int]:
    return {State(name): int(count) for name, count in counts.items()}


def _thin(samples: Sequence[Sample], most: int) -> Sequence[Sample]:
    """Keep the last sample of each of so many equal spans of time."""
    if len(samples) <= most:
        return samples
    start, span = samples[0].date, samples[-1].date - samples[0].date
    if not span:
        return samples[-1:]
    kept = {min(int(most * ((each.date - start) / span)), most - 1): each for each in samples}
    return list(kept.values())


def _draw(samples: Sequence[Sample], counts: Sequence[Counts], top: int) -> list[tuple[State, str]]:
    """Return the path of each state's area, the best state first, which is the lowest.

    A count holds until the next one, so that the areas have steps.
    """
    edges = list(_find_edges(samples))
    heights = [0] * len(counts)
    areas = []
    for state in _STATES:
        lower = heights
        heights = [low + each.get(state, 0) for low, each in zip(lower, counts, strict=True)]
        if heights != lower:
            areas.append((state, _trace(edges, lower, heights, max(top, 1))))
    return areas


def _find_edges(samples: Sequence[Sample]) -> Iterator[float]:
    """Yield where each sample begins, and where the last one ends."""
    for sample in samples:
        yield _place(sample.date, samples) * _WIDTH
    yield _WIDTH


def _place(date: datetime, samples: Sequence[Sample]) -> float:
    start, span = samples[0].date, samples[-1].date - samples[0].date
    return (date - start) / span * (1 - _TAIL) if span else 0.0


def _trace(edges: Sequence[float], lower: Sequence[int], upper: Sequence[int], top: int) -> str:
    """Return an SVG path along the upper steps, and back along the lower ones."""
    there, back = [], []
    for left, right, low, high in zip(edges, edges[1:], lower, upper, strict=False):
        ends = (f"{left:.1f}", f"{right:.1f}")
        there += [f"{end} {_WIDTH * (1 - high / top):.1f}" for end in ends]
        back += [f"{end} {_WIDTH * (1 - low / top):.1f}" for end in ends]
    return f"M{' L'.join((*there, *reversed(back)))}Z"


def _find_levels(top: int) -> list[Tick]:
    """Find round numbers for the axis of counts."""
    if not top:
        return []
    steps = (factor * 10**power for power in range(len(str(top)) + 1) for factor in (1, 2, 5))
    step = next(step for step in steps if top / step <= _MOST_TICKS)
    return [
        Tick(round(100 * (1 - level / top), 2), _write_level(level))
        for level in range(0, top + 1, step)
    ]


def _write_level(level: int) -> str:
    """Write a round number so that it fits beside the axis on a telephone."""
    for unit, sign in ((1_000_000, "M"), (1_000, "k")):
        if level >= unit:
            return f"{level / unit:g}{sign}"
    return str(level)


def _find_times(samples: Sequence[Sample]) -> list[Tick]:
    """Find days, months or years for the axis of time."""
    if not samples:
        return []
    start, end = samples[0].date, samples[-1].date
    days = (end - start).days
    if not days:
        return [Tick(0.0, _write_day(start))]
    if days <= _LONGEST_BY_DAYS:
        dates, write = _choose(_list_days(start, end, step) for step in _DAYS), _write_day
    else:
        dates, write = _choose(_list_months(start, end, step) for step in _MONTHS), _write_month
    return [Tick(round(100 * _place(date, samples), 2), write(date)) for date in dates]


def _choose(candidates: Iterable[list[datetime]]) -> list[datetime]:
    found: list[datetime] = []
    for found in candidates:
        if len(found) <= _MOST_TICKS:
            break
    return found


def _list_days(start: datetime, end: datetime, step: int) -> list[datetime]:
    day = start.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    count = (end - day).days
    return [day + timedelta(days=at) for at in range(0, count + 1, step)]


def _list_months(start: datetime, end: datetime, step: int) -> list[datetime]:
    """List the months whose number since the year 0 the step divides."""
    numbers = range(start.year * 12 + start.month, end.year * 12 + end.month)
    return [
        datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)
        for number in numbers
        if number % step == 0
    ]


def _write_day(date: datetime) -> str:
    return f"{date.day} {date:%b}"


def _write_month(date: datetime) -> str:
    return f"{date:%b} {date.year}"
