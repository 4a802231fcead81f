"""GitPython is the witness: it walks commit after commit, where the history asks for one log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from git import Commit, Repo

from sync.history import BaseQuery, History
from sync.model import Base
from tests.history.gitrepo import GitRepo


def find_blobs(commit: Commit, paths: set[str]) -> dict[str, bytes]:
    """Return the name of the blob at each of the paths that a commit has."""
    found: dict[str, bytes] = {}
    for path in paths:
        try:
            found[path] = commit.tree[path].binsha
        except KeyError:
            continue
    return found


def list_versions(root: Path, paths: set[str]) -> dict[BaseQuery, tuple[str, str]]:
    """Return the newest commit that brought each version of the paths, and its blob's name."""
    versions: dict[BaseQuery, tuple[str, str]] = {}
    with Repo(root) as repo:
        for commit in repo.iter_commits("HEAD"):
            before = [find_blobs(parent, paths) for parent in commit.parents]
            for path, name in find_blobs(commit, paths).items():
                if all(name != each.get(path) for each in before):
                    data = commit.tree[path].data_stream.read()
                    query = BaseQuery(path, hashlib.md5(data).hexdigest())
                    versions.setdefault(query, (commit.hexsha, name.hex()))
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
    with Repo(corpus(name)) as repo, repo.clone(str(root)) as clone:
        files = {str(path) for path, _ in clone.index.entries}
    paths = {
        path
        for path in files
        if path.endswith(".md") and not path.startswith(("translations/", "translated_images/"))
    }
    assert compare(root, paths) >= least
