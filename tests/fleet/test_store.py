"""The store: nothing lost, nothing double, and nothing of others touched."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from sync.errors import FileError, UsageError
from sync.fleet.store import APPLICATION, VERSION, Store, open_store
from sync.fleet.values import Listed, LookedAt, OwedTranslation
from tests.fleet.fleets import COLUMNS, fleet, make_project, query, write_list

COUNTS = {"fr": {"current": 1, "stale": 2}}
ROWS = (
    OwedTranslation("fr", "a.md", "fr/a.md", "stale", None, "1" * 32, None),
    OwedTranslation("fr", "b.md", "fr/b.md", "missing", "x", None, None),
)


def listed(name: str) -> Listed:
    return Listed(name, f"../{name}", f"../{name}", Path(name))


def found(
    name: str, rows: tuple[OwedTranslation, ...] = ROWS, error: str | None = None
) -> LookedAt:
    return LookedAt(name, "c" * 40, f"print {name}", error, COUNTS, rows)


def put(store: Store, *names: str) -> None:
    for name in names:
        store.put(listed(name), found(name))


def test_its_tables_are_those_that_are_documented(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with open_store(path, "status") as store:
        put(store, "a")
        store.finish()

    tables = {"repositories": COLUMNS, "translations": ["repository", *OwedTranslation._fields]}
    tables["runs"] = ["id", "started", "finished", "command", "looked", "reused", "failed"]
    for table, columns in tables.items():
        assert [row[1] for row in query(path, f"PRAGMA table_info({table})")] == columns
    [row] = query(path, "SELECT * FROM repositories")
    told = dict(zip(COLUMNS, row, strict=True))
    assert json.loads(told["languages"]) == COUNTS
    assert json.loads(told["summary"])["stale"] == 2
    assert len(json.loads(told["summary"])) == 8
    assert told["finished"].endswith("Z")
    assert query(path, "SELECT * FROM translations") == [("a", *row) for row in ROWS]
    [(_, _, finished, *rest)] = query(path, "SELECT * FROM runs")
    assert finished is not None
    assert rest == ["status", 1, 0, 0]


def test_a_second_look_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with open_store(path, "status") as store:
        put(store, "a", "b")
        store.put(listed("a"), found("a", ROWS[:1], "broken"))
        store.put(listed("b"), LookedAt("b", is_same=True))
        assert [
            (each.name, len(each.rows), each.error) for each in store.read(["b", "x", "a"])
        ] == [
            ("b", 2, None),
            ("a", 1, "broken"),
        ]
        assert list(store.read_fingerprints()) == ["b"]
        store.keep(["a"])
        store.finish()
    assert query(path, "SELECT DISTINCT repository FROM translations") == [("a",)]
    assert query(path, "SELECT looked, reused, failed FROM runs") == [(3, 1, 1)]


def test_two_runs_write_to_one_store(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with open_store(path, "status") as one, open_store(path, "check") as other:
        for number in range(20):
            put(one, "both", f"one{number}")
            put(other, "both", f"other{number}")
        one.finish()
        other.finish()

    assert query(path, "SELECT count(*) FROM repositories") == [(41,)]
    assert query(path, "SELECT count(*) FROM translations") == [(82,)]
    assert query(path, "SELECT looked FROM runs") == [(40,), (40,)]
    assert query(path, "PRAGMA integrity_check") == [("ok",)]


def _make_foreign(path: Path, kind: str) -> None:
    if kind == "text":
        path.write_text("my notes\n")
    elif kind == "empty":
        path.write_bytes(b"")
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE repositories (name TEXT)")
            if kind == "newer":
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {VERSION + 1}")
            connection.commit()


@pytest.mark.parametrize("kind", ["text", "empty", "other", "newer"])
def test_a_file_that_is_no_store_of_ours_is_left_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "s.sqlite"
    _make_foreign(path, kind)
    before, moment = path.read_bytes(), path.stat().st_mtime_ns
    make_project(tmp_path / "a")
    write_list(tmp_path, "a")

    with pytest.raises(UsageError, match="left alone"), open_store(path, "status"):
        pass
    reply = fleet(tmp_path, "status", "--store", "s.sqlite")

    assert reply.code == 2
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, moment)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "fleet.txt", "s.sqlite"]


@pytest.mark.parametrize("size", [100, 1000, 4096, 5000, 9000, 20000])
def test_a_store_that_was_cut_short_is_named_with_the_way_out(tmp_path: Path, size: int) -> None:
    make_project(tmp_path / "a")
    write_list(tmp_path, "a")
    whole = fleet(tmp_path, "status")
    os.truncate(tmp_path / "fleet.sqlite", size)

    reply = fleet(tmp_path, "status")

    assert (reply.code, reply.out) == (3, "")
    assert reply.err.startswith(f"error: {tmp_path / 'fleet.sqlite'}: cannot be used: ")
    assert "remove it, and all is looked at again" in reply.err
    (tmp_path / "fleet.sqlite").unlink()
    assert fleet(tmp_path, "status") == whole


def test_a_full_disk_loses_nothing_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with open_store(path, "status") as store:
        put(store, "a", "b")
    many = ROWS * 20_000

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
        with open_store(path, "status") as store:
            with pytest.raises(FileError, match="make room"):
                store.put(listed("a"), found("a", many))
            put(store, "c")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)

    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    names = query(path, "SELECT repository, count(*) FROM translations GROUP BY 1")
    assert names == [("a", 2), ("b", 2), ("c", 2)]


KILLED = """
import sys
from pathlib import Path
from tests.fleet.test_store import ROWS, found, listed
from sync.fleet.store import open_store
with open_store(Path(sys.argv[1]), "status") as store:
    number = 0
    while True:
        store.put(listed(f"r{number % 7}"), found(f"r{number % 7}", ROWS * 50))
        number += 1
        print(number, flush=True)
"""


def test_a_killed_run_leaves_a_sound_store(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for _ in range(3):
        command = [sys.executable, "-c", KILLED, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as running:
            assert running.stdout is not None
            for _ in range(10):
                running.stdout.readline()
            time.sleep(0.01)
            running.kill()

    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    counts = query(path, "SELECT count(*) FROM translations GROUP BY repository")
    assert counts == [(100,)] * 7
    assert query(path, "SELECT finished FROM runs") == [(None,)] * 3
