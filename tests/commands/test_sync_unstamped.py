"""``sync --base`` for translations without a stamp: the version they were made from is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask, call, photograph
from tests.translated import GUIDE, LONGER, Course, make_course, md5_of

FRENCH, HEBREW = "translations/fr/guide.md", "translations/he/guide.md"
TABLE = "| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"
BODY = f"# Thé\n\nFaites bouillir l'eau.\n\n{TABLE}"
BOILED = GUIDE.replace("Boil water.", "Boil fresh water.")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course whose French was made from the first version, and has no stamp."""
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, FRENCH: BODY})
    course.commit({"guide.md": LONGER})
    return course


def sync(course: Course, *arguments: str) -> dict[str, object]:
    reply = ask(course.root, "sync", *arguments)
    assert reply.code == 0, reply.err
    return reply.translations[FRENCH]


def stamp_of(course: Course) -> dict[str, object]:
    found: dict[str, object] = ask(course.root, "status").translations[FRENCH]
    return found


@pytest.mark.parametrize("base", ["HEAD~1", "old.txt"])
def test_its_tables_are_merged_from_the_version_named(course: Course, base: str) -> None:
    (course.root / "old.txt").write_text(GUIDE)
    updated = sync(course, "--base", base, FRENCH)
    assert updated["outcome"] == "updated"
    text = (course.root / FRENCH).read_text("utf-8")
    assert "| Vert | 2 |\n| Noir | 4 |\n| <!-- sync:untranslated --> White | 3 |\n" in text
    found = stamp_of(course)
    assert found["state"] == "pending"
    stamp = found["stamp"]
    assert isinstance(stamp, dict)
    assert stamp["original_hash"] == md5_of(GUIDE)
    assert stamp["synced_hash"] == md5_of(LONGER)
    assert (found["base"] or {}).get("path") == "guide.md"  # type: ignore[attr-defined]
    before = photograph(course.root)
    assert sync(course, "--base", base, "--force", FRENCH)["outcome"] == "unchanged"
    assert photograph(course.root) == before


def test_its_version_is_recorded_where_its_tables_need_nothing(course: Course) -> None:
    course.commit({"guide.md": BOILED})
    assert sync(course, "--base", "HEAD~2", "--tables-only")["outcome"] == "updated"
    assert (course.root / FRENCH).read_text("utf-8").endswith(BODY)
    found = stamp_of(course)
    assert (found["state"], found["reason"]) == ("stale", None)
    prose = ask(course.root, "diff").translations[FRENCH]["changes"]["prose"]
    assert [each["kind"] for each in prose] == ["changed"]


def test_what_is_done_is_current(course: Course) -> None:
    course.commit({"guide.md": GUIDE.replace("| Black | 4 |\n", "")})
    updated = sync(course, "--base", "HEAD~1", FRENCH)
    assert updated["stamped"]
    assert stamp_of(course)["state"] == "current"


def test_the_present_version_is_for_stamp_to_record(course: Course) -> None:
    before = photograph(course.root)
    reply = call(course.root, "sync", "--base", "HEAD", FRENCH)
    assert (reply.code, "translation-sync stamp" in reply.out) == (0, True)
    assert photograph(course.root) == before


def test_without_a_base_it_is_left_alone(course: Course) -> None:
    before = photograph(course.root)
    assert sync(course, FRENCH)["outcome"] == "unchanged"
    assert "--base REV" in call(course.root, "sync", "--base", "date").out
    assert photograph(course.root) == before


def test_it_may_be_aligned_with_the_source(course: Course) -> None:
    assert sync(course, "--no-base", FRENCH)["outcome"] == "updated"
    stamp = stamp_of(course)["stamp"]
    assert isinstance(stamp, dict)
    assert (stamp["original_hash"], stamp["synced_hash"]) == (None, md5_of(LONGER))


def test_a_look_writes_nothing(course: Course) -> None:
    before = photograph(course.root)
    assert call(course.root, "sync", "--check", "--base", "HEAD~1").code == 1
    assert "White" in call(course.root, "sync", "--diff", "--base", "HEAD~1").out
    assert photograph(course.root) == before


def test_what_git_could_not_give_back_is_refused(course: Course) -> None:
    course.write({FRENCH: f"{BODY}\nPlus.\n"})
    assert call(course.root, "sync", "--base", "HEAD~1").code == 1
    assert "White" not in (course.root / FRENCH).read_text("utf-8")


def test_a_version_without_the_document_is_refused(course: Course) -> None:
    course.commit({"later.md": GUIDE, "translations/fr/later.md": BODY})
    updates = ask(course.root, "sync", "--base", "HEAD~1").translations
    assert updates["translations/fr/later.md"]["outcome"] == "refused"
    assert updates[FRENCH]["outcome"] == "unchanged"


def test_those_with_a_stamp_keep_their_own_base(course: Course) -> None:
    sync(course, "--base", "HEAD~1", FRENCH)
    course.commit({"guide.md": BOILED})
    assert sync(course, "--base", "HEAD~1")["outcome"] == "updated"
    stamp = stamp_of(course)["stamp"]
    assert isinstance(stamp, dict)
    assert stamp["original_hash"] == md5_of(GUIDE)


def test_it_is_stamped_as_its_language_is(course: Course) -> None:
    front = f"---\noriginal_hash: {md5_of(LONGER)}\n---\n{BODY}| Blanc | 3 |\n"
    course.commit({"other.md": LONGER, "translations/fr/other.md": front})
    sync(course, "--base", "HEAD~2", FRENCH)
    text = (course.root / FRENCH).read_text("utf-8")
    assert f'original_hash: "{md5_of(GUIDE)}"' in text.split("---\n")[1]
