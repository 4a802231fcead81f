"""What the overview counts, and what it hands to its script."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sync.model import Base, Location, Pending, State, Status
from sync.site.overview import Overview, answer, count_group, render_overview, write_percent


def status(language: str, document: str, state: State = State.CURRENT) -> Status:
    place = Location(language, document, document, f"translations/{language}/{document}")
    return Status(place, state)


def read_data(page: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert match is not None
    found: dict[str, Any] = json.loads(match[1])
    return found


def test_the_map_as_the_script_reads_it() -> None:
    base = Base("a" * 40, "a.md", "b" * 40, "2024-05-06T07:08:09+00:00")
    statuses = [
        status("fr", "a.md", State.STALE)._replace(base=base),
        status("fr", "b/c.md"),
        status("he", "a.md", State.PENDING)._replace(pending=Pending(2, 1)),
    ]
    pages = frozenset({"translations/fr/a.md"})
    found = {"translations/he/a.md": 1}
    data = read_data(render_overview(Overview("tea", statuses, pages, found)))

    assert data["languages"] == ["fr", "he"]
    assert data["documents"] == ["a.md", "b/c.md"]
    named = [data["states"][ord(c) - 48] if ord(c) - 48 < 8 else None for c in data["cells"]]
    assert named == ["stale", "pending", "current", None]
    assert data["pages"] == [0]
    assert data["details"] == {
        "0": "made from the source of 2024-05-06",
        "1": "2 untranslated, 1 fuzzy, 1 finding",
    }


def test_the_page_counts_by_language_and_by_folder() -> None:
    statuses = [status("fr", "a.md"), status("fr", "b/c.md", State.STALE), status("he", "b/c.md")]
    page = render_overview(Overview("tea", statuses))

    assert "67% of 3 translations are up to date; 1 stale." in page
    assert '<a href="#lang=fr"><bdi>fr</bdi></a></th><td class="number">50%' in page
    assert '<a href="#folder=b"><bdi>b</bdi></a></th><td class="number">50%' in page
    assert '<a href="#folder=."><bdi>.</bdi></a></th><td class="number">100%' in page


@pytest.mark.parametrize(
    ("part", "total", "text"),
    [(0, 0, "–"), (0, 9, "0%"), (1, 900, "<1%"), (899, 900, ">99%"), (9, 9, "100%"), (1, 2, "50%")],
)
def test_only_the_whole_is_all(part: int, total: int, text: str) -> None:
    assert write_percent(part, total) == text


def test_shares_fill_the_bar_the_best_first() -> None:
    group = count_group("fr", "", [State.CURRENT] * 3 + [State.STALE])

    assert [(each.state.value, each.start, each.width) for each in group.shares] == [
        ("current", 0, 75),
        ("stale", 75, 25),
    ]


def test_nothing_to_show() -> None:
    assert answer(count_group("all", "", ())) == "No translations."
    assert read_data(render_overview(Overview("tea", ())))["cells"] == ""


def test_names_that_are_no_text_are_shown_all_the_same() -> None:
    data = read_data(render_overview(Overview("t\udcffa", [status("fr", "\udcff.md")])))

    assert data["documents"] == ["\ufffd.md"]
