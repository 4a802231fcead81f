"""Mirrors: what is fetched, in how many goes, and that nothing else ever fetches."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from sync import open_project
from sync.fleet.mirrors import Fetched, Order, fetch, find_mirror
from tests.fleet.fleets import fleet, make_project, query, run, write_list
from tests.project_files import git
from tests.translated import GUIDE, LONGER, OTHER_PROSE, REWRAPPED, make_course, stamped


def order(root: Path, mirrors: Path, **more: object) -> Order:
    return Order("x", root.as_uri(), str(mirrors))._replace(**more)  # type: ignore[arg-type]


def list_blobs(mirror: Path) -> set[str]:
    """Return the blobs that are here, by plain git."""
    command = ("git", "cat-file", "--batch-all-objects", "--batch-check")
    return {line.split()[0] for line in run(mirror, *command) if " blob " in line}


def test_a_mirror_holds_what_a_look_reads_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_project(tmp_path / "a", stale=True)
    course.commit({"picture.png": b"x" * 5000, "notes.txt": "x\n", "guide.md": REWRAPPED})
    course.commit({"other.md": OTHER_PROSE, "translations/fr/other.md": stamped(OTHER_PROSE)})
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))

    fetched = fetch(order(course.root, tmp_path / "mirrors"))
    monkeypatch.delenv("GIT_TRACE")

    assert fetched == Fetched("x", "cloned")
    mirror = find_mirror(tmp_path / "mirrors", "x")
    calls = [line for line in trace.read_text().splitlines() if "built-in: git fetch " in line]
    assert len(calls) == 2  # files, then what stamps name
    names = git(course.root, "ls-tree", "-r", "HEAD").splitlines()
    blobs = {line.split("\t")[1]: line.split()[2] for line in names}
    held = list_blobs(mirror)
    assert {path for path, blob in blobs.items() if blob not in held} == {
        "picture.png",
        "notes.txt",
    }
    assert git(course.root, "rev-parse", "HEAD~3:guide.md") in held
    here, there = open_project(course.root).statuses(), open_project(mirror).statuses()
    assert there == here
    assert list_blobs(mirror) == held


def test_one_batch_is_enough_where_all_is_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_project(tmp_path / "a")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))

    assert fetch(order(course.root, tmp_path / "mirrors")).error is None

    told = (tmp_path / "trace").read_text()
    assert told.count("built-in: git fetch ") == 1


def test_a_mirror_follows_what_changes(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a")
    asked = order(course.root, tmp_path / "mirrors")
    mirror = find_mirror(tmp_path / "mirrors", "x")

    assert [fetch(asked).done for _ in range(2)] == ["cloned", "up to date"]
    course.commit({"guide.md": LONGER})
    assert fetch(asked).done == "updated"
    assert open_project(mirror).statuses() == open_project(course.root).statuses()
    course.git("branch", "-m", "main", "trunk")
    assert fetch(asked).done == "updated"
    assert git(mirror, "symbolic-ref", "HEAD") == "refs/heads/trunk"
    assert fetch(asked).error is None
    course.git("checkout", "-q", "--orphan", "new")
    course.git("commit", "-q", "-m", "Again")
    course.git("branch", "-f", "trunk")
    assert fetch(asked).error is None  # the history was written anew


def test_a_mirror_follows_a_head_on_no_branch(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a")
    asked = order(course.root, tmp_path / "mirrors")
    mirror = find_mirror(tmp_path / "mirrors", "x")

    def look() -> tuple[str, str]:
        return fetch(asked).done, git(mirror, "rev-parse", "HEAD")

    course.git("checkout", "-q", "--detach")
    first = course.git("rev-parse", "HEAD")
    assert [look() for _ in range(2)] == [("cloned", first), ("up to date", first)]
    second = course.commit({"guide.md": LONGER})  # which is on no branch
    assert look() == ("updated", second)
    assert open_project(mirror).statuses() == open_project(course.root).statuses()
    course.git("checkout", "-q", "main")
    assert look() == ("updated", first)
    assert git(mirror, "symbolic-ref", "HEAD") == "refs/heads/main"


def test_git_calls_remotes_as_it_likes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course = make_project(tmp_path / "a")
    (tmp_path / "settings").write_text("[clone]\n\tdefaultRemoteName = upstream\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    asked = order(course.root, tmp_path / "mirrors")

    assert fetch(asked) == Fetched("x", "cloned")
    course.commit({"guide.md": LONGER})
    assert fetch(asked) == Fetched("x", "updated")


def test_a_mirror_whose_address_changed_is_of_the_new_one(tmp_path: Path) -> None:
    for name, config in (("a", ""), ("b", "languages: [fr]\n")):
        make_project(tmp_path / name, config=config)

    for name in ("a", "b"):
        assert fetch(order(tmp_path / name, tmp_path / "m")).error is None

    languages = {
        each.location.language for each in open_project(find_mirror(tmp_path / "m", "x")).statuses()
    }
    assert languages == {"fr"}


def test_what_is_in_a_mirrors_place_is_left_alone(tmp_path: Path) -> None:
    root = make_project(tmp_path / "a").root
    mirrors = tmp_path / "m"
    (mirrors / "x").mkdir(parents=True)
    (mirrors / "x/mine").write_text("x")

    assert "no repository" in str(fetch(order(root, mirrors)).error)
    git(tmp_path, "clone", "-q", str(root), str(mirrors / "y"))
    assert "no mirror of ours" in str(fetch(order(root, mirrors, name="y")).error)
    assert [each.name for each in (mirrors / "x").iterdir()] == ["mine"]


def test_what_a_killed_run_left_is_in_nobodys_way(tmp_path: Path) -> None:
    root = make_project(tmp_path / "a").root
    (tmp_path / "m/.x.partial").mkdir(parents=True)
    (tmp_path / "m/.x.partial/HEAD").write_text("x")

    assert fetch(order(root, tmp_path / "m")).done == "cloned"


@pytest.mark.parametrize(
    "name", ["../../x", "a/b", "CON", "x" * 300, ".git", "-x", "a\nb", "\u202eb", "..", "/etc/x"]
)
def test_any_name_is_mirrored_within_the_folder(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path / "home/a").root
    (tmp_path / "home/deep").mkdir()

    assert fetch(order(root, tmp_path / "home/deep/m", name=name)).error is None

    made = [each for each in (tmp_path / "home/deep/m").iterdir() if each.is_dir()]
    assert made == [find_mirror(tmp_path / "home/deep/m", name)]
    assert [each.name for each in tmp_path.iterdir()] == ["home"]
    assert sorted(each.name for each in (tmp_path / "home").iterdir()) == ["a", "deep"]


def test_what_cannot_be_fetched_is_told_and_hides_nothing(tmp_path: Path) -> None:
    make_project(tmp_path / "a")
    write_list(tmp_path, "file:///nowhere/b.git", (tmp_path / "a").as_uri(), "a/../a/../c")

    reply = fleet(tmp_path, "fetch", jobs=2)

    assert reply.code == 3
    assert reply.out == "a: cloned\n"
    assert reply.err.startswith("error: b: git clone failed: ")
    assert reply.err.count("\n") == 1
    assert not (tmp_path / "mirrors/b").exists()
    [row] = query(tmp_path / "fleet.sqlite", "SELECT command, looked, failed FROM runs")
    assert row == ("fetch", 2, 1)


def test_a_password_is_never_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git asks its helper first; a helper that is called leaves a trace."""
    asked = tmp_path / "asked"
    helper = tmp_path / "ask"
    helper.write_text(f"#!/bin/sh\ntouch {asked}\necho secret\n")
    helper.chmod(0o755)
    for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.setenv(name, str(helper))
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", "Basic")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x.git"
        fetched = fetch(Order("x", address, str(tmp_path / "m")))
        server.shutdown()

    assert fetched.done == "failed"
    assert not asked.exists()


