"""What `stamp` records in a clone that is not whole: no commit that it would have to guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.git.fetching import FETCH
from tests.stamped import COMMIT, Site, head

UNSHALLOW = "en/a.md: the shallow clone lacks the commit that changed it last: `git fetch"
OLD = head("0" * 40)


def make(root: Path, stamp: str = COMMIT) -> tuple[Site, str]:
    """Make a site; return it and the commit of its source, which is not the last one."""
    site = Site.make(root, stamp)
    commit = site.save({"en/a.md": "One.\n"})
    site.save({"fr/a.md": OLD})
    site.save({"other.txt": "x"})
    return site, commit


def clone(site: Site, depth: int) -> Site:
    there = Site(site.root.parent / "clone")
    site.git("clone", "-q", f"--depth={depth}", site.root.as_uri(), str(there.root))
    return there


@pytest.mark.parametrize("depth", [1, 2])
def test_the_commit_where_a_clone_ends_is_not_written(tmp_path: Path, depth: int) -> None:
    site, commit = make(tmp_path / "site")
    there = clone(site, depth)

    reply = there.call("stamp", "fr/a.md")

    assert reply.code == 1
    assert f"refused: {UNSHALLOW} --unshallow` brings it" in reply.out
    assert there.read("fr/a.md") == OLD
    there.git("fetch", "-q", "--unshallow")
    there.stamp()
    assert there.read("fr/a.md") == head(commit)


def test_the_merge_that_a_forge_throws_away_is_not_written(tmp_path: Path) -> None:
    site, _ = make(tmp_path / "site")
    site.git("checkout", "-q", "-b", "work")
    site.save({"fr/b.md": "Salut.\n"})
    site.git("checkout", "-q", "--detach", "main")
    site.git("merge", "-q", "--no-ff", "-m", "Merge", "work")
    site.git("update-ref", "refs/pull/1/merge", "HEAD")
    there = Site(tmp_path / "there")
    there.root.mkdir()
    there.git("init", "-q")
    there.git("fetch", "-q", "--depth=1", site.root.as_uri(), "refs/pull/1/merge")
    there.git("checkout", "-q", "FETCH_HEAD")

    assert UNSHALLOW in there.call("stamp", "fr/a.md").out

    assert there.read("fr/a.md") == OLD


def test_it_is_fetched_where_that_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, commit = make(tmp_path / "site")
    monkeypatch.setenv(FETCH, "1")
    there = clone(site, 1)

    there.stamp()

    assert there.read("fr/a.md") == head(commit)


def test_what_a_shallow_clone_tells_is_written(tmp_path: Path) -> None:
    site, _ = make(tmp_path / "site")
    newest = site.save({"en/a.md": "Two.\n"})
    there = clone(site, 2)

    there.stamp()

    assert there.read("fr/a.md") == head(newest)


def test_a_hash_needs_no_commits(tmp_path: Path) -> None:
    site, _ = make(tmp_path / "site", "hash: from")
    there = clone(site, 1)

    there.stamp()

    assert there.judge() == ("current", None)


def test_an_upstreams_clone_is_named_in_the_command(tmp_path: Path) -> None:
    source, _ = make(tmp_path / "source")
    clone(source, 1)
    site = Site.make(tmp_path / "site", COMMIT, "upstream: {repository: ../clone}")
    site.save({"fr/a.md": OLD})

    reply = site.call("stamp", "fr/a.md")

    assert "`git -C ../clone fetch --unshallow`" in reply.out


def test_a_clone_without_trees_says_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, commit = make(tmp_path / "site")
    site.git("config", "uploadpack.allowFilter", "true")
    there = Site(tmp_path / "there")
    site.git("clone", "-q", "--filter=tree:0", site.root.as_uri(), str(there.root))

    assert "lacks the history of en/a.md; `git fetch --refetch --no-filter` brings it" in (
        there.call("stamp", "fr/a.md").err
    )

    assert there.read("fr/a.md") == OLD
    monkeypatch.setenv(FETCH, "1")
    there.stamp()
    assert there.read("fr/a.md") == head(commit)
