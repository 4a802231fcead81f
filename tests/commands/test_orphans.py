"""Orphans: where their source went, or that nobody can say so here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.calling import ask, call
from tests.translated import GUIDE, Course, make_course, stamped

OLD = "translations/fr/old.md"
UNIQUE = "# Leaf\n\nPick it in spring.\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course whose old.md moved, edited, to new.md; two commits ago leaf.md went."""
    course = make_course(tmp_path / "course", {"old.md": GUIDE, "leaf.md": UNIQUE})
    course.commit({OLD: stamped(GUIDE), "translations/fr/leaf.md": stamped(UNIQUE)})
    course.git("rm", "-q", "leaf.md")
    course.commit()
    course.git("mv", "old.md", "new.md")
    course.commit({"new.md": f"{GUIDE}\nMore.\n"})
    return course


def clone(course: Course, *options: str) -> Course:
    target = course.root.parent / "clone"
    course.git("clone", "-q", *options, course.root.as_uri(), str(target))
    return Course(target)


def test_a_shallow_clone_advises_to_find_out(course: Course) -> None:
    shallow = clone(course, "--depth=1")
    orphans = ask(shallow.root, "status", "--state", "orphaned").translations
    assert {each["reason"] for each in orphans.values()} == {"shallow"}
    for command in ("status", "check"):
        said = call(shallow.root, command, "--state", "orphaned")
        assert "git rm" not in said.out
        if command == "status":
            assert said.out.count("git fetch --unshallow") == 2
    assert call(shallow.root, "move").out.count("git fetch --unshallow") == 2
    shallow.git("fetch", "-q", "--unshallow")
    assert ask(shallow.root, "status", OLD).translations[OLD]["moved_to"] == "new.md"
    assert "git rm" in call(shallow.root, "status").out


def test_a_move_that_the_hash_shows_needs_no_history(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", {"old.md": GUIDE, OLD: stamped(GUIDE)})
    course.git("mv", "old.md", "new.md")
    course.commit()
    found = ask(clone(course, "--depth=1").root, "status").translations[OLD]
    assert (found["moved_to"], found["reason"]) == ("new.md", None)


def test_what_is_removed_in_the_clone_s_own_history_is_gone(course: Course) -> None:
    shallow = clone(course, "--depth=3")
    found = ask(shallow.root, "status").translations
    assert found["translations/fr/leaf.md"]["reason"] is None
    assert found[OLD]["moved_to"] == "new.md"


def test_a_complete_clone_knows(course: Course) -> None:
    found = ask(clone(course).root, "status").translations
    assert [each["reason"] for each in found.values()] == [None] * len(found)


def test_outside_of_git_nobody_can_say(tmp_path: Path) -> None:
    (tmp_path / "translations/fr").mkdir(parents=True)
    (tmp_path / OLD).write_text(stamped(GUIDE))
    (tmp_path / "new.md").write_text("# New\n")
    assert ask(tmp_path, "status").translations[OLD]["reason"] == "no-git"
    assert "git rm" not in call(tmp_path, "status").out


def test_a_failure_of_git_is_no_news_of_a_move(course: Course) -> None:
    commit = course.git("rev-parse", "HEAD~1")
    place = course.root / ".git/objects" / commit[:2] / commit[2:]
    place.chmod(0o600)
    place.write_bytes(b"not an object")
    reply = ask(course.root, "status")
    assert reply.code == 3
    assert commit in reply.translations[OLD]["reason"]
    assert "git rm" not in call(course.root, "status").out


REWRITTEN = "# Brewing\n\nNothing is as it was in the guide.\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [("tea/Guide.md", "tea/guide.md"), ("Tea/guide.md", "tea/guide.md"), ("É.md", "é.md")],
)
@pytest.mark.parametrize("is_shallow", [False, True])
def test_another_case_is_a_move(tmp_path: Path, old: str, new: str, is_shallow: bool) -> None:
    path = f"translations/fr/{old}"
    course = make_course(tmp_path / "course", {old: GUIDE, path: stamped(GUIDE)})
    course.git("rm", "-q", old)
    course.commit({new: REWRITTEN})
    place = clone(course, "--depth=1") if is_shallow else course
    found = ask(place.root, "status").translations[path]
    assert (found["state"], found["moved_to"], found["reason"]) == ("orphaned", new, None)


def test_twins_in_case_are_two_documents(tmp_path: Path) -> None:
    files = {"guide.md": GUIDE, "Guide.md": REWRITTEN}
    both = {f"translations/fr/{name}": stamped(text) for name, text in files.items()}
    course = make_course(tmp_path / "course", files | both)
    course.git("config", "core.ignorecase", "true")
    assert set(course.states().values()) == {"current"}
    course.git("mv", "-f", "guide.md", "GUIDE.md")
    course.git("commit", "-q", "-m", "Shout")
    found = ask(course.root, "status").translations["translations/fr/guide.md"]
    assert found["moved_to"] == "GUIDE.md"  # git's own word, where two would be spelled so


def test_two_that_are_spelled_so_are_no_answer(tmp_path: Path) -> None:
    path = "translations/fr/guide.md"
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, path: stamped(GUIDE)})
    course.git("rm", "-q", "guide.md")
    course.commit({"Guide.md": REWRITTEN, "GUIDE.md": UNIQUE})
    assert ask(course.root, "status").translations[path]["moved_to"] is None


@pytest.mark.parametrize("ignores_case", [True, False])
def test_the_index_may_spell_a_path_in_another_case(tmp_path: Path, ignores_case: bool) -> None:
    path = "translations/fr/Guide.md"
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, path: stamped(GUIDE)})
    course.commit({"guide.md": f"{GUIDE}| White | 3 |\n"})
    course.git("config", "core.ignorecase", str(ignores_case).lower())
    (course.root / path).rename(course.root / "translations/fr/guide.md")
    synced = ask(course.root, "sync", "guide.md").translations["translations/fr/guide.md"]
    assert synced["outcome"] == ("updated" if ignores_case else "refused")
