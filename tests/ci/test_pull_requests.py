"""The action's step in checkouts of a pull request: what it compares with, and what it fetches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.ci.checkouts import (
    BEANS,
    COFFEE,
    FR,
    FR_COFFEE,
    SOURCE,
    PullRequest,
    check_out,
    count_packs,
    find_blob,
    list_objects,
    make_remote,
    open_pull_request,
    run_at_pull_request,
    run_at_push,
)
from tests.translated import LONGER, OTHER_PROSE, REWRAPPED, Course, stamped

DEPTHS = [("--depth=1",), ("--depth=2",), (), ("--filter=blob:none",)]
GREEN = "green.md"
COFFEE_TOO = BEANS + "Boil water.\n"


@pytest.fixture
def remote(tmp_path: Path) -> Course:
    """A remote whose base branch has a stale translation of its own."""
    course = make_remote(tmp_path / "remote")
    course.commit({GREEN: "# Green tea\n"})
    course.commit({GREEN: "# Green teas\n"})
    course.commit({COFFEE: COFFEE_TOO})
    return course


def _check_out(remote: Course, commit: str, *options: str) -> Course:
    return check_out(remote, remote.root.parent / "job" / "work", commit, *options)


def _list_stale(report: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["path"] for each in report["translations"] if each["state"] == "stale"]


def _move_on(remote: Course) -> None:
    """Let others change the base branch once the pull request's merge is made."""
    remote.commit({"water.md": "# Water\n", "translations/fr/water.md": stamped("# Wine\n")})


@pytest.mark.parametrize("options", DEPTHS, ids=" ".join)
def test_only_what_the_pull_request_made_stale_is_told(
    remote: Course, options: tuple[str, ...]
) -> None:
    request = open_pull_request(remote, {SOURCE: LONGER})
    _move_on(remote)
    runner = run_at_pull_request(_check_out(remote, request.merge, *options), request)
    job = runner.act()
    assert (job.code, _list_stale(job.report)) == (0, [FR])
    job = runner.act(fail_on="stale")
    assert (job.code, job.problems, _list_stale(job.report)) == (1, [], [FR])


@pytest.mark.parametrize("options", DEPTHS, ids=" ".join)
def test_a_pull_request_whose_own_last_commit_is_checked_out(
    remote: Course, options: tuple[str, ...]
) -> None:
    request = open_pull_request(remote, {SOURCE: LONGER})
    _move_on(remote)
    checkout = _check_out(remote, request.head, *options)
    job = run_at_pull_request(checkout, request).act(fail_on="stale")
    assert (job.code, job.problems, _list_stale(job.report)) == (1, [], [FR])


def test_what_others_did_since_the_event_is_not_blamed_on_the_pull_request(remote: Course) -> None:
    """The event tells the base as it was; the merge that is out may be with a newer one."""
    old_base = remote.git("rev-parse", "main")
    remote.commit({COFFEE: BEANS + "Serve.\n", FR_COFFEE: stamped(BEANS + "Serve!\n")})
    request = open_pull_request(remote, {SOURCE: LONGER})
    request = PullRequest(request.head, request.merge, old_base)
    checkout = _check_out(remote, request.merge, "--depth=1")
    job = run_at_pull_request(checkout, request).act()
    assert _list_stale(job.report) == [FR]


def test_a_change_of_format_is_told_apart(remote: Course) -> None:
    request = open_pull_request(remote, {SOURCE: REWRAPPED})
    checkout = _check_out(remote, request.merge, "--depth=1")
    job = run_at_pull_request(checkout, request).act(fail_on="stale,cosmetic")
    assert _list_stale(job.report) == []


def test_a_pull_request_that_touches_no_document_fetches_two_commits(remote: Course) -> None:
    request = open_pull_request(remote, {"setup.cfg": "[tool]\n"})
    checkout = _check_out(remote, request.merge, "--depth=1")
    before = list_objects(checkout)
    job = run_at_pull_request(checkout, request).act()
    assert job.code == 0
    trees = {checkout.git("rev-parse", f"{each}^{{tree}}") for each in (request.base, request.head)}
    assert list_objects(checkout) == before | trees | {request.base, request.head}


def test_contents_that_a_partial_checkout_lacks_come_at_once(remote: Course) -> None:
    texts = {f"doc{number}.md": f"# Document {number}\n" for number in range(5)}
    stamps = {f"translations/fr/{name}": stamped(text) for name, text in texts.items()}
    remote.commit({**texts, **stamps})
    edited = {path: text + "Plus.\n" for path, text in stamps.items()}
    request = open_pull_request(remote, edited)
    checkout = _check_out(remote, request.merge, "--filter=blob:none")
    packs = count_packs(checkout)
    assert run_at_pull_request(checkout, request).act().code == 0
    assert count_packs(checkout) == packs + 1
    assert {find_blob(remote, request.base, path) for path in stamps} <= list_objects(checkout)


