"""The site in a real browser: filters, links, keyboard, directions, themes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.browsing import Visit, open_browser, visit
from tests.site.courses import make_behind, write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CELL = ".map [data-place]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as running:
        yield running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Path:
    assert browser.is_connected()
    return write_site(make_behind(tmp_path_factory.mktemp("picture") / "course"))


@pytest.fixture
def seen(browser: Browser) -> Iterator[Visit]:
    with visit(browser) as each:
        yield each
    assert each.complaints == []


def go(seen: Visit, site: Path, address: str = "") -> Page:
    seen.page.goto(f"{(site / 'index.html').as_uri()}{address}")
    return seen.page


def labels(page: Page) -> list[str]:
    return [
        label or ""
        for label in page.locator(CELL).evaluate_all(
            "cells => cells.map(cell => cell.getAttribute('aria-label'))"
        )
    ]


def shown(page: Page) -> list[str]:
    return [label.split(":")[0] for label in labels(page)]


def test_the_map_shows_every_translation(seen: Visit, site: Path) -> None:
    page = go(seen, site)

    assert page.locator('[role="grid"]').get_attribute("aria-rowcount") == "3"
    assert page.locator('[role="grid"]').get_attribute("aria-colcount") == "4"
    assert [label.split(", made")[0] for label in labels(page)] == [
        "ar, notes/milk.md: missing",
        "fr, notes/milk.md: current",
        "he, notes/milk.md: missing",
        "ar, tea.md: stale",
        "fr, tea.md: stale",
        "he, tea.md: stale",
    ]


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("#lang=he", ["he, notes/milk.md", "he, tea.md"]),
        ("#q=TEA", ["ar, tea.md", "fr, tea.md", "he, tea.md"]),
        ("#folder=notes&lang=fr", ["fr, notes/milk.md"]),
        ("#folder=.", ["ar, tea.md", "fr, tea.md", "he, tea.md"]),
        ("#state=current", ["fr, notes/milk.md"]),
        ("#sort=owed&lang=fr", ["fr, tea.md", "fr, notes/milk.md"]),
        ("#state=nonsense&lang=xx&sort=up&lang=fr", ["ar, notes/milk.md"]),
    ],
)
def test_the_address_says_what_is_shown(
    seen: Visit, site: Path, address: str, places: list[str]
) -> None:
    assert shown(go(seen, site, address))[: len(places)] == places


def test_each_filter_is_kept_in_the_address(seen: Visit, site: Path) -> None:
    page = go(seen, site)
    page.get_by_role("searchbox").fill("tea")
    page.locator("select[name=lang]").select_option("he")
    page.get_by_role("button", name="stale").click()

    assert page.url.endswith("#state=stale&lang=he&q=tea")
    assert shown(page) == ["he, tea.md"]
    address = page.url
    page.get_by_role("button", name="Show all").click()
    assert len(labels(page)) == 6

    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == ["he, tea.md"]
    assert page.get_by_role("searchbox").input_value() == "tea"
    assert page.get_by_role("button", name="stale").get_attribute("aria-pressed") == "true"


def test_a_filter_without_a_match_leads_back(seen: Visit, site: Path) -> None:
    page = go(seen, site, "#q=nothing-like-it")
    page.locator(".nothing").get_by_role("button").click()

    assert len(labels(page)) == 6


def test_tables_of_counts_filter_the_map(seen: Visit, site: Path) -> None:
    page = go(seen, site)
    page.get_by_role("link", name="he", exact=True).click()

    assert shown(page) == ["he, notes/milk.md", "he, tea.md"]


def test_the_keyboard_moves_in_the_map_and_opens_a_page(seen: Visit, site: Path) -> None:
    page = go(seen, site)
    page.get_by_role("button", name="current").focus()
    page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    for key, place in [
        ("ArrowRight", "fr, notes/milk.md"),
        ("ArrowDown", "fr, tea.md"),
        ("End", "he, tea.md"),
        ("ArrowDown", "he, tea.md"),
        ("Home", "ar, tea.md"),
        ("Control+Home", "ar, notes/milk.md"),
        ("Control+End", "he, tea.md"),
    ]:
        page.keyboard.press(key)
        assert page.evaluate(focused).startswith(f"{place}:"), key
    assert page.locator('.map [tabindex="0"]').count() == 1
    assert (page.locator("#about").text_content() or "").startswith("he, tea.md: stale")

    page.keyboard.press("Enter")
    page.wait_for_url("**/translations/he/tea.md.html")
    assert page.get_by_role("heading", level=1).inner_text() == "tea.md in he"


def test_a_page_shows_each_text_in_its_own_direction(seen: Visit, site: Path) -> None:
    seen.page.goto((site / "translations/he/tea.md.html").as_uri())
    sides = seen.page.locator("tbody td").evaluate_all(
        "cells => cells.map(cell => [cell.lang, getComputedStyle(cell).direction])"
    )

    assert set(map(tuple, sides)) == {("en", "ltr"), ("he", "rtl")}
    assert "small " in seen.page.locator("ins").all_inner_texts()


def test_a_command_can_be_copied(browser: Browser, seen: Visit, site: Path) -> None:
    page = seen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto((site / "translations/fr/tea.md.html").as_uri())
    page.get_by_role("button", name="Copy").last.click()

    page.wait_for_function("document.getElementById('told').textContent !== ''")
    assert page.locator("#told").inner_text() in (
        "Copied.",
        "Selected: copy it with the keyboard.",
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["index.html", "translations/he/tea.md.html"])
def test_nothing_is_in_anybody_s_way(
    browser: Browser, site: Path, path: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with visit(browser, width=width, scheme=scheme) as seen:
        seen.page.goto((site / path).as_uri())
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
        results = axe.Axe().run(seen.page, options={"runOnly": {"type": "tag", "values": tags}})
        faults = [
            (each["id"], node["target"], node["failureSummary"])
            for each in results.response["violations"]
            for node in each["nodes"]
        ]
        assert faults == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.complaints == []
