"""What the history says where commits or contents are lacking or damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sync.errors import GitError
from sync.model import Base, Reason, find_fetch_command
from tests.history.gitrepo import GitRepo


def test_a_shallow_clone_says_so(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    second = repo.save("a.md", "# Two\n")
    repo.git("clone", "-q", "--depth=1", repo.path.as_uri(), "../shallow")
    shallow = GitRepo(repo.path.parent / "shallow")
    assert shallow.find("a.md", "# One\n") is Reason.SHALLOW
    assert shallow.find("a.md", "# Two\n") == repo.expect(second, "a.md", "# Two\n")
    command = find_fetch_command(Reason.SHALLOW)
    assert command is not None
    shallow.git(*command.split())
    assert isinstance(shallow.find("a.md", "# One\n"), Base)
    assert shallow.find("a.md", "# Never\n") is Reason.UNKNOWN_HASH


@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_a_partial_clone_says_so_and_fetches_nothing(repo: GitRepo, filtered: str) -> None:
    body = "".join(f"line {number}\n" for number in range(30))
    first = repo.save("a.md", body)
    repo.git("mv", "a.md", "b.md")
    repo.save("b.md", f"{body}more\n")
    repo.save("b.md", f"{body}and more\n")
    partial = repo.clone_partially(filtered)
    before = partial.git("count-objects", "-v")
    assert partial.find("b.md", body) is Reason.PARTIAL_CLONE
    assert partial.git("count-objects", "-v") == before
    command = find_fetch_command(Reason.PARTIAL_CLONE)
    assert command is not None
    partial.git(*command.split())
    found = partial.find("b.md", body)
    assert isinstance(found, Base)
    assert (found.commit, found.path) == (first, "a.md")
    assert partial.find("b.md", "# Never\n") is Reason.UNKNOWN_HASH


def test_a_partial_clone_that_lacks_only_images_is_complete(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.save("picture.png", b"\x89PNG" + bytes(5000))
    repo.git("rm", "-q", "picture.png")
    repo.save("a.md", "# Two\n")
    partial = repo.clone_partially("blob:limit=1k")
    assert isinstance(partial.find("a.md", "# One\n"), Base)
    assert partial.find("a.md", "# Never\n") is Reason.UNKNOWN_HASH


def loose_object(repo: GitRepo, name: str) -> Path:
    return repo.path / ".git" / "objects" / name[:2] / name[2:]


def test_a_damaged_object_is_named(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    blob = repo.blob("# One\n")
    damaged = loose_object(repo, blob)
    damaged.chmod(0o644)
    damaged.write_bytes(b"not zlib")
    with pytest.raises(GitError, match=blob):
        repo.find("a.md", "# One\n")


def test_an_object_damaged_in_its_middle_is_named(repo: GitRepo) -> None:
    text = os.urandom(200_000)
    repo.save("a.md", text)
    repo.save("a.md", "# Two\n")
    blob = repo.blob(text)
    damaged = loose_object(repo, blob)
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:100_000])
    with pytest.raises(GitError, match=blob):
        repo.find("a.md", text)


def test_an_object_that_is_missing_is_named(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    blob = repo.blob("# One\n")
    loose_object(repo, blob).unlink()
    with pytest.raises(GitError, match=blob):
        repo.find("a.md", "# One\n")


def test_a_replaced_blob_answers_for_its_own_bytes(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    repo.git("replace", repo.blob("# One\n"), repo.blob("# Two\n"))
    expected = repo.expect(first, "a.md", "# One\n")
    assert repo.find("a.md", "# One\n") == expected