def test_a_version_of_long_ago_is_fetched_without_other_contents(remote: Course) -> None:
    made_from = remote.commit({SOURCE: LONGER})
    remote.commit({SOURCE: OTHER_PROSE})
    request = open_pull_request(remote, {FR: stamped(LONGER)})
    checkout = _check_out(remote, request.merge, "--depth=1")
    job = run_at_pull_request(checkout, request).act(changed_from="none", languages="fr")
    found = {each["path"]: each["base"] for each in job.report["translations"]}
    assert found[FR]["commit"] == made_from
    first = remote.git("rev-list", "--max-parents=0", "main")
    objects = list_objects(checkout)
    assert first in objects
    assert find_blob(remote, made_from, SOURCE) in objects
    assert find_blob(remote, first, COFFEE) in objects  # that one is asked for as well
    added = remote.git("log", "--format=%H", "--diff-filter=A", "main", "--", GREEN)
    assert find_blob(remote, added, GREEN) not in objects


def test_a_fetch_that_fails_is_no_finding(remote: Course) -> None:
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.merge, "--depth=1")
    shutil.rmtree(remote.root)
    job = run_at_pull_request(checkout, request).act()
    assert (job.code, job.outputs) == (3, {"exit-code": "3"})
    assert "fetch-depth: 0" in job.problems[0]


def test_an_event_that_cannot_be_read_is_no_finding(remote: Course) -> None:
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.merge, "--depth=1")
    runner = run_at_pull_request(checkout, request)
    runner.variables["GITHUB_EVENT_PATH"] = str(runner.folder / "none.json")
    assert runner.act().code == 3
    Path(runner.folder / "none.json").write_text("{")
    assert runner.act().code == 3


def test_a_base_branch_that_is_gone_is_no_finding(remote: Course) -> None:
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.head, "--depth=1")
    runner = run_at_pull_request(checkout, request, GITHUB_BASE_REF="release")
    runner.variables["GITHUB_BASE_REF"] = "release"
    assert runner.act().code == 3


@pytest.mark.parametrize(
    "inputs", [{"changed_from": "none"}, {"mode": "lint"}, {"baseline": "known"}]
)
def test_all_can_be_looked_at(remote: Course, inputs: dict[str, str]) -> None:
    remote.commit({"known": '{"translation-sync-baseline": 1}\n'})
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.merge, "--depth=1")
    job = run_at_pull_request(checkout, request).act(**inputs)
    assert {SOURCE, COFFEE} <= {each["document"] for each in job.report["translations"]}


def test_the_base_of_a_pull_request_target_is_looked_at_as_a_whole(remote: Course) -> None:
    """There HEAD is the base's own: compared with itself, nothing would ever be found."""
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.base, "--depth=1")
    job = run_at_pull_request(checkout, request, "pull_request_target").act()
    assert (job.code, _list_stale(job.report)) == (1, [FR_COFFEE])


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("origin/start", DEPTHS[0]),
        ("v1", DEPTHS[0]),
        ("commit", DEPTHS[0]),
        *(("start", options) for options in DEPTHS),
    ],
)
def test_a_revision_by_name(remote: Course, name: str, options: tuple[str, ...]) -> None:
    start = remote.git("rev-parse", "main~1")
    remote.git("branch", "start", start)
    remote.git("tag", "v1", start)
    remote.commit({"water.md": "# Water\n"})
    checkout = _check_out(remote, remote.git("rev-parse", "main"), *options)
    revision = start if name == "commit" else name
    job = run_at_push(checkout).act(changed_from=revision, fail_on="stale")
    assert (job.code, job.problems, _list_stale(job.report)) == (1, [], [FR_COFFEE])


@pytest.mark.parametrize("name", ["a b", "main:other", "a\nb", ".."])
def test_a_name_that_no_revision_can_have(remote: Course, name: str) -> None:
    checkout = _check_out(remote, remote.git("rev-parse", "main"), "--depth=1")
    job = run_at_push(checkout).act(changed_from=name)
    assert job.code == 2
    assert "names no revision" in job.problems[0]


@pytest.mark.parametrize("name", ["nowhere", "--all", "-", "+main"])
def test_a_revision_that_the_remote_lacks_is_no_finding(remote: Course, name: str) -> None:
    checkout = _check_out(remote, remote.git("rev-parse", "main"), "--depth=1")
    job = run_at_push(checkout).act(changed_from=name)
    assert job.code == 3
    assert name in job.problems[0]
