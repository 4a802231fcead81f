"""What a clone's own settings must not do to us."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sync.git import (
    IgnoredListing,
    compare,
    list_paths,
    list_staged,
    list_untracked,
    read_listing,
    run,
)
from tests.git.opening import open_repository
from tests.project_files import commit_all, git, write_files

MARKED = "#!/bin/sh\ntouch {marker}\ncat\n"


@pytest.fixture
def armed(root: Path, tmp_path: Path) -> Path:
    """A clone whose own configuration names programs; each leaves a mark when it runs."""
    program = tmp_path / "program"
    program.write_text(MARKED.format(marker=tmp_path / "ran"))
    program.chmod(0o755)
    write_files(root, {".gitattributes": "*.md filter=any\n"})
    commit_all(root)
    for name in ("core.fsmonitor", "filter.any.clean", "filter.any.smudge", "diff.external"):
        git(root, "config", name, str(program))
    git(root, "config", "filter.any.required", "true")
    hooks = root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "post-index-change").symlink_to(program)
    return root


def test_nothing_that_a_clone_names_is_run(armed: Path, tmp_path: Path) -> None:
    write_files(armed, {"README.md": "other\n"})
    os.utime(armed / "docs/x.md", (1, 1))
    found = open_repository(armed)

    assert "README.md" in list_paths(compare(found, "HEAD"))
    assert list_paths(compare(found, "--cached", "HEAD")) == frozenset()
    assert list_untracked(found) == frozenset()
    assert IgnoredListing(found).wait() == frozenset()
    read_listing(found)
    list_staged(found)

    assert not (tmp_path / "ran").exists()
    git(armed, "status")  # which does run it
    assert (tmp_path / "ran").exists()


def test_a_callers_own_settings_stay(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.nickname")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Tea")
    found = open_repository(root)

    assert run(found, "config", "user.nickname") == b"Tea\n"
    assert run(found, "config", "core.fsmonitor") == b"false\n"
