"""Work shared out among processes: the same answers in the same order, and nothing left behind."""

from __future__ import annotations

import errno
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sync.workflow.pool import PAYS_FROM, count_processors, working
from tests.watching import watch
from tests.workflow.tasks import LONG, NOTHING, Doubling, read_notes

MANY = range(PAYS_FROM["fork"] * 3)


def share(task: Doubling, items: range = MANY, jobs: int = 2, method: str = "fork") -> list[object]:
    with working(task, items, jobs, together=lambda n: n // 5, method=method) as answers:
        found: list[object] = list(answers)
    assert multiprocessing.active_children() == []
    return found


def test_answers_come_in_order(tmp_path: Path) -> None:
    assert share(Doubling(tmp_path, ((0, "sleeps"),))) == [2 * n for n in MANY]
    notes = read_notes(tmp_path)
    assert len(notes) == 2
    assert os.getpid() not in notes
    assert sorted(n for numbers in notes.values() for n in numbers) == list(MANY)


def test_neighbours_that_belong_together_stay_together(tmp_path: Path) -> None:
    share(Doubling(tmp_path), jobs=3)
    notes = read_notes(tmp_path)
    assert len(notes) == 3
    assert [len({n // 5 for n in numbers}) for numbers in notes.values()] == [
        sum(n % 5 == 0 for n in numbers) for numbers in notes.values()
    ]


def test_fresh_interpreters_do_the_same(tmp_path: Path) -> None:
    items = range(PAYS_FROM["spawn"])
    assert share(Doubling(tmp_path), items, method="spawn") == [2 * n for n in items]
    assert os.getpid() not in read_notes(tmp_path)


@pytest.mark.parametrize(
    ("count", "jobs"), [(PAYS_FROM["fork"] - 1, 8), (PAYS_FROM["fork"] * 2, 1), (0, 2)]
)
def test_where_it_does_not_pay_no_process_is_started(tmp_path: Path, count: int, jobs: int) -> None:
    with watch("os.fork") as forks:
        assert share(Doubling(tmp_path), range(count), jobs) == [2 * n for n in range(count)]
    assert forks == []
    assert set(read_notes(tmp_path)) <= {os.getpid()}


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_mappings_that_nobody_may_change_are_answers_as_well(tmp_path: Path, method: str) -> None:
    items = range(PAYS_FROM[method])
    found = share(Doubling(tmp_path, ((10, "is a mapping"),)), items, method=method)
    assert found == [NOTHING if n == 10 else 2 * n for n in items]
    assert os.getpid() not in read_notes(tmp_path)


@pytest.mark.parametrize("place", [0, 7, len(MANY) - 1])
def test_what_a_killed_worker_left_is_done_in_the_caller(tmp_path: Path, place: int) -> None:
    assert share(Doubling(tmp_path, ((place, "dies once"),))) == [2 * n for n in MANY]
    assert place in read_notes(tmp_path)[os.getpid()]


def test_where_all_workers_are_killed_the_caller_does_the_rest(tmp_path: Path) -> None:
    assert share(Doubling(tmp_path, ((0, "dies once"), (10, "dies once")))) == [2 * n for n in MANY]
    assert read_notes(tmp_path)[os.getpid()] == list(MANY)


def test_answers_that_a_kill_cuts_in_two_are_not_lost(tmp_path: Path) -> None:
    task = Doubling(tmp_path, tuple((n, "is long") for n in MANY[10:]))
    with working(task, MANY, 2, together=lambda n: n // 5, method="fork") as answers:
        found = [next(answers)]
        while sum(map(len, read_notes(tmp_path).values())) < 30:  # as far as they get unheard
            time.sleep(0.01)
        time.sleep(0.1)
        for worker in multiprocessing.active_children():
            worker.kill()
            worker.join()
        found += answers
    assert found == [*range(0, 20, 2), *[LONG] * len(MANY[10:])]
    assert read_notes(tmp_path)[os.getpid()] == list(MANY[10:])


def test_where_no_process_can_be_started_the_caller_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refuse)
    assert share(Doubling(tmp_path)) == [2 * n for n in MANY]
    assert set(read_notes(tmp_path)) == {os.getpid()}


def test_an_error_of_ours_is_met_again_in_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError, match="70"):
        share(Doubling(tmp_path, ((70, "raises"),)))
    assert multiprocessing.active_children() == []
    assert read_notes(tmp_path)[os.getpid()] == [70]


def test_what_raises_in_a_worker_alone_has_its_answer_from_the_caller(tmp_path: Path) -> None:
    task = Doubling(tmp_path, ((70, "raises once"),))
    assert share(task) == [2 * n for n in MANY]
    assert 70 in read_notes(tmp_path)[os.getpid()]


def be_interrupted(task: Doubling, method: str) -> None:
    items = range(PAYS_FROM[method] * 3)
    with working(task, items, 2, together=int, method=method) as answers:
        next(answers)
        raise KeyboardInterrupt


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("fault", ["sleeps", "hangs"])
def test_no_process_is_left_where_the_caller_stops(tmp_path: Path, method: str, fault: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        be_interrupted(Doubling(tmp_path, ((20, fault),)), method)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_of_a_killed_caller_end_by_themselves(tmp_path: Path, method: str) -> None:
    """Those that wait as well as those that are at work."""
    arguments = [sys.executable, "-m", "tests.workflow.tasks", str(tmp_path), method]
    caller = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert caller.stdout is not None
    assert caller.stdout.readline() == b"0\n"
    caller.kill()
    _, errors = caller.communicate(timeout=60)  # which ends when the last worker closes it
    assert b"Traceback" not in errors
    assert os.getpid() not in read_notes(tmp_path)


def test_workers_do_not_run_far_ahead(tmp_path: Path) -> None:
    many = range(5_000)
    with working(Doubling(tmp_path), many, 2, together=lambda n: n // 5, method="fork") as answers:
        next(answers)
        done = sum(map(len, read_notes(tmp_path).values()))
    assert done < len(many) / 2


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs to be bound, as on Linux")
def test_processors_are_those_that_this_process_may_use() -> None:
    allowed = os.sched_getaffinity(0)
    assert count_processors() == len(allowed)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert count_processors() == 1
    finally:
        os.sched_setaffinity(0, allowed)
