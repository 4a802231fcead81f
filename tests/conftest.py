"""Fixtures that every test may ask for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.site.browsing import open_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Nothing is asserted about time, of an example as little as of a test: machines are busy.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the specification and the real corpora, beside the project's."""
    if not (SHARED / "corpora").is_dir():
        pytest.skip("needs the real corpora in ../shared, which are not here")
    return SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A function that clones a corpus by name, once a session; the clone must not be written."""
    clones: dict[str, Path] = {}

    def clone(name: str) -> Path:
        if name not in clones:
            target = tmp_path_factory.mktemp("corpora") / name
            bundle = shared / "corpora" / f"{name}.bundle"
            subprocess.run(
                ["git", "clone", "-q", str(bundle), str(target), "-b", "main"], check=True
            )
            clones[name] = target
        return clones[name]

    return clone


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; the test is skipped where there is none."""
    with open_browser() as running:
        yield running


@pytest.fixture(scope="session")
def git_configuration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration of git for tests: nothing repacks a repository behind their backs."""
    file = tmp_path_factory.mktemp("git") / "config"
    file.write_text("[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n")
    return file


@pytest.fixture(autouse=True)
def _plain_git(monkeypatch: pytest.MonkeyPatch, git_configuration: Path) -> None:
    """Keep the tester's own git configuration, and a hook's git environment, out of the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(git_configuration))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.org")
