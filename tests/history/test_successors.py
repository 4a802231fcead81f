"""Since when a document is no longer what it was."""

from __future__ import annotations

from sync.model import Base
from tests.history.gitrepo import GitRepo


def base(repo: GitRepo, commit: str, text: str, path: str = "a.md") -> Base:
    return Base(commit, path, repo.blob(text), repo.date(commit))


def find(repo: GitRepo, *asked: Base, path: str = "a.md") -> list[str | None]:
    found = repo.history().find_successors([(path, each) for each in asked])
    return [found.get((path, each.blob)) for each in asked]


def test_it_is_the_commit_after_the_version(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("b.md", "# Other\n")
    second = repo.save("a.md", "# Two\n")
    third = repo.save("a.md", "# Three\n")
    one, two = base(repo, first, "# One\n"), base(repo, second, "# Two\n")
    three = base(repo, third, "# Three\n")
    assert find(repo, one, two, three) == [repo.date(second), repo.date(third), None]


def test_a_version_that_came_back_was_left_last(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    again = repo.save("a.md", "# One\n")
    assert find(repo, base(repo, again, "# One\n")) == [None]
    last = repo.save("a.md", "# Three\n")
    assert find(repo, base(repo, again, "# One\n")) == [repo.date(last)]


def test_a_version_at_another_path_was_left_by_what_came_here(repo: GitRepo) -> None:
    first = repo.save("old.md", "# One\n")
    repo.git("rm", "-q", "old.md")
    moved = repo.save("a.md", "# Two\n")
    repo.save("a.md", "# Three\n")
    assert find(repo, base(repo, first, "# One\n", "old.md")) == [repo.date(moved)]


def test_commits_of_one_second_are_told_apart(repo: GitRepo) -> None:
    repo.environment["GIT_COMMITTER_DATE"] = "1700000000 +0000"
    first = repo.save("a.md", "# One\n")
    second = repo.save("a.md", "# Two\n")
    assert repo.date(first) == repo.date(second)
    one, two = base(repo, first, "# One\n"), base(repo, second, "# Two\n")
    assert find(repo, one, two) == [repo.date(second), None]


def test_a_merge_is_when_its_side_arrived(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.git("checkout", "-q", "-b", "side")
    repo.save("a.md", "# Two\n")
    repo.git("checkout", "-q", "main")
    repo.save("b.md", "# Other\n")
    repo.git("merge", "-q", "side", "-m", "Merge")
    merge = repo.git("rev-parse", "HEAD")
    assert find(repo, base(repo, first, "# One\n")) == [repo.date(merge)]


def test_ignored_commits_do_not_leave_a_version(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# One!\n")
    last = repo.save("a.md", "# Two\n")
    known = base(repo, first, "# One\n")._replace(same_as=repo.blob("# One!\n"))
    assert find(repo, known) == [repo.date(last)]


def test_paths_begin_at_the_root(repo: GitRepo) -> None:
    first = repo.save("docs/a.md", "# One\n")
    second = repo.save("docs/a.md", "# Two\n")
    known = base(repo, first, "# One\n")
    found = repo.history("docs").find_successors([("a.md", known)])
    assert found == {("a.md", known.blob): repo.date(second)}
