"""The site of sixty languages by two thousand documents, in a real browser."""

from __future__ import annotations

import random
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.results import Result, Section
from sync.model import Location, State, Status
from sync.reports.json import describe_report, render_object
from sync.results import Caller
from sync.site.build import write_site
from sync.site.page import Surroundings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SIZE = (60, 2_000)
_SHARES = {
    State.CURRENT: 60,
    State.MISSING: 15,
    State.STALE: 12,
    State.COSMETIC: 6,
    State.PENDING: 5,
    State.UNSTAMPED: 1,
    State.ORPHANED: 0.5,
    State.INVALID: 0.5,
}
_SEED = 20_260_101
_FILTERS = {
    "a text": "form.elements.q.value = 'chapter-01'",
    "a language": "form.elements.q.value = ''; form.elements.lang.value = 'l07'",
    "the order": "form.elements.lang.value = ''; form.elements.sort.value = 'owed'",
}
# From the change of a field to the frame that shows what is left.
_CHANGE = """async (code) => {
  const form = document.getElementById("filter");
  const start = performance.now();
  new Function("form", code)(form);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def measure_picture(folder: Path, rounds: int) -> Section:
    """Measure the first paint and a change of each filter; milliseconds, medians."""
    title = "The site in a browser"
    program = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return Section(title, skipped="Playwright is not installed")
    if program is None:
        return Section(title, skipped="Chromium is not installed")
    text = render_object(describe_report(list(_make_statuses(*_SIZE))))
    write_site(folder / "site", "status", text, Surroundings("a large course", Caller()))
    address = (folder / "site" / "index.html").as_uri()
    with sync_playwright() as running:
        # A page's policy forbids what a bench does to it.
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        results = list(_measure(browser, address, rounds))
        browser.close()
    return Section(title, results)


def _make_statuses(languages: int, documents: int) -> Iterator[Status]:
    chosen = random.Random(_SEED)
    for code in (f"l{number:02}" for number in range(languages)):
        for number in range(documents):
            document = f"part-{number // 50:02}/chapter-{number:04}/README.md"
            place = Location(code, document, document, f"translations/{code}/{document}")
            yield Status(place, chosen.choices(list(_SHARES), list(_SHARES.values()))[0])


def _measure(browser: Browser, address: str, rounds: int) -> Iterator[Result]:
    paints, wholes, changes = [], [], dict[str, list[float]]()
    for _ in range(rounds):
        page = browser.new_page(bypass_csp=True, viewport={"width": 1440, "height": 900})
        page.goto(address)
        paints.append(_read_paint(page))
        wholes.append(_wait_for_rows(page))
        for name, code in _FILTERS.items():
            changes.setdefault(name, []).append(page.evaluate(_CHANGE, code))
        page.close()
    size = f"{_SIZE[0]} languages × {_SIZE[1]:,} documents"
    yield Result(f"first paint, {size}", f"{statistics.median(paints):.0f} ms")
    yield Result("the last document is in the map", f"{statistics.median(wholes):.0f} ms")
    for name, times in changes.items():
        yield Result(f"{name} changed, until it is shown", f"{statistics.median(times):.0f} ms")


def _read_paint(page: Page) -> float:
    """Return when the first paint was, which may come after the page is loaded."""
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return float(page.evaluate(script))


def _wait_for_rows(page: Page) -> float:
    """Wait until each document has its row, and return when that was, to about a frame."""
    count = f"document.querySelectorAll('.map [role=row]').length > {_SIZE[1]}"
    page.wait_for_function(count)
    return float(page.evaluate("performance.now()"))
