"""The site of sixty languages by two thousand documents, in a real browser."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.bench import Bench
from benchmarks.generate import Plan, generate_repository
from benchmarks.results import Result, Section
from benchmarks.timing import measure, tool

if TYPE_CHECKING:
    from playwright.sync_api import Page

_LANGUAGES, _DOCUMENTS = 60, 2_000
_FILTERS = {
    "a text": "form.elements.q.value = 'chapter-01'",
    "a language": "form.elements.q.value = ''; form.elements.lang.value = 'he'",
    "the order": "form.elements.lang.value = ''; form.elements.sort.value = 'owed'",
}
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# From the change of a field to the frame that shows what is left.
_CHANGE = """async (code) => {
  const form = document.getElementById("filter");
  const start = performance.now();
  new Function("form", code)(form);
  form.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def measure_picture(bench: Bench) -> Iterator[Section]:
    """Measure the first paint and a change of each filter; milliseconds, medians."""
    title = f"The site in a browser, {_LANGUAGES} languages × {_DOCUMENTS:,} documents"
    program = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        yield Section(title, skipped="Playwright or Chromium is not installed")
        return
    address = _write_site(bench.folder / "picture")
    with sync_playwright() as running:
        # A page's policy forbids what a bench does to it.
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        taken: dict[str, list[float]] = defaultdict(list)
        for _ in range(bench.rounds):
            page = browser.new_page(bypass_csp=True, viewport={"width": 1440, "height": 900})
            for what, time in _visit(page, address):
                taken[what].append(time)
            page.close()
        browser.close()
    yield Section(title, [Result(what, f"{median(x):.0f} ms") for what, x in taken.items()])


def _write_site(folder: Path) -> str:
    """Write the site of a tree with a fifth stale, and some missing; return its address."""
    plan = Plan(_DOCUMENTS, _LANGUAGES, sidecar=True, stale=0.2, sections=0, revisions=0)
    tree = generate_repository(plan, folder / "tree")
    for lost in ("[a-h]*/chapter-0[0-2]*", "[p-u]*/chapter-0[7-9]*"):
        for chapter in tree.glob(f"translations/{lost}"):
            shutil.rmtree(chapter)
    measure(tool(tree, "status", "--format", "html", "--output", str(folder / "site")))
    shutil.rmtree(tree)
    return (folder / "site" / "index.html").as_uri()


def _visit(page: Page, address: str) -> Iterator[tuple[str, float]]:
    page.goto(address)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    yield "first paint", float(page.evaluate(_PAINT))
    page.wait_for_function(f"document.querySelectorAll('.map [role=row]').length > {_DOCUMENTS}")
    yield "the last document is in the map", float(page.evaluate("performance.now()"))
    for name, code in _FILTERS.items():
        yield f"{name} changed, until it is shown", float(page.evaluate(_CHANGE, code))
