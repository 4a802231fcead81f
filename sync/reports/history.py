"""The trend as a report: as JSON, as CSV, and as a table for people."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sync.reports.columns import render_columns
from sync.reports.json import VERSION, render_object
from sync.reports.painting import COLUMNS
from sync.reports.shares import count_done, write_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sync.model import State
    from sync.reports.values import Json, Screen
    from sync.results import Point, Trend

_BAR = 20
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_json(trend: Trend, _screen: Screen) -> str:
    """Render the object; of a language only the states that it had are in it."""
    return render_object({"version": VERSION, "points": [_describe(p) for p in trend.points]})


def _describe(point: Point) -> dict[str, Json]:
    said: dict[str, Json] = {
        "commit": point.commit,
        "date": point.date,
        "states": {state.value: count for state, count in point.states.items()},
        "languages": _describe_languages(point.languages),
    }
    if point.words is not None:
        said["words"] = _describe_languages(point.words)
    return said


def _describe_languages(languages: Mapping[str, Mapping[State, int]]) -> dict[str, Json]:
    return {
        language: {state.value: count for state, count in counts.items() if count}
        for language, counts in languages.items()
    }


def render_csv(trend: Trend, _screen: Screen) -> str:
    """Render a row for each point, language and state that the language ever has.

    A language that a spreadsheet would take for a formula has an apostrophe before it.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("date", "commit", "language", "state", "count"))
    writer.writerows(_list_rows(trend))
    return target.getvalue()


def _list_rows(trend: Trend) -> Iterator[tuple[str, str, str, str, int]]:
    seen = {
        (language, state)
        for point in trend.points
        for language, counts in point.languages.items()
        for state, count in counts.items()
        if count
    }
    for point in trend.points:
        for language, counts in point.languages.items():
            name = f"'{language}" if language.startswith(_FORMULA) else language
            for state, count in counts.items():
                if (language, state) in seen:
                    yield point.date, point.commit, name, state.value, count


def render_text(trend: Trend, screen: Screen) -> str:
    """Render a table, the newest point last, with the share of what is up to date."""
    if not trend.points:
        return "no commit touched a source or a translation\n"
    rows = tuple(_fill_rows(trend))
    return render_columns(rows, screen, texts=(0, 1, len(rows[0]) - 1))


def _fill_rows(trend: Trend) -> Iterator[tuple[str, ...]]:
    states = [state for state in COLUMNS if any(p.states[state] for p in trend.points)]
    yield ("date", "commit", *(state.value for state in states), "up to date", "")
    for point in trend.points:
        counts = point.states
        bar = "█" * (_BAR * count_done(counts) // max(sum(counts.values()), 1))
        numbers = (str(counts[state]) for state in states)
        yield (point.date[:10], point.commit[:10], *numbers, write_share(counts), bar)


FORMATS = {
    "text": render_text,
    "json": render_json,
    "csv": render_csv,
}
"""The formats of a trend, the default first."""
