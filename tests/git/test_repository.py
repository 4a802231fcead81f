"""What git is asked through the light door, on real repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sync.errors import GitError, UsageError
from sync.git import (
    BlobReader,
    IgnoredListing,
    compare,
    find_differing,
    find_ignored,
    find_merge_base,
    find_repository,
    list_commit,
    list_paths,
    list_staged,
    list_untracked,
    read_listing,
    resolve_commit,
    run,
)
from tests.git.opening import open_repository
from tests.project_files import commit_all, git, write_files

ODD_NAMES = ("-x.md", "new\nline.md", 'quo"te.md', "back\\slash.md", "עברית \u202e.md", " .md")


def test_outside_of_git(tmp_path: Path) -> None:
    assert find_repository(tmp_path) is None


def test_at_the_top(root: Path) -> None:
    found = open_repository(root)
    assert (found.root, found.toplevel, found.prefix) == (root, root, "")
    assert found.git_dir == found.common_dir == root / ".git"
    assert not found.is_shallow


def test_in_a_subfolder(root: Path) -> None:
    found = open_repository(root / "docs/deep")
    assert (found.toplevel, found.prefix) == (root, "docs/deep/")
    assert found.common_dir == root / ".git"


def test_in_a_folder_with_a_line_end(root: Path) -> None:
    write_files(root, ["new\nline/x.md"])
    found = open_repository(root / "new\nline")
    assert (found.toplevel, found.prefix) == (root, "new\nline/")


def test_in_a_work_tree(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "-q", str(tmp_path / "other"), "-b", "other")
    found = open_repository(tmp_path / "other/docs")
    assert (found.toplevel, found.prefix) == (tmp_path / "other", "docs/")
    assert found.git_dir == root / ".git/worktrees/other"
    assert found.common_dir == root / ".git"


def test_in_a_submodule(root: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    write_files(outer, ["a.md"])
    commit_all(outer)
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(root), "sub")
    found = open_repository(outer / "sub/docs")
    assert (found.toplevel, found.prefix) == (outer / "sub", "docs/")
    assert found.git_dir == outer / ".git/modules/sub"


def test_a_shallow_clone(root: Path, tmp_path: Path) -> None:
    write_files(root, {"README.md": "new"})
    commit_all(root)
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "clone")
    assert open_repository(tmp_path / "clone").is_shallow


def test_a_bare_repository_is_refused_in_words(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(root), "bare")
    with pytest.raises(UsageError, match="bare repository"):
        find_repository(tmp_path / "bare")
    with pytest.raises(UsageError, match="git directory"):
        find_repository(root / ".git")


def test_a_broken_repository_is_no_plain_folder(tmp_path: Path) -> None:
    write_files(tmp_path, {".git": "gitdir: nowhere\n"})
    with pytest.raises(GitError, match="nowhere"):
        find_repository(tmp_path)


def test_gits_refusal_of_a_strangers_repository(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError, match=r"dubious ownership.*safe\.directory") as caught:
        find_repository(root)
    assert "\n" not in str(caught.value)


def test_without_git(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="cannot start git"):
        find_repository(root)
    plain = tmp_path / "plain"
    plain.mkdir()
    assert find_repository(plain) is None


def test_a_hooks_relative_variables(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    write_files(root, ["docs/new.md"])
    git(root, "add", "docs/new.md")
    (root / ".git/index").rename(root / ".git/next-index")
    git(root, "reset", "-q")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    found = open_repository(root / "docs")
    assert found.prefix == "docs/"
    assert sorted(read_listing(found).held) == ["deep/y.md", "new.md", "x.md"]


def test_a_hooks_variables_of_another_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    write_files(other, ["other.md"])
    commit_all(other)
    monkeypatch.chdir(other)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    found = open_repository(root)
    assert found.toplevel == root
    assert "README.md" in read_listing(found).held
    plain = tmp_path / "plain"
    plain.mkdir()
    assert find_repository(plain) is None


def test_a_git_directory_that_only_the_environment_knows(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / ".git").rename(tmp_path / "elsewhere")
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_DIR", "../elsewhere")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    found = open_repository(root / "docs")
    assert (found.toplevel, found.prefix) == (root, "docs/")
    assert sorted(read_listing(found).held) == ["deep/y.md", "x.md"]


def test_run_hands_on_gits_words(root: Path) -> None:
    with pytest.raises(GitError, match=r"git show failed: .*nonsense"):
        run(open_repository(root), "show", "nonsense")


def test_ignored_files(root: Path) -> None:
    write_files(root, {".gitignore": "build/\n*.log\n/docs/x.md\n"})
    write_files(root, ["build/a/b.md", "docs/a.log", "docs/free.md", "docs/n\n.log"])
    found = IgnoredListing(open_repository(root)).wait()
    assert found == {"build", "docs/a.log", "docs/n\n.log"}  # docs/x.md is tracked
    assert IgnoredListing(open_repository(root / "docs")).wait() == {"a.log", "n\n.log"}
    assert find_ignored(open_repository(root), ["build/none.md", "a.md", "z.log"]) == {
        "build/none.md",
        "z.log",
    }
    assert find_ignored(open_repository(root), ["a.md"]) == frozenset()


def test_an_ignored_root_is_not_that_repositorys(root: Path) -> None:
    write_files(root, {".gitignore": "build/\n"})
    write_files(root, ["build/course/x.md"])
    assert IgnoredListing(open_repository(root / "build/course")).wait() == frozenset()


def test_listings(root: Path) -> None:
    write_files(root, ODD_NAMES)
    (root / "link.md").symlink_to("README.md")
    commit = commit_all(root)
    found = open_repository(root)
    index = read_listing(found)
    assert index.blobs.keys() >= {*ODD_NAMES, "docs/x.md"}
    assert [(entry.path, entry.mode) for entry in index.others] == [("link.md", "120000")]
    assert index.held == {entry.path: entry.blob for entry in list_commit(found, commit)}
    below = list_commit(open_repository(root / "docs"), commit)
    assert [entry.path for entry in below] == ["deep/y.md", "x.md"]
    assert list_commit(found, git(root, "commit-tree", "-m", "x", git(root, "mktree"))) == ()


def test_a_listing_leaves_submodules_out(root: Path) -> None:
    commit = git(root, "rev-parse", "HEAD")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{commit},sub")
    assert "sub" not in read_listing(open_repository(root)).held


def test_a_listing_tells_the_stages_of_a_conflict(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "side")
    write_files(root, {"README.md": "side"})
    commit_all(root)
    git(root, "checkout", "-q", "main")
    write_files(root, {"README.md": "main"})
    commit_all(root)
    with pytest.raises(Exception, match="merge"):
        git(root, "merge", "-q", "side")
    stages = [entry.stage for entry in read_listing(open_repository(root)).others]
    assert stages == [1, 2, 3]
    assert find_differing(open_repository(root), ["README.md", "docs/x.md"]) == {"README.md"}


def test_resolving_revisions(root: Path, tmp_path: Path) -> None:
    found = open_repository(root)
    head = git(root, "rev-parse", "HEAD")
    git(root, "tag", "-a", "v1", "-m", "one")
    assert resolve_commit(found, "v1") == resolve_commit(found, "main") == head
    for wrong in ("nope", "--all", "-x", "", f"{head}:README.md"):
        assert resolve_commit(found, wrong) is None
    git(tmp_path, "init", "-q", "empty")
    assert resolve_commit(open_repository(tmp_path / "empty"), "HEAD") is None


def test_merge_base(root: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "-q", "-b", "side")
    write_files(root, {"README.md": "side"})
    commit_all(root)
    git(root, "checkout", "-q", "main")
    write_files(root, {"docs/x.md": "main"})
    commit_all(root)
    assert find_merge_base(open_repository(root), "side") == base
    with pytest.raises(UsageError, match="no revision 'nope'"):
        find_merge_base(open_repository(root), "nope")
    for several in ("side..main", "side...main", "main..nope", "..main", "main^!", "side main"):
        assert resolve_commit(open_repository(root), several) is None
        way_out = "where it begins: " + (several.partition("..")[0] or "HEAD")
        with pytest.raises(UsageError, match=way_out if ".." in several else "name a branch"):
            find_merge_base(open_repository(root), several)
    git(root, "checkout", "-q", "--orphan", "lone")
    git(root, "commit", "-q", "-m", "alone")
    with pytest.raises(UsageError, match="no history in common"):
        find_merge_base(open_repository(root), "main")


def test_merge_base_of_a_shallow_clone(root: Path, tmp_path: Path) -> None:
    git(root, "checkout", "-q", "-b", "side")
    write_files(root, {"README.md": "side"})
    commit_all(root)
    git(root, "checkout", "-q", "main")
    write_files(root, {"README.md": "main"})
    commit_all(root)
    uri = root.as_uri()
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", uri, "clone")
    with pytest.raises(GitError, match="--unshallow"):
        find_merge_base(open_repository(tmp_path / "clone"), "origin/side")


def find_changed(root: Path, commit: str) -> frozenset[str]:
    repository = open_repository(root)
    return list_paths(compare(repository, commit)) | list_untracked(repository)


def test_what_changed(root: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    write_files(root, {".gitignore": "*.log\n", "README.md": "new"})
    git(root, "mv", "docs/x.md", "docs/z.md")
    commit_all(root)
    write_files(root, ["docs/new\n.md", "docs/a.log"])
    (root / "docs/deep/y.md").write_text("other")
    os.utime(root / "docs/z.md", (1, 1))
    found = find_changed(root, base)
    moved = {"docs/x.md", "docs/z.md"}
    assert found == moved | {".gitignore", "README.md", "docs/new\n.md", "docs/deep/y.md"}
    below = find_changed(root / "docs", base)
    assert below == {"x.md", "z.md", "new\n.md", "deep/y.md"}


def test_what_is_staged(root: Path, tmp_path: Path) -> None:
    before = {entry.path: entry for entry in list_commit(open_repository(root), "HEAD")}
    write_files(root, {"README.md": "staged", "docs/x.md": "not staged", "new\n.md": "new"})
    git(root, "add", "README.md", "new\n.md")
    git(root, "rm", "-q", "docs/deep/y.md")
    assert list_staged(open_repository(root)) == {
        "README.md": before["README.md"],
        "docs/deep/y.md": before["docs/deep/y.md"],
        "new\n.md": None,
    }
    below = before["docs/deep/y.md"]._replace(path="deep/y.md")
    assert list_staged(open_repository(root / "docs")) == {"deep/y.md": below}
    write_files(tmp_path / "empty", ["x.md"])
    git(tmp_path, "init", "-q", "empty")
    git(tmp_path / "empty", "add", "x.md")
    assert list_staged(open_repository(tmp_path / "empty")) == {"x.md": None}


def test_what_is_staged_in_conflict(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "side")
    write_files(root, {"README.md": "side"})
    commit_all(root)
    git(root, "checkout", "-q", "main")
    write_files(root, {"README.md": "main"})
    commit_all(root)
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "-q", "side")
    (entry,) = list_staged(open_repository(root)).values()
    assert entry is not None
    assert entry.stage


def test_what_git_could_not_give_back(root: Path) -> None:
    write_files(root, ODD_NAMES)
    write_files(root, {"crlf.md": b"one\ntwo\n", "hidden.md": "kept", ".gitattributes": "* text"})
    commit_all(root)
    write_files(root, {"crlf.md": b"one\r\ntwo\r\n", "hidden.md": "changed", "docs/x.md": "y"})
    write_files(root, ["untracked.md", "ignored.log"])
    write_files(root, {".gitignore": "*.log\n", "staged.md": "one"})
    git(root, "add", "staged.md")
    git(root, "update-index", "--assume-unchanged", "hidden.md")
    os.utime(root / "README.md", (1, 1))
    paths = ["README.md", "docs/x.md", "docs/deep/y.md", "crlf.md", "hidden.md", "untracked.md",
             "ignored.log", "staged.md", "gone.md", "docs", *ODD_NAMES]  # fmt: skip
    expected = {"docs/x.md", "hidden.md", "untracked.md", "ignored.log"}
    assert find_differing(open_repository(root), paths) == expected
    write_files(root, {"staged.md": "two"})
    assert find_differing(open_repository(root), ["staged.md"]) == {"staged.md"}
    assert find_differing(open_repository(root / "docs"), ["x.md", "deep/y.md"]) == {"x.md"}
    assert find_differing(open_repository(root), []) == frozenset()


def test_reading_blobs(root: Path) -> None:
    big = os.urandom(3_000_000)
    write_files(root, {"big.bin": big, "empty.md": ""})
    commit_all(root)
    found = open_repository(root)
    entries = read_listing(found).held
    with BlobReader(found) as reader:
        assert reader.read(entries["big.bin"], 100) == big[:100]
        assert reader.read(entries["empty.md"]) == b""
        assert reader.read(entries["big.bin"]) == big
        assert reader.read(entries["README.md"], 100) == b"# README.md\n"


def test_a_missing_blob(root: Path) -> None:
    found = open_repository(root)
    with BlobReader(found) as reader, pytest.raises(GitError, match="0000 is missing"):
        reader.read("0" * 40)
    blob = read_listing(found).held["README.md"]
    with BlobReader(found) as reader:
        with pytest.raises(GitError, match="1111 is missing"):
            reader.read("1" * 40)
        assert reader.read(blob) == b"# README.md\n"


def test_a_corrupt_object(root: Path) -> None:
    blob = git(root, "rev-parse", "HEAD:README.md")
    place = root / ".git/objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(b"broken")
    with BlobReader(open_repository(root)) as reader, pytest.raises(GitError):
        reader.read(blob)


def test_an_index_of_version_4(root: Path) -> None:
    before = read_listing(open_repository(root))
    git(root, "update-index", "--index-version", "4")

    assert read_listing(open_repository(root)) == before
