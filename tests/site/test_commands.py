"""``--format html --output DIR``: parts, pages, and what is left alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sync.version import __version__
from tests.commands.calling import call
from tests.commands.teas import EVERYTHING, FR, HE, SOURCE, TEA, translate
from tests.project_files import write_files
from tests.site.courses import AR, HEBREW, course, write_site
from tests.translated import Course

__all__ = ["course"]

PAGE = "translations/he/tea.md.html"


def list_files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_status_alone_writes_the_overview(course: Course) -> None:
    files = list_files(write_site(course, "status"))

    badges = {path for path in files if path.startswith("badges/")}
    languages = {f"languages/{name}.html" for name in ("ar", "fr", "he")}
    assert set(files) - badges == {"index.html", "card.png", "data/status.json", *languages}
    report = call(course.root, "status", "--format", "json").out
    assert files["data/status.json"].decode() == report


def test_diff_adds_a_page_for_each_translation_that_is_behind(course: Course) -> None:
    files = list_files(write_site(course, "status", "diff"))

    pages = {path for path in files if path.startswith("translations/")}
    assert pages == {f"{path}.html" for path in (FR, HE, AR)}
    page = files[PAGE].decode()
    assert 'lang="he" dir="rtl">לקחת את' in page
    assert "<ins>small " in page
    assert "translation-sync sync translations/he/tea.md" in page
    assert ">Minutes</th>" in page
    assert 'colspan="2" lang="en" dir="ltr">Mint</td>' in page
    assert "https://github.com/tea/course/blob/" in page
    assert "https://github.com/tea/course/commit/" in page


def test_a_language_has_a_page_for_its_team(course: Course) -> None:
    page = list_files(write_site(course))["languages/he.html"].decode()

    assert "<title>עברית: translations of course</title>" in page
    assert "0% of 2 documents are up to date" in page
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', page)
    named = [re.findall(r"<bdi>(.*?)</bdi>", row) for row in rows]
    assert named == [["tea.md"], ["notes/<wbr>milk.md"]]
    assert 'href="../translations/he/tea.md.html"' in rows[0]
    assert "/new/" in rows[1]
    assert "filename=translations/he/notes/milk.md" in rows[1]
    assert "translation-sync sync --lang he" in page


def test_a_page_leads_to_the_next_of_its_language(course: Course) -> None:
    milk = "translations/he/notes/milk.md"
    course.commit({milk: translate("# Milk\n", body="# חלב\n")})
    course.commit({"notes/milk.md": "# Milk, and so much more of it than there was\n" * 9})
    files = list_files(write_site(course))
    first, last = files[f"{milk}.html"].decode(), files[PAGE].decode()

    assert 'next: <a href="../../../translations/he/tea.md.html"' in first
    assert "next: " not in last
    assert 'This is the last in <a href="../../languages/he.html"' in last


def test_a_language_that_owes_nothing(course: Course) -> None:
    course.write({FR: translate(EVERYTHING)})
    page = list_files(write_site(course, "status", "diff"))["languages/fr.html"].decode()

    assert "Nothing to do" in page
    assert "In a clone" not in page


def test_the_page_of_a_language_that_is_gone_goes(course: Course) -> None:
    site = write_site(course)
    course.git("rm", "-rqf", "translations/ar")
    write_site(course)

    assert not (site / "languages/ar.html").exists()
    assert (site / "languages/he.html").exists()


def test_the_foot_of_a_page_says_of_which_commit_it_is(course: Course) -> None:
    files = list_files(write_site(course, "status", "diff"))
    commit = course.git("rev-parse", "HEAD").strip()

    for path in ("index.html", "languages/he.html", PAGE):
        foot = files[path].decode().partition("<footer>")[2]
        assert f"https://github.com/tea/course/commit/{commit}" in foot
        assert f"translation-sync {__version__}" in foot


def test_lint_adds_what_it_found(course: Course) -> None:
    broken = translate(EVERYTHING, body=HEBREW.replace("| תה שחור | 4 |", "| תה שחור | 7 |"))
    course.write({HE: broken})
    page = list_files(write_site(course, "lint"))[PAGE].decode()

    assert "What lint found" in page
    assert "<code>number</code>" in page


def test_the_same_again_writes_the_same(course: Course) -> None:
    site = write_site(course)
    first = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}

    write_site(course)
    assert {path: path.stat().st_mtime_ns for path in first} == first


def test_a_translation_that_was_mended_loses_its_page(course: Course) -> None:
    site = write_site(course)
    course.write({HE: translate(EVERYTHING, body=HEBREW)})
    call(course.root, "stamp", HE)
    write_site(course, "status")

    files = list_files(site)
    assert PAGE not in files
    assert f"{FR}.html" in files


def test_a_part_of_another_state_counts_no_more(course: Course) -> None:
    site = write_site(course, "diff")
    assert PAGE in list_files(site)
    course.git("checkout", "-q", "HEAD~", "--", SOURCE)
    write_site(course, "status")

    assert not [path for path in list_files(site) if path.startswith("translations/")]


@pytest.mark.parametrize("first", ["diff", "lint", "status"])
def test_states_are_in_one_part_alone(course: Course, first: str) -> None:
    site = write_site(course, first)
    alone = read_data(site)
    assert all("state" in each for part in alone.values() for each in part["translations"])
    write_site(course)
    together = read_data(site)

    assert set(together) == {"status", "changes", "findings"}
    assert together["status"] == call(course.root, "status", "--format", "json").report
    for name in ("changes", "findings"):
        report = call(
            course.root, {"changes": "diff", "findings": "lint"}[name], "--format", "json"
        )
        paths = [each["path"] for each in report.report["translations"]]
        assert [each["path"] for each in together[name]["translations"]] == paths
        assert not any("state" in each or "base" in each for each in together[name]["translations"])
    assert "summary" not in together["changes"]
    assert together["findings"]["findings"] == report.report["findings"]


def test_parts_whose_states_were_removed_wait_for_others(course: Course) -> None:
    site = write_site(course)
    (site / "data/status.json").unlink()
    write_site(course, "lint")
    assert PAGE in list_files(site)
    assert "state" in read_data(site)["findings"]["translations"][0]
    assert "state" not in read_data(site)["changes"]["translations"][0]


def read_data(site: Path) -> dict[str, Any]:
    parts = {path.stem: json.loads(path.read_text("utf-8")) for path in site.glob("data/*.json")}
    return {name: part for name, part in parts.items() if name != "history"}


@pytest.mark.parametrize("command", ["status", "diff", "lint"])
def test_a_site_needs_a_folder(course: Course, command: str) -> None:
    reply = call(course.root, command, "--format", "html")

    assert reply.code == 2
    assert "--output DIR" in reply.err


def test_a_folder_with_other_things_is_left_alone(course: Course, tmp_path: Path) -> None:
    place = tmp_path / "mine"
    place.mkdir()
    (place / "index.html").write_text("mine")
    reply = call(course.root, "status", "--format", "html", "--output", str(place))

    assert reply.code == 2
    assert "neither empty nor a site of ours" in reply.err
    assert list_files(place) == {"index.html": b"mine"}


def test_a_damaged_part_is_named(course: Course) -> None:
    site = write_site(course, "diff")
    (site / "data" / "changes.json").write_text("{")
    reply = call(course.root, "status", "--format", "html", "--output", str(site))

    assert reply.code == 3
    assert "changes.json" in reply.err


def test_a_site_beside_a_report(course: Course, tmp_path: Path) -> None:
    options = ("--format", "html", "--output", str(tmp_path / "site"), "--format", "json")
    reply = call(course.root, "status", *options)

    assert json.loads(reply.out)["summary"]["stale"] == 3
    assert (tmp_path / "site" / "index.html").is_file()


def test_one_command_writes_what_four_do(course: Course, tmp_path: Path) -> None:
    broken = translate(EVERYTHING, body=HEBREW.replace("| תה שחור | 4 |", "| תה שחור | 7 |"))
    course.write({HE: broken})
    reply = call(course.root, "site", "../whole")
    assert (reply.code, reply.out) == (0, "wrote ../whole/index.html\n")
    lines = reply.err.splitlines()
    assert len(lines) == len(set(lines))
    assert list_files(tmp_path / "whole") == list_files(write_site(course))


def test_the_same_site_again_is_the_same(course: Course, tmp_path: Path) -> None:
    call(course.root, "site", "../whole")
    first = list_files(tmp_path / "whole")
    assert call(course.root, "site", "../whole").code == 0
    assert list_files(tmp_path / "whole") == first


def test_a_site_of_one_language(course: Course, tmp_path: Path) -> None:
    assert call(course.root, "site", "--lang", "he", "../whole").code == 0
    files = list_files(tmp_path / "whole")
    assert {path for path in files if path.startswith("translations/")} == {PAGE}


def test_a_site_without_git_has_no_history(tmp_path: Path) -> None:
    write_files(tmp_path / "here", {"a.md": TEA, "translations/fr/a.md": translate(TEA)})
    reply = call(tmp_path / "here", "site", "../whole")
    assert reply.code == 0
    assert "the site has no history" in reply.err
    assert "data/history.json" not in list_files(tmp_path / "whole")


def test_a_whole_site_leaves_other_things_alone(course: Course, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/index.html").write_text("mine")
    reply = call(course.root, "site", "../mine")
    assert (reply.code, reply.out) == (2, "")
    assert list_files(tmp_path / "mine") == {"index.html": b"mine"}