def test_a_path_is_read_where_it_is_and_not_written_to(tmp_path: Path) -> None:
    root = make_project(tmp_path / "a", stale=True).root
    git(tmp_path, "clone", "-q", "--bare", str(root), "b.git")
    write_list(tmp_path, "a", "b.git")

    def list_files(place: Path) -> set[tuple[str, int]]:
        return {
            (str(each), each.stat().st_mtime_ns)
            for each in place.rglob("*")
            if each.is_file() and "translation-sync/" not in str(each)
        }

    before = list_files(tmp_path / "a") | list_files(tmp_path / "b.git")
    assert fleet(tmp_path, "fetch").code == 0
    assert fleet(tmp_path, "status").code == 0
    assert list_files(tmp_path / "a") | list_files(tmp_path / "b.git") == before
    assert not os.path.lexists(tmp_path / "mirrors")


def test_an_upstream_is_found_beside_a_mirror(tmp_path: Path) -> None:
    make_course(tmp_path / "made/sources", {"guide.md": GUIDE})
    config = 'upstream: {repository: ../sources}\ntranslations: "{lang}/{path}"\n'
    files = {".translation-sync.yaml": config, "fr/guide.md": stamped(GUIDE)}
    make_course(tmp_path / "made/words", files)
    for name in ("sources", "words"):
        git(tmp_path / "made" / name, "config", "uploadpack.allowFilter", "true")
    lines = [(tmp_path / "made" / name).as_uri() for name in ("sources", "words")]
    write_list(tmp_path, *lines)

    assert fleet(tmp_path, "fetch").code == 0
    reply = fleet(tmp_path, "status", "--format", "json")

    words = reply.report["repositories"][1]
    assert (words["error"], words["summary"]["current"]) == (None, 1)


