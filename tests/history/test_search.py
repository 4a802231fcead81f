from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import SyncError
from sync.history import BaseQuery, History
from sync.model import Base, Reason, name_digest
from tests.history.gitrepo import GitRepo, md5

MakeRepo = Callable[..., GitRepo]


def test_finds_an_older_version_at_its_own_path(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    assert repo.find("a.md", "# One\n") == repo.expect(first, "a.md", "# One\n")


def test_names_the_newest_commit_that_brought_the_version(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    revert = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Three\n")
    assert repo.find("a.md", "# One\n") == repo.expect(revert, "a.md", "# One\n")


def test_a_hash_of_nothing_is_unknown(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    assert repo.find("a.md", "# Never\n") is Reason.UNKNOWN_HASH


@pytest.mark.parametrize(
    ("committed", "stamped"),
    [("a\r\nb\r\n", "a\nb\n"), ("a\nb\n", "a\r\nb\r\n"), ("a\r\nb\n", "a\r\nb\r\n")],
)
def test_line_endings_do_not_count(repo: GitRepo, committed: str, stamped: str) -> None:
    commit = repo.save("a.md", committed)
    repo.save("a.md", "other\n")
    assert repo.find("a.md", stamped) == repo.expect(commit, "a.md", committed)


def test_equal_bytes_come_before_equal_lines(repo: GitRepo) -> None:
    older = repo.save("a.md", "a\nb\n")
    repo.save("a.md", "a\r\nb\r\n")
    assert repo.find("a.md", "a\nb\n") == repo.expect(older, "a.md", "a\nb\n")


@pytest.mark.parametrize(
    "name",
    ["with space.md", "quo\"te's.md", "two\nlines.md", "-rf.md", ":(top)x.md", "*.md", "דף.md"],
)
def test_any_name_will_do(repo: GitRepo, name: str) -> None:
    commit = repo.save(name, "# One\n")
    repo.save(name, "# Two\n")
    assert repo.find(name, "# One\n") == repo.expect(commit, name, "# One\n")


def test_a_name_that_is_not_utf8_will_do(repo: GitRepo) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    commit = repo.save(name, "# One\n")
    repo.save(name, "# Two\n")
    assert repo.find(name, "# One\n") == repo.expect(commit, name, "# One\n")
    assert repo.find(name, "# One\n") == repo.expect(commit, name, "# One\n")


def test_many_sources_at_once(repo: GitRepo) -> None:
    names = [f"part {number}/page.md" for number in range(150)]
    for name in names:
        repo.write(name, f"# {name}\n")
    commit = repo.commit()
    for name in names:
        repo.write(name, "# New\n")
    repo.commit()
    queries = [BaseQuery(name, name_digest(md5(f"# {name}\n"))) for name in names]
    found = repo.history().find_bases(queries)
    assert list(found) == queries
    assert found == {
        query: repo.expect(commit, query.source, f"# {query.source}\n") for query in queries
    }


def test_a_blob_of_a_merge_commit_alone(repo: GitRepo) -> None:
    repo.save("a.md", "base\n")
    repo.git("checkout", "-q", "-b", "side")
    repo.save("a.md", "theirs\n")
    repo.git("checkout", "-q", "main")
    repo.save("a.md", "ours\n")
    repo.git("merge", "-q", "-s", "ours", "--no-commit", "side")
    merge = repo.save("a.md", "resolved\n")
    repo.save("a.md", "newest\n")
    assert repo.find("a.md", "resolved\n") == repo.expect(merge, "a.md", "resolved\n")


def test_a_blob_of_a_side_branch_that_the_merge_dropped(repo: GitRepo) -> None:
    repo.save("a.md", "base\n")
    repo.git("checkout", "-q", "-b", "side")
    side = repo.save("a.md", "theirs\n")
    repo.git("checkout", "-q", "main")
    repo.save("a.md", "ours\n")
    repo.git("merge", "-q", "-s", "ours", "side")
    assert repo.find("a.md", "theirs\n") == repo.expect(side, "a.md", "theirs\n")


def test_the_newest_commit_may_be_on_a_side_that_the_merge_dropped(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.git("checkout", "-q", "-b", "side")
    repo.save("a.md", "# Draft\n")
    side = repo.save("a.md", "# One\n")
    repo.git("checkout", "-q", "main")
    repo.save("a.md", "# Two\n")
    repo.git("merge", "-q", "-s", "ours", "side")
    assert repo.find("a.md", "# One\n") == repo.expect(side, "a.md", "# One\n")


def test_across_a_chain_of_renames(repo: GitRepo) -> None:
    body = "".join(f"line {number}\n" for number in range(30))
    first = repo.save("a.md", body)
    repo.save("unrelated.md", body)
    repo.git("mv", "a.md", "b.md")
    repo.save("b.md", f"{body}more\n")
    repo.git("mv", "b.md", "c.md")
    repo.save("c.md", f"{body}more\nand more\n")
    assert repo.find("c.md", body) == repo.expect(first, "a.md", body)


def test_at_the_middle_of_a_chain_beside_other_removals(repo: GitRepo) -> None:
    body = "".join(f"line {number}\n" for number in range(30))
    repo.write("gone.md", "unlike it\n")
    repo.save("a.md", body)
    repo.git("mv", "a.md", "b.md")
    middle = repo.save("b.md", f"{body}more\n")
    repo.save("b.md", f"{body}more\nand more\n")
    repo.git("rm", "-q", "gone.md")
    repo.git("mv", "b.md", "c.md")
    repo.save("c.md", f"{body}more\nand more\nat last\n")
    found = repo.expect(middle, "b.md", f"{body}more\n")
    assert repo.find("c.md", f"{body}more\n") == found


def test_what_another_file_said_that_went_is_not_at_a_path_before(repo: GitRepo) -> None:
    gone = repo.save("gone.md", "unlike it\n")
    repo.git("rm", "-q", "gone.md")
    repo.save("new.md", "# New\n\nIt says something else.\n")
    assert repo.find("new.md", "unlike it\n") == repo.expect(gone, "gone.md", "unlike it\n")


def test_at_the_path_that_the_stamp_names(repo: GitRepo) -> None:
    repo.write("copy.md", "# One\n")
    first = repo.save("old.md", "# One\n")
    repo.git("rm", "-q", "old.md", "copy.md")
    repo.save("new.md", "something else entirely\n")
    found = repo.find("new.md", "# One\n", "old.md")
    assert found == repo.expect(first, "old.md", "# One\n")


def test_on_another_branch(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.git("checkout", "-q", "-b", "side")
    side = repo.save("b.md", "# Side\n")
    repo.git("checkout", "-q", "main")
    assert repo.find("a.md", "# Side\n") == repo.expect(side, "b.md", "# Side\n")


def test_in_the_reflog_alone(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    lost = repo.save("a.md", "# Lost\n")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    assert repo.find("a.md", "# Lost\n") == repo.expect(lost, "a.md", "# Lost\n")


@pytest.mark.parametrize("packed", [False, True])
def test_a_staged_version_that_was_never_committed(repo: GitRepo, *, packed: bool) -> None:
    repo.save("a.md", "# One\n")
    repo.write("a.md", "# Staged\n")
    repo.git("add", "a.md")
    repo.save("a.md", "# Two\n")
    if packed:
        repo.git("repack", "-q", "-a", "-d", "--keep-unreachable")
    blob = repo.blob("# Staged\n")
    assert repo.find("a.md", "# Staged\n") == Base(None, None, blob, None)


def test_in_the_index_of_a_repository_without_commits(repo: GitRepo) -> None:
    repo.write("a.md", "# One\n")
    repo.git("add", "a.md")
    assert repo.find("a.md", "# One\n") == Base(None, None, repo.blob("# One\n"), None)
    assert repo.find("a.md", "# Two\n") is Reason.UNKNOWN_HASH


def test_after_garbage_collection(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    repo.git("gc", "-q")
    assert repo.find("a.md", "# One\n") == repo.expect(first, "a.md", "# One\n")


def test_a_root_below_the_top(repo: GitRepo) -> None:
    first = repo.save("docs/en/a.md", "# One\n")
    outside = repo.save("old/a.md", "# Outside\n")
    repo.git("rm", "-q", "old/a.md")
    repo.save("docs/en/a.md", "# Two\n")
    inside = repo.find("en/a.md", "# One\n", folder="docs")
    assert inside == repo.expect(first, "en/a.md", "# One\n")
    away = repo.find("en/a.md", "# Outside\n", folder="docs")
    assert away == repo.expect(outside, "../old/a.md", "# Outside\n")


def test_in_a_linked_work_tree(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    repo.git("worktree", "add", "-q", "../linked", "-b", "other")
    linked = GitRepo(repo.path.parent / "linked")
    assert linked.find("a.md", "# One\n") == repo.expect(first, "a.md", "# One\n")
    assert (repo.path / ".git" / "translation-sync").is_dir()


def test_in_a_submodule(make_repo: MakeRepo) -> None:
    inner, outer = make_repo("inner"), make_repo("outer")
    first = inner.save("a.md", "# One\n")
    inner.save("a.md", "# Two\n")
    outer.git("-c", "protocol.file.allow=always", "submodule", "-q", "add", "../inner", "sub")
    outer.commit()
    sub = GitRepo(outer.path / "sub")
    assert sub.find("a.md", "# One\n") == inner.expect(first, "a.md", "# One\n")
    assert outer.find("sub", "# One\n") is Reason.UNKNOWN_HASH


def test_with_borrowed_objects(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    repo.write("b.md", "# Staged\n")
    repo.git("add", "b.md")
    repo.git("clone", "-q", "--shared", ".", "../borrower")
    borrower = GitRepo(repo.path.parent / "borrower")
    assert borrower.find("a.md", "# One\n") == repo.expect(first, "a.md", "# One\n")
    assert borrower.find("b.md", "# Staged\n") == Base(None, None, repo.blob("# Staged\n"), None)


def test_with_object_names_of_sha256(make_repo: MakeRepo) -> None:
    repo = make_repo("long", "--object-format=sha256")
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    found = repo.find("a.md", "# One\n")
    assert found == repo.expect(first, "a.md", "# One\n")
    assert len(first) == 64


def test_a_hook_of_another_repository_does_not_mislead(
    make_repo: MakeRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo, other = make_repo("course"), make_repo("other")
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    other.save("a.md", "# Other\n")
    expected = repo.expect(first, "a.md", "# One\n")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.path / ".git" / "index"))
    assert repo.find("a.md", "# One\n") == expected
    assert repo.find("a.md", "# Other\n") is Reason.UNKNOWN_HASH


def test_with_a_git_directory_elsewhere(
    repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repo.save("docs/a.md", "# One\n")
    repo.save("docs/a.md", "# Two\n")
    expected = repo.expect(first, "a.md", "# One\n")
    (repo.path / ".git").rename(tmp_path / "store")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "store"))
    monkeypatch.setenv("GIT_WORK_TREE", str(repo.path))
    assert repo.find("a.md", "# One\n", folder="docs") == expected


def test_a_bare_repository_is_refused_in_words(make_repo: MakeRepo) -> None:
    with pytest.raises(SyncError, match="bare repository"):
        make_repo("course.git", "--bare").history()


def test_the_users_settings_do_not_mislead(
    repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "".join(f"line {number}\n" for number in range(30))
    first = repo.save("docs/a.md", body)
    repo.git("mv", "docs/a.md", "docs/b.md")
    repo.save("docs/b.md", f"{body}more\n")
    settings = tmp_path / "settings"
    settings.write_text(
        "[log]\nfollow=true\nshowRoot=false\nshowSignature=true\ndate=relative\n"
        "diffMerges=first-parent\n[diff]\nrenames=false\nrelative=true\nnoprefix=true\n"
        "[color]\nui=always\n[core]\nabbrev=4\n[format]\npretty=oneline\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    found = repo.find("b.md", body, folder="docs")
    assert isinstance(found, Base)
    assert (found.commit, found.path) == (first, "a.md")


def test_a_folder_outside_of_git_has_no_history(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    assert History.open(folder) is None


def test_a_link_at_the_path_is_no_version(repo: GitRepo) -> None:
    (repo.path / "a.md").symlink_to("target")
    repo.commit()
    (repo.path / "a.md").unlink()
    repo.save("a.md", "# One\n")
    found = repo.find("a.md", "target")
    assert found == Base(None, None, repo.blob("target"), None)


def test_the_number_of_processes_does_not_grow_with_the_blobs(
    repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        repo.write("a.md", f"# {number}\n")
        repo.save("b.md", f"## {number}\n")
    real = shutil.which("git")
    counted = tmp_path / "bin" / "git"
    counted.parent.mkdir()
    counted.write_text(f'#!/bin/sh\necho x >> "{tmp_path}/count"\nexec {real} "$@"\n')
    counted.chmod(0o755)
    queries = [BaseQuery("a.md", name_digest(md5(f"# {number}\n"))) for number in range(11)]
    queries += [BaseQuery("b.md", name_digest(md5(f"## {number}\n"))) for number in range(11)]
    queries += [BaseQuery("b.md", name_digest(md5("never")))]
    script = (
        "import sys; from pathlib import Path; from sync.history import *\n"
        "from sync.model import name_digest\n"
        "history = History.open(Path(sys.argv[1])); pairs = sys.argv[2:]\n"
        "queries = [BaseQuery(*pair.split(' ')) for pair in pairs]\n"
        "found = history.find_bases([q._replace(name=name_digest(q.name)) for q in queries])\n"
        "print(len(found))"
    )
    path = f"{counted.parent}{os.pathsep}{os.environ['PATH']}"
    monkeypatch.setenv("PATH", path)
    pairs = [f"{query.source} {query.name.text}" for query in queries]
    command = [sys.executable, "-c", script, str(repo.path), *pairs]
    cold = subprocess.run(command, capture_output=True, text=True, check=True)
    assert cold.stdout == "23\n"
    starts = len((tmp_path / "count").read_text().split())
    assert starts <= 9
    warm = subprocess.run(command, capture_output=True, text=True, check=True)
    assert warm.stdout == "23\n"
    assert len((tmp_path / "count").read_text().split()) == starts + 1
