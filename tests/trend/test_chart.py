"""The chart: what it draws, what it leaves out, and that nothing in the data becomes markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.errors import FileError
from sync.site.trend import render_trend


def make_history(count: int, hours: int = 24, language: str = "fr") -> dict[str, Any]:
    start = datetime(2026, 1, 5, tzinfo=UTC)
    return {
        "version": 1,
        "points": [
            {
                "commit": f"{number:040x}",
                "date": (start + timedelta(hours=hours * number)).isoformat(),
                "states": {"current": 7, "stale": 7},
                "languages": {language: {"current": 7, "stale": 7}},
                "words": {language: {"current": number, "stale": 1}},
            }
            for number in range(count)
        ],
    }


def test_the_worst_state_is_on_top_and_the_axes_are_round() -> None:
    chart = str(render_trend(make_history(5)))
    areas = re.findall(r'<path class="(\w+)" d="M([^"]+)Z" stroke', chart)
    assert [state for state, _ in areas] == ["current", "stale"]
    assert areas[1][1].startswith("0.0 800.0 L245.0 800.0 L245.0 600.0")
    labels = re.findall(r"<text[^>]*>([^<]+)</text>", chart)
    assert labels == ["0", "1", "2", "3", "4", "5", "6 Jan", "7 Jan", "8 Jan"]


def test_a_long_history_is_thinned_out_and_keeps_its_end() -> None:
    chart = str(render_trend(make_history(5000)))
    area = re.findall(r'<path class="current" d="([^"]+)" stroke', chart)[0]
    assert area.count("L") + 1 <= 4 * 400
    assert "60 of 5000 points" in chart
    assert f"{4999:040x}"[:10] in chart
    assert len(re.findall(r"<text[^>]*middle", chart)) <= 5


def test_long_numbers_are_short_beside_the_axis() -> None:
    history = make_history(3)
    history["points"][1]["words"] = {"fr": {"current": 2_400_000}, "he": {"missing": 100}}
    labels = re.findall(r"<text[^>]*>([^<]+)</text>", str(render_trend(history)))
    assert labels[:5] == ["0", "500k", "1M", "1.5M", "2M"]


@pytest.mark.parametrize("count", [0, 1])
def test_little_history_is_no_obstacle(count: int) -> None:
    assert render_trend(make_history(count))


def test_nothing_in_the_data_is_markup() -> None:
    evil = "<script>alert(1)</script>"
    history = make_history(3, language=evil)
    history["points"][0]["commit"] = evil
    chart = str(render_trend(history))
    assert "<script" not in chart
    assert "&lt;script&gt;" in chart
    assert "style=" not in chart
    history["points"][1]["date"] = evil
    with pytest.raises(FileError, match="is no report of history"):
        render_trend(history)
