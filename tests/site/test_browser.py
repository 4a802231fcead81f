"""The site in a real browser: filters, links, keyboard, directions, themes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.model import Base, Location, Pending, State, Status
from sync.site.forge import find_forge
from sync.site.overview import render_overview
from sync.site.values import Overview
from tests.site.browsing import Visit, visit
from tests.site.courses import make_behind, write_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Locator, Page

# Each cell that is shown, as one hears it: its column's head, its row's, and its own name.
CELLS = """grid => {
  const list = (role, within) =>
    [...within.querySelectorAll(`[role=${role}]`)].filter((each) => each.checkVisibility());
  const languages = list("columnheader", grid).slice(1).map((each) => each.title);
  const read = (row) => list("gridcell", row).map((cell, place) => {
    const named = cell.querySelector("a") ?? cell;
    return `${languages[place]}, ${row.firstChild.title}: ${named.ariaLabel}`;
  });
  return list("row", grid).slice(1).flatMap(read);
}"""


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
    found: list[str] = page.get_by_role("grid").evaluate(CELLS)
    return found


def shown(page: Page) -> list[str]:
    return [label.split(":")[0] for label in labels(page)]


def test_the_map_shows_every_translation(seen: Visit, site: Path) -> None:
    page = go(seen, site)

    assert page.get_by_role("grid").get_by_role("row").count() == 4
    assert page.get_by_role("row", name="notes/").count() == 1
    assert page.get_by_role("grid").get_by_role("columnheader").count() == 4
    assert labels(page) == [
        "ar, tea.md: stale",
        "fr, tea.md: stale",
        "he, tea.md: stale",
        "ar, notes/milk.md: missing",
        "fr, notes/milk.md: current",
        "he, notes/milk.md: missing",
    ]


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("#lang=he", ["he, tea.md", "he, notes/milk.md"]),
        ("#q=TEA", ["ar, tea.md", "fr, tea.md", "he, tea.md"]),
        ("#folder=notes&lang=fr", ["fr, notes/milk.md"]),
        ("#folder=.", ["ar, tea.md", "fr, tea.md", "he, tea.md"]),
        ("#state=current", ["fr, notes/milk.md"]),
        ("#sort=owed&lang=fr", ["fr, tea.md", "fr, notes/milk.md"]),
        ("#state=nonsense&lang=xx&sort=up&lang=fr", ["ar, tea.md"]),
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
    page.locator(".tables").get_by_role("link", name="עברית he").click()

    assert shown(page) == ["he, tea.md", "he, notes/milk.md"]


def test_the_keyboard_moves_in_the_map_and_opens_a_page(seen: Visit, site: Path) -> None:
    page = go(seen, site)
    page.get_by_role("button", name="current").focus()
    page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    for key, place in [
        ("ArrowRight", "fr, tea.md"),
        ("ArrowDown", "fr, notes/milk.md"),
        ("End", "he, notes/milk.md"),
        ("ArrowDown", "he, notes/milk.md"),
        ("Home", "ar, notes/milk.md"),
        ("Control+End", "he, notes/milk.md"),
        ("Control+Home", "ar, tea.md"),
        ("End", "he, tea.md"),
    ]:
        page.keyboard.press(key)
        assert page.evaluate(focused).startswith(f"{place}:"), key
    assert page.locator('.map [tabindex="0"]').count() == 1
    assert page.locator("#about").inner_text().split("\n\n")[:2] == ["עברית (he) ! stale", "tea.md"]
    page.keyboard.press("Escape")
    assert page.locator("#about").is_hidden()

    page.keyboard.press("Enter")
    page.wait_for_url("**/translations/he/tea.md.html")
    assert page.get_by_role("heading", level=1).inner_text() == "tea.md in עברית he"


def write_overview(folder: Path, overview: Overview) -> Path:
    (folder / "index.html").write_text(render_overview(overview), "utf-8")
    return folder


def make_status(language: str, document: str, state: State = State.CURRENT) -> Status:
    return Status(Location(language, document, document, f"{language}/{document}"), state)


def test_a_cell_tells_all_that_is_known(seen: Visit, tmp_path: Path) -> None:
    base = Base("a" * 40, "a.md", "b" * 40, "2024-05-06T07:08:09+00:00")
    statuses = [
        make_status("fr", "a b/?.md", State.STALE)._replace(base=base),
        make_status("fr", "c.md", State.ORPHANED)._replace(moved_to="d.md"),
        make_status("he", "a b/?.md", State.PENDING)._replace(pending=Pending(2, 1)),
    ]
    pages = frozenset({"fr/a b/?.md"})
    words = {"fr/a b/?.md": 1200}
    overview = Overview("tea", statuses, pages, findings={"he/a b/?.md": 1}, words=words)
    page = go(seen, write_overview(tmp_path, overview))

    assert labels(page) == [
        "fr, c.md: orphaned",
        "he, c.md: no such document",
        "fr, a b/?.md: stale",
        "he, a b/?.md: pending",
    ]
    told = []
    for cell in page.get_by_role("gridcell").all():
        cell.hover()
        told.append(page.locator("#about").inner_text().split("\n\n"))
    assert told == [
        ["français (fr) ⌀ orphaned", "c.md", "its source is now d.md", "→ all of français"],
        ["עברית (he) no such document", "c.md"],
        [
            "français (fr) ! stale",
            "a b/?.md",
            "1,200 words to translate, made from the source of 2024-05-06",
            "→ what is to do",
        ],
        [
            "עברית (he) … pending",
            "a b/?.md",
            "2 untranslated, 1 fuzzy, 1 finding",
            "→ all of עברית",
        ],
    ]


def test_every_cell_leads_somewhere(seen: Visit, tmp_path: Path) -> None:
    invalid = make_status("he", "b/c.md", State.INVALID)._replace(reason="he/b/c.md:7: no date")
    own = Status(Location("fr", "b/c.md", "b/c.md", "french/c.md"), State.CURRENT)
    statuses = [
        make_status("fr", "a b.md", State.MISSING),
        make_status("he", "a b.md", State.STALE),
        own,
        invalid,
    ]
    forge = find_forge("https://github.com/tea/course", "c0ffee", "docs/", "main")
    overview = Overview("tea", statuses, frozenset({"he/a b.md", "he/b/c.md"}), forge=forge)
    assert lead(go(seen, write_overview(tmp_path, overview))) == [
        "https://github.com/tea/course/new/main?filename=docs/fr/a%20b.md",
        "translations/he/a%20b.md.html",
        "https://github.com/tea/course/blob/c0ffee/docs/french/c.md",
        "https://github.com/tea/course/blob/c0ffee/docs/he/b/c.md#L7",
    ]
    (tmp_path / "plain").mkdir()
    overview = Overview("tea", statuses, frozenset({"he/a b.md"}))
    assert lead(go(seen, write_overview(tmp_path / "plain", overview))) == [
        "languages/fr.html",
        "translations/he/a%20b.md.html",
        "languages/fr.html",
        "languages/he.html",
    ]


def lead(page: Page) -> list[str | None]:
    """Go over all cells, and return where each leads."""
    for cell in page.get_by_role("gridcell").all():
        cell.hover()
    links = page.get_by_role("grid").get_by_role("link").all()
    return [link.get_attribute("href") for link in links]


def test_one_comma_is_no_rewritten_page(seen: Visit, tmp_path: Path) -> None:
    counts = {"a.md": 1, "b.md": 40, "c.md": 900}
    statuses = [make_status("fr", name, State.STALE) for name in (*counts, "unknown.md")]
    words = {f"fr/{name}": count for name, count in counts.items()}
    page = go(seen, write_overview(tmp_path, Overview("tea", statuses, words=words)))

    cells = page.get_by_role("gridcell").all()
    shades = [
        each.evaluate("e => getComputedStyle(e.firstChild ?? e).backgroundColor") for each in cells
    ]
    assert len(set(shades)) == 3
    assert shades[3] == shades[1]  # of which nobody knows
    names = page.locator(".ranked").first.get_by_role("link").all_inner_texts()
    assert names == ["c.md", "b.md", "a.md", "unknown.md"]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The overview of eighty languages by three hundred documents."""
    languages = [f"l{number:02}" for number in range(80)]
    documents = [f"part/page-{number:03}.md" for number in range(300)]
    statuses = [make_status(language, each) for language in languages for each in documents]
    return write_overview(tmp_path_factory.mktemp("large"), Overview("large", statuses))


