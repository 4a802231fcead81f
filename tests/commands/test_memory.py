"""``memory``: what translations know, for people and for other tools."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from sync.schema import read_schema
from tests.commands.calling import ask, call, photograph
from tests.commands.test_memory_fills import CAFE, COFFEE, FR, LONGER, make
from tests.translated import Course, make_course, stamped

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GERMAN = stamped(COFFEE, body="# Kaffee\n\nMahlen.\n")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make(tmp_path / "course", {}, **{"translations/de/docs/coffee.md": GERMAN})


def test_a_table_says_how_much_is_known(course: Course) -> None:
    reply = call(course.root, "memory")
    assert (reply.code, reply.err) == (0, "")
    assert reply.out == (
        "language  translations  units  texts  with several translations\n"
        "de                   1      2      2                          0\n"
        "fr                   3      9      9                          0\n"
    )


def test_json_says_which_words_and_where(course: Course) -> None:
    reply = ask(course.root, "memory", "--lang", "fr", "docs/coffee.md")
    jsonschema.validate(reply.report, json.loads(read_schema("memory")))
    assert reply.report["entries"] == [
        {
            "language": "fr",
            "text": text,
            "translations": [
                {
                    "words": words,
                    "count": 1,
                    "places": [
                        {
                            "source": "docs/coffee.md",
                            "source_line": line,
                            "path": f"{FR}/docs/coffee.md",
                            "line": line + 7,
                        }
                    ],
                }
            ],
        }
        for text, words, line in (("Coffee", "Café", 1), ("Grind it.", "Le moudre.", 3))
    ]


def read_tmx(text: str) -> list[tuple[dict[str, str | None], list[str | None]]]:
    """Return the texts of each unit by language, and the documents that it names."""
    assert text.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    )
    root = ET.fromstring(text)
    header = root.find("header")
    assert root.get("version") == "1.4"
    assert header is not None
    needed = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang"}
    assert needed | {"datatype"} == {*header.keys()}
    return [
        (
            {str(each.get(_LANG)): each.findtext("seg") for each in unit.findall("tuv")},
            [each.text for each in unit.findall("prop")],
        )
        for unit in root.iter("tu")
    ]


def test_tmx_has_each_text_with_its_words(course: Course) -> None:
    reply = call(course.root, "memory", "--format", "tmx", "--lang", "de")
    assert read_tmx(reply.out) == [
        ({"en": "Coffee", "de": "Kaffee"}, ["docs/coffee.md"]),
        ({"en": "Grind it.", "de": "Mahlen."}, ["docs/coffee.md"]),
    ]


def test_po_fills_an_export_in(tmp_path: Path) -> None:
    """By gettext's own hands; the same document's words as they are, others' as fuzzy."""
    if shutil.which("msgmerge") is None:
        pytest.skip("gettext is not installed: no msgmerge")
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    assert call(course.root, "sync").code == 0
    for name, *arguments in (("open", "export"), ("known", "memory", "--format", "po")):
        target = str(tmp_path / f"{name}.po")
        assert call(course.root, *arguments, "--lang", "fr", "--output", target).code == 0
    subprocess.run(["msgfmt", "-c", "-o", os.devnull, "known.po"], cwd=tmp_path, check=True)
    merge = ["msgmerge", "-q", "--no-wrap", "-C", "known.po", os.devnull, "open.po"]
    done = subprocess.run(merge, cwd=tmp_path, check=True, capture_output=True, text=True)
    context = 'msgctxt "docs/coffee.md"'
    assert f'\n#: docs/coffee.md:9\n{context}\nmsgid "Coffee"\nmsgstr "Café"\n' in done.stdout
    assert f'\n#, fuzzy\n{context}\nmsgid "Boil water."\nmsgstr "Faire ' in done.stdout
    (tmp_path / "open.po").write_text(done.stdout, "utf-8")
    filled = call(course.root, "import", str(tmp_path / "open.po"))
    assert filled.code == 0
    assert "1 filled, 1 fuzzy" in filled.out


def test_po_is_of_one_language(course: Course) -> None:
    reply = call(course.root, "memory", "--format", "po")
    assert reply.code == 2
    assert "name it with --lang" in reply.err
    empty = call(course.root, "memory", "--format", "po", "--lang", "de", "docs/tea.md")
    assert empty.code == 0
    assert '"Language: de\\n"' in empty.out


def test_an_export_shows_what_is_known_and_fills_nothing_in(tmp_path: Path) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    assert call(course.root, "sync").code == 0
    before = photograph(course.root)
    out = call(course.root, "export", "--lang", "fr").out
    known = "#. known 100%, docs/tea.md: Faire bouillir l'eau.\n#: docs/coffee.md:5\n"
    assert f'{known}msgctxt "docs/coffee.md"\nmsgid "Boil water."\nmsgstr ""\n' in out
    assert photograph(course.root) == before


def test_tmx_leaves_out_what_xml_forbids_and_says_so(tmp_path: Path) -> None:
    text = "# A < b & c\n\nBell \a.\n"
    files = {
        "a.md": text,
        "translations/fr/a.md": stamped(text, body="# A < b & d\n\nCloche \a.\n"),
    }
    course = make_course(tmp_path / "course", files)
    reply = call(course.root, "memory", "--format", "tmx")
    assert [texts for texts, _ in read_tmx(reply.out)] == [{"en": "A < b & c", "fr": "A < b & d"}]
    assert reply.code == 0
    assert f"{FR}/a.md:10: left out of the TMX" in reply.err


def test_what_is_marked_or_in_the_sources_words_is_not_told(tmp_path: Path) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    assert call(course.root, "sync").code == 0
    path = course.root / FR / "docs/coffee.md"
    path.write_text(path.read_text().replace("Then wait. <!-- sync:untranslated -->", "Then wait."))
    told = ask(course.root, "memory", "docs/coffee.md").report["entries"]
    assert [entry["text"] for entry in told] == ["Coffee", "Grind it."]


def test_what_cannot_be_read_is_a_warning_and_hides_nothing(tmp_path: Path) -> None:
    course = make(
        tmp_path / "course",
        {},
        **{"x.md": "# X\n", f"{FR}/x.md": stamped("# Never\n", body="# Ix\n")},
    )
    reply = call(course.root, "memory")
    assert reply.code == 0
    assert f"{FR}/x.md: the version that it was brought to is not found" in reply.err
    assert "fr                   3      9" in reply.out


def test_it_writes_nothing_but_its_report(course: Course) -> None:
    before = photograph(course.root)
    for kind in ("text", "json", "tmx", "po"):
        target = course.root.parent / f"memory.{kind}"
        assert (
            call(
                course.root, "memory", "--lang", "fr", "--format", kind, "--output", str(target)
            ).code
            == 0
        )
        assert target.read_text()
    assert photograph(course.root) == before


def test_of_no_translation_there_is_nothing_to_tell(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"a.md": "# A\n"})
    assert call(course.root, "memory").out == "there is no translation yet\n"
    assert ask(course.root, "memory").report["entries"] == []


def test_the_words_of_a_stale_translation_are_known_by_its_base(tmp_path: Path) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": COFFEE.replace("Grind it.", "Roast it.")})
    told = ask(course.root, "memory", "docs/coffee.md").report["entries"]
    assert [entry["text"] for entry in told] == ["Coffee", "Grind it."]
    assert CAFE.split("\n")[2] == told[1]["translations"][0]["words"]
