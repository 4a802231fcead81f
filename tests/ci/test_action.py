"""The action's step, run as the runner does, in checkouts of a push."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.ci.checkouts import (
    BEANS,
    COFFEE,
    FR,
    FR_COFFEE,
    SOURCE,
    check_out,
    find_blob,
    list_objects,
    make_remote,
    run_at_push,
)
from tests.translated import GUIDE, LONGER, REWRAPPED, Course, stamped

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def remote(tmp_path: Path) -> Course:
    return make_remote(tmp_path / "remote")


def _check_out(remote: Course, *options: str) -> Course:
    commit = remote.git("rev-parse", "main")
    return check_out(remote, remote.root.parent / "job" / "work", commit, *options)


def test_a_clean_checkout_passes_and_fetches_nothing(remote: Course) -> None:
    checkout = _check_out(remote, "--depth=1")
    before = list_objects(checkout)
    job = run_at_push(checkout).act()
    assert job.code == 0
    assert job.problems == []
    assert {name: job.outputs[name] for name in ("exit-code", "stale", "pending", "findings")} == {
        "exit-code": "0",
        "stale": "0",
        "pending": "0",
        "findings": "0",
    }
    assert job.report["summary"]["current"] == 2
    assert "sarif" not in job.outputs
    assert list_objects(checkout) == before
    assert job.errors == ""


def test_a_stale_translation_fails_and_its_base_is_fetched(remote: Course) -> None:
    first = remote.git("rev-parse", "main")
    remote.commit({SOURCE: LONGER})
    remote.commit({COFFEE: BEANS + "Boil water.\n", FR_COFFEE: stamped(BEANS + "Boil water.\n")})
    checkout = _check_out(remote, "--depth=1")
    job = run_at_push(checkout).act()
    assert (job.code, job.outputs["stale"]) == (1, "1")
    assert job.problems == []
    [stale] = [each for each in job.report["translations"] if each["state"] == "stale"]
    assert (stale["path"], stale["reason"], stale["base"]["blob"]) == (
        FR,
        None,
        find_blob(remote, first, SOURCE),
    )
    assert find_blob(remote, first, COFFEE) not in list_objects(checkout)


def test_a_change_of_format_is_told_apart_in_a_shallow_checkout(remote: Course) -> None:
    remote.commit({SOURCE: REWRAPPED})
    job = run_at_push(_check_out(remote, "--depth=1")).act()
    assert job.code == 0
    assert job.report["summary"]["cosmetic"] == 1


def test_a_complete_checkout_fetches_nothing(remote: Course) -> None:
    remote.commit({SOURCE: LONGER})
    checkout = _check_out(remote)
    shutil.rmtree(remote.root)
    assert run_at_push(checkout).act().code == 1


def test_a_fetch_that_fails_is_no_finding(remote: Course) -> None:
    remote.commit({SOURCE: LONGER})
    checkout = _check_out(remote, "--depth=1")
    shutil.rmtree(remote.root)
    job = run_at_push(checkout).act()
    assert (job.code, job.outputs["exit-code"]) == (3, "3")
    [problem] = job.problems
    assert "cannot be fetched from origin" in problem
    assert "fetch-depth: 0" in problem


def test_fetching_can_be_switched_off(remote: Course) -> None:
    remote.commit({SOURCE: LONGER})
    checkout = _check_out(remote, "--depth=1")
    before = list_objects(checkout)
    job = run_at_push(checkout, TRANSLATION_SYNC_FETCH="0").act()
    assert job.code == 1
    assert "shallow" in {each["reason"] for each in job.report["translations"]}
    assert list_objects(checkout) == before


def test_thresholds_and_states_are_passed_on(remote: Course) -> None:
    remote.commit({SOURCE: LONGER, "translations/de/coffee.md": "# Kaffee\n"})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    assert runner.act(max_stale="1").code == 0
    assert runner.act(max_stale="10%").code == 1
    assert runner.act(fail_on="orphaned").code == 0
    assert runner.act(fail_on="orphaned,unstamped").code == 1
    assert runner.act(fail_on="stale", languages="de").code == 0
    assert runner.act(fail_on="stale", languages="de,\nfr").code == 1


def test_paths_are_lines(remote: Course) -> None:
    remote.commit({SOURCE: LONGER, "more tea.md": GUIDE, "translations/fr/more tea.md": stamped()})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    job = runner.act(paths="more tea.md\ncoffee.md\n", fail_on="stale")
    assert job.code == 0
    assert {each["document"] for each in job.report["translations"]} == {"more tea.md", COFFEE}
    assert runner.act(paths="-v").code == 2
    assert runner.act(paths="nothing.md").code == 2


def test_a_root_below_the_workspace(remote: Course) -> None:
    remote.commit(
        {"book/ch.md": LONGER, "book/translations/fr/ch.md": stamped(GUIDE), SOURCE: GUIDE}
    )
    runner = run_at_push(_check_out(remote, "--depth=1"))
    job = runner.act(root="book")
    assert job.code == 1
    assert [each["path"] for each in job.report["translations"]] == ["translations/fr/ch.md"]


def test_another_configuration(remote: Course) -> None:
    remote.commit({SOURCE: LONGER, "ci/sync.yaml": "max_stale: 1\n"})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    assert runner.act().code == 1
    assert runner.act(config="ci/sync.yaml").code == 0


def test_a_baseline_lets_pass_what_was_known(remote: Course) -> None:
    known = '{"translation-sync-baseline": 1}\n'
    entry = '{"language": "fr", "document": "tea.md", "state": "stale"}\n'
    remote.commit({SOURCE: LONGER, "full": known + entry, "empty": known})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    assert runner.act(baseline="full").code == 0
    assert runner.act(baseline="empty").code == 1
    assert runner.act(baseline="none such").code == 2


def test_lint(remote: Course) -> None:
    broken = stamped(GUIDE, body="# Thé\n\n| Thé | Minutes |\n| --- | --- |\n| Vert | 2 |\n")
    remote.commit({FR: broken})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    assert runner.act().code == 0
    job = runner.act(mode="lint", fail_on="error")
    assert job.code == 1
    assert int(job.outputs["findings"]) == len(job.report["findings"]) > 0


def test_lint_finds_the_version_that_a_stale_translation_was_made_from(remote: Course) -> None:
    remote.commit({SOURCE: LONGER})
    job = run_at_push(_check_out(remote, "--depth=1")).act(mode="lint")
    assert (job.code, job.report["findings"]) == (0, [])


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"mode": "sync"}, "the input mode is 'sync'"),
        ({"annotations": "yes"}, "the input annotations is 'yes'"),
        ({"mode": "lint", "max_stale": "3"}, "the input max-stale goes with mode check"),
        ({"mode": "lint", "changed_from": "main"}, "the input changed-from goes with mode check"),
        ({"fail_on": "dusty"}, "'dusty' is no state"),
        ({"max_stale": "few"}, "'few' is neither"),
        ({"languages": "klingon"}, "klingon"),
        ({"config": "none.yaml"}, "none.yaml"),
    ],
)
def test_a_call_that_makes_no_sense(remote: Course, inputs: dict[str, str], words: str) -> None:
    job = run_at_push(_check_out(remote, "--depth=1")).act(**inputs)
    assert (job.code, job.outputs["exit-code"]) == (2, "2")
    [problem] = job.problems
    assert words in problem


def test_a_configuration_that_makes_no_sense(remote: Course) -> None:
    remote.commit({".translation-sync.yaml": "sauce: here\n"})
    job = run_at_push(_check_out(remote, "--depth=1")).act()
    assert job.code == 2
    assert ".translation-sync.yaml:1" in job.problems[0]


def test_a_workspace_without_a_checkout(tmp_path: Path) -> None:
    runner = run_at_push(Course(tmp_path / "work"))
    runner.workspace.mkdir()
    assert runner.act().code == 0  # outside git there is nothing stale either
    assert runner.act(changed_from="main").code == 2


def test_the_summary_and_the_annotations_can_be_left_out(remote: Course) -> None:
    remote.commit({SOURCE: LONGER})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    job = runner.act()
    assert FR in job.summary
    assert [name for name, _, _ in job.commands if name in ("error", "warning")]
    job = runner.act(summary="false", annotations="false")
    assert (job.code, job.summary, job.commands) == (1, "", [])
    assert f"{FR}: stale" in job.log


def test_names_in_any_script_are_in_the_log_as_they_are(remote: Course) -> None:
    name = "translations/fr/thé 茶 תה.md"
    remote.commit({"thé 茶 תה.md": LONGER, name: stamped(GUIDE)})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    # What Python takes from these on Linux is what a pipe is on Windows.
    runner.variables.update(LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    job = runner.act()
    assert f"{name}: stale" in job.log
    assert any(f"file={name}," in properties for _, properties, _ in job.commands)


def test_a_sarif_report(remote: Course) -> None:
    remote.commit({SOURCE: LONGER})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    job = runner.act(sarif="out/sync.sarif")
    assert job.outputs["sarif"] == "out/sync.sarif"
    assert '"2.1.0"' in (runner.workspace / "out/sync.sarif").read_text("utf-8")
    job = runner.act(sarif="out/sync.sarif", fail_on="dusty")
    assert job.code == 2
    assert "sarif" not in job.outputs
    assert not (runner.workspace / "out/sync.sarif").exists()


@_POSIX
def test_what_files_are_called_commands_nothing(remote: Course) -> None:
    names = ["a ::error::b.md", "##[error]c.md", "d\n::warning::e.md", "f\n::stop-commands::x\n.md"]
    for name in names:
        remote.write({name: LONGER, f"translations/fr/{name}": stamped(GUIDE, body="##[error]\n")})
    remote.commit()
    checkout = _check_out(remote, "--depth=1")
    job = run_at_push(checkout).act()
    assert (job.code, job.outputs["stale"]) == (1, "4")
    plain = run_at_push(checkout).act(annotations="false")
    assert plain.commands == []
    shown = [properties for name, properties, _ in job.commands if name in ("error", "warning")]
    assert len(shown) == 4
    assert all("file=" in properties for properties in shown)


@_POSIX
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("exit 1", 3),
        ("exit 0", 3),
        ("echo >&2 Traceback; exit 1", 3),
        ("kill -9 $$", 3),
        ("exit 77", 77),
    ],
)
def test_a_program_that_breaks_is_no_finding(
    remote: Course, tmp_path: Path, lines: str, code: int
) -> None:
    place = tmp_path / "broken" / "translation-sync"
    place.parent.mkdir()
    place.write_text(f"#!/bin/sh\n{lines}\n")
    place.chmod(0o755)
    runner = run_at_push(_check_out(remote, "--depth=1"))
    runner.programs = place.parent
    job = runner.act()
    assert job.code == code
    assert job.problems


def test_a_program_that_is_not_there(remote: Course, tmp_path: Path) -> None:
    runner = run_at_push(_check_out(remote, "--depth=1"))
    runner.programs = tmp_path
    runner.variables["PATH"] = str(tmp_path)
    job = runner.act()
    assert job.code == 2
    assert "no translation-sync on PATH" in job.problems[0]


def test_a_runner_that_cannot_be_written_is_no_finding(remote: Course) -> None:
    runner = run_at_push(_check_out(remote, "--depth=1"))
    runner.variables["GITHUB_OUTPUT"] = str(runner.workspace)
    assert runner.act().code == 3
    runner.variables["RUNNER_TEMP"] = str(runner.workspace / "none")
    assert runner.act().code == 3


def test_every_use_in_a_job_has_its_own_reports(remote: Course) -> None:
    remote.commit({SOURCE: LONGER})
    runner = run_at_push(_check_out(remote, "--depth=1"))
    first, second = runner.act(), runner.act(mode="lint")
    assert first.outputs["report"] != second.outputs["report"]
    assert first.report["summary"]["stale"] == 1
