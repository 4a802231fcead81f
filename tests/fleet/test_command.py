"""``fleet`` as it is called: reports, exit codes, the store, and what a second run does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sync.schema import read_schema
from tests.commands.calling import ask, call
from tests.fleet.fleets import COLUMNS, fleet, make_project, query, write_list
from tests.translated import GUIDE, LONGER, Course, make_course, stamped

STORE = "fleet.sqlite"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A fleet of three: one is up to date, one stale, one is not there."""
    make_project(tmp_path / "good")
    make_project(tmp_path / "behind", stale=True)
    write_list(tmp_path, "good", "behind", "gone")
    return tmp_path


def test_status_shows_repositories_by_languages_and_hides_no_error(three: Path) -> None:
    reply = fleet(three, "status")

    assert reply.code == 3
    assert reply.err == ""
    gone = three / "gone"
    assert (
        reply.out
        == f"""\
repository  done  current  stale
good        100%        2      0
behind       50%        1      1
gone           –        0      0
all          75%        3      1

repository    fr    he
good        100%  100%
behind      100%    0%
gone

gone: error: there is no repository at '{gone}': check the path

3 repositories, 4 translations; 1 with an error
"""
    )


def test_json_has_the_stores_columns_and_its_schema(three: Path) -> None:
    reply = fleet(three, "status", "--format", "json")

    report = reply.report
    assert reply.err.startswith("error: gone: there is no repository at")
    assert reply.err.count("\n") == 1
    Draft202012Validator(json.loads(read_schema("fleet"))).validate(report)
    assert call(three, "schema", "fleet").out == read_schema("fleet")
    assert report["version"] == 1
    assert report["summary"]["stale"] == 1
    for told, row in zip(
        report["repositories"], query(three / STORE, "SELECT * FROM repositories"), strict=True
    ):
        stored = dict(zip(COLUMNS, row, strict=True))
        stored |= {name: json.loads(stored[name]) for name in ("summary", "languages")}
        assert {name: told[name] for name in COLUMNS} == stored
    behind = report["repositories"][1]
    assert [each["path"] for each in behind["translations"]] == ["translations/he/guide.md"]


def test_check_fails_where_a_repositorys_own_gate_does(tmp_path: Path) -> None:
    make_project(tmp_path / "strict", stale=True)
    make_project(tmp_path / "lenient", stale=True, config="max_stale: 50%\n")
    make_project(tmp_path / "other", stale=True, config="fail_on: [current]\n")
    write_list(tmp_path, "lenient")
    assert fleet(tmp_path, "check").code == 0
    write_list(tmp_path, "strict", "lenient", "other")

    for _ in range(2):  # a look, and what is known of it
        reply = fleet(tmp_path, "check")
        assert reply.code == 1
        assert "strict: 1 of 2 failed\nother: 1 of 2 failed\n" in reply.out
        assert "lenient:" not in reply.out
    assert fleet(tmp_path, "status").code == 0
    codes = [ask(tmp_path / name, "check").code for name in ("strict", "lenient", "other")]
    assert codes == [1, 0, 1]
    told = fleet(tmp_path, "check", "--format", "json").report["repositories"]
    assert [each["failing"] for each in told] == [1, 0, 1]
    write_list(tmp_path, "strict", "gone")
    assert fleet(tmp_path, "check").code == 3


def test_a_second_run_looks_at_what_changed_and_at_what_failed(three: Path) -> None:
    runs = [fleet(three, "status") for _ in range(2)]
    make_course(three / "behind", {"guide.md": LONGER + "x\n"})
    write_list(three, "behind", "gone")
    fleet(three, "status")
    fleet(three, "status", "--again")

    assert runs[0].out == runs[1].out
    counted = query(three / STORE, "SELECT looked, reused, failed FROM runs")
    assert counted == [(3, 0, 1), (1, 2, 1), (2, 0, 1), (2, 0, 1)]
    assert query(three / STORE, "SELECT count(*) FROM runs WHERE finished IS NULL") == [(0,)]
    names = query(three / STORE, "SELECT name FROM repositories ORDER BY name")
    assert names == [("behind",), ("gone",)]
    left = query(three / STORE, "SELECT DISTINCT repository FROM translations")
    assert left == [("behind",)]


