from __future__ import annotations

import pytest

from sync.errors import UsageError
from sync.history.versions import DatedVersion
from tests.history.gitrepo import GitRepo

BODY = "".join(f"line {number}\n" for number in range(30))


def version(repo: GitRepo, commit: str, text: str) -> DatedVersion:
    return DatedVersion(commit, repo.date(commit), repo.blob(text))


def test_versions_are_the_newest_first(repo: GitRepo) -> None:
    first = repo.save("docs/a.md", "# One\n")
    repo.save("docs/b.md", "# Other\n")
    second = repo.save("docs/a.md", "# Two\n")
    expected = (version(repo, second, "# Two\n"), version(repo, first, "# One\n"))
    assert repo.history().versions("docs/a.md") == expected
    assert repo.history("docs").versions("a.md") == expected


def test_a_merge_counts_as_one_version(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.git("checkout", "-q", "-b", "side")
    repo.save("a.md", "# Draft\n")
    repo.save("a.md", "# Two\n")
    repo.git("checkout", "-q", "main")
    repo.save("b.md", "# Other\n")
    repo.git("merge", "-q", "side", "-m", "Merge")
    merge = repo.git("rev-parse", "HEAD")
    versions = repo.history().versions("a.md")
    assert versions == (version(repo, merge, "# Two\n"), version(repo, first, "# One\n"))


def test_versions_go_back_through_renames(repo: GitRepo) -> None:
    first = repo.save("a.md", BODY)
    repo.git("mv", "a.md", "b.md")
    moved = repo.save("b.md", f"{BODY}more\n")
    versions = repo.history().versions("b.md")
    assert versions == (version(repo, moved, f"{BODY}more\n"), version(repo, first, BODY))


def test_a_deletion_is_no_version(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.git("rm", "-q", "a.md")
    repo.commit()
    assert repo.history().versions("a.md") == (version(repo, first, "# One\n"),)


def test_nothing_was_committed_yet(repo: GitRepo) -> None:
    assert repo.history().versions("a.md") == ()


def test_the_version_at_a_date(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    second = repo.save("a.md", "# Two\n")
    history = repo.history()
    one, two = version(repo, first, "# One\n"), version(repo, second, "# Two\n")
    assert history.version_at("a.md", one.date) == one
    assert history.version_at("a.md", two.date) == two
    assert history.version_at("a.md", one.date.replace("+00:00", "Z")) == one
    assert history.version_at("a.md", one.date.removesuffix("+00:00")) == one
    assert history.version_at("a.md", "2100-01-01") == two
    assert history.version_at("a.md", "2000-01-01") is None
    assert history.version_at("a.md", "last Tuesday") is None


def test_zones_are_compared_as_moments(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    date = repo.date(first)
    assert repo.history().version_at("a.md", date.replace("+00:00", "+05:00")) is None
    assert repo.history().version_at("a.md", date.replace("+00:00", "-05:00")) is not None


def test_a_revision_by_any_name(repo: GitRepo) -> None:
    first = repo.save("docs/a b.md", "# One\n")
    repo.git("tag", "-a", "v1", "-m", "Release")
    repo.save("docs/a b.md", "# Two\n")
    history = repo.history("docs")
    for revision in (first, first[:8], "v1", "HEAD~1", "main~1"):
        assert history.read_revision(revision, "a b.md") == b"# One\n"
    assert history.read_revision("HEAD", "a b.md") == b"# Two\n"


def test_a_revision_before_a_rename(repo: GitRepo) -> None:
    first = repo.save("a.md", BODY)
    repo.git("mv", "a.md", "b.md")
    repo.save("b.md", f"{BODY}more\n")
    repo.git("mv", "b.md", "c.md")
    repo.save("c.md", f"{BODY}more\nstill more\n")
    assert repo.history().read_revision(first, "c.md") == BODY.encode()
    assert repo.history().read_revision("HEAD~1", "c.md") == f"{BODY}more\n".encode()


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "--all", "-h", "", "HEAD~99", "HEAD:docs", "HEAD@{u}", "a..b", "\n", ":/x"],
)
def test_a_revision_that_git_does_not_know(repo: GitRepo, revision: str) -> None:
    repo.save("a.md", "# One\n")
    with pytest.raises(UsageError, match="no revision"):
        repo.history().read_revision(revision, "a.md")


def test_a_document_that_the_revision_lacks(repo: GitRepo) -> None:
    repo.save("b.md", "# Other\n")
    repo.save("a.md", "# One\n")
    with pytest.raises(UsageError, match=r"^a\.md: .*HEAD~1"):
        repo.history().read_revision("HEAD~1", "a.md")


def test_a_folder_is_no_document(repo: GitRepo) -> None:
    repo.save("docs/a.md", "# One\n")
    with pytest.raises(UsageError):
        repo.history().read_revision("HEAD", "docs")


def test_the_last_date_is_that_of_the_newest_commit_of_some_documents(repo: GitRepo) -> None:
    assert repo.history().find_last_date(["tea.md"]) is None
    first = repo.save("docs/tea.md", "1\n")
    second = repo.save("docs/a b [c].md", "2\n")
    repo.save("other.md", "3\n")
    history = repo.history("docs")
    assert history.find_last_date(["tea.md"]) == repo.date(first)
    assert history.find_last_date(["tea.md", "a b [c].md", "gone.md"]) == repo.date(second)
    assert history.find_last_date(["gone.md"]) is None
    many = [f"{number}.md" for number in range(1200)]
    assert history.find_last_date([*many, "tea.md"]) == repo.date(first)
