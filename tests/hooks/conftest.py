"""Where the hooks find the program, and pre-commit its own things."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from tests.hooks.hooked import PROJECT, make_hooked, write_shim
from tests.translated import Course


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the working tree's program as an installed one."""
    folder = tmp_path_factory.mktemp("bin")
    path = f"PYTHONPATH={shlex.quote(str(PROJECT))}"
    write_shim(folder, [f'{path} exec {shlex.quote(sys.executable)} -m sync "$@"'])
    return folder


@pytest.fixture(autouse=True)
def _pre_commit(
    monkeypatch: pytest.MonkeyPatch, shim: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep what a run of pre-commit around the tests left in the environment out of them."""
    if os.name == "nt":
        pytest.skip("the hooks of these tests are shell scripts, which only git runs here")
    for name in [name for name in os.environ if name.startswith("PRE_COMMIT")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("SKIP", raising=False)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit")))
    monkeypatch.setenv("PRE_COMMIT_COLOR", "never")
    monkeypatch.setenv("PATH", os.pathsep.join((str(shim), os.environ["PATH"])))


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A document with translations into French and Hebrew, committed, without hooks."""
    return make_hooked(tmp_path / "course")