def test_a_search_in_the_page_finds_what_is_far_below(seen: Visit, large: Path) -> None:
    page = go(seen, large)
    page.get_by_text("page-299.md").wait_for(state="attached")

    assert page.evaluate("find('page-299.md')")
    assert page.evaluate("getSelection().toString()") == "page-299.md"


def test_all_that_a_filter_leaves_comes_into_the_map(seen: Visit, large: Path) -> None:
    page = go(seen, large)
    page.get_by_role("searchbox").fill("page-0")
    page.get_by_role("searchbox").fill("page-2")
    page.get_by_text("page-299.md").wait_for(state="attached")

    names = page.get_by_role("grid").get_by_role("rowheader").all_text_contents()
    assert names == ["part/", *(f"part/page-{number}.md" for number in range(200, 300))]


def test_a_printed_map_is_whole(seen: Visit, large: Path) -> None:
    page = go(seen, large)
    printed = page.pdf(width="60cm", height="30cm")

    assert printed.count(b"/Type /Page\n") > 300 * 0.6 / 30


def test_heads_stay_in_sight_and_hide_no_cell(seen: Visit, large: Path) -> None:
    page = go(seen, large)
    page.locator('.map [tabindex="0"]').focus()
    page.keyboard.press("Control+End")
    frame, heads = find_box(page.get_by_role("grid")), find_box(page.locator(".map .head"))
    assert heads["x"] + heads["width"] > frame["x"] + frame["width"] - 2

    for key in (*["ArrowLeft"] * 70, *["PageUp"] * 6):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.ariaLabel") == "l09, part/page-239.md: current"
    head = find_box(page.get_by_role("columnheader", name="l09"))
    folder = find_box(page.get_by_role("rowheader", name="part/", exact=True))
    name = find_box(page.get_by_role("rowheader", name="page-239.md"))
    cell = find_box(page.locator(":focus"))
    assert head["y"] + head["height"] < cell["y"] + 1 < frame["y"] + frame["height"]
    assert folder["y"] + folder["height"] <= cell["y"] + 1
    assert name["x"] + name["width"] <= cell["x"] < frame["x"] + frame["width"]
    assert 0 <= head["y"] - frame["y"] < 2
    assert 0 <= name["x"] - frame["x"] < 2


def find_box(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box is not None
    return box


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
@pytest.mark.parametrize("path", ["index.html", "translations/he/tea.md.html", "languages/he.html"])
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
