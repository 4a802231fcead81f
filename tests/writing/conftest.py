"""What all tests of writing stand in."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the locks outside git out of the system's folder for temporary files."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
