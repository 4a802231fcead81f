from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.errors import FileError
from sync.hashing import digest
from sync.writing import FileEdit, RecoveryOutcome, locked, recover
from tests.writing.written_course import (
    FOLDER,
    HERE,
    SIDECAR,
    Course,
    edit,
    make_course,
    new_text,
    old_text,
    start_run,
)

KINDS = ["git", "plain"]
NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, as pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _own_locks(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the locks outside git out of the system's folder for temporary files."""
    locks = open_folder / "locks"
    locks.mkdir()
    locks.chmod(0o777)
    monkeypatch.setenv("TMPDIR", str(locks))


def assert_untouched(course: Course, number: int = 0) -> None:
    assert course.read(number) == old_text(number)
    assert course.synced_hashes()[f"{number}.md"] == digest(old_text(number))
    assert course.left_overs() == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("limit", [0, 100, 4000, 9000])
def test_a_limit_on_file_sizes(tmp_path: Path, kind: str, limit: int) -> None:
    pytest.importorskip("resource", reason="needs limits on resources")
    course = make_course(tmp_path / "course", kind)
    course.lay_out(1, sidecar=True)
    output, _ = start_run(course, sidecar=True, first=0, count=1, limit=limit).communicate()
    assert output.startswith(f"FileError {FOLDER}/0.md: cannot be written: File too large")
    assert "ulimit" in output
    assert_untouched(course)


@pytest.mark.parametrize("kind", KINDS)
def test_a_limit_on_file_sizes_leaves_no_new_folder(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("resource", reason="needs limits on resources")
    course = make_course(tmp_path / "course", kind)
    course.root.mkdir()
    start_run(course, sidecar=True, new=True, first=0, count=1, limit=4000).communicate()
    assert not (course.root / "translations").exists()


FILL = """
import sys
from pathlib import Path
from tests.writing.written_course import make_course, edit, FOLDER
from sync.errors import FileError
from sync.writing import locked
kind, pages, where = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
course = make_course(where / "course", kind)
course.lay_out(1, sidecar=True)
with locked(course.root, FOLDER, state_dir=course.state):
    pass
filler = where / "filler"
with filler.open("wb", buffering=0) as stream:
    try:
        while True:
            stream.write(bytes(4096))
    except OSError:
        pass
    stream.truncate(stream.tell() - 4096 * pages)
try:
    with locked(course.root, FOLDER, state_dir=course.state) as folder:
        folder.apply_edit(edit(0, sidecar=True))
except FileError as error:
    print("FileError", error)
filler.unlink()
import shutil
shutil.copytree(course.root, sys.argv[4])
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_at_every_page(tmp_path: Path, kind: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=256k none {disk}"
    wrapper = ["unshare", "--map-root-user", "--mount", "sh", "-c", f'{mount} && exec "$@"', "sh"]
    try:
        subprocess.run([*wrapper, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"cannot mount a small disk here: {error}")
    refused = 0
    for pages in range(9):
        copy = tmp_path / f"copy{pages}"
        arguments = [sys.executable, "-c", FILL, kind, str(pages), str(disk), str(copy)]
        path = os.pathsep.join([str(HERE.parents[1]), str(HERE)])
        environment = os.environ | {"PYTHONPATH": path}
        output = subprocess.check_output([*wrapper, *arguments], env=environment, text=True)
        course = make_course(copy, kind)
        if output:
            refused += 1
            named = [f"FileError {path}: cannot" for path in (f"{FOLDER}/0.md", SIDECAR)]
            assert output.startswith(tuple(named))
            assert "No space left" in output
            assert_untouched(course)
        else:
            assert course.read(0) == new_text(0)
            assert course.synced_hashes()["0.md"] == digest(new_text(0))
            assert course.left_overs() == []
    assert 3 <= refused <= 8


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")
@pytest.mark.parametrize("kind", KINDS)
def test_a_read_only_folder(open_folder: Path, kind: str) -> None:
    course = make_course(open_folder / "course", kind)
    course.lay_out(1, sidecar=True)
    if course.state is not None:
        course.state.mkdir()
        give_away(course.state, 0o755)
    give_away(course.root / FOLDER, 0o555)
    plan = {"first": 0, "count": 1} | ({"user": NOBODY} if os.geteuid() == 0 else {})
    output, _ = start_run(course, sidecar=True, **plan).communicate()
    assert output.startswith(f"FileError {FOLDER}/0.md: cannot be written: Permission denied")
    assert "writable" in output
    assert_untouched(course)


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")
def test_a_read_only_tree_with_its_git_folder(open_folder: Path) -> None:
    course = make_course(open_folder / "course", "git")
    course.lay_out(1, sidecar=True)
    for folder in (course.root / FOLDER, course.root / ".git", course.root):
        give_away(folder, 0o555)
    plan = {"first": 0, "count": 1} | ({"user": NOBODY} if os.geteuid() == 0 else {})
    output, _ = start_run(course, sidecar=True, **plan).communicate()
    assert output.startswith(f"FileError {FOLDER}: ")
    assert "Permission denied" in output
    assert_untouched(course)


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")
@pytest.mark.parametrize("protected", [f"{FOLDER}/0.md", SIDECAR])
def test_a_write_protected_file_in_a_writable_folder(open_folder: Path, protected: str) -> None:
    course = make_course(open_folder / "course", "plain")
    course.lay_out(1, sidecar=True)
    give_away(course.root / FOLDER, 0o755)
    for file in (course.root / FOLDER).iterdir():
        give_away(file, 0o444 if file == course.root / protected else 0o644)
    plan = {"first": 0, "count": 1} | ({"user": NOBODY} if os.geteuid() == 0 else {})
    output, _ = start_run(course, sidecar=True, **plan).communicate()
    assert output.startswith(f"FileError {protected}: cannot be written: Permission denied")
    assert_untouched(course)


def give_away(path: Path, mode: int) -> None:
    """Let an ordinary user own ``path``, with ``mode``."""
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)


def test_a_sidecar_that_cannot_be_replaced_last_is_completed_by_the_next_run(
    tmp_path: Path,
) -> None:
    course = make_course(tmp_path / "course", "git")
    course.lay_out(2, sidecar=True)

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if armed and event == "os.rename" and str(arguments[1]).endswith(SIDECAR):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    sys.addaudithook(refuse)
    armed = True
    with locked(course.root, FOLDER, state_dir=course.state) as folder:
        with pytest.raises(FileError, match=f"completes what {FOLDER}/0.md began") as caught:
            folder.apply_edit(edit(0, sidecar=True))
        assert caught.value.path == SIDECAR
        with pytest.raises(FileError, match="unfinished edit"):
            folder.apply_edit(edit(1, sidecar=True))
    assert course.read(0) == new_text(0)
    assert course.synced_hashes()["0.md"] == digest(old_text(0))
    (failed,) = recover(course.root, [FOLDER], state_dir=course.state)
    assert failed.outcome is RecoveryOutcome.FAILED
    armed = False
    (completed,) = recover(course.root, [FOLDER], state_dir=course.state)
    assert completed.outcome is RecoveryOutcome.COMPLETED
    assert course.synced_hashes()["0.md"] == digest(new_text(0))
    assert course.left_overs() == []


def test_a_translation_that_cannot_be_replaced_leaves_no_trace(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", "git")
    course.lay_out(1, sidecar=True)
    armed = True

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if armed and event == "os.rename" and str(arguments[1]).endswith("0.md"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    sys.addaudithook(refuse)
    with (
        pytest.raises(FileError, match="run again"),
        locked(course.root, FOLDER, state_dir=course.state) as folder,
    ):
        folder.apply_edit(edit(0, sidecar=True))
    armed = False
    assert_untouched(course)


def test_an_error_in_one_folder_says_which_lock(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", "git")
    course.lay_out(1, sidecar=True)
    assert course.state is not None
    course.state.write_bytes(b"a file where the folder should be")
    with (
        pytest.raises(FileError, match="lock") as caught,
        locked(course.root, FOLDER, state_dir=course.state) as folder,
    ):
        folder.apply_edit(FileEdit(f"{FOLDER}/0.md", old_text(0), b"new"))
    assert caught.value.path == FOLDER
    assert_untouched(course)
