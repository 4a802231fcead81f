"""What files hold is hostile: a script planted in every field runs nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sync.results import Caller
from sync.site.build import write_site
from sync.site.forge import find_forge
from sync.site.page import Surroundings
from tests.commands.calling import call
from tests.commands.teas import SOURCE, TEA, THE, make_teas, translate
from tests.site.browsing import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PLANTED = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    '"><svg onload=window.hit=1>',
    "javascript:window.hit=1",
    "</script><script>window.hit = 1</script>",
    "{{ 7 * 1234567 }}",
    "<style>*{display:none}</style>",
    "<!--<script>",
]
_TEXTS = (
    *("reason", "moved_to", "heading", "columns", "before", "after", "text", "translation"),
    *("message", "help"),
)
_STAMP = ("original_hash", "synced_hash", "translation_date", "source_file")


def poison(value: object, text: str, key: str = "") -> object:
    """Plant a text in every field of a report that a file may have a say in."""
    if isinstance(value, dict):
        return {name: poison(each, text, name) for name, each in value.items()}
    if isinstance(value, list):
        return [poison(each, text, key) for each in value]
    free = {*_TEXTS, *_STAMP, "commit", "blob", "date", "rule"}
    return f"{text}{value or ''}" if key in free else value


def poison_history(history: dict[str, Any], text: str) -> dict[str, Any]:
    """Plant a text in the commits and languages of a history; its dates must be dates."""
    points = [
        {
            **point,
            "commit": text,
            "languages": {f"{text}{name}": each for name, each in point["languages"].items()},
        }
        for point in history["points"]
    ]
    return {**history, "points": points}


@pytest.mark.parametrize("text", PLANTED)
def test_nothing_planted_runs(browser: Browser, tmp_path: Path, text: str) -> None:
    root = tmp_path / "course"
    body = THE.replace("Thé noir", text)
    make_teas(root, files={"translations/fr/tea.md": translate(TEA, body=body)}).commit(
        {
            SOURCE: TEA.replace("Black tea", text.replace("|", "\\|")).replace(
                "## Kinds", f"## {text}"
            )
        }
    )
    site = tmp_path / "site"
    forge = find_forge(f"https://github.com/tea/{text.split(maxsplit=1)[0]}", "c0ffee")
    around = Surroundings(f"tea {text}", Caller(), forge)
    for part, command in (("status", "status"), ("changes", "diff"), ("findings", "lint")):
        clean = tmp_path / part
        call(root, command, "--format", "html", "--output", str(clean))
        report = json.loads((clean / "data" / f"{part}.json").read_text("utf-8"))
        write_site(site, {part: json.dumps(poison(report, text))}, around)
    past = json.dumps(poison_history(call(root, "history", "--format", "json").report, text))
    write_site(site, {"history": past}, around)
    assert "Over time" in (site / "index.html").read_text("utf-8")

    pages = [site / "index.html", *site.glob("translations/**/*.html")]
    assert len(pages) > 1
    for page in pages:
        with visit(browser) as seen:
            seen.page.goto(page.as_uri())
            assert seen.page.evaluate("window.hit") is None
            assert "8641969" not in seen.page.locator("body").inner_text()
            assert seen.page.locator("h1").is_visible()
        assert seen.complaints == []


def test_names_of_files_and_languages_are_escaped(browser: Browser, tmp_path: Path) -> None:
    name = "<img src=x onerror=window.hit=1>&\"'.md"
    files = {name: TEA, f"translations/fr/{name}": translate(TEA)}
    course = make_teas(tmp_path / "course", files=files)
    course.commit({name: TEA.replace("| 2 |", "| 5 |")})
    site = tmp_path / "site"
    for command in ("status", "diff"):
        call(course.root, command, "--format", "html", "--output", str(site))
    with visit(browser) as seen:
        seen.page.goto((site / "index.html").as_uri())
        assert seen.page.evaluate("window.hit") is None
        cell = seen.page.locator('a.stale[href*="onerror"]')
        cell.first.click()
        seen.page.wait_for_url("**/*onerror*.html")
        assert name in seen.page.locator("h1").inner_text()
        assert seen.page.evaluate("window.hit") is None
    assert seen.complaints == []
