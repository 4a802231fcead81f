"""The hooks as pre-commit installs them: an environment of their own, made from the package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hooks.hooked import (
    FR,
    HE,
    LONGER,
    PROJECT,
    run_pre_commit,
    split_verdicts,
    stage,
)
from tests.project_files import commit_all
from tests.translated import Course

PARTS = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "sync")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the package as it is in the working tree, committed or not."""
    root = tmp_path_factory.mktemp("snapshot")
    for part in PARTS:
        if (PROJECT / part).is_dir():
            caches = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / part, root / part, ignore=caches)
        else:
            shutil.copy(PROJECT / part, root / part)
    return root


@pytest.fixture
def _registry(tmp_path: Path) -> None:
    """Skip where pip reaches no registry to install from."""
    probe = ["-m", "pip", "download", "-q", "--no-deps", "-d", str(tmp_path), "click>=8.2,<9"]
    done = subprocess.run([sys.executable, *probe], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:]
        pytest.skip(f"pre-commit installs the hooks with pip, which reaches no registry: {reason}")


@pytest.mark.usefixtures("_registry")
def test_try_repo_installs_and_runs_all_four(course: Course, snapshot: Path) -> None:
    commit_all(snapshot)
    table = "".join(f"<!-- TRANSLATION-SYNC TABLE {which} -->\n" for which in ("START", "END"))
    french = (course.root / FR).read_text("utf-8") + "\nFin.\n"
    stage(course, {"guide.md": LONGER, FR: french, "README.md": table})

    ran = run_pre_commit(course, "try-repo", str(snapshot), "--verbose")
    verdicts = split_verdicts(ran.out)
    assert {name: verdict.word for name, verdict in verdicts.items()} == {
        "translation-sync": "Failed",
        "translation-sync check": "Passed",
        "translation-sync lint": "Passed",
        "translation-sync table": "Failed",
    }, ran.out
    assert "2 updated, 0 unchanged, 0 refused" in verdicts["translation-sync"].said
    mended = f"brought up to date on disk, and not staged: git add {FR} {HE}\n"
    assert mended in verdicts["translation-sync check"].said  # it runs after the one that writes
    assert "stale" not in verdicts["translation-sync check"].said
    assert "1 translation: 2 warnings" in verdicts["translation-sync lint"].said
    assert "README.md: updated" in verdicts["translation-sync table"].said
    assert "| fr | 0 of 2 |" in (course.root / "README.md").read_text("utf-8")
