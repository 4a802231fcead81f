"""What the overview counts; what its map shows is read in a browser."""

from __future__ import annotations

from sync.model import Location, State, Status
from sync.site.counting import count_group
from sync.site.overview import render_overview
from sync.site.values import Overview


def status(language: str, document: str, state: State = State.CURRENT) -> Status:
    place = Location(language, document, document, f"translations/{language}/{document}")
    return Status(place, state)


def test_the_page_counts_by_language_and_by_folder() -> None:
    statuses = [status("fr", "a.md"), status("fr", "b/c.md", State.STALE), status("he", "b/c.md")]
    page = render_overview(Overview("tea", statuses))

    assert "66% of 3 translations are up to date; 1 stale." in page
    french = '<bdi lang="fr">français</bdi> <span class="code">fr</span>'
    assert f'<a href="#lang=fr">{french}</a></th><td class="number">50%' in page
    assert '<a href="#folder=b"><bdi>b</bdi></a></th><td class="number">50%' in page
    assert '<a href="#folder=."><bdi>.</bdi></a></th><td class="number">100%' in page


def test_shares_fill_the_bar_the_best_first() -> None:
    group = count_group("fr", "", [State.CURRENT] * 3 + [State.STALE])

    assert [(each.state.value, each.start, each.width) for each in group.shares] == [
        ("current", 0, 75),
        ("stale", 75, 25),
    ]


def test_nothing_to_show() -> None:
    assert "No translations." in render_overview(Overview("tea", ()))


def test_names_that_are_no_text_are_shown_all_the_same() -> None:
    page = render_overview(Overview("t\udcffa", [status("f\udcff", "\udcff/a.md")]))

    assert "<bdi>t\ufffda</bdi>" in page
    assert '<option value="f\ufffd">' in page
    assert '<option value="\ufffd">' in page
    assert page.encode("utf-8")
