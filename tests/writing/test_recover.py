from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sync.hashing import digest
from sync.writing import (
    FileEdit,
    Recovery,
    RecoveryOutcome,
    Removal,
    SidecarEdit,
    locked,
    recover,
)
from tests.writing.written_course import (
    FOLDER,
    HERE,
    SIDECAR,
    Course,
    edit,
    make_course,
    new_text,
    old_text,
    removal,
    start_run,
)

KINDS = ["git", "plain"]


def recover_course(course: Course) -> tuple[Recovery, ...]:
    return recover(course.root, [FOLDER], state_dir=course.state)


def apply_edit(course: Course, change: FileEdit | Removal) -> None:
    with locked(course.root, FOLDER, state_dir=course.state) as folder:
        folder.apply_edit(change)


def assert_honest(course: Course, *, old: bytes | None) -> None:
    """Assert that each file is whole, and that no stamp vouches for a text that is not there."""
    present = course.read(0)
    assert present in (old, new_text(0))
    hashes = course.synced_hashes()
    assert hashes["other.md"] == digest(b"other")
    assert hashes["0.md"] in (digest(old_text(0)), digest(new_text(0)))
    if old is None:  # a missing file is missing whatever its entry says
        assert present is None or hashes["0.md"] == digest(new_text(0))
    elif present == old:
        assert hashes["0.md"] == digest(old)


def end_everywhere(base: Path, kind: str, sidecar: bool, what: str, how: str) -> int:
    """End an edit at each of its steps, in a course for each; return how many there are."""
    arguments = [str(base), kind, str(int(sidecar)), what, how]
    command = [sys.executable, str(HERE / "killed_everywhere.py"), *arguments]
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    return int(subprocess.check_output(command, env=environment))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["kill", "interrupt"])
@pytest.mark.parametrize(("sidecar", "new"), [(True, False), (True, True), (False, False)])
def test_an_end_at_any_step_loses_nothing(
    tmp_path: Path, kind: str, how: str, sidecar: bool, new: bool
) -> None:
    steps = end_everywhere(tmp_path, kind, sidecar, "new" if new else "change", how)
    assert steps > (15 if sidecar else 8)
    old = None if new else old_text(0)
    for step in range(1, steps + 1):
        course = make_course(tmp_path / str(step), kind)
        if sidecar:
            assert_honest(course, old=old)
        for recovery in recover_course(course):
            assert recovery.path == f"{FOLDER}/0.md"
            assert recovery.outcome in (RecoveryOutcome.COMPLETED, RecoveryOutcome.DISCARDED)
        assert course.left_overs() == []
        assert course.read(0) in (old, new_text(0))
        if sidecar and course.read(0) is not None:
            assert course.synced_hashes()["0.md"] == digest(course.read(0) or b"")
        assert recover_course(course) == ()
        if course.read(0) == old:
            apply_edit(course, edit(0, sidecar=sidecar, new=new))
        assert course.read(0) == new_text(0)
        if sidecar:
            assert course.synced_hashes()["0.md"] == digest(new_text(0))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["kill", "interrupt"])
@pytest.mark.parametrize("sidecar", [True, False])
def test_a_removal_that_ends_at_any_step_leaves_both_or_neither(
    tmp_path: Path, kind: str, how: str, sidecar: bool
) -> None:
    steps = end_everywhere(tmp_path, kind, sidecar, "removal", how)
    assert steps > (10 if sidecar else 5)
    for step in range(1, steps + 1):
        course = make_course(tmp_path / str(step), kind)
        assert course.read(0) is None or "0.md" in course.synced_hashes()
        for recovery in recover_course(course):
            assert (recovery.path, recovery.outcome) == (
                f"{FOLDER}/0.md",
                RecoveryOutcome.COMPLETED,
            )
            assert "removed" in recovery.message
        assert course.left_overs() == []
        assert course.synced_hashes()["other.md"] == digest(b"other")
        if sidecar:
            assert (course.read(0) is None) == ("0.md" not in course.synced_hashes())
        if course.read(0) is not None:
            apply_edit(course, removal(0, sidecar=sidecar))
        assert course.read(0) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_written_after_a_killed_removal_stays_with_its_entry(
    tmp_path: Path, kind: str
) -> None:
    course = make_course(tmp_path / "course", kind)
    course.lay_out(1, sidecar=True)
    sidecar = (course.root / SIDECAR).read_bytes()
    file, data = journal_of(course, removal(0, sidecar=True))
    file.write_bytes(data)
    (course.root / SIDECAR).write_bytes(sidecar)
    (course.root / FOLDER / "0.md").write_bytes(b"a translator's work")
    (recovery,) = recover_course(course)
    assert recovery.outcome is RecoveryOutcome.ABANDONED
    assert course.read(0) == b"a translator's work"
    assert (course.root / SIDECAR).read_bytes() == sidecar
    assert course.left_overs() == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sidecar", [False, True])
