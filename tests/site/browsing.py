"""A real browser, Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Visit:
    """A page, and what it did that it should not: messages, errors, requests to elsewhere."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the browser, or skip the test and say what is lacking."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    name = next(filter(None, map(shutil.which, _NAMES)), None)
    if name is None:
        pytest.skip("needs Chromium, which is not here (apt-get install chromium)")
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=name, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(
    browser: Browser, *, width: int = 1440, scheme: str = "light", home: str = "file:"
) -> Iterator[Visit]:
    """Open an empty page that takes note of all complaints; ``home`` is where it may ask."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    seen = Visit(page)
    page.on("console", lambda message: seen.complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: seen.complaints.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: _note(seen, request.url, home))
    try:
        yield seen
    finally:
        context.close()


def _note(seen: Visit, url: str, home: str) -> None:
    if not url.startswith((home, "data:")):
        seen.complaints.append(f"request: {url}")