def test_workers_find_what_one_process_finds(tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(8)]
    for number, name in enumerate(names):
        make_project(tmp_path / name, stale=bool(number % 2))
    write_list(tmp_path, *names, "gone")

    told = [
        fleet(tmp_path, "check", "--again", "--format", "json", jobs=jobs).report for jobs in (1, 3)
    ]

    for report in told:
        for each in report["repositories"]:
            del each["finished"]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fetch", "--format", "json", "--output", "o"], "fetch has no --format json: leave it"),
        (["fetch", "--format", "csv"], "fetch has no --format csv: leave it out"),
        (["fetch", "--output", "o"], "fetch makes no report: leave --output out"),
        (["fetch", "--again"], "fetch has no --again: it is for status and check"),
        (["status", "--history"], "status has no --history: it is for fetch"),
        (["check", "--history"], "check has no --history: it is for fetch"),
        (["history", "--history"], "history has no --history: it is for fetch"),
        (["status", "--format", "csv"], "status has no --format csv: choose from text, json, html"),
    ],
)
def test_what_a_command_does_not_heed_it_refuses(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    make_project(tmp_path / "a")
    file = write_list(tmp_path, (tmp_path / "a").as_uri())

    reply = fleet(tmp_path, *arguments)
    assert (reply.code, reply.out, told in reply.err) == (2, "", True)
    assert {each.name for each in tmp_path.iterdir()} == {"a", file.name}


def test_fetch_tells_what_it_did_as_text(tmp_path: Path) -> None:
    make_project(tmp_path / "a")
    write_list(tmp_path, (tmp_path / "a").as_uri())

    assert fleet(tmp_path, "fetch", "--history", "--format", "text").out == "a: cloned\n"


def test_options_may_follow_and_win_over_what_the_file_says(tmp_path: Path) -> None:
    make_project(tmp_path / "a")
    (tmp_path / "sub").mkdir()
    text = "repositories: [../a]\nstore: theirs.sqlite\njobs: 2\n"
    (tmp_path / "sub/f.yaml").write_text(text)

    assert call(tmp_path, "fleet", "sub/f.yaml", "status").code == 0
    assert (tmp_path / "sub/theirs.sqlite").exists()
    assert call(tmp_path, "fleet", "sub/f.yaml", "status", "--store", "x/../o.sqlite").code == 0
    assert call(tmp_path, "fleet", "--store", "p.sqlite", "sub/f.yaml", "status").code == 0
    assert (tmp_path / "o.sqlite").exists()
    assert (tmp_path / "p.sqlite").exists()


def test_the_way_out_can_be_pasted(tmp_path: Path) -> None:
    root = make_project(tmp_path / "a").root
    (tmp_path / "my list").write_text(f"{root.as_uri()}\n")

    reply = call(tmp_path, "fleet", "my list", "status", "--mirrors", "the mirrors")
    command = reply.out.partition("`translation-sync ")[2].partition("`")[0]
    import shlex

    assert call(tmp_path, *shlex.split(command)).code == 0
    again = call(tmp_path, "fleet", "my list", "status", "--mirrors", "the mirrors")
    assert (reply.code, again.code) == (3, 0)


def test_a_mirror_that_lacks_contents_names_fetch(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a")
    write_list(tmp_path, course.root.as_uri())
    assert fleet(tmp_path, "fetch").code == 0
    course.commit({"guide.md": LONGER, "new.md": GUIDE})
    subprocess.run(
        ["git", "fetch", "-q", "--filter=blob:none"], cwd=tmp_path / "mirrors/a", check=True
    )

    reply = fleet(tmp_path, "status")

    assert reply.code == 3
    assert "`translation-sync fleet fleet.txt fetch`" in reply.out
    assert fleet(tmp_path, "fetch").code == 0
    assert fleet(tmp_path, "status").code == 0


def test_names_are_shown_without_harm(tmp_path: Path) -> None:
    make_project(tmp_path / "a")
    name = "\x1b[31m::error::\u202e"
    listed = {"repositories": [{"repository": "a", "name": name}]}
    (tmp_path / "f.json").write_text(json.dumps(listed))

    reply = call(tmp_path, "fleet", "f.json", "status")

    assert "\x1b" not in reply.out
    assert "\u202e" not in reply.out
    assert "\\x1b[31m::error::\\u202e" in reply.out
    told = call(tmp_path, "fleet", "f.json", "status", "--format", "json").report
    assert told["repositories"][0]["name"] == name


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be killed so")
def test_a_killed_run_leaves_no_worker_and_the_next_does_what_is_left(tmp_path: Path) -> None:
    names = [f"r{number}" for number in range(40)]
    for name in names:
        make_project(tmp_path / name, stale=True)
    write_list(tmp_path, *names)
    command = [sys.executable, "-m", "sync", "fleet", "--jobs", "2", "fleet.txt", "status"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    ) as running:
        while not (tmp_path / STORE).exists() or not query(
            tmp_path / STORE, "SELECT count(*) FROM repositories"
        ) > [(2,)]:
            time.sleep(0.01)
        os.kill(running.pid, signal.SIGKILL)
    group = running.pid

    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.02)
    else:
        pytest.fail("a worker is left")
    assert query(tmp_path / STORE, "PRAGMA integrity_check") == [("ok",)]
    [(done,)] = query(tmp_path / STORE, "SELECT count(*) FROM repositories")
    assert fleet(tmp_path, "status", jobs=2).code == 0
    runs = query(tmp_path / STORE, "SELECT looked, reused, finished IS NULL FROM runs")
    assert runs == [(done, 0, 1), (40 - done, done, 0)]
    assert query(tmp_path / STORE, "SELECT count(*) FROM translations") == [(40,)]


def test_the_past_of_all_is_told_together(tmp_path: Path) -> None:
    one = make_project(tmp_path / "one")
    other = make_project(tmp_path / "other")
    one.commit({"guide.md": LONGER})
    other.commit({"translations/fr/guide.md": stamped(LONGER)})
    write_list(tmp_path, "one", "other", "gone")

    reply = fleet(tmp_path, "history", "--format", "json")
    points = reply.report["points"]
    alone = [ask(tmp_path / name, "history").report["points"] for name in ("one", "other")]

    assert reply.code == 3
    assert "gone" in reply.err
    assert len(points) == 4
    assert [point["states"]["current"] for point in points[:3]] == [2, 4, 2]
    last = points[-1]["states"]
    assert last == {state: sum(each[-1]["states"][state] for each in alone) for state in last}
    assert points[-1]["languages"].keys() == {"fr", "he"}
    assert fleet(tmp_path, "history", "--format", "csv").out.startswith("date,commit,")


def test_the_past_of_a_mirror_needs_its_contents(tmp_path: Path) -> None:
    course = make_project(tmp_path / "a", stale=True)
    course.commit({"translations/he/guide.md": stamped(LONGER)})
    write_list(tmp_path, course.root.as_uri())
    fleet(tmp_path, "fetch")

    lacking = fleet(tmp_path, "history")
    assert lacking.code == 3
    assert "`translation-sync fleet fleet.txt fetch --history`" in lacking.err
    assert fleet(tmp_path, "fetch", "--history").code == 0
    reply = fleet(tmp_path, "history", "--format", "json")
    assert reply.code == 0
    alone = ask(course.root, "history").report
    for point in alone["points"]:
        del point["words"]  # which a fleet does not count
    assert reply.report == alone


def make_stamped(root: Path, config: str, suffix: str, put: Callable[[Course], str]) -> None:
    """Make a repository whose stamps ``put`` writes, of which the past needs what is merged."""
    source, translation = f"en/a{suffix}", f"fr/a{suffix}"
    settings = f'source: en\ntranslations: "{{lang}}/{{path}}"\n{config}\n'
    course = make_course(root, {".translation-sync.yaml": settings, source: GUIDE})
    course.git("config", "uploadpack.allowFilter", "true")
    course.git("checkout", "-q", "-b", "side")
    course.commit({source: LONGER})
    course.commit({translation: put(course), source: LONGER.replace("\n\n", "\n\n\n")})
    course.git("checkout", "-q", "main")
    course.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    course.commit({translation: put(course)})


@pytest.mark.parametrize("kind", ["file", "suffix", "branch"])
def test_the_past_of_a_mirror_is_that_of_the_repository(tmp_path: Path, kind: str) -> None:
    def name_commit(course: Course) -> str:
        return f"---\nfrom: {course.git('rev-parse', 'HEAD')}\n---\n\nx\n"

    def fill_file(course: Course) -> str:
        commit = course.git("rev-parse", "HEAD")
        (course.root / "done.json").write_text(f'{{"a.md": "{commit}"}}')
        return f"x {commit}\n"

    cases = {
        "file": ('stamp: {commit: "{path}", in: done.json}', ".md", fill_file),
        "suffix": ('stamp: {commit: from}\ninclude: ["**/*.qmd"]', ".qmd", name_commit),
        "branch": ("stamp: {commit: from}", ".md", name_commit),
    }
    make_stamped(tmp_path / "a", *cases[kind])
    (tmp_path / "whole").mkdir()
    write_list(tmp_path / "whole", "../a")
    write_list(tmp_path, (tmp_path / "a").as_uri())

    assert fleet(tmp_path, "fetch", "--history").err == ""
    told = fleet(tmp_path, "history", "--format", "json")

    assert told == fleet(tmp_path / "whole", "history", "--format", "json")
    assert (told.code, told.err) == (0, "")
    assert told.report["points"][-1]["states"]["current"] == 1
