"""What tests of the continuous integration need of the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def _index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where pip reaches no index to take libraries, and what builds the package, from."""
    place: Path = tmp_path_factory.mktemp("probe")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(place)]
    if subprocess.run([*command, "hatchling"], capture_output=True, check=False).returncode:
        pytest.skip("needs an index of packages")
