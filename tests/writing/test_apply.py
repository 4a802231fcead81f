from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from sync.errors import FileError, RefusedError
from sync.hashing import digest
from sync.writing import FileEdit, SidecarEdit, locked
from tests.writing.written_course import (
    FOLDER,
    SIDECAR,
    Course,
    edit,
    make_course,
    new_stamp,
    new_text,
    old_text,
    start_run,
)

KINDS = ["git", "plain"]


def lay_out(tmp_path: Path, kind: str = "git", *, sidecar: bool = False) -> Course:
    course = make_course(tmp_path / "course", kind)
    course.lay_out(2, sidecar=sidecar)
    return course


def apply_edit(course: Course, change: FileEdit, folder: str = FOLDER) -> None:
    with locked(course.root, folder, state_dir=course.state) as language:
        language.apply_edit(change)


def tree(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file() and ".git" not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sidecar", [False, True])
def test_an_edit_changes_its_files_and_nothing_else(
    tmp_path: Path, kind: str, sidecar: bool
) -> None:
    course = lay_out(tmp_path, kind, sidecar=True)
    before = tree(course.root)
    apply_edit(course, edit(0, sidecar=sidecar))
    after = tree(course.root)
    assert after.pop(f"{FOLDER}/0.md") == new_text(0)
    assert before.pop(f"{FOLDER}/0.md") == old_text(0)
    if sidecar:
        assert course.synced_hashes() == {
            "0.md": digest(new_text(0)),
            "1.md": digest(old_text(1)),
            "other.md": digest(b"other"),
        }
        del before[SIDECAR], after[SIDECAR]
    assert after == before
    assert course.left_overs() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_stamp_alone_leaves_the_translation_untouched(tmp_path: Path, kind: str) -> None:
    course = lay_out(tmp_path, kind, sidecar=True)
    status = (course.root / FOLDER / "0.md").stat()
    change = edit(0, sidecar=True)
    apply_edit(course, FileEdit(change.path, old_text(0), old_text(0), change.sidecar))
    assert (course.root / FOLDER / "0.md").stat() == status
    assert course.synced_hashes()["0.md"] == digest(new_text(0))


def test_an_edit_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    course = lay_out(tmp_path, sidecar=True)
    apply_edit(course, edit(0, sidecar=True))
    files = [course.root / FOLDER / "0.md", course.root / SIDECAR]
    before = [file.stat() for file in files]
    change = edit(0, sidecar=True)
    apply_edit(course, FileEdit(change.path, change.after, change.after, change.sidecar))
    assert [file.stat() for file in files] == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_translation_brings_its_folders_and_its_sidecar(tmp_path: Path, kind: str) -> None:
    course = make_course(tmp_path / "course", kind)
    course.root.mkdir()
    sidecar = SidecarEdit("translations/fr/.co-op-translator.json", "a/b/c.md", new_stamp(0))
    change = FileEdit("translations/fr/a/b/c.md", None, b"text", sidecar)
    apply_edit(course, change, "translations/fr")
    assert set(tree(course.root)) == {change.path, sidecar.path}
    assert course.left_overs() == []


def test_a_new_translation_has_the_usual_mode(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", "git")
    course.root.mkdir()
    apply_edit(course, FileEdit("fr/a.md", None, b"text"), "fr")
    (course.root / "usual").touch()
    usual = (course.root / "usual").stat().st_mode
    assert (course.root / "fr" / "a.md").stat().st_mode == usual


def test_a_translation_in_the_root_itself(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", "plain")
    course.root.mkdir()
    apply_edit(course, FileEdit("guide.he.md", None, b"text"), "")
    assert tree(course.root) == {"guide.he.md": b"text"}


@pytest.mark.parametrize(
    ("present", "before", "message"),
    [
        (b"changed", old_text(0), "changed meanwhile"),
        (b"there", None, "exists already"),
        (None, old_text(0), "was removed meanwhile"),
    ],
)
def test_what_is_no_longer_as_it_was_read_is_refused(
    tmp_path: Path, present: bytes | None, before: bytes | None, message: str
) -> None:
    course = lay_out(tmp_path, sidecar=True)
    file = course.root / FOLDER / "0.md"
    file.unlink()
    if present is not None:
        file.write_bytes(present)
    files = tree(course.root)
    change = edit(0, sidecar=True)
    with pytest.raises(RefusedError, match=message) as caught:
        apply_edit(course, FileEdit(change.path, before, change.after, change.sidecar))
    assert caught.value.path == f"{FOLDER}/0.md"
    assert tree(course.root) == files
    assert course.left_overs() == []


@pytest.mark.parametrize("changed", [f"{FOLDER}/0.md", SIDECAR])
def test_what_changes_at_the_last_moment_is_refused(tmp_path: Path, changed: str) -> None:
    course = lay_out(tmp_path, sidecar=True)
    armed = True

    def save(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal armed
        if armed and event == "open" and str(arguments[0]).endswith("-sidecar.tmp"):
            armed = False
            with (course.root / changed).open("ab") as stream:
                stream.write(b"\n")

    sys.addaudithook(save)
    before = tree(course.root)
    with pytest.raises(RefusedError, match="changed meanwhile") as caught:
        apply_edit(course, edit(0, sidecar=True))
    assert caught.value.path == changed
    before[changed] += b"\n"
    assert tree(course.root) == before
    assert course.left_overs() == []


def test_a_broken_sidecar_is_refused_and_names_itself(tmp_path: Path) -> None:
    course = lay_out(tmp_path, sidecar=True)
    (course.root / SIDECAR).write_bytes(b'{\n  "0.md": {\n')
    files = tree(course.root)
    with pytest.raises(RefusedError) as caught:
        apply_edit(course, edit(0, sidecar=True))
    assert caught.value.path == SIDECAR
    assert tree(course.root) == files


def test_one_refusal_does_not_keep_the_next_edit_back(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    (course.root / FOLDER / "0.md").write_bytes(b"changed")
    with locked(course.root, FOLDER, state_dir=course.state) as folder:
        with pytest.raises(RefusedError):
            folder.apply_edit(edit(0, sidecar=False))
        folder.apply_edit(edit(1, sidecar=False))
    assert course.read(1) == new_text(1)


@pytest.mark.parametrize(
    "path",
    ["../outside.md", "/outside.md", "translations/he/../../../outside.md", "", ".", "a\0b.md"],
)
def test_a_path_that_is_not_below_the_root_is_refused(tmp_path: Path, path: str) -> None:
    course = lay_out(tmp_path)
    with pytest.raises(RefusedError):
        apply_edit(course, FileEdit(path, None, b"text"))
    assert not (tmp_path / "outside.md").exists()


def test_a_folder_that_is_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (course.root / FOLDER / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RefusedError, match="out of the root"):
        apply_edit(course, FileEdit(f"{FOLDER}/linked/a.md", None, b"text"))
    with (
        pytest.raises(RefusedError),
        locked(course.root, f"{FOLDER}/linked", state_dir=course.state),
    ):
        pass
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_that_is_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    (tmp_path / "elsewhere.md").write_bytes(b"text")
    (course.root / FOLDER / "linked.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(RefusedError, match="out of the root"):
        apply_edit(course, FileEdit(f"{FOLDER}/linked.md", b"text", b"new"))
    assert (tmp_path / "elsewhere.md").read_bytes() == b"text"


def test_a_link_into_the_git_folder_is_refused(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    (course.root / FOLDER / "linked.md").symlink_to("../../.git/hook")
    with pytest.raises(RefusedError, match="git's own folder"):
        apply_edit(course, FileEdit(f"{FOLDER}/linked.md", None, b"text"))
    assert not (course.root / ".git" / "hook").exists()


def test_a_link_within_the_root_is_written_through(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    (course.root / "real").mkdir()
    (course.root / "real" / "a.md").write_bytes(b"old")
    link = course.root / FOLDER / "linked.md"
    link.symlink_to("../../real/a.md")
    apply_edit(course, FileEdit(f"{FOLDER}/linked.md", b"old", b"new"))
    assert link.is_symlink()
    assert (course.root / "real" / "a.md").read_bytes() == b"new"
    assert course.left_overs() == []


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    (course.root / FOLDER / "folder.md").mkdir()
    os.mkfifo(course.root / FOLDER / "pipe.md")
    for name in ("folder", "pipe"):
        with pytest.raises(RefusedError, match=f"is a .*{name}"):
            apply_edit(course, FileEdit(f"{FOLDER}/{name}.md", b"old", b"new"))


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    with pytest.raises(FileError, match="cannot be") as caught:
        apply_edit(course, FileEdit(f"{FOLDER}/0.md/a.md", None, b"text"))
    assert caught.value.path == f"{FOLDER}/0.md/a.md"
    assert course.left_overs() == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    course = lay_out(tmp_path)
    file = course.root / FOLDER / "0.md"
    file.chmod(mode)
    apply_edit(course, edit(0, sidecar=False))
    assert file.read_bytes() == new_text(0)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
def test_the_ownership_is_kept(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    file = course.root / FOLDER / "0.md"
    os.chown(file, 1234, 2345)
    apply_edit(course, edit(0, sidecar=False))
    assert file.read_bytes() == new_text(0)
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name",
    [
        "with space",
        "quo'te\"d",
        "new\nline",
        "-rf",
        "שלום\u200f",
        "e\u0301",
        "back\\slash",
        "\udcff",
    ],
)
def test_names_of_every_kind(tmp_path: Path, kind: str, name: str) -> None:
    course = make_course(tmp_path / "course", kind)
    course.root.mkdir()
    folder = f"translations/{name}"
    document = f"{name}/{name}.md"
    entry = SidecarEdit(f"{folder}/.co-op-translator.json", document, new_stamp(0))
    change = FileEdit(f"{folder}/{document}", None, b"text", entry)
    apply_edit(course, change, folder)
    apply_edit(course, FileEdit(change.path, b"text", b"more", change.sidecar), folder)
    assert (course.root / folder / document).read_bytes() == b"more"
    assert course.left_overs() == []


def test_outside_git_no_lock_stays_in_the_tree(tmp_path: Path) -> None:
    course = lay_out(tmp_path, "plain", sidecar=True)
    before = {file.name for file in course.root.rglob("*")}
    apply_edit(course, edit(0, sidecar=True))
    assert {file.name for file in course.root.rglob("*")} == before


@pytest.mark.parametrize("kind", KINDS)
def test_two_runs_at_once_lose_none_of_one_sidecars_entries(tmp_path: Path, kind: str) -> None:
    course = make_course(tmp_path / "course", kind)
    course.lay_out(200, sidecar=True)
    runs = [start_run(course, sidecar=True, first=first, count=100) for first in (0, 100)]
    for run in runs:
        output, _ = run.communicate(timeout=60)
        assert output.split() == ["done"] * 100
    hashes = course.synced_hashes()
    assert hashes.pop("other.md") == digest(b"other")
    assert hashes == {f"{number}.md": digest(new_text(number)) for number in range(200)}
    assert course.left_overs() == []


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    course = make_course(tmp_path / "course", "git")
    course.lay_out(1, sidecar=True)
    with locked(course.root, FOLDER, state_dir=course.state):
        run = start_run(course, sidecar=True, first=0, count=1)
        with pytest.raises(Exception, match="timed out"):
            run.wait(timeout=0.5)
        assert course.read(0) == old_text(0)
    assert run.communicate(timeout=30)[0] == "done\n"
    assert course.read(0) == new_text(0)


def test_an_interruption_frees_the_lock(tmp_path: Path) -> None:
    course = lay_out(tmp_path)
    with pytest.raises(KeyboardInterrupt), locked(course.root, FOLDER, state_dir=course.state):
        raise KeyboardInterrupt
    apply_edit(course, edit(0, sidecar=False))
    assert course.read(0) == new_text(0)