@pytest.mark.parametrize("names", [("sources", "words"), ("words", "sources")])
@pytest.mark.parametrize("more", [(), ("--history",)])
def test_mirrors_of_sources_come_first_and_hold_what_stamps_name(
    tmp_path: Path, names: tuple[str, str], more: tuple[str, ...]
) -> None:
    sources = make_course(tmp_path / "made/sources", {"guide.md": GUIDE, "other.md": OTHER_PROSE})
    sources.git("tag", "v1")
    config = 'upstream: {repository: ../sources}\ntranslations: "{lang}/{path}"\n'
    files = {
        ".translation-sync.yaml": config,
        "fr/guide.md": stamped(GUIDE),
        "he/guide.md": stamped(LONGER),
    }
    words = make_course(tmp_path / "made/words", files)
    sources.commit({"guide.md": LONGER})
    sources.commit({"guide.md": REWRAPPED})
    for course in (sources, words):
        course.git("config", "uploadpack.allowFilter", "true")
        course.git("config", "uploadpack.allowAnySHA1InWant", "true")
    write_list(tmp_path, *((tmp_path / "made" / name).as_uri() for name in names))

    first, second = (fleet(tmp_path, "fetch", *more, jobs=2) for _ in range(2))
    told = fleet(tmp_path, "status", "--format", "json")

    assert (first.err, second.err, told.code) == ("", "", 0)
    assert sorted(first.out.splitlines()) == ["sources: cloned", "words: cloned"]
    found = told.report["repositories"][names.index("words")]
    alone = Counter(each.state.value for each in open_project(words.root).statuses())
    assert {state: count for state, count in found["summary"].items() if count} == alone
    assert alone.keys() == {"cosmetic", "stale", "missing"}


def test_an_upstream_that_is_in_no_mirror_fails_alone(tmp_path: Path) -> None:
    config = 'upstream: {repository: ../sources}\ntranslations: "{lang}/{path}"\n'
    make_project(tmp_path / "made/words", config=config)
    make_project(tmp_path / "made/other")
    write_list(tmp_path, *((tmp_path / "made" / name).as_uri() for name in ("words", "other")))

    reply = fleet(tmp_path, "fetch")

    assert (reply.code, reply.out) == (3, "other: cloned\n")
    assert reply.err.startswith("error: words: .translation-sync.yaml:1: upstream: ")
    assert query(tmp_path / "fleet.sqlite", "SELECT looked, failed FROM runs") == [(2, 1)]
