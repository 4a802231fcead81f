"""The gate: which translations fail, over all of them and over a change."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from sync.errors import GitError, UsageError
from sync.model import State
from sync.project.config import parse_allowance
from sync.project.project import open_project
from sync.project.query import Query
from sync.results import Result
from sync.review.change import read_since, read_staged
from sync.states.gate import build_gate
from sync.workflow.check import check_all
from sync.workflow.review import check_change
from tests.translated import GUIDE, LONGER, REWRAPPED, Course, fields, make_course, stamped

HE = "translations/he/guide.md"
FR = "translations/fr/guide.md"
SIDECAR = "translations/he/.co-op-translator.json"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two languages, both current."""
    return make_course(
        tmp_path / "course", {"guide.md": GUIDE, HE: stamped(GUIDE), FR: stamped(GUIDE)}
    )


def check(
    course: Course,
    *fail_on: State,
    max_stale: str | None = None,
    languages: tuple[str, ...] = (),
    states: tuple[State, ...] = (),
) -> Result:
    project = open_project(course.root)
    allowance = None if max_stale is None else parse_allowance(max_stale)
    gate = build_gate(project.config, fail_on, allowance)
    return check_all(project, Query(course.root, (), languages, states), gate)


def staged(course: Course, *fail_on: State) -> Result:
    project = open_project(course.root)
    gate = build_gate(project.config, fail_on)
    return check_change(Query(course.root), gate, read_staged(project))


def since(course: Course, revision: str, *fail_on: State) -> Result:
    project = open_project(course.root)
    gate = build_gate(project.config, fail_on)
    return check_change(Query(course.root), gate, read_since(project, revision))


def listed(outcome: Result) -> dict[str, State]:
    return {status.location.path: status.state for status in outcome.report.listed}


def test_a_clean_tree_passes(course: Course) -> None:
    outcome = check(course)

    assert not outcome.has_findings
    assert listed(outcome) == {}
    assert outcome.report.conclusion == "2 translations: 2 current; none failed"


@pytest.mark.parametrize("state", list(State))
def test_each_state_fails_where_it_is_asked_to(course: Course, state: State) -> None:
    contents = {
        State.INVALID: stamped(GUIDE)[:-20],
        State.ORPHANED: None,
        State.UNSTAMPED: "# Thé\n",
        State.PENDING: stamped("x", GUIDE),
        State.STALE: stamped(LONGER),
        State.CURRENT: stamped(GUIDE),
        State.COSMETIC: stamped(GUIDE),
    }
    if state is State.COSMETIC:
        course.write({"guide.md": REWRAPPED, FR: stamped(REWRAPPED)})
    if state is State.ORPHANED:
        course.write({"translations/he/gone.md": stamped(LONGER)})
    elif state is State.MISSING:
        course.write({".translation-sync.yaml": "languages: [fr, he]\n"})
        (course.root / HE).unlink()
    else:
        course.write({HE: contents[state] or ""})
    others = [other for other in State if other is not state]

    assert check(course, state).has_findings
    assert not check(
        course, *(other for other in others if other is not State.CURRENT)
    ).has_findings
    is_default = state in (State.STALE, State.PENDING, State.INVALID)
    assert check(course).has_findings is is_default


def test_the_configuration_names_the_states_and_the_call_overrides_it(course: Course) -> None:
    course.write({".translation-sync.yaml": "fail_on: [invalid]\n", HE: stamped(LONGER)})

    assert not check(course).has_findings
    assert check(course, State.STALE).has_findings


@pytest.mark.parametrize(
    ("allowance", "fails"), [("0", True), ("1", False), ("49%", True), ("50%", False), ("9", False)]
)
def test_so_many_may_be_stale(course: Course, allowance: str, *, fails: bool) -> None:
    course.write({HE: stamped(LONGER), "b.md": "b\n"})  # two exist, two are missing

    outcome = check(course, max_stale=allowance)
    assert outcome.has_findings is fails
    assert listed(outcome) == {HE: State.STALE}


def test_stale_and_pending_count_together(course: Course) -> None:
    course.write({HE: stamped(LONGER), FR: stamped("x", GUIDE)})

    assert check(course, max_stale="1").has_findings
    assert not check(course, max_stale="2").has_findings
    assert not check(course, State.STALE, max_stale="1").has_findings


def test_nothing_excuses_what_is_invalid(course: Course) -> None:
    course.write({HE: stamped(GUIDE)[:-20]})

    assert check(course, max_stale="100%").has_findings


def test_what_may_be_stale_by_language(course: Course) -> None:
    course.write({".translation-sync.yaml": "max_stale: {he: 1}\n", HE: stamped(LONGER)})
    assert not check(course).has_findings
    assert check(course, max_stale="0").has_findings

    course.write({HE: stamped(GUIDE), FR: stamped(LONGER)})
    assert check(course).has_findings


def test_a_filter_narrows_the_report_and_the_verdict(course: Course) -> None:
    course.write({HE: stamped(LONGER)})

    assert not check(course, languages=("fr",)).has_findings
    assert not check(course, states=(State.CURRENT,)).has_findings
    assert check(course, states=(State.STALE,)).report.statuses == (course.status(HE),)


def test_a_staged_change_that_makes_translations_stale_is_told(course: Course) -> None:
    course.write({"guide.md": LONGER})
    assert listed(staged(course)) == {}

    course.git("add", "-A")
    course.write({"guide.md": GUIDE})  # the index counts, not the disk
    outcome = staged(course)
    assert listed(outcome) == {HE: State.STALE, FR: State.STALE}
    assert not outcome.has_findings
    assert staged(course, State.STALE).has_findings


