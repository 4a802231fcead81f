from __future__ import annotations

from collections.abc import Sequence

import pytest

from sync.errors import GitError
from sync.git import RawChange
from sync.history.moves import OnDisk, Trails
from sync.history.renames import Renames
from sync.model import Reason
from tests.history.gitrepo import GitRepo
from tests.history.test_damage import loose_object

FILE = "100644"
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
    renames: Sequence[tuple[str, str]], present: Sequence[str], target: str | None
) -> None:
    changes = (RawChange("", "R100", FILE, FILE, "", "", new, old) for old, new in renames)
    trails = Trails(Renames(tuple(changes)), present, OnDisk(), is_shallow=False)
    assert trails.follow("a") == target


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


@pytest.mark.parametrize(
    ("filtered", "moves"),
    [("blob:none", {"a.md": "b.md"}), ("tree:0", {"a.md": Reason.PARTIAL_CLONE})],
)
def test_moves_in_a_partial_clone(
    repo: GitRepo, filtered: str, moves: dict[str, str | Reason]
) -> None:
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


EDITED = f"{BODY}more\n"


def clone_shallowly(repo: GitRepo, depth: int) -> GitRepo:
    target = repo.path.parent / f"shallow{depth}"
    repo.git("clone", "-q", f"--depth={depth}", repo.path.as_uri(), str(target))
    return GitRepo(target)


@pytest.fixture
def moved(repo: GitRepo) -> GitRepo:
    """A repository whose a.md moved, edited, to b.md, and whose gone.md is gone; then one more."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repo.write("gone.md", "# Gone\n")
    repo.save("a.md", BODY)
    repo.git("rm", "-q", "gone.md")
    repo.commit()
    repo.git("mv", "a.md", "b.md")
    repo.save("b.md", EDITED)
    repo.save("c.md", "# Other\n")
    return repo


def find(repo: GitRepo) -> dict[str, str | Reason]:
    return repo.history().find_moves(["a.md", "gone.md"], ["b.md", "c.md"])


@pytest.mark.parametrize(
    ("depth", "known"),
    [
        (1, {"a.md": Reason.SHALLOW, "gone.md": Reason.SHALLOW}),
        (2, {"a.md": Reason.SHALLOW, "gone.md": Reason.SHALLOW}),
        (3, {"a.md": "b.md", "gone.md": Reason.SHALLOW}),
        (4, {"a.md": "b.md"}),
        (5, {"a.md": "b.md"}),
    ],
)
def test_what_a_shallow_clone_cannot_tell(
    moved: GitRepo, depth: int, known: dict[str, str | Reason]
) -> None:
    assert find(clone_shallowly(moved, depth)) == known
    assert find(moved) == {"a.md": "b.md"}


def test_a_shallow_clone_may_fetch_the_answer(
    moved: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRANSLATION_SYNC_FETCH", "1")
    assert find(clone_shallowly(moved, 1)) == {"a.md": "b.md"}


def test_what_a_partial_clone_cannot_tell(moved: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    partial = moved.clone_partially("blob:none")
    assert find(partial) == {"a.md": Reason.PARTIAL_CLONE}  # gone.md went alone
    monkeypatch.setenv("TRANSLATION_SYNC_FETCH", "1")
    assert find(partial) == {"a.md": "b.md"}


def test_a_partial_clone_that_has_the_contents_tells(moved: GitRepo) -> None:
    partial = moved.clone_partially("blob:none")
    for name in (moved.blob(BODY), moved.blob(EDITED)):
        partial.git("cat-file", "-e", name)  # which fetches it
    assert find(partial) == {"a.md": "b.md"}


def test_a_partial_clone_without_trees_tells_nothing(moved: GitRepo) -> None:
    partial = moved.clone_partially("tree:0")
    reasons = {"a.md": Reason.PARTIAL_CLONE, "gone.md": Reason.PARTIAL_CLONE}
    assert find(partial) == reasons


def test_what_went_beside_something_else_is_gone(moved: GitRepo) -> None:
    """A document is removed where another comes that has nothing of it."""
    moved.git("rm", "-q", "c.md")
    moved.save("d.md", "".join(f"another {number}\n" for number in range(50)))
    assert moved.history().find_moves(["c.md"], ["b.md", "d.md"]) == {}
    partial = moved.clone_partially("blob:none")
    reasons = {"c.md": Reason.PARTIAL_CLONE}
    assert partial.history().find_moves(["c.md"], ["b.md", "d.md"]) == reasons
    partial.git("cat-file", "-e", moved.blob("# Other\n"))
    assert partial.history().find_moves(["c.md"], ["b.md", "d.md"]) == {}


def test_a_removal_that_is_not_committed(moved: GitRepo) -> None:
    for clone in (clone_shallowly(moved, 1), moved.clone_partially("blob:none")):
        clone.git("mv", "c.md", "d.md")
        clone.save("d.md", "# Other\n")
        clone.git("rm", "-q", "b.md")
        assert clone.history().find_moves(["c.md", "b.md"], ["d.md"]) == {"c.md": "d.md"}


def test_a_picture_that_git_cannot_read_is_not_looked_at(repo: GitRepo) -> None:
    picture = bytes(range(256)) * 20
    repo.write("x.png", picture)
    repo.save("a.md", BODY)
    blob = repo.git("rev-parse", "HEAD:x.png")
    repo.git("mv", "x.png", "y.png")
    repo.save("y.png", picture + b"redrawn")
    repo.git("mv", "a.md", "b.md")
    repo.save("b.md", EDITED)
    loose_object(repo, blob).unlink()
    assert repo.history().find_moves(["a.md"], ["b.md"]) == {"a.md": "b.md"}
