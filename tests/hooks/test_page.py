"""docs/pre-commit.md: its configuration and commands, run as they stand there."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from tests.hooks.hooked import (
    FILES,
    FR,
    LONGER,
    MANIFEST,
    make_hooked,
    run,
    run_pre_commit,
    write_shim,
)
from tests.hooks.page import PAGE, blocks, mask, split_steps
from tests.translated import Course


def read_hooks(text: str) -> list[dict[str, Any]]:
    """Return the hooks of the page's first configuration as they run on what is on the PATH."""
    known = {hook["id"]: hook for hook in MANIFEST}
    [repository] = yaml.safe_load(text)["repos"]
    ours = cast("list[dict[str, Any]]", repository["hooks"])
    return [{**known[hook["id"]], **hook, "language": "system"} for hook in ours]


@pytest.fixture
def played(tmp_path: Path) -> Course:
    """The page's course, with its configuration and a remote."""
    course = make_hooked(tmp_path / "course")
    hooks = read_hooks(blocks("yaml")[0])
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})
    course.commit({".pre-commit-config.yaml": config})
    course.git("init", "-q", "--bare", str(tmp_path / "origin.git"))
    course.git("remote", "add", "origin", str(tmp_path / "origin.git"))
    course.git("push", "-q", "-u", "origin", "main")
    return course


def test_the_consoles_show_what_is_printed(played: Course, shim: Path) -> None:
    write_shim(shim, [f'exec {shlex.quote(sys.executable)} -m pre_commit "$@"'], "pre-commit")
    steps = [step for block in blocks("console") for step in split_steps(block)]
    assert len(steps) == 12
    for command, shown in steps:
        ran = run(played.root, "sh", "-c", command)
        assert mask(ran.out) == mask(shown), command
        if command.startswith("sed"):
            assert "Noir" not in (played.root / FR).read_text("utf-8")


def test_the_arguments_of_the_second_configuration_are_taken(tmp_path: Path) -> None:
    course = make_hooked(tmp_path / "course")
    [*hooks] = yaml.safe_load(blocks("yaml")[1])
    known = {hook["id"]: {**hook, "language": "system"} for hook in MANIFEST}
    merged = [{**known[hook["id"]], **hook} for hook in hooks]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": merged}]})
    course.commit({".pre-commit-config.yaml": config, "guide.md": LONGER})

    ran = run_pre_commit(course, "run", "--all-files")
    assert (ran.code, "2 translations: 2 stale; 2 failed" in ran.out) == (1, True)


def test_the_entries_may_name_another_root(tmp_path: Path) -> None:
    assert "translation-sync --root docs hook check" in PAGE
    course = make_hooked(
        tmp_path / "course", {f"docs/{path}": text for path, text in FILES.items()}
    )
    hooks = [{**hook, "language": "system", "verbose": True} for hook in MANIFEST]
    for hook in hooks:
        hook["entry"] = hook["entry"].replace(" hook ", " --root docs hook ")
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})
    course.commit({".pre-commit-config.yaml": config})
    course.commit({"docs/guide.md": LONGER})

    out = run_pre_commit(course, "run", "--all-files").out
    assert "2 translations: 2 stale" in out
    assert "2 translations: nothing found" in out
    assert "2 updated" in out


def test_the_table_names_every_hook() -> None:
    for hook in MANIFEST:
        assert f"| `{hook['id']}` |" in PAGE
