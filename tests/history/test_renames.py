"""Renames of a few paths, found by their own commits, are those that the whole history has."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from sync.git import RawChange
from sync.history.log import read_changes
from sync.history.moves import OnDisk, Trails
from sync.history.opened import OpenRepository
from sync.history.renames import KeptRenames, Renames, Walk, read_renames
from tests.history.gitrepo import GitRepo

FOLDERS = ("docs", "docs/deep", "other", "")
LINE = ("--first-parent", "--diff-merges=first-parent")
PATTERNS = (":(glob)**/*.md",)


def text(seed: int) -> str:
    return "".join(f"line {seed} {number}\n" for number in range(12))


def work(repo: GitRepo, draw: random.Random, present: dict[str, int], steps: int) -> None:
    """Write, rename, copy back and remove files, a few in each commit."""
    for _ in range(steps):
        for _ in range(draw.randint(1, 3)):
            folder, name = draw.choice(FOLDERS), draw.choice("abcdef")
            path = f"{folder}/{name}.md".lstrip("/")
            if path in present:
                repo.git("rm", "-q", "-f", path)
                del present[path]
            elif present and draw.random() < 0.7:
                old = draw.choice(sorted(present))
                (repo.path / path).parent.mkdir(parents=True, exist_ok=True)
                repo.git("mv", old, path)
                present[path] = present.pop(old)
            else:
                present[path] = draw.randint(0, 9)
                (repo.path / path).parent.mkdir(parents=True, exist_ok=True)
                (repo.path / path).write_text(text(present[path]))
                repo.git("add", path)
        repo.git("commit", "-q", "--allow-empty", "-m", "Work")


def list_former(renames: Sequence[RawChange], path: str) -> list[str]:
    found = []
    for change in renames:
        if change.path == path and change.old_path is not None:
            path = change.old_path
            found.append(path)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_few_are_found_as_all_are(repo: GitRepo, seed: int) -> None:
    draw = random.Random(seed)
    present: dict[str, int] = {}
    repo.save("first.txt", "first\n")
    work(repo, draw, present, 8)
    repo.git("checkout", "-q", "-b", "side")
    aside = dict(present)
    work(repo, draw, aside, 4)
    repo.git("checkout", "-q", "main")
    repo.save("main.txt", "main\n")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    work(repo, draw, aside, 5)

    history = repo.history()
    git: OpenRepository = history._clone.git
    kept = KeptRenames(history.cache.section("test"), None)
    paths = [f"{folder}/{name}.md".lstrip("/") for folder in FOLDERS for name in "abcdef"]
    every = tuple(read_changes(git, "HEAD", patterns=PATTERNS, options=("-M", "--diff-filter=R")))
    along = tuple(
        read_changes(git, "HEAD", patterns=PATTERNS, options=(*LINE, "-M", "--diff-filter=R"))
    )
    assert every
    for path in draw.sample(paths, 6):
        one = read_renames(git, [path], kept, Walk(PATTERNS))
        is_there = set(aside) - {path}
        followed = [
            Trails(renames, is_there, OnDisk(), is_shallow=False).follow(path)
            for renames in (Renames(every), one)
        ]
        assert followed[0] == followed[1], path
        back = read_renames(git, [path], kept, Walk(PATTERNS, LINE, is_back=True))
        assert list_former(back.changes, path) == list_former(along, path), path
    several = read_renames(git, paths[:9], kept, Walk(PATTERNS))
    assert [each for each in every if each.old_path in paths[:9]] == [
        each for each in several.changes if each.old_path in paths[:9]
    ]


def test_of_many_paths_all_are_told(repo: GitRepo) -> None:
    repo.save("a.md", text(1))
    repo.git("mv", "a.md", "b.md")
    repo.commit()
    git = repo.history()._clone.git
    kept = KeptRenames(repo.history().cache.section("test"), None)
    many = [f"{number}.md" for number in range(101)]
    [rename] = read_renames(git, many, kept, Walk(PATTERNS)).changes
    assert (rename.old_path, rename.path) == ("a.md", "b.md")
    assert read_renames(git, many[:5], kept, Walk(PATTERNS)).changes == ()
    assert read_renames(git, [], kept, Walk(PATTERNS)).changes == ()
