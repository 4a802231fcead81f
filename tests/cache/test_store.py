from __future__ import annotations

import json
import multiprocessing
import os
import time
from pathlib import Path

import pytest

from sync.cache import Cache, Section
from sync.cache.store import VERSION
from tests.pathological.work import count_lines
from tests.watching import watch


def test_what_was_saved_is_there_in_the_next_run(tmp_path: Path) -> None:
    first = Cache(tmp_path / "deep" / "cache")
    first.section("one").put("key", ["value", None, 3, {"more": True}])
    first.section("two").put("\udce9 ü \n", "other")
    first.save()
    second = Cache(tmp_path / "deep" / "cache")
    assert second.section("one").get("key") == ["value", None, 3, {"more": True}]
    assert second.section("two").get("\udce9 ü \n") == "other"
    assert second.section("one").get("absent") is None


def test_nothing_is_written_before_it_is_saved(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.section("one").put("key", 1)
    cache.section("two").get("key")
    assert not (tmp_path / "cache").exists()
    cache.save()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["one.json"]


def test_a_section_is_read_only_when_asked(tmp_path: Path) -> None:
    section = Cache(tmp_path).section("one")
    Section(tmp_path / "one.json").put("key", 1)
    late = Section(tmp_path / "one.json")
    late.put("key", 1)
    late.save()
    assert section.get("key") == 1


def test_without_a_folder_it_is_kept_in_memory() -> None:
    cache = Cache(None)
    cache.section("one").put("key", 1)
    cache.save()
    assert cache.section("one").get("key") == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version": 0, "entries": {"key": 2}}',
        b'{"version": 1, "entries": ["key"]}',
        b'{"version": 1}',
    ],
)
def test_a_broken_file_is_empty_and_written_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(content)
    cache = Cache(tmp_path)
    assert cache.section("one").get("key") is None
    cache.section("one").put("key", 1)
    cache.save()
    assert json.loads(path.read_bytes()) == {"version": VERSION, "entries": {"key": 1}}


def test_it_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    for value in (1, 2):
        cache.section("one").put("key", value)
        cache.save()
        (tmp_path / "cache" / "one.json").unlink()
        (tmp_path / "cache").rmdir()
    assert cache.section("one").get("key") == 2


def test_a_folder_that_cannot_be_written_leaves_it_in_memory(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    cache = Cache(tmp_path / "cache")
    cache.section("one").put("key", 1)
    cache.save()
    assert cache.section("one").get("key") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_read_only_folder_leaves_it_in_memory(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o500)
    cache = Cache(tmp_path / "cache")
    cache.section("one").put("key", 1)
    cache.save()
    assert cache.section("one").get("key") == 1


def test_one_section_that_cannot_be_written_does_not_hold_up_another(tmp_path: Path) -> None:
    (tmp_path / "one.json").mkdir()
    cache = Cache(tmp_path)
    cache.section("one").put("key", 1)
    cache.section("two").put("key", 2)
    cache.save()
    assert Cache(tmp_path).section("two").get("key") == 2
    assert list(tmp_path.glob("*.tmp")) == []


def test_what_another_run_saved_meanwhile_stays(tmp_path: Path) -> None:
    ours, theirs = Cache(tmp_path), Cache(tmp_path)
    ours.section("one").put("ours", 1)
    theirs.section("one").put("theirs", 2)
    ours.save()
    theirs.save()
    assert dict(Cache(tmp_path).section("one").items()) == {"ours": 1, "theirs": 2}


def test_what_is_forgotten_is_gone_from_the_file(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for key in "abc":
        cache.section("one").put(key, key)
    cache.save()
    cache.section("one").forget("b")
    cache.section("one").forget("never")
    cache.section("one").forget("c")
    cache.section("one").put("c", "again")
    cache.save()
    assert dict(Cache(tmp_path).section("one").items()) == {"a": "a", "c": "again"}


def test_the_oldest_entries_go_first(tmp_path: Path) -> None:
    for key in "abcd":
        cache = Cache(tmp_path)
        cache.section("one", limit=3).put(key, key)
        cache.section("one", limit=3).put("a", "a")
        cache.save()
    assert [key for key, _ in Cache(tmp_path).section("one").items()] == ["c", "d", "a"]


def test_drafts_of_killed_runs_are_removed(tmp_path: Path) -> None:
    old, young = tmp_path / "one.json.1.1.tmp", tmp_path / "one.json.2.2.tmp"
    for draft in (old, young):
        draft.write_text("half")
    os.utime(old, (time.time() - 7200,) * 2)
    cache = Cache(tmp_path)
    cache.section("one").put("key", 1)
    cache.save()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "one.json", young]


def _write_many(folder: Path, name: str) -> None:
    for number in range(30):
        cache = Cache(folder)
        cache.section("one").put(f"{name}{number}", "x" * 5000)
        cache.save()


def test_runs_at_once_never_leave_half_a_file(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_write_many, args=(tmp_path, name)) for name in "ab"]
    for run in runs:
        run.start()
    while any(run.is_alive() for run in runs):
        for path in tmp_path.glob("*.json"):
            assert json.loads(path.read_bytes())["version"] == VERSION
    assert [run.exitcode for run in runs] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]


def test_an_answer_of_five_thousand_is_one_read_and_no_loop(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(5000):
        cache.section("one").put(
            f"{number:032x} docs/page.md", ["b" * 40, "c" * 40, "p", "d", None]
        )
    cache.save()
    with watch("open") as opened:
        lines = count_lines(lambda: Cache(tmp_path).section("one").get("x"))
    assert [Path(str(path)).name for path, *_ in opened] == ["one.json"]
    assert lines.total() < 500


def test_a_file_stays_within_its_room(tmp_path: Path) -> None:
    for number in range(40):
        cache = Cache(tmp_path)
        cache.section("one", room=2_000).put(str(number), "x" * 100)
        cache.save()
        assert (tmp_path / "one.json").stat().st_size <= 2_000
    kept = [key for key, _ in Cache(tmp_path).section("one").items()]
    assert kept == [str(number) for number in range(40 - len(kept), 40)]
    assert len(kept) >= 8