def test_a_kill_at_a_random_moment_of_a_hundred_edits(
    tmp_path: Path, kind: str, sidecar: bool
) -> None:
    chance = random.Random(f"{kind} {sidecar}")
    for attempt in range(3):
        course = make_course(tmp_path / str(attempt), kind)
        course.lay_out(100, sidecar=True)
        run = start_run(course, sidecar=sidecar, first=0, count=100)
        time.sleep(chance.uniform(0, 0.25))
        run.kill()
        run.communicate()
        for number in range(100):
            assert course.read(number) in (old_text(number), new_text(number))
        recover_course(course)
        assert course.left_overs() == []
        if sidecar:
            for number in range(100):
                present = course.read(number) or b""
                assert course.synced_hashes()[f"{number}.md"] == digest(present)
        for number in range(100):
            if course.read(number) == old_text(number):
                apply_edit(course, edit(number, sidecar=sidecar))
        assert [course.read(number) for number in range(100)] == [
            new_text(number) for number in range(100)
        ]


def killed_between(tmp_path: Path, kind: str) -> Course:
    """Return a course whose run was killed after the translation and before its sidecar."""
    course = make_course(tmp_path / "course", kind)
    course.lay_out(1, sidecar=True)
    sidecar = (course.root / SIDECAR).read_bytes()
    journal = journal_of(course, edit(0, sidecar=True))
    (course.root / SIDECAR).write_bytes(sidecar)
    file, data = journal
    file.write_bytes(data)
    assert course.read(0) == new_text(0)
    assert course.synced_hashes()["0.md"] == digest(old_text(0))
    return course


def journal_of(course: Course, change: FileEdit | Removal) -> tuple[Path, bytes]:
    """Apply ``change``, and return the journal that it had on its way, caught by a hard link."""
    folder = course.root / FOLDER if course.state is None else course.state
    folder.mkdir(exist_ok=True)
    seen: dict[Path, bytes] = {}

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "os.rename":
            name = str(arguments[0])
            if name.endswith(".json.tmp"):
                seen[Path(str(arguments[1]))] = Path(name).read_bytes()

    watching = True
    sys.addaudithook(watch)
    apply_edit(course, change)
    watching = False
    return seen.popitem()


@pytest.mark.parametrize("kind", KINDS)
def test_the_sidecar_is_brought_after_its_translation(tmp_path: Path, kind: str) -> None:
    course = killed_between(tmp_path, kind)
    (recovery,) = recover_course(course)
    assert (recovery.path, recovery.outcome) == (f"{FOLDER}/0.md", RecoveryOutcome.COMPLETED)
    assert course.synced_hashes()["0.md"] == digest(new_text(0))
    assert course.left_overs() == []


@pytest.mark.parametrize("kind", KINDS)
def test_taking_the_lock_recovers_too(tmp_path: Path, kind: str) -> None:
    course = killed_between(tmp_path, kind)
    with locked(course.root, FOLDER, state_dir=course.state) as folder:
        assert folder.recovered is not None
        assert folder.recovered.outcome is RecoveryOutcome.COMPLETED
    assert course.synced_hashes()["0.md"] == digest(new_text(0))


@pytest.mark.parametrize("kind", KINDS)
def test_entries_that_others_wrote_meanwhile_stay(tmp_path: Path, kind: str) -> None:
    course = killed_between(tmp_path, kind)
    entries = json.loads((course.root / SIDECAR).read_bytes())
    entries["later.md"] = entries["other.md"]
    (course.root / SIDECAR).write_text(json.dumps(entries))
    recover_course(course)
    assert set(course.synced_hashes()) == {"0.md", "later.md", "other.md"}
    assert course.synced_hashes()["0.md"] == digest(new_text(0))


