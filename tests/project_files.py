"""Projects for tests: files on disk, and real git repositories of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_files(root: Path, files: Mapping[str, str | bytes] | Iterable[str]) -> None:
    """Write files below ``root``; names alone get their name as content."""
    contents = files if isinstance(files, Mapping) else {name: f"# {name}\n" for name in files}
    for name, content in contents.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode(errors="surrogateescape")
        place.write_bytes(data)


def git(root: Path, *arguments: str, environment: dict[str, str] | None = None) -> str:
    """Run git, with more in its environment; return what it prints, without the last line end."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env=os.environ | (environment or {}),
        check=True,
        capture_output=True,
    )
    return os.fsdecode(done.stdout).removesuffix("\n")


def dated(second: int) -> dict[str, str]:
    """Return an environment in which git's clock stands still."""
    date = f"{second} +0000"
    return {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}


def commit_all(root: Path, message: str = "Change things") -> str:
    """Commit all that is there, in a new repository if need be, and return the commit."""
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)
    return git(root, "rev-parse", "HEAD")
