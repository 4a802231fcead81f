"""Opens a clone, as commands do."""

from __future__ import annotations

from pathlib import Path

from sync.git import (
    Repository,
    find_repository,
)


def open_repository(root: Path) -> Repository:
    repository = find_repository(root)
    assert repository is not None
    return repository