@pytest.mark.parametrize("kind", KINDS)
def test_a_translation_that_was_changed_since_stays_and_so_does_its_stamp(
    tmp_path: Path, kind: str
) -> None:
    course = killed_between(tmp_path, kind)
    (course.root / FOLDER / "0.md").write_bytes(b"a translator's work")
    sidecar = (course.root / SIDECAR).read_bytes()
    (recovery,) = recover_course(course)
    assert recovery.outcome is RecoveryOutcome.ABANDONED
    assert course.read(0) == b"a translator's work"
    assert (course.root / SIDECAR).read_bytes() == sidecar
    assert course.left_overs() == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_that_was_changed_since_stays(tmp_path: Path, kind: str) -> None:
    course = killed_between(tmp_path, kind)
    entries = json.loads((course.root / SIDECAR).read_bytes())
    entries["0.md"]["original_hash"] = digest(b"a later source")
    (course.root / SIDECAR).write_text(json.dumps(entries))
    sidecar = (course.root / SIDECAR).read_bytes()
    (recovery,) = recover_course(course)
    assert recovery.outcome is RecoveryOutcome.ABANDONED
    assert (course.root / SIDECAR).read_bytes() == sidecar
    assert course.left_overs() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_sidecar_that_broke_since_is_left_alone(tmp_path: Path, kind: str) -> None:
    course = killed_between(tmp_path, kind)
    (course.root / SIDECAR).write_bytes(b"{")
    (recovery,) = recover_course(course)
    assert recovery.outcome is RecoveryOutcome.ABANDONED
    assert SIDECAR in recovery.message
    assert (course.root / SIDECAR).read_bytes() == b"{"
    assert course.left_overs() == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keep", [0, 1, 40, -1])
def test_a_journal_cut_short_is_set_aside_and_blocks_nothing(
    tmp_path: Path, kind: str, keep: int
) -> None:
    course = killed_between(tmp_path, kind)
    folder = course.root / FOLDER if course.state is None else course.state
    (journal,) = folder.glob("*journal*.json")
    journal.write_bytes(journal.read_bytes()[:keep])
    (recovery,) = recover_course(course)
    assert recovery.outcome is RecoveryOutcome.SET_ASIDE
    assert recovery.path == f"{journal}.broken"
    assert Path(recovery.path).exists()
    assert recover_course(course) == ()
    stamped = SidecarEdit(SIDECAR, "0.md", edit(0, sidecar=True).sidecar.stamp)  # type: ignore[union-attr]
    apply_edit(course, FileEdit(f"{FOLDER}/0.md", new_text(0), b"more", stamped))
    assert course.read(0) == b"more"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("path", "../outside.md"),
        ("temporary", "0.md"),
        ("version", 2),
        ("created", "translations"),
        ("sidecar", []),
        ("after", None),
    ],
)
def test_a_journal_that_was_tampered_with_touches_nothing(
    tmp_path: Path, field: str, value: object
) -> None:
    course = killed_between(tmp_path, "plain")
    file = course.root / FOLDER / ".translation-sync-journal.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {field: value}))
    before = course.read(0), (course.root / SIDECAR).read_bytes()
    (recovery,) = recover_course(course)
    assert recovery.outcome in (RecoveryOutcome.ABANDONED, RecoveryOutcome.SET_ASIDE)
    assert (course.read(0), (course.root / SIDECAR).read_bytes()) == before


def test_a_folder_in_which_a_run_is_at_work_is_left_to_it(tmp_path: Path) -> None:
    course = killed_between(tmp_path, "git")
    with locked(course.root, FOLDER, state_dir=course.state):
        sidecar = (course.root / SIDECAR).read_bytes()
        assert recover_course(course) == ()
        assert (course.root / SIDECAR).read_bytes() == sidecar


def test_a_repository_may_be_moved_before_it_is_recovered(tmp_path: Path) -> None:
    course = killed_between(tmp_path, "git")
    moved = make_course(tmp_path / "moved", "git")
    course.root.rename(moved.root)
    (recovery,) = recover_course(moved)
    assert recovery.outcome is RecoveryOutcome.COMPLETED
    assert moved.synced_hashes()["0.md"] == digest(new_text(0))


def test_without_a_killed_run_there_is_nothing_to_do(tmp_path: Path) -> None:
    for kind in KINDS:
        course = make_course(tmp_path / kind, kind)
        course.root.mkdir()
        assert recover_course(course) == ()
        assert list(course.root.iterdir()) == []
