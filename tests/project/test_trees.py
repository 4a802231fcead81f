from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.errors import FileError
from sync.git import find_repository, read_listing
from sync.project.trees import BlobTree, DiskTree, Tree, is_below, is_closed
from tests.git.opening import open_repository
from tests.project_files import commit_all, git, write_files

NAMES = ("README.md", "docs/x.md", "-x.md", "new\nline/a b.md", "עברית \u202e.md", "docs/i.png")


def disk(root: Path) -> Tree:
    return DiskTree(root, find_repository(root))


def index(root: Path) -> Tree:
    repository = open_repository(root)
    return BlobTree(repository, read_listing(repository))


def commit(root: Path) -> Tree:
    repository = open_repository(root)
    return BlobTree.of_commit(repository, git(root, "rev-parse", "HEAD"))


OPENERS = pytest.mark.parametrize("open_tree", [disk, index, commit])
Opener = Callable[[Path], Tree]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    write_files(folder, NAMES)
    commit_all(folder)
    return folder


@OPENERS
def test_files_are_listed_and_read(root: Path, open_tree: Opener) -> None:
    tree = open_tree(root)
    assert sorted(tree.files()) == sorted(NAMES)
    for name in NAMES:
        assert tree.read(name) == f"# {name}\n".encode()
        assert tree.read_head(name, 3) == f"# {name}\n".encode()[:3]
        assert tree.exists(name)
        assert not tree.escapes(name)
    assert tree.ignored == tree.outside == frozenset()


@OPENERS
def test_a_subfolder_as_root(root: Path, open_tree: Opener) -> None:
    tree = open_tree(root / "docs")
    assert sorted(tree.files()) == ["i.png", "x.md"]
    assert tree.read("x.md") == b"# docs/x.md\n"


@OPENERS
def test_what_exists(root: Path, open_tree: Opener) -> None:
    tree = open_tree(root)
    for path in ("docs", "docs/../README.md", "docs/./x.md", "."):
        assert tree.exists(path)
    for path in ("nope", "docs/nope", "../project", "/etc", "docs/../../project/README.md"):
        assert not tree.exists(path)


@OPENERS
def test_a_file_that_is_not_there(root: Path, open_tree: Opener) -> None:
    with pytest.raises(FileError) as caught:
        open_tree(root).read("docs/nope.md")
    assert caught.value.path == "docs/nope.md"


@OPENERS
def test_links(root: Path, tmp_path: Path, open_tree: Opener) -> None:
    write_files(tmp_path, {"secret/s.md": "secret"})
    links = {
        "inside.md": "docs/x.md",
        "docs/up.md": "../README.md",
        "chain.md": "inside.md",
        "broken.md": "nowhere.md",
        "folder": "docs",
        "outside.md": "../secret/s.md",
        "absolute.md": str(tmp_path / "secret/s.md"),
        "away": "../secret",
        "round.md": "round.md",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    commit_all(root)
    tree = open_tree(root)
    listed = set(tree.files()) - set(NAMES)
    assert listed - {"away"} == {"inside.md", "docs/up.md", "chain.md", "outside.md", "absolute.md"}
    assert tree.read("chain.md") == tree.read("inside.md") == b"# docs/x.md\n"
    assert tree.read("docs/up.md") == b"# README.md\n"
    assert tree.outside == {"outside.md", "absolute.md", "away"}
    for path in ("outside.md", "absolute.md", "away", "away/s.md"):
        assert tree.escapes(path)
        with pytest.raises(FileError, match="leaves the root"):
            tree.read(path)
    assert not tree.escapes("folder/x.md")


def test_closed_folders_are_left_out(root: Path) -> None:
    closed = [".github/x.md", "node_modules/a/x.md", "docs/translated_images/x.md"]
    write_files(root, [*closed, ".hidden.md"])
    assert sorted(disk(root).files()) == sorted((*NAMES, ".hidden.md"))
    opened = DiskTree(root, None, lambda name: name == ".github")
    assert sorted(opened.files()) == sorted((*NAMES, ".hidden.md", ".github/x.md"))
    assert not any(path.startswith(".git/") for path in opened.files())
    assert is_closed(".github")
    assert not is_closed("github")


def test_ignored_files(root: Path) -> None:
    write_files(root, {".gitignore": "build/\n*.log.md\n"})
    write_files(root, ["build/a/b.md", "docs/y.log.md"])
    assert disk(root).ignored == {"build", "docs/y.log.md"}
    assert disk(root).find_ignored(["build/none.md", "x.md"]) == {"build/none.md"}
    assert index(root).find_ignored(["build/none.md", "x.md"]) == {"build/none.md"}
    assert DiskTree(root).ignored == frozenset()
    assert DiskTree(root).find_ignored(["build/none.md"]) == frozenset()


def test_ignored_folders_are_not_walked_for_long(root: Path) -> None:
    write_files(root, {".gitignore": "build/\n"})
    write_files(root, [f"build/{a}/{b}/x.md" for a in range(30) for b in range(30)])
    found = [path for path in disk(root).files() if path.startswith("build/")]
    assert len(found) < 600


def test_other_repositories_hold_no_documents(root: Path) -> None:
    write_files(root, ["vendor/thing/x.md", "sub/y.md"])
    git(root / "vendor/thing", "init", "-q")
    write_files(root, {"sub/.git": "gitdir: elsewhere\n"})
    assert disk(root).ignored == {"vendor/thing", "sub"}
    assert DiskTree(root).ignored == frozenset()


def test_other_things_than_files_are_listed_and_refused_when_they_are_read(root: Path) -> None:
    """Else what should be a source would be gone, and its translations orphaned."""
    os.mkfifo(root / "pipe.md")
    (root / "linked.md").symlink_to("pipe.md")
    tree = disk(root)
    for name in ("pipe.md", "linked.md"):
        assert name in tree.files()
        with pytest.raises(FileError, match=f"{name}: cannot be read: it is a named pipe"):
            tree.read(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read all")
def test_an_unreadable_folder(root: Path) -> None:
    write_files(root, ["shut/x.md"])
    (root / "shut").chmod(0)
    try:
        with pytest.raises(FileError, match="cannot be read") as caught:
            disk(root).files()
        assert caught.value.path == "shut"
        write_files(root, {".gitignore": "shut/\n"})
        assert "README.md" in disk(root).files()
    finally:
        (root / "shut").chmod(0o755)


def test_the_index_is_not_the_disk(root: Path) -> None:
    write_files(root, {"README.md": "staged\n", "docs/new.md": "new\n"})
    git(root, "add", "-A")
    write_files(root, {"README.md": "on disk\n"})
    (root / "docs/x.md").unlink()
    assert index(root).read("README.md") == b"staged\n"
    assert index(root).read("docs/x.md") == b"# docs/x.md\n"
    assert commit(root).read("README.md") == b"# README.md\n"
    assert not commit(root).exists("docs/new.md")
    assert disk(root).read("README.md") == b"on disk\n"
    assert not disk(root).exists("docs/x.md")


def test_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert BlobTree.of_commit(open_repository(tmp_path), None).files() == ()


def test_is_below() -> None:
    assert is_below("a/b/c", {"a"})
    assert is_below("a", {"a"})
    assert not is_below("ab/c", {"a"})
    assert not is_below("a", ())
