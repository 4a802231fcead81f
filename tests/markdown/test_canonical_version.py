"""The word that tells canonical forms apart which other libraries may have made."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from sync.markdown.canonical import canonical_version

DISTRIBUTION = "mdformat"


def test_it_follows_the_versions_that_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canonical_version()
    (tmp_path / f"{DISTRIBUTION}-0.0.1.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert canonical_version() != before


def test_it_is_the_same_where_the_same_version_is_found_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = canonical_version()
    (tmp_path / f"{DISTRIBUTION}-{version(DISTRIBUTION)}.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert canonical_version() == before


def test_it_needs_no_parser_and_no_metadata_reader() -> None:
    code = (
        "import sys; from sync.markdown.canonical import canonical_version; canonical_version();"
        "print(*sorted({'mdformat', 'markdown_it', 'importlib.metadata'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.strip() == ""
