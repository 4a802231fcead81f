"""A fleet's pages: links that lead somewhere, names without harm, and a real browser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from sync.fleet.folders import name_folder
from tests.commands.calling import Reply, call
from tests.fleet.fleets import make_project
from tests.site.browsing import visit
from tests.translated import GUIDE, LONGER, stamped

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ["plain", "../../x", "a/b", "CON", "Plain", "<b>&\"'", "x" * 300, "שלום", "index"]


class Page(HTMLParser):
    """What a page links to and holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(held["href"])
        self.ids |= {held["id"]} if "id" in held else set()
        self.loads += [held[name] for name in ("src", "srcset") if name in held]
        self.loads += [held["href"]] if tag == "link" else []


def write(tmp_path: Path, names: list[str]) -> Reply:
    listed = {"repositories": [{"repository": "a", "name": name} for name in names]}
    (tmp_path / "f.json").write_text(json.dumps(listed))
    return call(tmp_path, "fleet", "f.json", "check", "--format", "html", "--output", "out")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    course = make_project(tmp_path / "a", stale=True)
    files = {f"translations/{name}/guide.md": stamped(GUIDE) for name in ("zh-CN", "zh-cn", "ar")}
    course.commit({**files, "<script>alert(1)<!--.md": LONGER})
    return tmp_path


def test_every_link_leads_somewhere_and_nothing_is_loaded(home: Path) -> None:
    assert write(home, [*NAMES, "gone"]).code == 1
    out = home / "out"
    pages = {path: Page(path.read_text()) for path in out.rglob("*.html")}

    assert len({str(path).casefold() for path in pages}) == 1 + 10 * (1 + 5)
    for path, page in pages.items():
        assert all(each.startswith("data:") for each in page.loads)
        for link in page.links:
            place, anchor = urldefrag(unquote(link))
            target = (path.parent / place).resolve() if place else path.resolve()
            assert target.is_relative_to(out.resolve()), link
            assert target in {each.resolve() for each in pages}
            if anchor:
                there = next(each for at, each in pages.items() if at.resolve() == target)
                assert anchor in there.ids, link


def test_each_cell_and_name_leads_to_the_repositorys_page(home: Path) -> None:
    write(home, NAMES)

    text = (home / "out/index.html").read_text()
    page = Page(text)

    for name in NAMES:
        place = f"repositories/{name_folder(name)}/index.html"
        links = [link for link in page.links if link.startswith(place)]
        assert len(links) == 1 + 5  # its name, and a cell a language
        own = Page((home / "out" / place).read_text())
        assert len([link for link in own.links if link.startswith("language-")]) == 5
    assert "<b>&" not in text
    assert "&lt;b&gt;&amp;" in text


def test_names_stay_within_the_folder(home: Path) -> None:
    before = {path.name for path in home.iterdir()}

    write(home, NAMES)

    assert {path.name for path in home.iterdir()} - before == {"out", "fleet.sqlite", "f.json"}
    assert {path.name for path in (home / "out").iterdir()} == {
        "data",
        "index.html",
        "repositories",
    }
    folders = {path.name for path in (home / "out/repositories").iterdir()}
    assert folders == {name_folder(name) for name in NAMES}


def test_what_left_goes_and_what_is_others_stays(home: Path) -> None:
    write(home, ["one", "two"])
    write(home, ["one"])
    pages = {path.parent.name for path in (home / "out/repositories").rglob("*.html")}
    (home / "mine").mkdir()
    (home / "mine/notes.txt").write_text("x")

    reply = call(home, "fleet", "f.json", "status", "--format", "html", "--output", "mine")

    assert pages == {"one"}
    assert (reply.code, [path.name for path in (home / "mine").iterdir()]) == (2, ["notes.txt"])


def test_an_error_is_on_the_first_page(tmp_path: Path) -> None:
    listed = {"repositories": ["nowhere"]}
    (tmp_path / "f.json").write_text(json.dumps(listed))

    reply = call(tmp_path, "fleet", "f.json", "status", "--format", "html", "--output", "out")

    assert reply.code == 3
    assert re.search(r"there is no repository at", (tmp_path / "out/index.html").read_text())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_nothing_is_in_the_way_of_anybody(
    browser: Browser, home: Path, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    (home / "f.json").write_text(
        json.dumps({"repositories": [{"repository": "a", "name": name} for name in NAMES] + ["no"]})
    )
    call(home, "fleet", "f.json", "check", "--format", "html", "--output", "out")
    own = f"repositories/{name_folder('../../x')}"
    places = (
        "index.html",
        f"{own}/index.html",
        f"{own}/language-ar.html",
        f"{own}/language-fr.html",
    )
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    with visit(browser, width=width, scheme=scheme) as seen:
        for place in (*places, "repositories/no/index.html"):
            seen.page.goto((home / "out" / place).as_uri())
            found = axe.Axe().run(seen.page, options={"runOnly": {"type": "tag", "values": tags}})
            faults = [
                (each["id"], node["target"], node["failureSummary"])
                for each in found.response["violations"]
                for node in each["nodes"]
            ]
            assert faults == [], place
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, place
        seen.page.goto((home / "out/index.html").as_uri())
        seen.page.get_by_role("link", name="ar of ../../x").click()
        seen.page.get_by_role("link", name="ar", exact=True).click()
        assert seen.page.get_by_role("heading", level=1).inner_text() == "../../x in ar"
    assert seen.complaints == []
