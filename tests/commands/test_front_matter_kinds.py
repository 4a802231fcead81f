"""Documents with TOML or JSON front matter, from `new` to `stamp` and on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.translated import Course, make_course

TABLE = "\n# Oats\n\n| Oat | Use |\n| --- | --- |\n| Rolled | Porridge |\n"
TOML = "+++\ntitle = 'Oats'\n[menu]\nweight = 3\n+++\n"
JSON = '{\n    "title": "Oats",\n    "weight": 3\n}\n'
FR = "translations/fr/oats.md"


def make(root: Path, front: str, stamp: str) -> Course:
    return make_course(
        root,
        {
            "oats.md": front + TABLE,
            FR: front.replace("Oats", "Avoine") + TABLE.replace("Porridge", "Bouillie"),
            ".translation-sync.yaml": f"stamp: {stamp}\nlanguages: [fr, de]\n",
        },
    )


def state(course: Course, path: str = FR) -> str:
    return str(ask(course.root, "status").translations[path]["state"])


@pytest.mark.parametrize("front", [TOML, JSON], ids=["toml", "json"])
@pytest.mark.parametrize("stamp", ["comment", "front-matter", "auto"])
def test_a_life_with_front_matter(tmp_path: Path, front: str, stamp: str) -> None:
    course = make(tmp_path / "course", front, stamp)
    before = (course.root / FR).read_text()
    assert call(course.root, "stamp", FR).code == 0
    after = (course.root / FR).read_text()
    assert after.startswith(before[:20])
    assert after.endswith(before[before.index("\n# Oats") :])
    assert state(course) == "current"
    course.commit({"oats.md": front.replace("Oats", "All oats") + TABLE})
    assert state(course) == "stale"
    shown = call(course.root, "diff", FR).out
    assert "~ front matter title changed (source 2, base 2, translation 2)" in shown
    prose = ask(course.root, "diff", FR).translations[FR]["changes"]["prose"]
    assert [block["kind"] for block in prose] == ["changed"]
    course.commit({"oats.md": front + TABLE + "| Bran | Bread |\n"})
    assert call(course.root, "sync", FR).code == 0
    synced = (course.root / FR).read_text()
    assert synced.startswith(before[:20])
    assert synced.count("<!-- sync:untranslated -->") == 2
    assert state(course) == "pending"
    assert call(course.root, "stamp", FR).code == 1


@pytest.mark.parametrize("front", [TOML, JSON], ids=["toml", "json"])
@pytest.mark.parametrize("stamp", ["comment", "front-matter"])
def test_a_new_translation_begins_with_its_front_matter(
    tmp_path: Path, front: str, stamp: str
) -> None:
    course = make(tmp_path / "course", front, stamp)
    assert call(course.root, "new", "de").code == 0
    path = "translations/de/oats.md"
    started = (course.root / path).read_text()
    assert started.startswith(front[:15])
    assert started.count("synced_hash") == 1
    assert state(course, path) == "pending"


def test_padding_below_it_is_cosmetic(tmp_path: Path) -> None:
    course = make(tmp_path / "course", TOML, "comment")
    call(course.root, "stamp", FR)
    course.commit({"oats.md": TOML + TABLE.replace("| Oat |", "|  Oat  |")})
    assert state(course) == "cosmetic"
    course.commit({"oats.md": TOML.replace("weight = 3", "weight  = 3") + TABLE})
    assert state(course) == "stale"


@pytest.mark.parametrize("front", [TOML, JSON, "---\ntitle: Oats\n---\n", ""])
@pytest.mark.parametrize("stamp", ["comment", "front-matter", "sidecar"])
def test_a_new_table_goes_below_the_stamp_and_above_the_words(
    tmp_path: Path, front: str, stamp: str
) -> None:
    words = "\nOats are good.\n\nAll say so.\n"
    theirs = front.replace("Oats", "Avoine") + words.replace("All", "Tous")
    course = make_course(
        tmp_path / "course",
        {"oats.md": front + words, FR: theirs, ".translation-sync.yaml": f"stamp: {stamp}\n"},
    )
    call(course.root, "stamp", FR)
    course.commit({"oats.md": front + TABLE.replace("# Oats\n\n", "") + words})
    assert call(course.root, "sync").code == 0
    text = (course.root / FR).read_text()
    assert state(course) == "pending"
    assert text.rfind("_hash") < text.index("sync:untranslated") < text.index("\nOats are good.")
    assert text.endswith(words.replace("All", "Tous"))
