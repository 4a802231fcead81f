"""A hook that cannot do its work lets nothing through, and says how to go without it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.commands.calling import call
from tests.hooks.hooked import (
    CHECK,
    FR,
    GUIDE,
    LINT,
    LONGER,
    MANIFEST,
    SYNC,
    commit,
    install,
    is_committed,
    stage,
    write_shim,
)
from tests.translated import Course

BROKEN = "max_stal: 3\n"


@pytest.mark.parametrize("hook", [CHECK, LINT, SYNC])
def test_a_broken_configuration_stops_the_commit_until_the_hook_is_skipped(
    course: Course, hook: str
) -> None:
    install(course, hook)
    before = course.git("rev-parse", "HEAD")
    stage(course, {"guide.md": LONGER, ".translation-sync.yaml": BROKEN})

    ran = commit(course)
    assert ran.code == 1
    assert not is_committed(course, before)
    assert "- exit code: 2" in ran.out
    assert "error: .translation-sync.yaml:1: unknown key 'max_stal'" in ran.out
    assert (
        f"{hook} could not do its work, so it lets nothing through; "
        f"to go without it, knowingly: SKIP={hook} git commit"
    ) in ran.out
    assert commit(course, SKIP=hook).code == 0
    assert is_committed(course, before)


def test_a_git_that_fails_stops_the_commit(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(course, CHECK)
    before = course.git("rev-parse", "HEAD")
    stage(course, {"guide.md": LONGER})
    git = shutil.which("git")
    broken = tmp_path / "broken"
    write_shim(broken, ['[ "$1" != ls-files ] || exit 7', f'exec {git} "$@"'], "git")
    program = shutil.which("translation-sync")
    write_shim(tmp_path / "bin", [f'PATH={broken}:$PATH exec {program} "$@"'])
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path / "bin"), os.environ["PATH"])))

    ran = commit(course)
    assert (ran.code, is_committed(course, before)) == (1, False)
    assert "- exit code: 3" in ran.out
    assert f"SKIP={CHECK} git commit" in ran.out


def test_a_program_that_crashes_stops_the_commit(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here one of the libraries is broken that it imports, for a document that needs it."""
    install(course, LINT)
    before = course.git("rev-parse", "HEAD")
    text = (course.root / FR).read_text("utf-8").replace("Faire", "Laisser")
    stage(course, {FR: f"{text}\n[tea]: tea.md\n"})
    (tmp_path / "broken" / "markdown_it").mkdir(parents=True)
    (tmp_path / "broken" / "markdown_it" / "__init__.py").write_text("1 / 0\n")
    program = shutil.which("translation-sync")
    text = Path(str(program)).read_text().replace("PYTHONPATH=", f"PYTHONPATH={tmp_path}/broken:")
    write_shim(tmp_path / "bin", text.splitlines()[1:])
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path / "bin"), os.environ["PATH"])))

    ran = commit(course)
    assert (ran.code, is_committed(course, before)) == (1, False)
    assert "internal error: ZeroDivisionError" in ran.out
    assert f"SKIP={LINT} git commit" in ran.out


def test_a_program_that_is_not_there_stops_the_commit(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(course, CHECK)
    stage(course, {"guide.md": LONGER})
    kept = [
        place
        for place in os.environ["PATH"].split(os.pathsep)
        if not (Path(place) / "translation-sync").exists()
    ]
    monkeypatch.setenv("PATH", os.pathsep.join(kept))

    ran = commit(course)
    assert (ran.code, "`translation-sync` not found" in ran.out) == (1, True)


@pytest.mark.parametrize("arguments", [("check", "--fail-on", "old"), ("lint", "--fix"), ("all",)])
def test_a_call_that_makes_no_sense_says_how_to_go_without(
    course: Course, arguments: tuple[str, ...]
) -> None:
    reply = call(course.root, "hook", *arguments)
    assert reply.code == 2
    assert "SKIP=" in reply.err


def test_findings_say_nothing_of_skipping(course: Course) -> None:
    stage(course, {"guide.md": LONGER})
    reply = call(course.root, "hook", "check", "--fail-on", "stale")
    assert (reply.code, reply.err) == (1, "")


def test_without_git_there_is_nothing_to_judge(tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text(GUIDE)
    reply = call(tmp_path, "hook", "check")
    assert reply.code == 2
    assert f"SKIP={CHECK}" in reply.err


def test_hooks_that_write_run_one_at_a_time() -> None:
    assert {hook["id"] for hook in MANIFEST if hook.get("pass_filenames", True)} == {LINT, SYNC}
    assert all(hook["require_serial"] for hook in MANIFEST if hook.get("pass_filenames", True))


@pytest.mark.parametrize("name", ["a.md", "docs/a.mdx", "a.markdown"])
def test_hooks_are_shown_every_kind_of_document(name: str) -> None:
    patterns = [hook["files"] for hook in MANIFEST if "files" in hook]
    assert len(patterns) == 2
    assert all(re.search(pattern, name) for pattern in patterns)
    assert not any(re.search(pattern, f"{name}.py") for pattern in patterns)
