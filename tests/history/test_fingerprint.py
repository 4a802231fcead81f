from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.history.gitrepo import GitRepo


def fingerprint(repo: GitRepo) -> str | None:
    return repo.history().take_fingerprint()


def test_stays_while_nothing_happens(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    before = fingerprint(repo)
    repo.write("a.md", "# Two\n")
    repo.git("status")
    assert before is not None
    assert fingerprint(repo) == before


def test_changes_with_every_object_and_reference(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    seen = [fingerprint(repo)]
    steps = (
        ("hash-object", "-w", "a.md", "--no-filters"),
        ("commit", "-q", "--allow-empty", "-m", "Nothing"),
        ("branch", "side"),
        ("checkout", "-q", "side"),
        ("reset", "-q", "--hard", "HEAD~1"),
        ("gc", "-q"),
    )
    for step in steps:
        repo.write("a.md", f"# {step}\n")
        repo.git(*step)
        seen.append(fingerprint(repo))
    kept = [each for number, each in enumerate(seen) if number != 3]
    assert len(set(kept)) == len(kept)


def test_changes_with_the_objects_that_are_borrowed(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.git("clone", "-q", "--shared", ".", "../borrower")
    borrower = GitRepo(repo.path.parent / "borrower")
    before = fingerprint(borrower)
    repo.save("a.md", "# Two\n")
    assert fingerprint(borrower) != before


def test_a_clock_of_whole_seconds_is_not_trusted_at_once(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    now = int(time.time())
    for path in [repo.path / ".git", *(repo.path / ".git").rglob("*")]:
        os.utime(path, (now, now))
    assert fingerprint(repo) is None
    for path in [repo.path / ".git", *(repo.path / ".git").rglob("*")]:
        os.utime(path, (now - 10, now - 10))
    assert fingerprint(repo) is not None


@pytest.mark.parametrize("borrowed", ["# a remark\n\n", "/nowhere\n", "../../.git/objects\n"])
def test_odd_alternates_do_no_harm(repo: GitRepo, borrowed: str) -> None:
    repo.save("a.md", "# One\n")
    history = repo.history()
    Path(repo.path, ".git/objects/info/alternates").write_text(borrowed)
    assert history.take_fingerprint() is not None
