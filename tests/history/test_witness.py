"""Plain git is the witness: asked commit by commit, where the history asks for one log."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from sync.history import BaseQuery, History
from sync.model import Base, name_digest
from tests.history.gitrepo import GitRepo


def ask(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def list_blobs(root: Path, commit: str, paths: set[str]) -> dict[str, str]:
    """Return the name of the blob at each of the paths that a commit has."""
    lines = ask(root, "ls-tree", "-r", "-z", commit).decode().split("\0")[:-1]
    told = (line.partition("\t") for line in lines)
    return {path: info.split()[2] for info, _, path in told if path in paths}


def list_versions(root: Path, paths: set[str]) -> dict[BaseQuery, tuple[str, str]]:
    """Return the newest commit that brought each version of the paths, and its blob's name."""
    look = cache(lambda commit: list_blobs(root, commit, paths))
    hash_blob = cache(lambda blob: hashlib.md5(ask(root, "cat-file", "blob", blob)).hexdigest())
    versions: dict[BaseQuery, tuple[str, str]] = {}
    for line in ask(root, "rev-list", "--parents", "HEAD").decode().splitlines():
        commit, *parents = line.split()
        before = [look(parent) for parent in parents]
        for path, blob in look(commit).items():
            if all(blob != each.get(path) for each in before):
                versions.setdefault(BaseQuery(path, name_digest(hash_blob(blob))), (commit, blob))
    return versions


def compare(root: Path, paths: set[str]) -> int:
    """Hold every version's base to the witness; return how many there are."""
    versions = list_versions(root, paths)
    history = History.open(root)
    assert history is not None
    bases = history.find_bases(list(versions))
    for query, (commit, blob) in versions.items():
        base = bases[query]
        assert isinstance(base, Base)
        assert (base.path, base.blob, base.commit) == (query.source, blob, commit)
    return len(versions)


def test_versions_on_two_branches(repo: GitRepo) -> None:
    repo.save("a.md", "one\n")
    repo.save("docs/b.md", "one, too\n")
    repo.git("switch", "-q", "-c", "side")
    repo.save("a.md", "one, aside\n")
    repo.git("switch", "-q", "main")
    repo.save("docs/b.md", "two\n")
    repo.git("merge", "-q", "--no-edit", "side")
    repo.save("a.md", "one\n")
    assert compare(repo.path, {"a.md", "docs/b.md"}) == 4


@pytest.mark.parametrize(("name", "least"), [("azd", 200), ("security-101", 40)])
def test_versions_of_real_sources(
    corpus: Callable[[str], Path], tmp_path: Path, name: str, least: int
) -> None:
    root = tmp_path / name
    subprocess.run(["git", "clone", "-q", str(corpus(name)), str(root)], check=True)
    files = ask(root, "ls-files", "-z").decode().split("\0")[:-1]
    paths = {
        path
        for path in files
        if path.endswith(".md") and not path.startswith(("translations/", "translated_images/"))
    }
    assert compare(root, paths) >= least
