"""Stamps that move on from a pending translation: what its tables were brought to is not earned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.commands.teas import FR, HE, SIDECAR, SOURCE, TEA, THE, make_teas, translate
from tests.review.changing import found, since, staged
from tests.translated import Course, fields

FUZZY = "<!-- sync:fuzzy --> "
UNTRANSLATED = "<!-- sync:untranslated --> "
UNEARNED = [("stamp-unearned", FR)]
REWORDED = TEA.replace("Use the `kettle`", "Never use the `kettle`")
BOTH = REWORDED.replace("Green tea", "Jasmine tea")
RENUMBERED = REWORDED.replace("| Black tea | 4 |", "| Black tea | 9 |")
ALL = RENUMBERED.replace(
    "| White tea | 3 |  |\n", "| White tea | 3 |  |\n| Oolong | 6 | Long leaves |\n"
)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A document that is current in French and Hebrew."""
    return make_teas(tmp_path / "course", files={HE: translate(TEA)})


def sync(course: Course, later: str) -> str:
    """Commit a source's next version, bring the French tables to it, and return these."""
    course.commit({SOURCE: later})
    assert call(course.root, "sync", FR).code == 0
    course.commit()
    return read(course)


def read(course: Course) -> str:
    return (course.root / FR).read_text("utf-8")


def stamp(course: Course, text: str) -> None:
    course.write({FR: text})
    reply = call(course.root, "stamp", FR)
    assert reply.code == 0, reply.err
    assert "synced_hash" not in read(course)


@pytest.mark.parametrize("later", [REWORDED, RENUMBERED, BOTH, ALL])
def test_a_mark_deleted_and_the_stamp_moved_on(course: Course, later: str) -> None:
    text = sync(course, later)
    text = text.replace(f"{UNTRANSLATED}Oolong", "Wulong")
    stamp(course, text.replace(f"{UNTRANSLATED}Long leaves", "Feuilles").replace(FUZZY, ""))
    rows = 2 if later is BOTH else 1

    assert found(since(course)) == UNEARNED * rows
    assert found(staged(course)) == UNEARNED * rows


def test_a_mark_deleted_first_and_the_stamp_moved_on_later(course: Course) -> None:
    text = sync(course, REWORDED)
    course.commit({FR: text.replace(FUZZY, "")})
    assert found(since(course, "HEAD~")) == []

    stamp(course, read(course))
    assert found(since(course)) == UNEARNED


def test_the_same_with_a_sidecar(tmp_path: Path) -> None:
    entry = {SOURCE: fields(TEA, source_file=SOURCE, language_code="fr")}
    course = make_teas(tmp_path / "course", files={FR: THE, SIDECAR: json.dumps(entry)})
    text = sync(course, REWORDED)
    course.commit({FR: text.replace(FUZZY, "")})
    stamp(course, read(course))

    assert found(since(course)) == UNEARNED


def test_the_same_in_front_matter(tmp_path: Path) -> None:
    keys = "".join(f"{key}: {value}\n" for key, value in fields(TEA).items())
    front = THE.replace("title: Thé\n", f"title: Thé\n{keys}", 1)
    course = make_teas(tmp_path / "course", files={FR: front})
    text = sync(course, REWORDED)
    course.commit({FR: text.replace(FUZZY, "")})
    stamp(course, read(course))

    assert found(since(course)) == UNEARNED


def test_the_source_changed_again_in_between(course: Course) -> None:
    text = sync(course, REWORDED)
    later = REWORDED.replace("White tea", "Pale tea")
    course.commit({SOURCE: later})
    course.write({FR: translate(later, body=THE.replace("Thé blanc", "Thé pâle"))})
    assert text.count(FUZZY) == 1

    assert found(since(course)) == UNEARNED


def test_the_message_names_both_versions_and_the_place(course: Course) -> None:
    stamp(course, sync(course, REWORDED).replace(FUZZY, ""))
    (finding,) = since(course).report.findings or ()

    assert finding.line is not None
    assert read(course).splitlines()[finding.line - 1].startswith("| Thé noir")
    assert "'Use the `kettle`' became 'Never use the `kettle`'" in finding.message


def test_cells_that_were_revised_in_the_change(course: Course) -> None:
    text = sync(course, BOTH).replace(f"{FUZZY}Prendre la", "Ne jamais prendre la")
    stamp(course, text.replace(f"{FUZZY}Thé vert", "Thé au jasmin"))

    assert found(since(course)) == []


def test_cells_that_were_revised_one_by_one(course: Course) -> None:
    text = sync(course, BOTH).replace(f"{FUZZY}Prendre la", "Ne jamais prendre la")
    course.commit({FR: text})
    course.commit({FR: text.replace(f"{FUZZY}Thé vert", "Thé au jasmin")})
    stamp(course, read(course))

    assert found(since(course)) == []


def test_cells_that_were_revised_before_the_tables_were_brought_up(course: Course) -> None:
    course.commit({SOURCE: REWORDED})
    course.commit({FR: translate(TEA, body=THE.replace("Prendre la", "Jamais de"))})
    text = sync(course, BOTH)
    stamp(course, text.replace(f"{FUZZY}Thé vert", "Thé au jasmin").replace(FUZZY, ""))

    assert found(since(course)) == []


def test_cells_of_which_the_history_does_not_tell(course: Course) -> None:
    course.commit({SOURCE: REWORDED, FR: translate(TEA, REWORDED)})
    course.git("rm", "-q", FR)
    course.commit()
    course.commit({FR: translate(TEA, REWORDED, body=THE)})
    stamp(course, read(course))

    assert found(since(course)) == []


@pytest.mark.parametrize(
    "later",
    [
        TEA.replace("Use the `kettle`", "Use the `kettle`."),
        TEA.replace("Green tea", "Geren tea"),
        TEA.replace("mint.example/a", "mint.example/b"),
        TEA.replace("| 2 |", "| 5 |"),
        TEA.replace("Boil water.", "Boil water!"),
    ],
)
def test_what_needs_no_translator(course: Course, later: str) -> None:
    text = sync(course, later)
    if "synced_hash" in text:
        stamp(course, text.replace(FUZZY, "").replace(f" {FUZZY.strip()}", ""))

    assert found(since(course)) == []
    assert found(since(course, "HEAD~2")) == []


def test_a_name_that_another_language_leaves_as_it_is(course: Course) -> None:
    later = TEA.replace("Black tea", "Lapsang")
    text = sync(course, later)
    course.commit({HE: translate(later, body=THE.replace("Thé noir", "Lapsang"))})
    stamp(course, text.replace(FUZZY, ""))

    assert found(since(course)) == []


def test_the_source_s_text_left_in_a_cell_is_found_once(course: Course) -> None:
    text = sync(course, ALL)
    stamp(course, text.replace(UNTRANSLATED, "").replace(f"{FUZZY}Prendre la", "Jamais de"))

    assert found(since(course)) == [("mark-unearned", FR)] * 2


def test_a_stamp_that_was_taken_back(course: Course) -> None:
    sync(course, REWORDED)
    course.commit({FR: translate(REWORDED)})
    course.write({FR: translate(TEA)})

    assert found(since(course)) == []


def test_rows_that_the_tables_were_brought_to_alone(course: Course) -> None:
    later = TEA.replace("| Mint |", "| Oolong | 6 | Long leaves |\n| Mint |")
    text = sync(course, later).replace(f"{UNTRANSLATED}Oolong", "Wulong")
    stamp(course, text.replace(f"{UNTRANSLATED}Long leaves", "Feuilles"))

    assert found(since(course)) == []
