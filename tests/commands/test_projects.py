"""Every command where the configuration has several projects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.translated import GUIDE, LONGER, Course, fields, make_course, stamped

CONFIG = """\
projects:
  - source: docs
    translations: "i18n/{lang}/docs/{path}"
    stamp: sidecar
  - source: blog
    translations: "blog-{lang}/{path}"
"""
TRANSLATED = GUIDE.replace("Minutes", "Minuten")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two documents of one name: the first translation is stale, the second current."""
    entry = fields(GUIDE, source_file="guide.md", language_code="de")
    made = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": CONFIG,
            "docs/guide.md": GUIDE,
            "blog/guide.md": GUIDE,
            "i18n/de/docs/guide.md": TRANSLATED,
            "i18n/de/.co-op-translator.json": json.dumps({"guide.md": entry}),
            "blog-de/guide.md": stamped(
                GUIDE, body=TRANSLATED, source_file="guide.md", language_code="de"
            ),
            "blog-fr/guide.md": stamped("an older text", source_file="guide.md"),
        },
    )
    made.commit({"docs/guide.md": LONGER})
    return made


def states(course: Course, *arguments: str) -> dict[str, str]:
    reply = call(course.root, "status", "--format", "json", *arguments)
    listed = [(each["path"], each["state"]) for each in reply.report["translations"]]
    assert len(dict(listed)) == len(listed)
    return dict(listed)


def test_status_and_check(course: Course) -> None:
    assert states(course) == {
        "i18n/de/docs/guide.md": "stale",
        "blog-de/guide.md": "current",
        "blog-fr/guide.md": "stale",
    }
    assert call(course.root, "status").err == ""
    assert states(course, "blog") == {"blog-de/guide.md": "current", "blog-fr/guide.md": "stale"}
    assert states(course, "--lang", "fr") == {"blog-fr/guide.md": "stale"}
    reply = call(course.root, "check")
    assert reply.code == 1
    assert "translation-sync diff i18n/de/docs/guide.md" in reply.out


def test_diff_and_sync_and_stamp(course: Course) -> None:
    reply = call(course.root, "diff", "--format", "json", "i18n")
    [changed] = reply.report["translations"]
    assert changed["changes"]["tables"][0]["rows"][0]["kind"] == "added"

    assert call(course.root, "sync", "i18n").code == 0
    text = (course.root / "i18n/de/docs/guide.md").read_text("utf-8")
    assert "Minuten" in text
    assert "White" in text
    sidecar = json.loads((course.root / "i18n/de/.co-op-translator.json").read_text("utf-8"))
    assert list(sidecar) == ["guide.md"]
    assert "synced_hash" in sidecar["guide.md"]

    done = text.replace("<!-- sync:untranslated --> ", "")
    course.write({"i18n/de/docs/guide.md": done})
    assert call(course.root, "stamp", "i18n").code == 0
    assert states(course)["i18n/de/docs/guide.md"] == "current"


def test_new_goes_where_its_project_says(course: Course) -> None:
    assert call(course.root, "new", "ru").code == 0
    assert (course.root / "i18n/ru/.co-op-translator.json").is_file()
    assert 'source_file": "guide.md"' in (course.root / "blog-ru/guide.md").read_text("utf-8")
    assert states(course, "--lang", "ru") == {
        "i18n/ru/docs/guide.md": "pending",
        "blog-ru/guide.md": "pending",
    }


def test_new_keeps_to_the_projects_that_have_the_language(course: Course) -> None:
    """A name that is no code means nothing where it is not named: no command would see the file."""
    named = CONFIG + "    languages: {chinese: zh, de: de, fr: fr}\n"
    course.write({".translation-sync.yaml": named})
    reply = call(course.root, "new", "chinese")
    assert (reply.code, reply.err) == (0, "")
    assert states(course, "--lang", "chinese") == {"blog-chinese/guide.md": "pending"}
    assert not (course.root / "i18n/chinese").exists()


def test_new_says_which_key_hides_what_it_writes(course: Course) -> None:
    course.write({".translation-sync.yaml": "source: docs\nlanguages: [fr]\n"})
    reply = call(course.root, "new", "de")
    assert reply.code == 0
    assert reply.err == (
        "warning: add 'de' to 'languages' in .translation-sync.yaml: without it no other command "
        "sees translations/de/guide.md\n"
    )
    assert call(course.root, "new", "fr").err == ""


def test_lint(course: Course) -> None:
    course.write(
        {"blog-de/guide.md": stamped(GUIDE, body=TRANSLATED.replace("| Black | 4 |\n", ""))}
    )
    reply = call(course.root, "lint", "--format", "json")
    assert {each["path"] for each in reply.report["findings"]} >= {"blog-de/guide.md"}
    assert reply.code == 1


def test_a_change_to_one_project(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"blog/guide.md": LONGER})
    reply = call(course.root, "check", "--changed-from", "main", "--format", "json")
    made = {each["path"]: each["state"] for each in reply.report["translations"]}
    assert made["blog-de/guide.md"] == "stale"
    course.write({"docs/guide.md": GUIDE})
    course.git("add", "-A")
    reply = call(course.root, "check", "--staged", "--format", "json")
    assert reply.code == 0


def test_a_stamp_without_work_is_found(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    entry = fields(LONGER, source_file="guide.md", language_code="de")
    course.commit({"i18n/de/.co-op-translator.json": json.dumps({"guide.md": entry})})
    reply = call(course.root, "check", "--changed-from", "main", "--format", "json")
    assert {each["path"] for each in reply.report["findings"]} == {"i18n/de/docs/guide.md"}


def test_history(course: Course) -> None:
    reply = call(course.root, "history", "--format", "json")
    assert reply.code == 0
    states = reply.report["points"][-1]["states"]
    assert (states["stale"], states["current"], states["missing"]) == (2, 1, 0)


def test_the_site_has_a_page_for_each(course: Course, tmp_path: Path) -> None:
    for command in ("status", "diff", "lint"):
        call(course.root, command, "--format", "html", "--output", "../site")
    pages = {
        path.relative_to(tmp_path / "site/translations").as_posix()
        for path in (tmp_path / "site/translations").rglob("*.html")
    }
    assert pages >= {"de/docs/guide.md.html", "fr/blog/guide.md.html"}


def test_an_orphan_names_where_its_source_went(course: Course) -> None:
    course.git("mv", "blog/guide.md", "blog/tea.md")
    course.commit()
    report = call(course.root, "status", "--format", "json").translations
    assert report["blog-de/guide.md"]["state"] == "orphaned"
    assert report["blog-de/guide.md"]["moved_to"] == "blog/tea.md"
    assert report["blog-de/tea.md"]["state"] == "missing"


def test_links_between_projects_lead_to_translations(tmp_path: Path) -> None:
    """A link in a new row leads to the translated copy, whichever project it belongs to."""
    before = "# A\n\n| A | B |\n| --- | --- |\n| one | two |\n"
    after = before + "| three | [b](../blog/b.md) |\n"
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": CONFIG,
            "docs/a.md": before,
            "blog/b.md": "# B\n",
            "blog-de/b.md": stamped("# B\n"),
            "i18n/de/docs/a.md": stamped(before, body=before, source_file="a.md"),
        },
    )
    course.commit({"docs/a.md": after})
    assert call(course.root, "sync").code == 0
    assert "](../../../blog-de/b.md)" in (course.root / "i18n/de/docs/a.md").read_text("utf-8")
