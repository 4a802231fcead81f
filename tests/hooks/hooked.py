"""A course whose commits go through hooks, run by git and by pre-commit themselves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import yaml

from tests.translated import Course, make_course, stamped

PROJECT = Path(__file__).parents[2]
MANIFEST = cast(
    "list[dict[str, Any]]", yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
)
CHECK, LINT, SYNC = "translation-sync-check", "translation-sync-lint", "translation-sync"

GUIDE = """\
# Tea

Boil water.

| Tea | Minutes |
| --- | --- |
| Green | 2 |
| Black | 4 |
"""
LONGER = GUIDE + "| White | 3 |\n"
TABLE_FR = (
    "# Thé\n\nFaire bouillir.\n\n| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n| Noir | 4 |\n"
)
TABLE_HE = "# תה\n\nלהרתיח.\n\n| תה | דקות |\n| --- | --- |\n| ירוק | 2 |\n| שחור | 4 |\n"
FR, HE = "translations/fr/guide.md", "translations/he/guide.md"
FILES = {
    "guide.md": GUIDE,
    FR: stamped(GUIDE, body=TABLE_FR),
    HE: stamped(GUIDE, body=TABLE_HE),
    "code.py": "print()\n",
}

_INSTALLED: dict[str, bytes] = {}


class Ran(NamedTuple):
    """What git or pre-commit printed, standard error included, and its exit code."""

    code: int
    out: str


class Verdict(NamedTuple):
    """What pre-commit printed of one hook: Passed, Failed or Skipped, and what it said."""

    word: str
    said: str


def make_hooked(root: Path, files: Mapping[str, str | bytes] | None = None) -> Course:
    """Make a repository of a small course, without hooks."""
    return make_course(root, FILES if files is None else files)


def configure(course: Course, *ids: str, overrides: Mapping[str, object] | None = None) -> None:
    """Commit a configuration with hooks of the manifest, in this order, from the ``PATH``.

    ``overrides`` is what a user would write below each hook's id.
    """
    known = {hook["id"]: hook for hook in MANIFEST}
    hooks = [{**known[each], "language": "system", **(overrides or {})} for each in ids]
    text = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}, allow_unicode=True)
    course.commit({".pre-commit-config.yaml": text})


def install(course: Course, *ids: str, overrides: Mapping[str, object] | None = None) -> None:
    """Configure hooks of the manifest and let git run them before each commit."""
    configure(course, *ids, overrides=overrides)
    put_hook(course)


def put_hook(course: Course, kind: str = "pre-commit") -> None:
    """Let git run pre-commit: it installs its hook of a kind once, which then serves all tests."""
    place = course.root / ".git" / "hooks" / kind
    if kind not in _INSTALLED:
        ran = run_pre_commit(course, "install", "-t", kind)
        assert ran.code == 0, ran.out
        _INSTALLED[kind] = place.read_bytes()
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(_INSTALLED[kind])
    place.chmod(0o755)


def run_pre_commit(course: Course, *arguments: str, **environment: str) -> Ran:
    """Run pre-commit in the course's folder."""
    return run(course.root, sys.executable, "-m", "pre_commit", *arguments, **environment)


def run_git(course: Course, *arguments: str, **environment: str) -> Ran:
    """Run git in the course's folder, its hooks with it."""
    return run(course.root, "git", *arguments, **environment)


def commit(course: Course, *arguments: str, **environment: str) -> Ran:
    """Let git commit, hooks and all."""
    return run_git(course, "commit", "-q", "-m", "Change it", *arguments, **environment)


def run(folder: Path, *command: str, **environment: str) -> Ran:
    """Run a command and return all that it printed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode())


def stage(course: Course, files: Mapping[str, str | bytes]) -> None:
    """Write files and add them to the index."""
    course.write(files)
    course.git("add", *files)


def split_verdicts(out: str) -> dict[str, Verdict]:
    """Return what pre-commit printed by the hooks' names."""
    found = re.split(r"^([^\n.]+)\.{3,}(?:\(.*?\))?(\w+)\n", out, flags=re.MULTILINE)[1:]
    return {
        name: Verdict(word, said)
        for name, word, said in zip(found[::3], found[1::3], found[2::3], strict=True)
    }


def is_committed(course: Course, before: str) -> bool:
    """Tell whether there is a commit since."""
    return course.git("rev-parse", "HEAD") != before


def write_shim(folder: Path, lines: Sequence[str], name: str = "translation-sync") -> None:
    """Put a shell script of some lines into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shim = folder / name
    shim.write_text("\n".join(("#!/bin/sh", *lines, "")))
    shim.chmod(0o755)
