"""Fixtures of the tests of the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.history.gitrepo import GitRepo


@pytest.fixture
def make_repo(tmp_path: Path) -> Callable[..., GitRepo]:
    """A function that makes an empty repository by name."""

    def make(name: str, *options: str) -> GitRepo:
        folder = tmp_path / name
        folder.mkdir()
        repo = GitRepo(folder)
        repo.git("init", "-q", "-b", "main", *options)
        return repo

    return make


@pytest.fixture
def repo(make_repo: Callable[..., GitRepo]) -> GitRepo:
    return make_repo("course")
