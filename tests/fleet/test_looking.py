"""A look at a repository: the same as a checkout's, plain, and not twice."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from sync.fleet.looking import look
from sync.fleet.values import LookedAt, RepositoryTask, WayOut
from tests.commands.calling import ask
from tests.fleet.fleets import make_project
from tests.project_files import commit_all, git
from tests.translated import GUIDE, LONGER, REWRAPPED, make_course, stamped

_WAY_OUT = WayOut("`get it` brings it", "`get it --history` brings it", "check the path")


def task(place: Path, **more: object) -> RepositoryTask:
    plain = RepositoryTask("x", str(place), ".", "HEAD", _WAY_OUT)
    return plain._replace(**more)  # type: ignore[arg-type]


def test_a_result_is_what_status_shows_and_can_be_sent(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a", stale=True)
    told = ask(course.root, "status").report

    found = look(task(course.root))

    assert pickle.loads(pickle.dumps(found)) == found
    assert found.error is None
    assert found.commit_id == course.git("rev-parse", "HEAD")
    assert {name: counts["stale"] for name, counts in found.languages.items()} == {"fr": 0, "he": 1}
    assert sum(sum(counts.values()) for counts in found.languages.values()) == len(
        told["translations"]
    )
    [row] = found.rows
    [each] = [each for each in told["translations"] if each["state"] != "current"]
    assert row.path == each["path"]
    assert row.original_hash == each["stamp"]["original_hash"]


def test_what_is_known_is_not_looked_at_again(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a", stale=True)
    first = look(task(course.root))
    assert first.fingerprint is not None
    known = {"known": first.fingerprint, "counts": first.languages}

    again = look(task(course.root, **known))
    assert again == LookedAt("x", first.commit_id, first.fingerprint, is_same=True)
    assert not look(task(course.root, **known, root="translations")).is_same
    course.commit({"new.md": GUIDE})
    assert not look(task(course.root, **known)).is_same
    assert look(task(course.root, **known, revision="HEAD~1")).is_same


def test_the_gate_says_the_same_of_what_is_known(tmp_path: Path) -> None:
    for number, config in enumerate(
        ("", "max_stale: 1\n", "fail_on: [current]\n", "fail_on: []\n")
    ):
        place = make_project(tmp_path / str(number), stale=True, config=config).root
        first = look(task(place, judges=True))
        assert first.failing == len(
            [line for line in ask(place, "check").out.splitlines() if '"state": "stale"' in line]
        ) * (number == 0) + (number == 2)
        again = look(task(place, judges=True, known=first.fingerprint, counts=first.languages))
        assert again.is_same
        assert again.failing == first.failing


def test_an_upstream_that_moved_on_is_looked_at_again(tmp_path: Path) -> None:
    sources = make_course(tmp_path / "sources", {"guide.md": GUIDE})
    config = 'upstream: {repository: ../sources}\ntranslations: "{lang}/{path}"\n'
    place = tmp_path / "a"
    make_course(place, {".translation-sync.yaml": config, "fr/guide.md": stamped(GUIDE)})
    first = look(task(place))

    assert look(task(place, known=first.fingerprint, counts=first.languages)).is_same
    sources.commit({"guide.md": LONGER})
    found = look(task(place, known=first.fingerprint, counts=first.languages))
    assert [row.state for row in found.rows] == ["stale"]
    (tmp_path / "sources").rename(tmp_path / "gone")
    assert "no clone" in str(look(task(place, known=found.fingerprint)).error)


def test_a_clone_that_was_deepened_is_looked_at_again(tmp_path: Path) -> None:
    root = make_project(tmp_path / "a", stale=True).root
    git(tmp_path, "clone", "-q", "--depth=1", root.as_uri(), "shallow")
    first = look(task(tmp_path / "shallow"))
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")

    assert not look(task(tmp_path / "shallow", known=first.fingerprint)).is_same


def test_a_branch_counts_where_a_stamp_names_what_nobody_knows(tmp_path: Path) -> None:
    course = make_project(tmp_path / "made")
    course.git("checkout", "-q", "-b", "draft")
    course.commit({"guide.md": REWRAPPED})
    course.git("checkout", "-q", "main")
    course.commit({"translations/fr/guide.md": stamped(REWRAPPED)})
    place = tmp_path / "a"
    course.git("clone", "-q", "--single-branch", course.root.as_uri(), str(place))

    first = look(task(place))
    assert look(task(place, known=first.fingerprint)).is_same
    git(place, "fetch", "-q", "origin", "draft:draft")
    found = look(task(place, known=first.fingerprint))

    assert [first.languages["fr"][state] for state in ("stale", "cosmetic")] == [1, 0]
    assert found == look(task(place))
    assert [found.languages["fr"][state] for state in ("stale", "cosmetic")] == [0, 1]
    git(place, "branch", "another", "HEAD~1")
    assert look(task(place, known=found.fingerprint)).is_same  # all is known


def test_branches_of_an_upstream_count_as_well(tmp_path: Path) -> None:
    sources = make_course(tmp_path / "sources", {"guide.md": GUIDE})
    config = 'upstream: {repository: ../sources}\ntranslations: "{lang}/{path}"\n'
    files = {".translation-sync.yaml": config, "fr/guide.md": stamped(REWRAPPED)}
    place = make_course(tmp_path / "a", files).root

    first = look(task(place))
    assert look(task(place, known=first.fingerprint)).is_same
    sources.git("checkout", "-q", "-b", "draft")
    sources.commit({"guide.md": REWRAPPED})
    sources.git("checkout", "-q", "main")

    assert first.languages["fr"]["stale"] == 1
    assert look(task(place, known=first.fingerprint)).languages["fr"]["cosmetic"] == 1


@pytest.mark.parametrize(
    ("make", "words"),
    [
        ("nothing", "there is no repository at"),
        ("folder", "is no repository"),
        ("file", "there is no repository at"),
        ("empty", "HEAD names no commit yet"),
        ("configuration", ".translation-sync.yaml:1: unknown key 'sauce'"),
        ("upstream", "there is no clone at '../nowhere'"),
        ("below", "is no repository"),
        ("damaged", ""),
    ],
)
def test_a_repository_that_fails_says_so_on_one_line(tmp_path: Path, make: str, words: str) -> None:
    place = tmp_path / "a"
    if make in ("folder", "empty"):
        place.mkdir()
    if make == "file":
        place.write_text("x")
    if make == "empty":
        git(place, "init", "-q")
    if make in ("configuration", "upstream", "below", "damaged"):
        configs = {
            "configuration": "sauce: x\n",
            "upstream": "upstream: {repository: ../nowhere}\n",
        }
        make_project(place, config=configs.get(make, ""))
    if make == "below":
        place = place / "translations"
    if make == "damaged":
        for pack in (place / ".git/objects").glob("??/*"):
            pack.unlink()

    found = look(task(place))

    assert found.error is not None
    assert words in found.error
    assert "\n" not in found.error
    assert (found.rows, dict(found.languages), found.is_same) == ((), {}, False)


def test_revisions_and_roots_that_are_not_there_are_told(tmp_path: Path) -> None:
    place = make_project(tmp_path / "a").root

    assert "no revision 'v9'" in str(look(task(place, revision="v9")).error)
    assert "no folder 'docs'" in str(look(task(place, root="docs")).error)
    assert "no folder 'guide.md'" in str(look(task(place, root="guide.md")).error)


@pytest.mark.parametrize(
    ("lost", "revision", "root"),
    [
        ("HEAD", "HEAD", "."),
        ("HEAD", "main", "."),
        ("HEAD^{tree}", "HEAD", "."),
        ("HEAD^{tree}", "HEAD", "translations/fr"),
        ("HEAD:translations", "main", "translations/fr"),
        ("HEAD:translations/fr", "HEAD", "."),
    ],
)
def test_what_is_lost_is_damage_and_not_absent(
    tmp_path: Path, lost: str, revision: str, root: str
) -> None:
    place = make_project(tmp_path / "a").root
    name = git(place, "rev-parse", lost)
    (place / ".git/objects" / name[:2] / name[2:]).unlink()

    error = str(look(task(place, revision=revision, root=root)).error)

    assert error.startswith("git: ")
    assert "fsck` says more" in error


def test_a_commit_that_was_never_here_is_no_damage(tmp_path: Path) -> None:
    place = make_project(tmp_path / "a").root
    name = git(place, "rev-parse", "HEAD:guide.md")

    for revision in ("1" * 40, "11111111", name, name[:12]):
        assert "knows no revision" in str(look(task(place, revision=revision)).error)


def test_one_unreadable_file_is_named_beside_the_rest(tmp_path: Path) -> None:
    place = make_project(tmp_path / "a", stale=True).root
    (place / "lost.md").write_text("# Lost\n")
    (place / "translations/fr/lost.md").write_text(stamped("x"))
    commit_all(place)
    blob = git(place, "rev-parse", "HEAD:lost.md")
    (place / ".git/objects" / blob[:2] / blob[2:]).unlink()

    found = look(task(place))

    assert "lost.md" in str(found.error)
    assert {(row.document, row.state) for row in found.rows} >= {("guide.md", "stale")}


def test_names_that_are_no_text_are_told_as_text(tmp_path: Path) -> None:
    place = make_project(tmp_path / "a").root
    (place / os.fsdecode(b"b\xff.md")).write_text(GUIDE)
    commit_all(place)

    assert {row.document for row in look(task(place)).rows} == {"b\\xff.md"}


def test_a_partial_clone_names_the_way_out_and_fetches_nothing(tmp_path: Path) -> None:
    place = make_project(tmp_path / "a", stale=True).root
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:none", place.as_uri(), "b")

    found = look(task(tmp_path / "b"))

    assert "`get it` brings it" in str(found.error)
    assert found.rows
    assert (
        look(task(tmp_path / "b", known=found.fingerprint)).error is None
    )  # the store keeps it so
