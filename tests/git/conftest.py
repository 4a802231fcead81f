"""A clone to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project_files import commit_all, write_files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    write_files(folder, ["README.md", "docs/x.md", "docs/deep/y.md"])
    commit_all(folder)
    return folder
