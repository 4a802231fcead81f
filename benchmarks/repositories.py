"""Git, as the benchmarks use it: one command, one commit, or a stream of them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

_WHO = "A Benchmark <benchmark@example.org>"
_START = 1_700_000_000
_AS_SOMEBODY = ("-c", "user.name=A Benchmark", "-c", "user.email=benchmark@example.org")


def run_git(folder: Path, *arguments: str) -> str:
    """Run a command of git in a folder, and return what it prints."""
    command = ["git", *_AS_SOMEBODY, "-c", "core.autocrlf=false", *arguments]
    run = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return run.stdout.decode()


def make_repository(folder: Path) -> Path:
    """Make an empty repository."""
    folder.mkdir(parents=True)
    run_git(folder, "init", "-q", "-b", "main")
    return folder


def commit_all(folder: Path, message: str) -> None:
    """Commit the work tree as it is, changed or not."""
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "--allow-empty", "-m", message)


def import_commits(folder: Path, stream: Iterable[bytes]) -> None:
    """Make a repository, without a work tree, of a stream for git fast-import(1)."""
    command = ["git", "-C", str(make_repository(folder)), "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise BrokenPipeError
        process.stdin.writelines(stream)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def render_commit(message: str, hour: int) -> bytes:
    """Return the head of a commit, which its files follow, so many hours after the first."""
    text, second = message.encode(), _START + 3600 * hour
    who = f"{_WHO} {second} +0000".encode()
    return b"commit refs/heads/main\ncommitter %b\ndata %d\n%b\n" % (who, len(text), text)


def render_file(path: str, data: bytes) -> bytes:
    """Return a file of a commit."""
    return b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data)
