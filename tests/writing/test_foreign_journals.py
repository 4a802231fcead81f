"""A journal that no run of ours wrote, in a git directory that came with the files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.commands.calling import call, photograph
from tests.commands.teas import FR, make_teas
from tests.translated import Course

KEY = "fedcba9876543210"
OLD, NEW = b"theirs\n", b"not theirs\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_teas(tmp_path / "home" / "course")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside of the root, with all that a journal needs to act there."""
    folder = tmp_path / "home" / "elsewhere"
    (folder / "empty").mkdir(parents=True)
    (folder / "file.md").write_bytes(OLD)
    (folder / name_temporary()).write_bytes(NEW)
    return folder


def name_temporary(kind: str = "translation") -> str:
    return f".translation-sync-{KEY}-{kind}.tmp"


def write_journal(course: Course, root: str, path: str, **more: object) -> Path:
    """Write a journal that says: put the prepared file in its place, and tidy up."""
    fields: dict[str, Any] = {
        "version": 1,
        "root": root,
        "path": path,
        "before": hashlib.sha256(OLD).hexdigest(),
        "after": hashlib.sha256(NEW).hexdigest(),
        "temporary": name_temporary(),
        "created": [],
        "sidecar": None,
    }
    place = course.root / ".git" / "translation-sync" / f"journal-{KEY}.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(fields | more))
    return place


def note(path: str, **more: object) -> Mapping[str, object]:
    stamp = dict.fromkeys(
        ("synced_hash", "translation_date", "source_file", "language_code"), None
    ) | {"format": "sidecar", "original_hash": "0" * 32}
    return {
        "path": path,
        "document": "x.md",
        "temporary": name_temporary("sidecar"),
        "stamp": stamp | more,
        "previous": None,
    }


def assert_nothing_happens(course: Course, outside: Path) -> None:
    before = photograph(outside)
    for _ in range(2):
        reply = call(course.root, "sync")
        assert reply.code == 0, reply.err
        assert "internal" not in reply.err
    assert photograph(outside) == before


@pytest.mark.parametrize(
    ("root", "path"),
    [
        ("../../../elsewhere", "file.md"),
        ("../..", "../elsewhere/file.md"),
        ("../..", "{outside}/file.md"),
        ("../..", "out/file.md"),
        ("{outside}", "file.md"),
        ("/", "{outside}/file.md"),
    ],
)
def test_no_path_of_a_journal_leads_out(
    course: Course, outside: Path, root: str, path: str
) -> None:
    (course.root / "out").symlink_to(outside)
    root, path = (text.format(outside=outside) for text in (root, path))
    write_journal(course, root, path, created=["empty", f"{outside}/empty"])

    assert_nothing_happens(course, outside)


def test_a_work_tree_that_git_s_settings_name_is_not_believed(
    course: Course, outside: Path
) -> None:
    course.git("config", "core.worktree", str(course.root.parent))
    course.write({".translation-sync.yaml": ""})
    write_journal(course, "../../..", "elsewhere/file.md", created=["elsewhere/empty"])

    assert_nothing_happens(course, outside)


@pytest.mark.parametrize(
    "path", ["../elsewhere/.co-op-translator.json", "out/.co-op-translator.json", "settings.json"]
)
def test_no_sidecar_is_made_outside_nor_what_is_none(
    course: Course, outside: Path, path: str
) -> None:
    (course.root / "out").symlink_to(outside)
    write_journal(course, "../..", FR, after="", sidecar=note(path))

    assert_nothing_happens(course, outside)
    assert not (course.root / "settings.json").exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"root": "a\0b"},
        {"root": "\udfff"},
        {"path": "translations/\ud800.md"},
        {"path": "translations/\0.md"},
        {"path": "x" * 300},
        {"path": "x/" * 5000},
        {"path": f"{FR}/below.md"},
        {"path": ""},
        {"created": ["\ud800", "a"]},
        {"created": ["\0"]},
        {"sidecar": note("fr/.co-op-translator.json", source_file="\ud800")},
        {"sidecar": {**note("fr/.co-op-translator.json"), "document": "\ud800"}},
        {"sidecar": note("\ud800/.co-op-translator.json")},
        {"sidecar": {**note("fr/.co-op-translator.json"), "previous": {"format": "no"}}},
    ],
)
def test_what_no_run_writes_is_no_failure_of_ours(
    course: Course, outside: Path, fields: Mapping[str, object]
) -> None:
    write_journal(course, **{"root": "../..", "path": FR, **fields})  # type: ignore[arg-type]
    before = (course.root / FR).read_bytes()

    assert_nothing_happens(course, outside)
    assert (course.root / FR).read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="named pipes are files of POSIX systems")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_no_journal(course: Course, outside: Path, kind: str) -> None:
    place = write_journal(course, "../..", FR)
    place.unlink()
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "device":
            place.symlink_to("/dev/zero")
        case _:
            place.mkdir()

    assert_nothing_happens(course, outside)


def test_our_folder_is_no_link(course: Course, outside: Path) -> None:
    (course.root / ".git" / "translation-sync").symlink_to(outside)
    before = photograph(outside)
    for command in ("status", "check", "diff", "lint"):
        assert call(course.root, command).code in (0, 1)
    reply = call(course.root, "sync")

    assert reply.code == 3
    assert ".git/translation-sync: is a link: remove it, and run again" in reply.err
    assert photograph(outside) == before


def test_a_journal_inside_is_completed_whatever_its_root_was(course: Course) -> None:
    """The twin: a run in a folder above, or below, was killed; the files are in this root."""
    old = (course.root / FR).read_bytes()
    (course.root / FR).with_name(name_temporary()).write_bytes(NEW)
    before = hashlib.sha256(old).hexdigest()
    below = FR.removeprefix("translations/")
    for root, path in (("../..", FR), ("../../..", f"course/{FR}"), ("../../translations", below)):
        write_journal(course, root, path, before=before)
        reply = call(course.root, "sync", "--force")
        assert f"warning: {FR}: was being written by a run that was killed" in reply.err
        assert (course.root / FR).read_bytes() == NEW
        (course.root / FR).with_name(name_temporary()).write_bytes(NEW)
        (course.root / FR).write_bytes(old)


def test_a_journal_of_another_root_is_left_to_runs_there(course: Course) -> None:
    for name in ("one", "two"):
        course.write({f"{name}/.translation-sync.yaml": "", f"{name}/a.md": "# A\n"})
    (course.root / "two/b.md").write_bytes(OLD)
    (course.root / "two" / name_temporary()).write_bytes(NEW)
    place = write_journal(course, "../../two", "b.md")

    reply = call(course.root / "one", "sync")
    assert "names files outside of this root, and is left as it is" in reply.err
    assert place.exists()
    assert (course.root / "two/b.md").read_bytes() == OLD
    assert "this is completed now" in call(course.root / "two", "sync").err
    assert (course.root / "two/b.md").read_bytes() == NEW
    assert subprocess.check_output(["ls", str(place.parent)], text=True).count("journal") == 0
