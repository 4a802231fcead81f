"""A repository that is damaged is a failure of git, never the lack of a repository."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import GitError
from sync.git import find_repository
from tests.commands.calling import call, photograph
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

FRENCH = "translations/fr/guide.md"
COMMANDS = (
    ("status",),
    ("check",),
    ("lint",),
    ("diff",),
    ("sync",),
    ("new", "he"),
    ("stamp", FRENCH),
    ("check", "--staged"),
    ("check", "--changed-from", "HEAD"),
)

Harm = Callable[[Path], object]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = make_course(tmp_path / "course", {"guide.md": GUIDE, FRENCH: stamped(GUIDE)})
    course.commit({"guide.md": LONGER})
    return course


def drop(name: str) -> Harm:
    def harm(git: Path) -> None:
        place = git / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink()

    return harm


def spoil(name: str, text: str) -> Harm:
    return lambda git: (git / name).write_text(text)


def point(git: Path) -> None:
    shutil.rmtree(git)
    git.write_text("gitdir: ../nowhere\n")


UNUSABLE = {
    "HEAD is garbage": spoil("HEAD", "garbage\n"),
    "HEAD is empty": spoil("HEAD", ""),
    "HEAD is missing": drop("HEAD"),
    "objects are missing": drop("objects"),
    "refs are missing": drop("refs"),
    "index is garbage": spoil("index", "garbage"),
    "index is empty": spoil("index", ""),
    "index is missing": drop("index"),
    "configuration is garbage": spoil("config", "[core"),
    "a format of tomorrow": spoil("config", "[core]\n\trepositoryformatversion = 99\n"),
    "an unknown extension": spoil(
        "config", "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnever = 1\n"
    ),
    "a file that leads nowhere": point,
}


@pytest.mark.parametrize("harm", UNUSABLE.values(), ids=UNUSABLE.keys())
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_what_git_cannot_use_is_its_failure(
    course: Course, harm: Harm, command: tuple[str, ...]
) -> None:
    harm(course.root / ".git")
    before = photograph(course.root)
    reply = call(course.root, *command)
    assert (reply.code, reply.out) == (3, "")
    assert reply.err.startswith("error: ")
    assert "no-git" not in reply.err
    assert photograph(course.root) == before


BROKEN = {
    "a branch of garbage": spoil("refs/heads/main", "garbage\n"),
    "a branch of nothing": spoil("refs/heads/main", ""),
    "a branch that names nothing": spoil("refs/heads/main", f"{'1' * 40}\n"),
}


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("option", ["--changed-from=HEAD", "--staged"])
def test_a_broken_head_is_not_one_without_commits(course: Course, harm: Harm, option: str) -> None:
    course.write({"guide.md": GUIDE})
    course.git("add", "guide.md")
    harm(course.root / ".git")
    reply = call(course.root, "check", option)
    assert (reply.code, reply.out) == (3, "")
    assert "git fsck" in reply.err


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_head_hides_no_state(course: Course, harm: Harm) -> None:
    harm(course.root / ".git")
    reply = call(course.root, "check")
    assert (reply.code, f"{FRENCH}: stale" in reply.out) == (3, True)
    assert "unknown-hash" not in reply.out


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_head_is_told_where_nobody_asks_for_it(course: Course, harm: Harm) -> None:
    course.commit({FRENCH: stamped(LONGER)})
    assert call(course.root, "check").code == 0
    harm(course.root / ".git")
    reply = call(course.root, "check")
    assert (reply.code, "1 current" in reply.out) == (3, True)
    assert "refs/heads/main" in reply.err


@pytest.mark.parametrize(
    "command", [("gc", "-q"), ("pack-refs", "--all"), ("checkout", "-q", "--detach")]
)
def test_a_sound_head_is_sound(course: Course, command: tuple[str, ...]) -> None:
    course.commit({FRENCH: stamped(LONGER)})
    course.git(*command)
    reply = call(course.root, "check")
    assert (reply.code, reply.err) == (0, "")


def test_a_repository_without_commits_is_sound(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.git("init", "-q", "-b", "main")
    course.write({"guide.md": LONGER, FRENCH: stamped(GUIDE)})
    assert call(tmp_path, "check").code == 1
    assert "unknown-hash" in call(tmp_path, "check").out
    course.git("add", "-A")
    assert call(tmp_path, "check", "--staged").code == 1  # a stamp of no commit, and no failure


def test_a_damaged_one_within_another_is_not_the_other(course: Course) -> None:
    inner = make_course(course.root / "inner", {"guide.md": GUIDE})
    (inner.root / ".git/HEAD").write_text("garbage\n")
    (inner.root / "deep").mkdir()
    for folder in (inner.root, inner.root / "deep"):
        with pytest.raises(GitError, match="is damaged"):
            find_repository(folder)
    assert find_repository(course.root) is not None


def test_an_empty_folder_of_that_name_is_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert find_repository(tmp_path) is None


def test_a_sound_one_beyond_a_ceiling_is_none(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(course.root))
    assert find_repository(course.root / "translations") is None


@pytest.mark.skipif(os.getuid() != 0, reason="only the superuser may give files away")
def test_another_s_repository_is_refused(course: Course) -> None:
    for place in (course.root, *course.root.rglob("*")):
        os.chown(place, 12345, 12345)
    reply = call(course.root, "status")
    assert (reply.code, reply.out) == (3, "")
    assert "safe.directory" in reply.err
