"""Fleets for tests: real repositories, a FILE, and the program called on them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.commands.calling import Reply, call
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

COLUMNS = [
    "name",
    "address",
    "root",
    "revision",
    "commit_id",
    "fingerprint",
    "error",
    "summary",
    "languages",
    "finished",
]


def make_project(root: Path, *, stale: bool = False, config: str = "") -> Course:
    """Make a repository with two translations of one document, one of them perhaps stale."""
    files: dict[str, str | bytes] = {
        "guide.md": GUIDE,
        "translations/fr/guide.md": stamped(GUIDE),
        "translations/he/guide.md": stamped(GUIDE),
    }
    if config:
        files[".translation-sync.yaml"] = config
    course = make_course(root, files)
    if stale:
        course.commit({"guide.md": LONGER, "translations/fr/guide.md": stamped(LONGER)})
    course.git("config", "uploadpack.allowFilter", "true")
    return course


def write_list(folder: Path, *lines: str) -> Path:
    """Write a FILE of lines."""
    file = folder / "fleet.txt"
    file.write_text("".join(f"{line}\n" for line in lines))
    return file


def fleet(folder: Path, *arguments: str, jobs: int = 1) -> Reply:
    """Call ``fleet`` on the FILE in a folder."""
    return call(folder, "fleet", "--jobs", str(jobs), "fleet.txt", *arguments)


def query(store: Path, text: str, *values: str) -> list[tuple[Any, ...]]:
    """Ask a store, as anybody may with SQLite's own tools."""
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(text, values).fetchall()


def run(folder: Path, *command: str) -> Sequence[str]:
    """Run a command and return the lines that it prints."""
    environment = os.environ | {"GIT_NO_LAZY_FETCH": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return done.stdout.decode().splitlines()
