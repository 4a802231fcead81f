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
