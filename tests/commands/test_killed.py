"""``sync`` ended at any moment: every file is whole, its stamp is true, the next run goes on."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.commands.calling import ask, call, command, environment, photograph, spawn, start
from tests.commands.teas import (
    EVERYTHING,
    FR,
    RELINKED,
    REWORDED,
    SIDECAR,
    SOURCE,
    TEA,
    THE,
    body_of,
    make_teas,
    stamp_of,
    translate,
)
from tests.translated import Course, md5_of

FILES = 100
KILLS = 50
LOCAL = ".translation-sync"


def many(root: Path, *, sidecar: bool) -> Course:
    """Make a course of a hundred stale translations, half of which can be stamped."""
    names = [f"{k:03}.md" for k in range(FILES)]
    body = THE if sidecar else translate(TEA)
    files = {f"translations/fr/{name}": body for name in names}
    if sidecar:
        entries = {
            name: {"original_hash": md5_of(TEA), "translation_date": "2023-11-20T00:00:00+00:00"}
            for name in names
        }
        files[SIDECAR] = json.dumps(entries, indent=2)
    course = Course(root)
    root.mkdir()
    course.git("init", "-q", "-b", "main")
    course.commit(dict.fromkeys(names, TEA))
    course.commit(dict(files))
    course.commit({name: (RELINKED, REWORDED)[k % 2] for k, name in enumerate(names)})
    return course


OLD, LINKED = THE, THE.replace("example/a", "example/b")
FUZZY = THE.replace("Prendre", "<!-- sync:fuzzy --> Prendre")


def judge(course: Course, *, sidecar: bool) -> int:
    """Hold every file and its stamp to each other; return how many are new."""
    done = 0
    entries = json.loads((course.root / SIDECAR).read_text()) if sidecar else {}
    for k in range(FILES):
        text = (course.root / f"translations/fr/{k:03}.md").read_text()
        body, stamp = (text, entries[f"{k:03}.md"]) if sidecar else (body_of(text), stamp_of(text))
        new, later = ((LINKED, RELINKED), (FUZZY, REWORDED))[k % 2]
        assert body in (OLD, new)
        says_new = md5_of(later) in (stamp["original_hash"], stamp.get("synced_hash"))
        assert body == new or not says_new
        assert says_new or body == OLD or sidecar
        done += says_new
    return done


@pytest.mark.parametrize("sidecar", [False, True], ids=["comments", "sidecar"])
def test_killed_at_random_moments(tmp_path: Path, sidecar: bool) -> None:
    course = many(tmp_path / "course", sidecar=sidecar)
    begun = time.monotonic()
    whole = spawn(course.root, "sync", "--check")
    length = time.monotonic() - begun
    assert whole.code == 1
    moments = random.Random(7)
    progress, kills = 0, 0
    while progress < FILES and kills < KILLS // 2:
        process = subprocess.Popen(
            command("sync", "--force"),
            cwd=course.root,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(length * moments.uniform(0.3, 0.9))
        process.kill()
        kills += process.wait() == -signal.SIGKILL
        progress = judge(course, sidecar=sidecar)
        if progress == FILES:
            _begin_anew(course)
            progress = 0

    reply = spawn(course.root, "sync", "--force")

    assert reply.code == 0, reply.err
    assert judge(course, sidecar=sidecar) == FILES
    assert _left_over(course) == []
    assert kills >= KILLS // 2
    assert spawn(course.root, "sync", "--force", "--check").code == 0


def _begin_anew(course: Course) -> None:
    course.git("checkout", "-q", "--", "translations")


def _left_over(course: Course) -> list[str]:
    return [path for path in photograph(course.root) if Path(path).name.startswith(LOCAL)]


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    before = photograph(course.root)

    reply = spawn(course.root, "sync", prepare=_allow_files_of(300))

    assert reply.code == 3
    assert "Traceback" not in reply.err
    assert f"error: {FR}: " in reply.err
    assert "run again" in reply.err
    assert photograph(course.root) == before
    assert spawn(course.root, "sync").code == 0


def _allow_files_of(size: int) -> Callable[[], None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def without_privilege(*arguments: str) -> list[str]:
    """Return the command line of a call that file permissions bind, the superuser's too."""
    if os.geteuid() != 0:
        return command(*arguments)
    if shutil.which("setpriv") is None:
        pytest.skip("permissions do not bind the superuser, and there is no setpriv")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command(*arguments)]


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Course]:
    """A course in which nothing may be written."""
    course = make_teas(tmp_path / "course", REWORDED)
    folders = [course.root, *(path for path in course.root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield course
    for folder in folders:
        folder.chmod(0o755)


def test_a_tree_that_may_not_be_written(closed: Course) -> None:
    before = photograph(closed.root)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            without_privilege(*arguments),
            cwd=closed.root,
            env=environment(),
            capture_output=True,
            check=False,
            text=True,
        )

    for arguments in (("status",), ("check",), ("diff",), ("sync", "--check"), ("sync", "--diff")):
        reply = run(*arguments)
        assert reply.returncode in (0, 1), reply
        assert reply.stderr == ""
    for arguments in (("sync",), ("stamp", FR), ("new", "de")):
        reply = run(*arguments)
        assert "internal" not in reply.stderr
        assert "Traceback" not in reply.stderr
        assert reply.returncode == 3, reply
    assert "writable for you and run again" in run("sync").stderr
    assert photograph(closed.root) == before


def test_two_runs_at_once_lose_no_entry(tmp_path: Path) -> None:
    course = many(tmp_path / "course", sidecar=True)
    halves = [[f"translations/fr/{k:03}.md" for k in range(start, FILES, 2)] for start in (0, 1)]

    with ThreadPoolExecutor() as pool:
        replies = list(pool.map(lambda half: spawn(course.root, "sync", *half), halves))

    assert [reply.code for reply in replies] == [0, 0], replies
    assert judge(course, sidecar=True) == FILES


def test_two_runs_over_the_same_files(tmp_path: Path) -> None:
    course = many(tmp_path / "course", sidecar=True)

    with ThreadPoolExecutor() as pool:
        replies = list(pool.map(lambda _: spawn(course.root, "sync", "--force"), range(2)))

    assert all(reply.code in (0, 1) for reply in replies), replies
    assert all("Traceback" not in reply.err for reply in replies)
    judge(course, sidecar=True)
    call(course.root, "sync", "--force")
    assert judge(course, sidecar=True) == FILES


def test_an_interruption_is_130(tmp_path: Path) -> None:
    course = many(tmp_path / "course", sidecar=True)
    process = start(course.root, "sync")
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()

    assert process.returncode in (0, 130)
    assert b"Traceback" not in err
    judge(course, sidecar=True)
    assert spawn(course.root, "sync", "--force").code == 0
    assert judge(course, sidecar=True) == FILES


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's list of child processes")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_ends_takes_its_workers_along(tmp_path: Path, ending: signal.Signals) -> None:
    course = many(tmp_path / "course", sidecar=True)
    for moment in (0.0, 0.05, 0.1, 0.2):
        process = subprocess.Popen(
            command("sync", "--force", "--jobs", "2"),
            cwd=course.root,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        wait_for_workers(process)
        time.sleep(moment)
        if ending is signal.SIGINT:  # as a terminal sends it: to all of them
            os.killpg(process.pid, ending)
        else:
            process.send_signal(ending)
        _, err = process.communicate(timeout=60)  # which ends when the last worker closes it

        assert process.returncode in (0, 130, -signal.SIGKILL)
        assert b"Traceback" not in err
        wait_until_gone(process.pid)
        judge(course, sidecar=True)
    reply = spawn(course.root, "sync", "--force", "--jobs", "2")
    assert reply.code == 0, reply.err
    assert judge(course, sidecar=True) == FILES
    assert _left_over(course) == []


def wait_for_workers(process: subprocess.Popen[bytes]) -> None:
    """Wait until a run has two workers: before, where it imports, Python answers as it likes to."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and len(children.read_text().split()) < 2:
        time.sleep(0.001)


def wait_until_gone(group: int) -> None:
    """Wait until no process of a group is left; the caller's own child was waited for."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a worker outlives the run")


@pytest.mark.parametrize("arguments", [("diff",), ("sync", "--diff"), ("status",)])
def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    course = make_teas(tmp_path / "course", EVERYTHING)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(*arguments),
        cwd=course.root,
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert done.returncode == 0
    assert done.stderr == b""


def test_a_journal_of_a_killed_run_is_told_of(tmp_path: Path) -> None:
    course = make_teas(tmp_path / "course", REWORDED)
    state = course.root / ".git/translation-sync"
    state.mkdir(exist_ok=True)
    (state / "journal-0123456789abcdef.json").write_text("{")

    reply = call(course.root, "sync")

    assert reply.code == 0
    assert "journal" in reply.err
    assert len(reply.err.splitlines()) == 1
    assert ask(course.root, "status").translations[FR]["state"] == "pending"
    assert (course.root / SOURCE).read_text() == REWORDED
