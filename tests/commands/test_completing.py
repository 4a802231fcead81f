"""What a shell completes, as click's completion scripts ask for it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands.calling import command as call_line
from tests.commands.calling import environment
from tests.translated import Course, make_course

PAGE = (Path(__file__).parents[2] / "docs/completion.md").read_text("utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    files = {"guide.md": "x\n", "tea/a b.md": "x\n", "tea/c.md": "x\n"}
    translations = {f"translations/{each}/guide.md": "x\n" for each in ("fr", "he", "zh-CN")}
    return make_course(tmp_path / "course", {**files, **translations})


def complete(folder: Path, *words: str) -> list[str]:
    """Ask as bash does, for the last of ``words``."""
    return [text for _, text in ask(folder, *words)]


def ask(folder: Path, *words: str) -> list[tuple[str, str]]:
    """Return of which kind each completion is, and what it says."""
    asked = {
        "_TRANSLATION_SYNC_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["translation-sync", *words]),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        call_line(), cwd=folder, env=environment() | asked, capture_output=True, check=True
    )
    assert done.stderr == b""
    parts = (line.partition(",") for line in done.stdout.decode().splitlines() if line)
    return [(kind, text) for kind, _, text in parts]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("status", "--lang", ""), ["fr", "he", "zh-CN"]),
        (("check", "--lang", "fr,z"), ["fr,zh-CN"]),
        (("new", "h"), ["he"]),
        (("status", "--state", "c"), ["current", "cosmetic"]),
        (("check", "--fail-on", "stale,p"), ["stale,pending"]),
        (("lint", "--select", "row-d"), ["row-duplicate"]),
        (("check", "--select", "mark"), ["mark-unearned"]),
        (("rule", "orph"), ["orphaned"]),
        (("diff", ""), ["guide.md", "tea/", "translations/"]),
        (("diff", "tea/"), ["tea/a b.md", "tea/c.md"]),
        (("sync", "translations/f"), ["translations/fr/"]),
        (("mo",), ["move"]),
    ],
)
def test_what_is_completed(course: Course, words: tuple[str, ...], found: list[str]) -> None:
    assert complete(course.root, *words) == found


def test_paths_are_seen_from_where_we_are(course: Course) -> None:
    assert complete(course.root / "tea", "diff", "c") == ["c.md"]
    assert complete(course.root.parent, "--root", "course", "diff", "course/g") == [
        "course/guide.md"
    ]


def test_a_broken_configuration_completes_nothing(course: Course) -> None:
    course.write({".translation-sync.yaml": "x: [\n"})
    assert complete(course.root, "status", "--lang", "") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_page_s_line_for_bash_is_one(course: Course, tmp_path: Path) -> None:
    [line] = re.findall(r"^eval .*bash_source.*$", PAGE, re.MULTILINE)
    program = tmp_path / "translation-sync"
    program.write_text(f'#!/bin/sh\nexec {" ".join(map(repr, call_line()))} "$@"\n')
    program.chmod(0o755)
    script = f"PATH={tmp_path}:$PATH; {line}\ncomplete -p translation-sync"
    done = subprocess.run(
        ["bash", "-c", script], env=environment(), capture_output=True, text=True, check=True
    )
    assert "translation-sync" in done.stdout


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("import", "fr"), "file"),
        (("import", "fr.po", "h"), "file"),
        (("fleet", "fl"), "file"),
        (("table", "R"), "file"),
        (("check", "--baseline", "b"), "file"),
        (("status", "--output", "o"), "file"),
        (("sync", "--base", "g"), "file"),
        (("site", "o"), "dir"),
    ],
)
def test_files_and_folders_are_left_to_the_shell(
    course: Course, words: tuple[str, ...], kind: str
) -> None:
    assert ask(course.root, *words) == [(kind, words[-1])]
