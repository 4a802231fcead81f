"""A small course with translations in every state, for tests of the workflow and above."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import md5
from itertools import count
from pathlib import Path

from sync.model import State, Status
from sync.project.project import open_project
from sync.states.assessment import Assessment, assess
from sync.versions import Versions
from tests.project_files import dated, git, write_files

GUIDE = "# Tea\n\nBoil water.\n\n| Tea | Minutes |\n| --- | --- |\n| Green | 2 |\n| Black | 4 |\n"
REWRAPPED = GUIDE.replace("| --- | --- |", "|-----|---------|")
LONGER = GUIDE + "| White | 3 |\n"
OTHER_PROSE = LONGER.replace("Boil water.", "Boil fresh water.")

_clock = count(1_700_000_000, 86_400)


def md5_of(text: str | bytes) -> str:
    """Hash as Co-op Translator does; not the project's own code."""
    return md5(text.encode() if isinstance(text, str) else text, usedforsecurity=False).hexdigest()


def drop_date(data: bytes) -> list[bytes]:
    """Return a translation's lines without the one that says when it was stamped."""
    return [line for line in data.split(b"\n") if b"translation_date" not in line]


def fields(
    original: str | None = None, synced: str | None = None, **more: str | None
) -> dict[str, str]:
    """Return a stamp's fields; ``original`` and ``synced`` are the sources' texts."""
    entries = {
        "original_hash": None if original is None else md5_of(original),
        "translation_date": "2023-11-20T00:00:00+00:00",
        **more,
        "synced_hash": None if synced is None else md5_of(synced),
    }
    return {key: value for key, value in entries.items() if value is not None}


def comment(stamp: Mapping[str, str], body: str = "# Thé\n") -> str:
    """Return a translation that begins with a stamp."""
    return f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{json.dumps(stamp, indent=2)}\n-->\n{body}"


def stamped(
    original: str | None = None,
    synced: str | None = None,
    body: str = "# Thé\n",
    **more: str | None,
) -> str:
    """Return a translation with a stamp; ``original`` and ``synced`` are the sources' texts."""
    return comment(fields(original, synced, **more), body)


@dataclass
class Course:
    """A repository of documents and translations, whose commits are a day apart."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    def git(self, *arguments: str) -> str:
        environment = dated(next(_clock)) | self.environment
        return git(self.root, *arguments, environment=environment).strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        write_files(self.root, files)

    def commit(self, files: Mapping[str, str | bytes] | None = None) -> str:
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Change the course")
        return self.git("rev-parse", "HEAD")

    def assess(self) -> Assessment:
        view = open_project(self.root).view_disk()
        return assess(Versions(view), view.inventory.locations())

    def status(self, path: str) -> Status:
        """Return the status of the translation that is, or would be, at ``path``."""
        return next(each for each in self.assess().statuses if each.location.path == path)

    def states(self) -> dict[str, State]:
        """Return path → state of all translations."""
        return {each.location.path: each.state for each in self.assess().statuses}


def make_course(root: Path, files: Mapping[str, str | bytes]) -> Course:
    """Make a repository at ``root`` that holds ``files``, committed."""
    root.mkdir(parents=True, exist_ok=True)
    course = Course(root)
    course.git("init", "-q", "-b", "main")
    course.commit(files)
    return course
