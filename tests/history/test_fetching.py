"""Clones that lack what is looked for, and may fetch it."""

from __future__ import annotations

import shutil

import pytest

from sync.errors import FetchError
from sync.git.fetching import FETCH
from sync.model import Base, Reason
from tests.history.gitrepo import GitRepo

FIRST, SECOND, OTHER = "# One\n", "# One and two\n", "# Other\n"
NEVER = "# Never\n"


@pytest.fixture
def origin(repo: GitRepo) -> GitRepo:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.save("a.md", FIRST)
    repo.save("a.md", SECOND)
    repo.save("other.md", OTHER)
    repo.save("other.md", OTHER + OTHER)
    repo.save("a.md", "# Three\n")
    return repo


@pytest.fixture
def shallow(origin: GitRepo) -> GitRepo:
    return _clone(origin, "shallow", "--depth=1")


@pytest.fixture
def partial(origin: GitRepo) -> GitRepo:
    return _clone(origin, "partial", "--filter=blob:none")


@pytest.fixture
def fetching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FETCH, "1")


def _clone(origin: GitRepo, name: str, *options: str) -> GitRepo:
    place = origin.path.parent / name
    origin.git("clone", "-q", *options, origin.path.as_uri(), str(place))
    return GitRepo(place)


def _has(clone: GitRepo, text: str) -> bool:
    listed = clone.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    return clone.blob(text) in listed.split()


def _count_packs(clone: GitRepo) -> int:
    return len(list((clone.path / ".git/objects/pack").glob("*.pack")))


@pytest.mark.usefixtures("fetching")
def test_a_shallow_clone_gets_its_history_and_the_versions_of_the_document(
    origin: GitRepo, shallow: GitRepo
) -> None:
    first = origin.git("rev-list", "--max-parents=0", "HEAD")
    assert shallow.find("a.md", FIRST) == origin.expect(first, "a.md", FIRST)
    assert shallow.git("rev-parse", "--is-shallow-repository") == "false"
    assert _has(shallow, SECOND)
    assert not _has(shallow, OTHER)


@pytest.mark.usefixtures("fetching")
def test_all_contents_come_over_one_connection(shallow: GitRepo) -> None:
    packs = _count_packs(shallow)
    assert isinstance(shallow.find("a.md", FIRST), Base)
    assert _count_packs(shallow) == packs + 2  # the commits and trees, then both contents


@pytest.mark.parametrize("value", ["", "0", None])
def test_nothing_is_fetched_unasked(
    shallow: GitRepo, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    if value is not None:
        monkeypatch.setenv(FETCH, value)
    before = shallow.git("count-objects", "-v")
    assert shallow.find("a.md", FIRST) is Reason.SHALLOW
    assert shallow.git("count-objects", "-v") == before


@pytest.mark.usefixtures("fetching")
def test_a_clone_that_has_the_version_fetches_nothing(shallow: GitRepo) -> None:
    packs = _count_packs(shallow)
    assert isinstance(shallow.find("a.md", "# Three\n"), Base)
    assert _count_packs(shallow) == packs
    assert shallow.git("rev-parse", "--is-shallow-repository") == "true"


@pytest.mark.usefixtures("fetching")
def test_a_version_that_a_tag_refers_to_is_fetched_as_well(origin: GitRepo) -> None:
    """The clone has that commit, and not its contents."""
    origin.git("tag", "v1", origin.git("rev-list", "--max-parents=0", "HEAD"))
    assert isinstance(_clone(origin, "tagged", "--filter=blob:none").find("a.md", FIRST), Base)


@pytest.mark.usefixtures("fetching")
def test_a_partial_clone_gets_the_versions_of_the_document(partial: GitRepo) -> None:
    assert isinstance(partial.find("a.md", FIRST), Base)
    assert not _has(partial, OTHER)


@pytest.mark.parametrize("name", ["shallow", "partial"])
@pytest.mark.usefixtures("fetching")
def test_a_hash_that_no_version_has_is_unknown_for_sure(
    name: str, request: pytest.FixtureRequest
) -> None:
    """Only once every document's versions are here can that be said."""
    clone: GitRepo = request.getfixturevalue(name)
    assert clone.find("a.md", NEVER) is Reason.UNKNOWN_HASH
    assert _has(clone, OTHER)


@pytest.mark.usefixtures("fetching")
def test_a_version_of_another_document_is_found(partial: GitRepo) -> None:
    found = partial.find("a.md", OTHER)
    assert isinstance(found, Base)
    assert found.path == "other.md"


@pytest.mark.parametrize(
    ("name", "reason"), [("shallow", Reason.SHALLOW), ("partial", Reason.PARTIAL_CLONE)]
)
def test_an_answer_from_before_does_not_count_once_fetching_is_allowed(
    name: str, reason: Reason, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone: GitRepo = request.getfixturevalue(name)
    assert clone.find("a.md", FIRST) is reason
    assert clone.find("a.md", FIRST) is reason
    monkeypatch.setenv(FETCH, "1")
    assert isinstance(clone.find("a.md", FIRST), Base)


@pytest.mark.usefixtures("fetching")
def test_commits_that_were_made_in_the_clone_do_not_matter(shallow: GitRepo) -> None:
    shallow.save("a.md", "# Four\n")
    assert isinstance(shallow.find("a.md", FIRST), Base)


@pytest.mark.usefixtures("fetching")
def test_a_server_without_filters_sends_everything(origin: GitRepo, shallow: GitRepo) -> None:
    origin.git("config", "uploadpack.allowFilter", "false")
    assert isinstance(shallow.find("a.md", FIRST), Base)
    assert _has(shallow, OTHER)


@pytest.mark.parametrize("name", ["shallow", "partial"])
@pytest.mark.usefixtures("fetching")
def test_a_fetch_that_fails_is_no_answer(
    name: str, origin: GitRepo, request: pytest.FixtureRequest
) -> None:
    clone: GitRepo = request.getfixturevalue(name)
    shutil.rmtree(origin.path)
    with pytest.raises(FetchError, match=r"cannot be fetched from origin: .+"):
        clone.find("a.md", FIRST)


@pytest.mark.usefixtures("fetching")
def test_a_clone_that_knows_no_remote_says_so(shallow: GitRepo) -> None:
    shallow.git("remote", "remove", "origin")
    with pytest.raises(FetchError, match="there is no remote"):
        shallow.find("a.md", FIRST)


@pytest.mark.usefixtures("fetching")
def test_the_remote_may_have_another_name(shallow: GitRepo) -> None:
    shallow.git("remote", "rename", "origin", "upstream")
    assert isinstance(shallow.find("a.md", FIRST), Base)
    shallow.git("remote", "add", "origin", "file:///nowhere")
    assert shallow.find("a.md", NEVER) is Reason.UNKNOWN_HASH
