"""A small course in one language, and the edits that bring it up to date.

Each sidecar entry holds the digest of the translation that it stamps, so that a test can tell
whether the two agree.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sync.hashing import digest
from sync.model import Stamp, StampFormat
from sync.writing import FileEdit, Removal, SidecarEdit

HERE = Path(__file__).parent
FOLDER = "translations/he"
SIDECAR = f"{FOLDER}/.co-op-translator.json"


@dataclass(frozen=True, slots=True)
class Course:
    """A root with translations; ``state`` is the folder in the git directory, or None."""

    root: Path
    state: Path | None

    def lay_out(self, count: int, *, sidecar: bool) -> None:
        """Write ``count`` old translations, and a sidecar with their stamps."""
        folder = self.root / FOLDER
        folder.mkdir(parents=True)
        if self.state is not None:
            self.state.parent.mkdir(parents=True)
        for number in range(count):
            (folder / f"{number}.md").write_bytes(old_text(number))
        if sidecar:
            entries = {f"{number}.md": _entry(old_text(number)) for number in range(count)}
            text = json.dumps(entries | {"other.md": _entry(b"other")}, indent=2, sort_keys=True)
            (self.root / SIDECAR).write_text(text)

    def read(self, number: int) -> bytes | None:
        """Return the translation's bytes, None when there is none."""
        file = self.root / FOLDER / f"{number}.md"
        return file.read_bytes() if file.exists() else None

    def synced_hashes(self) -> dict[str, str]:
        """Return what the sidecar holds for each document."""
        entries = json.loads((self.root / SIDECAR).read_bytes())
        return {document: entry["synced_hash"] for document, entry in entries.items()}

    def left_overs(self) -> list[str]:
        """Return the names of our own files, locks apart, anywhere in the tree."""
        files = [*self.root.rglob("*")]
        if self.state is not None:
            files += self.state.rglob("*")
        names = {file.name for file in files if file.is_file()}
        ours = {name for name in names if name.startswith((".translation-sync", "journal"))}
        return sorted(ours)


def make_course(root: Path, kind: str) -> Course:
    """Return a course that is not laid out yet, of the kind "git" or "plain"."""
    return Course(root, root / ".git" / "translation-sync" if kind == "git" else None)


def start_run(course: Course, *wrapper: str, sidecar: bool, **plan: int) -> subprocess.Popen[str]:
    """Start a process that applies edits (see ``written_run``), up to where it is ready."""
    state = None if course.state is None else str(course.state)
    fields = {"root": str(course.root), "state": state, "sidecar": sidecar, "new": False}
    command = [*wrapper, sys.executable, str(HERE / "written_run.py"), json.dumps(fields | plan)]
    environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    return run


def old_text(number: int) -> bytes:
    """Return what the translation ``number`` holds at first: some kilobytes."""
    return f"old text of {number}\n".encode() * 300


def new_text(number: int) -> bytes:
    """Return what the edit writes."""
    return f"new text of {number}, which is longer\n".encode() * 300


def new_stamp(number: int) -> Stamp:
    """Return the stamp that goes with the new text."""
    return Stamp(
        format=StampFormat.SIDECAR,
        original_hash=digest(b"source"),
        synced_hash=digest(new_text(number)),
        translation_date="2025-01-01T00:00:00+00:00",
        source_file=f"{number}.md",
        language_code="he",
    )


def edit(number: int, *, sidecar: bool, new: bool = False) -> FileEdit:
    """Return the edit from the old text (from no file with ``new``) to the new one."""
    stamp = SidecarEdit(SIDECAR, f"{number}.md", new_stamp(number)) if sidecar else None
    before = None if new else old_text(number)
    return FileEdit(f"{FOLDER}/{number}.md", before, new_text(number), stamp)


def removal(number: int, *, sidecar: bool) -> Removal:
    """Return the edit after which the old text is gone, and its entry."""
    entry = SidecarEdit(SIDECAR, f"{number}.md", None) if sidecar else None
    return Removal(f"{FOLDER}/{number}.md", old_text(number), entry)


def _entry(text: bytes) -> dict[str, str]:
    return {
        "original_hash": digest(b"source"),
        "translation_date": "2025-01-01T00:00:00+00:00",
        "source_file": "x.md",
        "language_code": "he",
        "synced_hash": digest(text),
    }
