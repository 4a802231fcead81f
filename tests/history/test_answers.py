from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import pytest

from sync.cache import Section
from sync.errors import GitError
from sync.history import BaseQuery, BaseText, History
from sync.history.answers import Answers
from sync.model import Base, Reason, name_digest
from tests.history.gitrepo import GitRepo, md5

FOUND = Base(commit="c" * 40, path="a.md", blob="b" * 40, date="2025-01-02T03:04:05+00:00")
DANGLING = Base(commit=None, path=None, blob="b" * 40, date=None)


ASK = """
import sys
from pathlib import Path
started = []
sys.addaudithook(lambda event, _: event == "subprocess.Popen" and started.append(event))
from sync.history import BaseQuery, History
from sync.model import name_digest
history = History.open(Path(sys.argv[1]))
found = history.find_bases([BaseQuery(sys.argv[2], name_digest(sys.argv[3]))])
print(list(found.values()), len(started) > 1)
"""


def ask(repo: GitRepo, folder: str, source: str, text: str) -> tuple[str, bool]:
    """Ask in a process of its own: the answer, and whether git was asked for more than a root."""
    command = [sys.executable, "-c", ASK, str(repo.path / folder), source, md5(text)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer, _, asked = done.stdout.strip().rpartition(" ")
    return answer, asked == "True"


def read_bases(
    history: History, queries: Sequence[BaseQuery]
) -> Mapping[BaseQuery, BaseText | Reason | GitError]:
    return history.read_bases(history.find_bases(queries))


def name(text: str, source: str = "a.md") -> BaseQuery:
    return BaseQuery(source, name_digest(text))


def recall(
    answers: Answers, query: BaseQuery, state: str | None, here: Collection[str] = ()
) -> Base | Reason | None:
    """Return what is known in a state of a repository that has some commits."""
    return answers.find([query], state, frozenset(here).intersection).get(query)


@pytest.mark.parametrize("answer", [FOUND, DANGLING, Reason.SHALLOW, Reason.UNKNOWN_HASH])
def test_an_answer_survives_the_file(tmp_path: Path, answer: Base | Reason) -> None:
    path = tmp_path / "bases.json"
    first = Answers(Section(path))
    first.keep(name("hash"), answer, "state")
    first.section.save()
    second = Answers(Section(path))
    assert recall(second, name("hash"), "state") == answer
    assert recall(second, name("other"), "state") is None
    assert recall(second, name("hash", "b.md"), "state") is None


@pytest.mark.parametrize("state", ["later", None])
def test_only_what_a_commit_holds_outlives_the_state(state: str | None) -> None:
    answers = Answers(Section(None))
    for text, answer in (("a", FOUND), ("b", DANGLING), ("c", Reason.UNKNOWN_HASH)):
        answers.keep(name(text), answer, "state")
    later = [recall(answers, name(text), state, ["c" * 40]) for text in "abc"]
    assert later == [FOUND, None, None]


@pytest.mark.parametrize("state", ["later", None])
def test_what_a_commit_held_goes_with_it(state: str | None) -> None:
    answers = Answers(Section(None))
    answers.keep(name("a"), FOUND, "state")
    assert recall(answers, name("a"), state, ["d" * 40]) is None
    assert recall(answers, name("a"), "state") == FOUND


def test_a_commit_is_looked_for_once_in_a_state() -> None:
    answers = Answers(Section(None))
    answers.keep(name("a"), FOUND, "state")
    assert recall(answers, name("a"), "later", ["c" * 40]) == FOUND
    assert recall(answers, name("a"), "later") == FOUND


def test_what_a_boundary_seems_to_hold_is_true_of_the_state() -> None:
    answers = Answers(Section(None))
    answers.keep(name("a"), FOUND, "state", ["c" * 40])
    answers.keep(name("b"), FOUND, "state", ["d" * 40])
    assert [recall(answers, name(text), "state") for text in "ab"] == [FOUND, FOUND]
    later = [recall(answers, name(text), "later", ["c" * 40]) for text in "ab"]
    assert later == [None, FOUND]


def test_nothing_that_may_change_is_kept_without_a_state() -> None:
    answers = Answers(Section(None))
    answers.keep(BaseQuery("a.md", name_digest("b")), DANGLING, None)
    answers.keep(BaseQuery("a.md", name_digest("c")), Reason.UNKNOWN_HASH, None)
    assert list(answers.section.items()) == []


@pytest.mark.parametrize(
    "kept",
    [
        None,
        3,
        "text",
        [],
        ["x"],
        ["nonsense", None],
        [None, "c", "p", "d", None],
        [1, 2, 3, 4, None],
    ],
)
def test_an_entry_that_makes_no_sense_is_no_answer(tmp_path: Path, kept: object) -> None:
    path = tmp_path / "bases.json"
    path.write_text(json.dumps({"version": 1, "entries": {"digest hash a.md": kept}}))
    assert recall(Answers(Section(path)), name("hash"), "state") is None


@pytest.mark.parametrize("text", ["# One\n", "# Never\n"])
def test_the_second_run_asks_the_cache(repo: GitRepo, text: str) -> None:
    repo.save("docs/a.md", "# One\n")
    repo.save("docs/a.md", "# Two\n")
    cold, asked = ask(repo, "docs", "a.md", text)
    assert asked
    assert ask(repo, "docs", "a.md", text) == (cold, False)
    from_the_top, asked = ask(repo, "", "docs/a.md", text)
    assert from_the_top == cold.replace("'a.md'", "'docs/a.md'")
    assert not asked


def test_a_base_that_was_committed_since_is_found(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    assert repo.find("a.md", "# Two\n") is Reason.UNKNOWN_HASH
    second = repo.save("a.md", "# Two\n")
    assert repo.find("a.md", "# Two\n") == repo.expect(second, "a.md", "# Two\n")


def test_a_base_that_was_staged_and_then_committed_gets_its_commit(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.write("a.md", "# Two\n")
    repo.git("add", "a.md")
    assert repo.find("a.md", "# Two\n") == Base(None, None, repo.blob("# Two\n"), None)
    second = repo.commit()
    assert repo.find("a.md", "# Two\n") == repo.expect(second, "a.md", "# Two\n")


def test_a_base_that_was_fetched_since_is_found(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.git("clone", "-q", ".", "../clone")
    clone = GitRepo(repo.path.parent / "clone")
    repo.git("checkout", "-q", "-b", "side")
    side = repo.save("a.md", "# Two\n")
    assert clone.find("a.md", "# Two\n") is Reason.UNKNOWN_HASH
    clone.git("fetch", "-q", "origin")
    assert clone.find("a.md", "# Two\n") == repo.expect(side, "a.md", "# Two\n")


def test_a_clone_that_was_deepened_tells_the_commit_that_brought_a_version(
    repo: GitRepo,
) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("b.md", "# Other\n")
    second = repo.save("c.md", "# Other\n")
    repo.save("a.md", "# Two\n")
    repo.git("clone", "-q", "--depth", "2", repo.path.as_uri(), "../shallow")
    shallow = GitRepo(repo.path.parent / "shallow")
    assert shallow.find("a.md", "# One\n") == repo.expect(second, "a.md", "# One\n")
    shallow.git("fetch", "-q", "--unshallow")
    assert shallow.find("a.md", "# One\n") == repo.expect(first, "a.md", "# One\n")


def test_a_history_that_was_written_anew_is_asked_anew(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    assert isinstance(repo.find("a.md", "# One\n"), Base)
    repo.git("checkout", "-q", "--orphan", "new", "HEAD~1")
    again = repo.commit("Again")
    for command in (("branch", "-D", "main"), ("reflog", "expire", "--expire=now", "--all")):
        repo.git(*command)
    assert isinstance(repo.find("a.md", "# One\n"), Base)  # the old commit is still there
    repo.git("gc", "-q", "--prune=now")
    assert repo.find("a.md", "# One\n") == repo.expect(again, "a.md", "# One\n")
    assert repo.find("a.md", "# Two\n") is Reason.UNKNOWN_HASH


def test_an_open_history_sees_what_comes_after(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    history = repo.history()
    query = BaseQuery("a.md", name_digest(md5("# Two\n")))
    assert history.find_bases([query]) == {query: Reason.UNKNOWN_HASH}
    second = repo.save("a.md", "# Two\n")
    assert history.find_bases([query]) == {query: repo.expect(second, "a.md", "# Two\n")}


def test_reading_a_base_whose_object_is_gone_looks_afresh(repo: GitRepo) -> None:
    repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    query = BaseQuery("a.md", name_digest(md5("# Two\n")))
    found = repo.history().find_bases([query])
    assert isinstance(repo.history().read_bases(found)[query], BaseText)
    repo.git("reset", "-q", "--hard", "HEAD~1")
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "-q", "--prune=now")
    assert repo.history().read_bases(found) == {query: Reason.UNKNOWN_HASH}
    assert repo.find("a.md", "# Two\n") is Reason.UNKNOWN_HASH


def test_reading_a_base_checks_that_the_cache_told_the_truth(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    second = repo.save("a.md", "# Two\n")
    text = "# One\n"
    lie = [repo.blob("# Two\n"), second, "a.md", "2025-01-01T00:00:00+00:00", None]
    repo.cache.mkdir()
    entries = {f"{md5(text)} a.md": lie}
    (repo.cache / "bases.json").write_text(json.dumps({"version": 1, "entries": entries}))
    query = BaseQuery("a.md", name_digest(md5(text)))
    found = read_bases(repo.history(), [query])[query]
    assert found == BaseText(repo.expect(first, "a.md", text), text.encode())


def test_reading_bases_keeps_the_order_and_the_reasons(repo: GitRepo) -> None:
    first = repo.save("a.md", "a\r\n")
    repo.save("a.md", "b\n")
    queries = [BaseQuery("a.md", name_digest(md5(text))) for text in ("never", "a\n", "b\n")]
    texts = read_bases(repo.history(), queries)
    assert list(texts) == queries
    assert texts[queries[0]] is Reason.UNKNOWN_HASH
    assert texts[queries[1]] == BaseText(repo.expect(first, "a.md", "a\r\n"), b"a\r\n")


def test_reading_blobs(repo: GitRepo) -> None:
    repo.save("a.md", "")
    repo.save("a.md", "# Two\n")
    names = [repo.blob("# Two\n"), repo.blob(""), repo.blob("# Two\n")]
    read = list(repo.history().read_blobs(names))
    assert read == [(names[0], b"# Two\n"), (names[1], b""), (names[2], b"# Two\n")]
    assert list(repo.history().read_blobs([])) == []
    with pytest.raises(GitError, match="f" * 40):
        list(repo.history().read_blobs(["f" * 40]))


def test_a_git_directory_that_cannot_be_written_is_no_trouble(repo: GitRepo) -> None:
    first = repo.save("a.md", "# One\n")
    repo.save("a.md", "# Two\n")
    repo.cache.write_text("a file where the folder should be")
    history = repo.history()
    query = BaseQuery("a.md", name_digest(md5("# One\n")))
    for _ in range(2):
        assert history.find_bases([query])[query] == repo.expect(first, "a.md", "# One\n")
    assert repo.cache.read_text() == "a file where the folder should be"


def test_two_runs_at_once(repo: GitRepo) -> None:
    for number in range(10):
        repo.save("a.md", f"# {number}\n")
    script = (
        "import sys; from pathlib import Path; from sync.history import *\n"
        "from sync.model import name_digest\n"
        "history = History.open(Path(sys.argv[1]))\n"
        "found = history.find_bases([BaseQuery('a.md', name_digest(each)) "
        "for each in sys.argv[2:]])\n"
        "print(sorted(base.date for base in found.values()))"
    )
    hashes = [md5(f"# {number}\n") for number in range(10)]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(repo.path), *hashes],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert answers[0] == answers[1]
    assert answers[0].count("+00:00") == 10
    assert len(json.loads((repo.cache / "bases.json").read_text())["entries"]) == 10
    assert sorted(path.name for path in repo.cache.iterdir()) == ["bases.json", "digests.json"]
