"""Languages by any name, and what is said of those in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.model import State
from tests.commands.calling import call
from tests.translated import GUIDE, LONGER, make_course, stamped

ONE = "source: docs\ntranslations: docs-he/{path}\nlanguages: [he]\n"
CHINESE = """\
translations: "{dir}/{stem}.{lang}{suffix}"
include: ['*.md']
languages: {chinese: zh, arabic: ar}
"""


def test_a_name_goes_with_its_code(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": CHINESE,
            "guide.md": GUIDE,
            "guide.chinese.md": stamped(GUIDE, source_file="guide.md", language_code="zh"),
        },
    )
    reply = call(course.root, "status", "--format", "json")
    states = {each["path"]: each["state"] for each in reply.report["translations"]}
    assert states == {"guide.chinese.md": "current", "guide.arabic.md": "missing"}
    assert reply.translations["guide.chinese.md"]["language"] == "chinese"
    assert reply.err == ""


@pytest.mark.parametrize(("code", "is_told"), [("zh", False), ("chinese", False), ("fr", True)])
def test_a_stamp_of_another_language_is_told(tmp_path: Path, code: str, is_told: bool) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": CHINESE,
            "guide.md": GUIDE,
            "guide.chinese.md": stamped(GUIDE, source_file="guide.md", language_code=code),
        },
    )
    err = call(course.root, "status").err
    assert ("names the language 'fr'" in err) is is_told
    assert bool(err) is is_told


def test_new_stamps_have_the_code(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course", {".translation-sync.yaml": CHINESE, "guide.md": GUIDE}
    )
    assert call(course.root, "new", "arabic").code == 0
    assert '"language_code": "ar"' in (course.root / "guide.arabic.md").read_text("utf-8")
    assert call(course.root, "new", "klingon").code == 2


def test_the_site_writes_in_the_direction_of_the_code(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": CHINESE,
            "guide.md": GUIDE,
            "guide.arabic.md": stamped(GUIDE, source_file="guide.md", language_code="ar"),
        },
    )
    course.commit({"guide.md": LONGER})
    for command in ("status", "diff"):
        call(course.root, command, "--format", "html", "--output", "../site")
    page = (tmp_path / "site/translations/arabic/guide.md.html").read_text("utf-8")
    assert 'dir="rtl"' in page
    assert 'lang="ar"' in page


def test_a_template_of_one_language(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": ONE,
            "docs/a/guide.md": GUIDE,
            "docs/other.md": GUIDE,
            "docs-he/a/guide.md": stamped(GUIDE, source_file="a/guide.md", language_code="he"),
        },
    )
    assert course.states() == {
        "docs-he/a/guide.md": State.CURRENT,
        "docs-he/other.md": State.MISSING,
    }
    course.commit({"docs/a/guide.md": LONGER})
    assert call(course.root, "sync").code == 0
    assert "White" in (course.root / "docs-he/a/guide.md").read_text("utf-8")


def test_status_tells_what_is_in_doubt(tmp_path: Path) -> None:
    course = make_course(
        tmp_path / "course",
        {
            ".translation-sync.yaml": "source: docs\ntranslations: docs/{lang}/{path}\n",
            **dict.fromkeys(["docs/index.md", "docs/ml/index.md", "docs/old/start.md"], GUIDE),
            "docs/start.md": GUIDE,
        },
    )
    err = call(course.root, "status").err
    assert "warning: taken for languages at 'docs/{lang}/{path}' by name alone" in err
    assert "warning: not taken for languages at 'docs/{lang}/{path}'" in err
    config = course.root / ".translation-sync.yaml"
    config.write_text(config.read_text("utf-8") + "languages: [ml]\n")
    assert call(course.root, "status").err == ""


def test_a_locale_of_gettext_goes_through_every_command(tmp_path: Path) -> None:
    config = 'source: docs\ntranslations: "docs/{lang}/{path}"\nlanguages: {"sr@latin": sr-Latn}\n'
    page = "docs/sr@latin/guide.md"
    files = {".translation-sync.yaml": config, "docs/guide.md": GUIDE, page: "# Čaj\n\nVoda.\n"}
    course = make_course(tmp_path / "course", files | {"docs/pot.md": "# Pot\n"})

    assert call(course.root, "new", "sr@latin", "docs/pot.md").code == 0

    reply = call(course.root, "status", "--lang", "sr@latin", "--format", "json")
    states = {each["path"]: each["state"] for each in reply.report["translations"]}
    assert states == {page: "unstamped", "docs/sr@latin/pot.md": "pending"}
    assert '"language_code": "sr-Latn"' in (course.root / "docs/sr@latin/pot.md").read_text("utf-8")
    exported = call(course.root, "export", "--lang", "sr@latin", "--format", "po")
    assert exported.code == 0, exported.err
    assert 'msgid "Pot"' in exported.out
    assert call(course.root, "site", str(tmp_path / "site")).code == 0
    shown = (tmp_path / "site/translations/sr@latin/pot.md.html").read_text("utf-8")
    assert "srpski (latinica)" in shown
