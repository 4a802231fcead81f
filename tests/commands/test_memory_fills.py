"""``sync --memory`` and ``new --memory``: what translations know goes where no words are."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sync.schema import read_schema
from tests.commands.calling import ask, call, photograph
from tests.commands.teas import body_of, stamp_of
from tests.translated import Course, make_course, md5_of, stamped

TEA = (
    "# Tea\n\nBoil water.\n\nThe end.\n\n"
    "| Leaf | Guide |\n| --- | --- |\n| Green | [Steps](b.md) |\n"
)
THE = (
    "# Thé\n\nFaire bouillir l'eau.\n\nLa fin.\n\n"
    "| Feuille | Guide |\n| --- | --- |\n| Vert | [Étapes](b.md) |\n"
)
COFFEE = "# Coffee\n\nGrind it.\n"
CAFE = "# Café\n\nLe moudre.\n"
LONGER = COFFEE + "\nBoil water.\n\nThen wait.\n\n## Coffee\n"
FR = "translations/fr"


def make(root: Path, later: dict[str, str], **more: str) -> Course:
    """Make a course of two translated documents, whose sources then change."""
    files = {
        "docs/tea.md": TEA,
        "docs/b.md": "# B\n",
        "docs/coffee.md": COFFEE,
        f"{FR}/docs/tea.md": stamped(TEA, body=THE),
        f"{FR}/docs/b.md": stamped("# B\n", body="# Bé\n"),
        f"{FR}/docs/coffee.md": stamped(COFFEE, body=CAFE),
    }
    course = make_course(root, {**files, **more})
    course.commit(later)
    return course


def read(course: Course, name: str) -> str:
    return (course.root / FR / "docs" / name).read_text()


def test_known_words_go_in_and_all_else_is_as_without_memory(tmp_path: Path) -> None:
    course = make(tmp_path / "with", {"docs/coffee.md": LONGER})
    plain = make(tmp_path / "without", {"docs/coffee.md": LONGER})
    assert call(plain.root, "sync").code == 0

    reply = ask(course.root, "sync", "--memory")

    assert reply.code == 0
    told = reply.translations[f"{FR}/docs/coffee.md"]
    assert told["filled"] == {"unmarked": 1, "fuzzy": 1}
    assert reply.translations[f"{FR}/docs/tea.md"]["filled"] == {"unmarked": 0, "fuzzy": 0}
    jsonschema.validate(reply.report, json.loads(read_schema()))
    assert body_of(read(course, "coffee.md")) == body_of(read(plain, "coffee.md")).replace(
        "Boil water. <!-- sync:untranslated -->", "Faire bouillir l'eau. <!-- sync:fuzzy -->"
    ).replace("## Coffee<!-- sync:untranslated -->", "## Café")
    assert read(course, "tea.md") == read(plain, "tea.md")


def test_a_second_run_finds_nothing(tmp_path: Path) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    assert call(course.root, "sync", "--memory").code == 0
    before = photograph(course.root)
    reply = ask(course.root, "sync", "--memory")
    assert {each["outcome"] for each in reply.translations.values()} == {"unchanged"}
    assert photograph(course.root) == before
    course.commit()
    assert call(course.root, "sync", "--memory", "--check").code == 0


def test_what_one_merge_leaves_is_known_to_all_others_at_once(tmp_path: Path) -> None:
    """The words for a row whose link changed are of that run alone."""
    row = "| Green | [Steps](c.md) |\n"
    later = {"docs/tea.md": TEA.replace("(b.md)", "(c.md)"), "docs/c.md": "# C\n"}
    table = f"\n| Leaf | Guide |\n| --- | --- |\n{row}"
    course = make(tmp_path / "course", {**later, "docs/coffee.md": COFFEE + table})
    assert call(course.root, "sync", "--memory").code == 0
    assert "<!-- sync:fuzzy --> [Étapes](../../../docs/c.md)" in read(course, "coffee.md")
    before = photograph(course.root)
    assert call(course.root, "sync", "--memory").code == 0
    assert photograph(course.root) == before


def test_what_left_one_document_comes_to_another(tmp_path: Path) -> None:
    later = {
        "docs/tea.md": TEA.replace("The end.\n\n", ""),
        "docs/coffee.md": f"{COFFEE}\nThe end.\n",
    }
    course = make(tmp_path / "course", later)
    assert call(course.root, "sync", "--memory").code == 0
    assert body_of(read(course, "coffee.md")) == f"{CAFE}\nLa fin. <!-- sync:fuzzy -->\n"


def test_a_translation_whose_last_mark_goes_is_current(tmp_path: Path) -> None:
    later = COFFEE + "\n## Coffee\n"
    course = make(tmp_path / "course", {"docs/coffee.md": later})
    told = ask(course.root, "sync", "--memory").translations[f"{FR}/docs/coffee.md"]
    assert (told["stamped"], told["filled"]) == (True, {"unmarked": 1, "fuzzy": 0})
    assert stamp_of(read(course, "coffee.md"))["original_hash"] == md5_of(later)
    assert ask(course.root, "status").translations[f"{FR}/docs/coffee.md"]["state"] == "current"


def test_so_is_one_that_was_merged_without_memory(tmp_path: Path) -> None:
    later = COFFEE + "\n## Coffee\n"
    course = make(tmp_path / "course", {"docs/coffee.md": later})
    assert call(course.root, "sync").code == 0
    told = ask(course.root, "sync", "--memory").translations[f"{FR}/docs/coffee.md"]
    assert (told["outcome"], told["stamped"]) == ("updated", True)
    assert body_of(read(course, "coffee.md")) == CAFE + "\n## Café\n"
    assert "synced_hash" not in stamp_of(read(course, "coffee.md"))


def test_words_that_are_uncommitted_are_not_lost_where_there_are_none_to_lose(
    tmp_path: Path,
) -> None:
    """Without memory such a run would write nothing, and so refuse nothing."""
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    assert call(course.root, "sync").code == 0
    reply = ask(course.root, "sync", "--memory")
    assert reply.code == 0
    assert reply.translations[f"{FR}/docs/coffee.md"]["filled"] == {"unmarked": 1, "fuzzy": 1}


def test_a_merge_is_refused_with_memory_as_without(tmp_path: Path) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    path = course.root / FR / "docs/coffee.md"
    path.write_text(path.read_text().replace("Le moudre.", "Le moudre bien."))
    before = photograph(course.root)
    assert call(course.root, "sync", "--memory").code == 1
    assert photograph(course.root) == before


def test_fuzzy_words_stay(tmp_path: Path) -> None:
    before, after = "# Milk\n\nBoil the water first.\n", "# Milk\n\nBoil water.\n"
    there = {
        "docs/milk.md": before,
        f"{FR}/docs/milk.md": stamped(before, body="# Lait\n\nBouillir.\n"),
    }
    course = make(tmp_path / "course", {"docs/milk.md": after}, **there)
    assert call(course.root, "sync", "--memory").code == 0
    assert body_of(read(course, "milk.md")) == "# Lait\n\nBouillir. <!-- sync:fuzzy -->\n"


@pytest.mark.parametrize("option", ["--diff", "--check"])
def test_what_only_looks_writes_nothing(tmp_path: Path, option: str) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    before = photograph(course.root)
    reply = call(course.root, "sync", "--memory", option)
    assert reply.code == (1 if option == "--check" else 0)
    assert photograph(course.root) == before
    if option == "--diff":
        assert "+Faire bouillir l'eau. <!-- sync:fuzzy -->\n" in reply.out
        assert "+## Café\n" in reply.out


def test_tables_only_leaves_prose_alone(tmp_path: Path) -> None:
    row = "\n| Leaf | Way |\n| --- | --- |\n| Green | slow |\n"
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER + row})
    assert call(course.root, "sync").code == 0
    told = ask(course.root, "sync", "--memory", "--tables-only").translations
    assert told[f"{FR}/docs/coffee.md"]["filled"] == {"unmarked": 0, "fuzzy": 2}
    assert "Boil water. <!-- sync:untranslated -->" in read(course, "coffee.md")


def test_the_configuration_decides_unless_the_call_does(tmp_path: Path) -> None:
    course = make(
        tmp_path / "course",
        {"docs/coffee.md": LONGER},
        **{".translation-sync.yaml": "source: .\nmemory: true\n"},
    )
    diffs = [call(course.root, "sync", "--diff", *more).out for more in ((), ("--no-memory",))]
    assert ["+## Café\n" in diff for diff in diffs] == [True, False]
    assert "filled" not in ask(course.root, "sync", "--no-memory", "--check").out


def test_without_a_call_for_it_nothing_is_recalled(tmp_path: Path) -> None:
    course = make(tmp_path / "course", {"docs/coffee.md": LONGER})
    reply = ask(course.root, "sync")
    assert "filled" not in reply.out
    assert "Boil water. <!-- sync:untranslated -->" in read(course, "coffee.md")


def test_links_lead_from_the_folder_of_who_takes_the_words(tmp_path: Path) -> None:
    table = "\n| Leaf | Guide |\n| --- | --- |\n| Black | [Steps](b.md) |\n"
    later = {"docs/coffee.md": COFFEE + table, "docs/more/b.md": "# B2\n"}
    deep = "# Deep\n\n| Leaf | Guide |\n| --- | --- |\n| Red | [Steps](b.md) |\n"
    course = make(tmp_path / "course", {**later, "docs/more/deep.md": deep})
    assert call(course.root, "sync", "--memory").code == 0
    assert call(course.root, "new", "--memory", "fr", "docs/more/deep.md").code == 0
    assert "<!-- sync:fuzzy --> [Étapes](b.md)" in read(course, "coffee.md")
    there = "<!-- sync:fuzzy --> [Étapes](../../../../docs/more/b.md)"
    assert there in read(course, "more/deep.md")


def test_a_new_translation_takes_known_words_to_be_looked_at(tmp_path: Path) -> None:
    milk = "# Milk\n\nBoil water.\n\nWait for it.\n"
    course = make(tmp_path / "course", {"docs/milk.md": milk})
    reply = ask(course.root, "new", "--memory", "fr", "docs/milk.md")
    assert reply.translations[f"{FR}/docs/milk.md"]["filled"] == {"unmarked": 0, "fuzzy": 1}
    assert body_of(read(course, "milk.md")) == (
        "# Milk<!-- sync:untranslated -->\n\nFaire bouillir l'eau. <!-- sync:fuzzy -->\n\n"
        "Wait for it. <!-- sync:untranslated -->\n"
    )


def test_a_language_that_knows_nothing_is_started_as_ever(tmp_path: Path) -> None:
    course, plain = (make(tmp_path / name, {}) for name in ("with", "without"))
    assert call(course.root, "new", "--memory", "de", "docs/tea.md").code == 0
    assert call(plain.root, "new", "de", "docs/tea.md").code == 0
    path = "translations/de/docs/tea.md"
    assert (course.root / path).read_text() == (plain.root / path).read_text()


def test_outside_git_it_works_without_a_cache(tmp_path: Path) -> None:
    files = {
        "docs/tea.md": TEA,
        "docs/milk.md": "# Milk\n\nBoil water.\n",
        f"{FR}/docs/tea.md": stamped(TEA, body=THE),
    }
    root = tmp_path / "plain"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    assert call(root, "new", "--memory", "fr", "docs/milk.md").code == 0
    assert "Faire bouillir l'eau. <!-- sync:fuzzy -->" in (root / FR / "docs/milk.md").read_text()
    assert not [path for path in root.rglob("*") if "memory" in path.name]


def test_other_languages_say_nothing(tmp_path: Path) -> None:
    german = stamped(TEA, body=THE.replace("Faire bouillir l'eau.", "Wasser kochen."))
    course = make(
        tmp_path / "course",
        {"docs/coffee.md": LONGER},
        **{"translations/de/docs/tea.md": german},
    )
    assert call(course.root, "sync", "--memory").code == 0
    assert "Faire bouillir l'eau. <!-- sync:fuzzy -->" in read(course, "coffee.md")
