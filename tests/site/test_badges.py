"""Badges, as pictures and for shields."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sync.model import State
from sync.site.badges import render_badges
from tests.commands.calling import ask, call
from tests.site.courses import course, write_site
from tests.translated import Course

__all__ = ["course"]


@pytest.mark.parametrize(
    ("states", "message", "colour"),
    [
        ([], "no translations", "#5c6370"),
        ([State.CURRENT, State.COSMETIC], "100% up to date", "#1f7a3d"),
        ([State.CURRENT] * 19 + [State.STALE], "95% up to date", "#3f6f1f"),
        ([State.CURRENT] * 3 + [State.MISSING], "75% up to date", "#856404"),
        ([State.STALE], "0% up to date", "#a83232"),
    ],
)
def test_what_a_badge_says(states: list[State], message: str, colour: str) -> None:
    picture, endpoint = render_badges("fr", states)

    assert json.loads(endpoint) == {
        "schemaVersion": 1,
        "label": "fr",
        "message": message,
        "color": colour,
    }
    assert ET.fromstring(picture).get("aria-label") == f"fr: {message}"


def test_a_hostile_label_is_text() -> None:
    label = '"><script>alert(1)</script>'
    picture, _ = render_badges(label, [State.STALE])

    root = ET.fromstring(picture)
    assert root.get("aria-label") == f"{label}: 0% up to date"
    assert not [each for each in root.iter() if each.tag.endswith("script")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("share", [0, 7, 9, 10])
def test_white_text_is_legible_on_each_colour(share: int) -> None:
    _, endpoint = render_badges("fr", [State.CURRENT] * share + [State.STALE] * (10 - share))

    assert 1.05 / (luminance(json.loads(endpoint)["color"]) + 0.05) >= 4.5


def test_the_site_has_one_for_the_project_and_one_a_language(course: Course) -> None:
    badges = write_site(course, "status") / "badges"

    assert {path.relative_to(badges).as_posix() for path in badges.rglob("*.*")} == {
        f"{name}.{kind}"
        for name in ("project", "languages/ar", "languages/fr", "languages/he")
        for kind in ("svg", "json")
    } | {"README.txt"}
    said = (badges / "README.txt").read_text("utf-8").splitlines()
    assert "[![he](https://example.org/badges/languages/he.svg)](https://example.org/)" in said
    assert len([line for line in said if line.startswith("[![")]) == 4


def read_badges(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in (site / "badges").rglob("*.*")
    }


@pytest.mark.parametrize("narrow", [("--state", "current"), ("--lang", "fr"), ("tea.md",)])
def test_a_call_for_some_leaves_badges_alone(course: Course, narrow: tuple[str, ...]) -> None:
    site = write_site(course, "status")
    before = read_badges(site)
    course.commit({"tea.md": "# New\n", "notes/milk.md": "# New milk\n"})
    html = ("--format", "html", "--output", str(site))
    assert call(course.root, "status", *narrow, *html).code == 0

    assert read_badges(site) == before
    write_site(course, "status")
    assert read_badges(site) != before


def test_the_badge_of_a_language_that_is_gone_goes(course: Course) -> None:
    before = read_badges(write_site(course, "status"))
    course.git("rm", "-rqf", "translations/ar")
    course.commit()
    after = read_badges(write_site(course, "status"))

    assert set(before) - set(after) == {"badges/languages/ar.svg", "badges/languages/ar.json"}
    assert set(after) <= set(before)


def test_a_site_among_the_sources_brings_no_document(course: Course) -> None:
    before = ask(course.root, "status").report
    pages = []
    for _ in range(2):
        call(course.root, "site", "build/site")
        pages.append((course.root / "build/site/index.html").read_bytes())

    assert ask(course.root, "status").report == before
    assert pages[0] == pages[1]