def test_fail_on_in_the_configuration_is_explicit(course: Course) -> None:
    course.commit({".translation-sync.yaml": "fail_on: [stale]\n"})
    course.write({"guide.md": LONGER})
    course.git("add", "-A")

    assert staged(course).has_findings


def test_what_was_stale_before_is_not_the_change_s_doing(course: Course) -> None:
    course.commit({HE: stamped(LONGER)})
    course.write({"guide.md": REWRAPPED + "more\n"})
    course.git("add", "-A")

    assert listed(staged(course, State.STALE)) == {FR: State.STALE}


def test_bringing_tables_up_to_date_is_no_fault(course: Course) -> None:
    course.commit({"guide.md": LONGER})
    course.write({HE: stamped(GUIDE, LONGER)})
    course.git("add", "-A")

    assert listed(staged(course, State.PENDING, State.STALE)) == {}


def test_a_new_translation_that_is_pending_is_the_change_s_doing(course: Course) -> None:
    course.write({"translations/ja/guide.md": stamped(None, GUIDE)})
    course.git("add", "-A")

    assert listed(staged(course)) == {"translations/ja/guide.md": State.PENDING}


@pytest.mark.parametrize(
    ("content", "state"),
    [(stamped(GUIDE)[:-20], State.INVALID), ("# Thé\n", State.UNSTAMPED)],
)
def test_a_touched_translation_without_a_stamp_to_go_by_always_fails(
    course: Course, content: str, state: State
) -> None:
    course.write({HE: content})
    course.git("add", "-A")

    outcome = staged(course)
    assert outcome.has_findings
    assert listed(outcome) == {HE: state}
    assert since(course, "HEAD").has_findings


def test_a_translation_that_never_had_a_stamp_loses_none(course: Course) -> None:
    course.commit({HE: "# Thé\n"})
    course.write({HE: "# Thé !\n"})
    course.git("add", "-A")

    assert not staged(course).has_findings


def test_an_invalid_translation_that_was_not_touched_is_left_alone(course: Course) -> None:
    course.commit({HE: stamped(GUIDE)[:-20]})
    course.write({"guide.md": LONGER})
    course.git("add", "-A")

    assert listed(staged(course)) == {FR: State.STALE}


def test_a_broken_sidecar_touches_its_whole_folder(tmp_path: Path) -> None:
    entries = json.dumps({"a.md": fields("a\n"), "b.md": fields("b\n")})
    folder = {"translations/he/a.md": "x\n", "translations/he/b.md": "x\n"}
    course = make_course(tmp_path / "c", {"a.md": "a\n", "b.md": "b\n", **folder, SIDECAR: entries})
    course.write({SIDECAR: json.dumps({"a.md": fields("a\n")})})
    course.git("add", "-A")
    assert listed(staged(course)) == {"translations/he/b.md": State.UNSTAMPED}

    course.write({SIDECAR: "{"})
    course.git("add", "-A")
    assert set(listed(staged(course)).values()) == {State.INVALID}
    assert staged(course).has_findings


def test_changed_from_looks_at_the_disk_since_the_merge_base(course: Course) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.git("checkout", "-q", "main")
    course.commit({HE: stamped(LONGER)})  # main goes on by itself
    course.git("checkout", "-q", "topic")
    course.commit({"guide.md": LONGER})

    assert listed(since(course, "main")) == {HE: State.STALE, FR: State.STALE}
    course.write({FR: stamped(LONGER)})
    assert listed(since(course, "main")) == {HE: State.STALE}


def test_an_untracked_translation_is_part_of_the_change(course: Course) -> None:
    course.write({"translations/ja/guide.md": stamped(LONGER)})

    assert listed(since(course, "HEAD")) == {"translations/ja/guide.md": State.STALE}


def test_before_the_first_commit_all_is_new(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.git("init", "-q", "-b", "main")
    course.write({"guide.md": GUIDE, HE: stamped(GUIDE)[:-20]})
    course.git("add", "-A")

    assert staged(course).has_findings


def test_a_project_below_git_s_top_level(tmp_path: Path) -> None:
    files = {"guide.md": GUIDE, HE: stamped(GUIDE), ".translation-sync.yaml": ""}
    course = make_course(tmp_path, {f"docs/{name}": text for name, text in files.items()})
    docs = Course(tmp_path / "docs")
    docs.write({"guide.md": LONGER})
    course.git("add", "-A")

    assert listed(staged(docs)) == {HE: State.STALE}
    assert listed(since(docs, "HEAD")) == {HE: State.STALE}


def test_a_revision_that_does_not_exist(course: Course) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        since(course, "nowhere")


def test_a_clone_too_shallow_to_compare(course: Course, tmp_path: Path) -> None:
    course.git("checkout", "-q", "-b", "topic")
    course.commit({"guide.md": LONGER})
    course.git("checkout", "-q", "main")
    course.commit({"b.md": "b\n"})
    clone = tmp_path / "clone"
    uri = course.root.as_uri()
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", "--no-single-branch", uri, str(clone)], check=True
    )

    with pytest.raises(GitError, match="unshallow"):
        since(Course(clone), "origin/topic")


def test_outside_git_there_is_no_change_to_look_at(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.write({"guide.md": GUIDE})

    with pytest.raises(UsageError, match="--staged needs a git repository"):
        staged(course)
