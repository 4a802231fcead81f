"""The page for translators with five thousand open texts, in a real browser."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.bench import Bench
from benchmarks.repositories import run_git
from benchmarks.results import Result, Section
from benchmarks.timing import measure, tool

if TYPE_CHECKING:
    from playwright.sync_api import Page

_TEXTS = 5_000
_SAVES = 20
_GOALS = {"a text can be typed": 1000.0, "a save is answered": 200.0}
# From the key to the next text in its place.
_SAVE = """async () => {
  const source = document.getElementById("source");
  const field = document.getElementById("words");
  const text = source.textContent;
  field.value = `מילים ${text.match(/\\d+/)[0]}.`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const press = () => document.dispatchEvent(new KeyboardEvent("keydown",
    { key: "Enter", ctrlKey: true, shiftKey: true, bubbles: true }));
  const start = performance.now();
  const isWaiting = () => source.textContent === text && performance.now() - start < 20000;
  press();
  while (isWaiting()) await new Promise((done) => setTimeout(done, 1));
  return performance.now() - start;
}"""


def measure_editing(bench: Bench) -> Iterator[Section]:
    """Measure the way to the first text, and saves; milliseconds, medians."""
    for documents in (50, 5):
        title = f"The page for translators, {_TEXTS:,} texts in {documents} documents"
        program = shutil.which("chromium") or shutil.which("google-chrome")
        try:
            import playwright.sync_api  # noqa: F401  is it there?
            import starlette  # noqa: F401
        except ImportError:
            program = None
        if program is None:
            yield Section(title, skipped="Playwright, Chromium or Starlette is not installed")
            continue
        root = _make_course(bench.folder / f"editing-{documents}", documents)
        taken = _visit(root, program, bench.rounds)
        results = [_describe(what, median(times)) for what, times in taken.items()]
        yield Section(title, results)


def _describe(what: str, time: float) -> Result:
    goal = _GOALS.get(what)
    if goal is None:
        return Result(what, f"{time:.0f} ms")
    return Result(what, f"{time:.0f} ms", f"≤ {goal:g} ms", time <= goal)


def _make_course(folder: Path, documents: int) -> Path:
    """Start a translation of documents that have so many texts together."""
    folder.mkdir(parents=True)
    for number in range(documents):
        texts = range(number, _TEXTS, documents)
        lines = [f"Text {place} tells how tea number {place} is made." for place in texts]
        (folder / f"page-{number:03}.md").write_text("\n\n".join(lines) + "\n", "utf-8")
    (folder / ".translation-sync.yaml").write_text("languages: [he]\n", "utf-8")
    run_git(folder, "init", "-q")
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "-m", "Write of tea")
    measure(tool(folder, "new", "he"))
    return folder


@contextmanager
def _serving(root: Path) -> Iterator[tuple[str, float]]:
    """Start the server; yield its address, and how long that took."""
    start = perf_counter()
    arguments = [*tool(root, "edit", "--lang", "he", "--port", "0", "--no-open").arguments]
    process = subprocess.Popen(arguments, cwd=root, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    address = process.stdout.readline().strip()
    try:
        yield address, 1000 * (perf_counter() - start)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def _visit(root: Path, program: str, rounds: int) -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright

    taken: dict[str, list[float]] = defaultdict(list)
    with _serving(root) as (address, started), sync_playwright() as running:
        taken["the address is printed"].append(started)
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in range(rounds):
            # A page's policy forbids what a bench does to it.
            page = browser.new_page(bypass_csp=True, viewport={"width": 1440, "height": 900})
            for what, time in _open(page, address):
                taken[what].append(time)
            page.close()
        page = browser.new_page(bypass_csp=True)
        list(_open(page, address))
        for _ in range(_SAVES):
            taken["a save is answered"].append(float(page.evaluate(_SAVE)))
            page.wait_for_timeout(1000)  # as one who types waits between two
        browser.close()
    return taken


def _open(page: Page, address: str) -> Iterator[tuple[str, float]]:
    page.goto(address)
    page.wait_for_function("document.activeElement.id === 'words'")
    yield "a text can be typed", float(page.evaluate("performance.now()"))
    page.wait_for_function("document.body.dataset.ready === 'true'")
    yield "all texts are in the list", float(page.evaluate("performance.now()"))
