from __future__ import annotations

from collections.abc import Sequence

import pytest

from sync.errors import GitError
from sync.history.moves import Rename, follow_renames
from tests.history.gitrepo import GitRepo

BODY = "".join(f"line {number}\n" for number in range(30))


@pytest.mark.parametrize(
    ("renames", "present", "target"),
    [
        ([("a", "b")], ["b"], "b"),
        ([("b", "c"), ("a", "b")], ["c"], "c"),
        ([("a", "b")], [], None),
        ([], ["b"], None),
        ([("a", "b"), ("b", "c")], ["c"], None),
        ([("b", "c"), ("a", "b")], ["b", "c"], "b"),
        ([("a", "new"), ("a", "old")], ["old", "new"], "new"),
        ([("b", "a"), ("a", "b")], [], None),
        ([("c", "d"), ("b", "a"), ("a", "c"), ("a", "b")], ["d"], "d"),
    ],
)
def test_follows_renames(
    renames: Sequence[Rename], present: Sequence[str], target: str | None
) -> None:
    assert follow_renames("a", renames, present) == target


def test_moves_in_the_history(repo: GitRepo) -> None:
    repo.save("docs/a.md", BODY)
    repo.save("docs/gone.md", "# Something else\n")
    repo.git("mv", "docs/a.md", "docs/b c.md")
    repo.save("docs/b c.md", f"{BODY}more\n")
    repo.git("rm", "-q", "docs/gone.md")
    repo.git("mv", "docs/b c.md", "docs/d.md")
    repo.commit()
    moves = repo.history("docs").find_moves(["a.md", "gone.md", "b c.md"], ["d.md"])
    assert moves == {"a.md": "d.md", "b c.md": "d.md"}
    assert repo.history("docs").find_moves(["a.md"], ["b c.md"]) == {"a.md": "b c.md"}
    assert repo.history("docs").find_moves(["a.md"], ["elsewhere.md"]) == {}


def test_moves_on_a_side_branch(repo: GitRepo) -> None:
    repo.save("a.md", BODY)
    repo.git("checkout", "-q", "-b", "side")
    repo.git("mv", "a.md", "b.md")
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.save("other.md", "# Other\n")
    repo.git("merge", "-q", "side", "-m", "Merge")
    assert repo.history().find_moves(["a.md"], ["b.md", "other.md"]) == {"a.md": "b.md"}


def test_a_move_that_is_staged_only(repo: GitRepo) -> None:
    repo.save("a.md", BODY)
    repo.git("mv", "a.md", "b.md")
    assert repo.history().find_moves(["a.md"], ["b.md"]) == {"a.md": "b.md"}


def test_a_file_that_was_never_here(repo: GitRepo) -> None:
    assert repo.history().find_moves(["a.md"], ["b.md"]) == {}
    repo.save("b.md", BODY)
    assert repo.history().find_moves(["a.md"], ["b.md"]) == {}


@pytest.mark.parametrize(("filtered", "moves"), [("blob:none", {"a.md": "b.md"}), ("tree:0", {})])
def test_moves_in_a_partial_clone(repo: GitRepo, filtered: str, moves: dict[str, str]) -> None:
    repo.save("a.md", "# One\n")
    repo.save("other.md", BODY)
    repo.git("mv", "a.md", "b.md")
    repo.git("mv", "other.md", "changed.md")
    repo.save("changed.md", f"{BODY}more\n")
    repo.save("changed.md", "# Rewritten\n")
    partial = repo.clone_partially(filtered)
    assert partial.history().find_moves(["a.md"], ["b.md"]) == moves


def test_a_damaged_history_is_no_answer(repo: GitRepo) -> None:
    repo.save("a.md", BODY)
    lost = repo.git("rev-parse", "HEAD")
    repo.git("mv", "a.md", "b.md")
    repo.commit()
    (repo.path / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    with pytest.raises(GitError, match=lost):
        repo.history().find_moves(["a.md"], ["b.md"])
