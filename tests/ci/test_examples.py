"""The examples for GitLab and for any other CI, run line by line as these would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.ci.checkouts import (
    BEANS,
    COFFEE,
    FR,
    FR_COFFEE,
    SOURCE,
    check_out,
    make_remote,
    open_pull_request,
)
from tests.ci.runner import PROJECT, find_program
from tests.translated import LONGER, Course

GITLAB = cast("dict[str, Any]", yaml.safe_load((PROJECT / "examples/gitlab-ci.yml").read_text()))
SHELL = PROJECT / "examples/ci.sh"
COFFEE_TOO = BEANS + "Boil water.\n"


@dataclass(frozen=True)
class Result:
    """What a job printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def remote(tmp_path: Path) -> Course:
    """A remote whose main branch has a stale translation."""
    course = make_remote(tmp_path / "remote")
    course.commit({COFFEE: COFFEE_TOO})
    return course


def run_script(checkout: Course, arguments: list[str], variables: Mapping[str, str]) -> Result:
    """Run ``sh`` in a checkout, with the program on PATH."""
    folder = checkout.root.parent
    path = os.pathsep.join([str(find_program(folder)), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", *arguments],
        cwd=checkout.root,
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def _run_gitlab(checkout: Course, name: str, **variables: str) -> Result:
    """Run a job's script; GitLab's shell stops at the first line that fails."""
    lines: list[str] = GITLAB[name]["script"]
    return run_script(checkout, ["-ec", "\n".join(lines)], variables)


def _check_out(remote: Course, commit: str, *options: str) -> Course:
    return check_out(remote, remote.root.parent / "job" / "work", commit, *options)


def _read_quality(checkout: Course) -> list[dict[str, Any]]:
    file: str = GITLAB[".translations"]["artifacts"]["reports"]["codequality"]
    return cast("list[dict[str, Any]]", json.loads((checkout.root / file).read_text()))


def _count_failures(checkout: Course) -> int:
    file: str = GITLAB[".translations"]["artifacts"]["reports"]["junit"]
    return len(list(ET.parse(checkout.root / file).iter("failure")))


def test_gitlab_tells_in_a_merge_request_what_it_makes_stale(remote: Course) -> None:
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.head)
    job = _run_gitlab(checkout, "translations:changed", CI_MERGE_REQUEST_DIFF_BASE_SHA=request.base)
    assert (job.code, job.err) == (0, "")
    assert f"{FR}: stale" in job.out
    assert FR_COFFEE not in job.out
    [told] = _read_quality(checkout)
    assert told["location"]["path"] == SOURCE  # it is in the merge request
    assert "stale in fr" in told["description"]


def test_gitlab_fails_in_a_merge_request_where_the_configuration_says_so(remote: Course) -> None:
    remote.commit({".translation-sync.yaml": "fail_on: [stale]\n"})
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.head)
    job = _run_gitlab(checkout, "translations:changed", CI_MERGE_REQUEST_DIFF_BASE_SHA=request.base)
    assert job.code == 1
    assert _count_failures(checkout) == 1


def test_gitlab_blames_no_merge_request_for_others_in_a_merged_result(remote: Course) -> None:
    parted = remote.git("rev-parse", "main")
    remote.commit({"water.md": "# Water\n", "translations/fr/water.md": "# Eau\n"})
    request = open_pull_request(remote, {SOURCE: LONGER})
    job = _run_gitlab(
        _check_out(remote, request.merge),
        "translations:changed",
        CI_MERGE_REQUEST_DIFF_BASE_SHA=parted,
        CI_MERGE_REQUEST_TARGET_BRANCH_SHA=request.base,
    )
    assert job.code == 0
    assert "water.md" not in job.out


def test_gitlab_looks_at_all_on_the_default_branch(remote: Course) -> None:
    checkout = _check_out(remote, remote.git("rev-parse", "main"))
    job = _run_gitlab(checkout, "translations:check")
    assert job.code == 1
    assert [each["location"]["path"] for each in _read_quality(checkout)] == [FR_COFFEE]
    assert _count_failures(checkout) == 1


def test_gitlab_lints(remote: Course) -> None:
    checkout = _check_out(remote, remote.git("rev-parse", "main"))
    job = _run_gitlab(checkout, "translations:lint")
    assert job.code == 0
    assert _read_quality(checkout) == []


def test_gitlab_keeps_reports_of_a_job_that_failed() -> None:
    assert GITLAB[".translations"]["artifacts"]["when"] == "always"
    jobs = [job for name, job in GITLAB.items() if not name.startswith(".")]
    assert len(jobs) == 3
    assert all(job["extends"] == ".translations" for job in jobs)


@pytest.mark.parametrize("options", [("--depth=1",), (), ("--filter=blob:none",)], ids=" ".join)
def test_the_shell_script_tells_what_a_change_makes_stale(
    remote: Course, options: tuple[str, ...]
) -> None:
    request = open_pull_request(remote, {SOURCE: LONGER})
    checkout = _check_out(remote, request.head, *options)
    job = run_script(checkout, [str(SHELL), "main"], {})
    assert (job.code, job.err) == (0, "")
    assert f"{FR}: stale" in job.out
    assert FR_COFFEE not in job.out
    assert (checkout.root / "reports/translations.sarif").exists()


@pytest.mark.parametrize("options", [("--depth=1",), ()], ids=" ".join)
def test_the_shell_script_looks_at_all(remote: Course, options: tuple[str, ...]) -> None:
    checkout = _check_out(remote, remote.git("rev-parse", "main"), *options)
    job = run_script(checkout, [str(SHELL)], {})
    assert (job.code, job.err) == (1, "")
    assert f"{FR_COFFEE}: stale" in job.out


def test_the_shell_script_keeps_failures_and_findings_apart(remote: Course) -> None:
    checkout = _check_out(remote, remote.git("rev-parse", "main"), "--depth=1")
    assert run_script(checkout, [str(SHELL), "nowhere"], {}).code == 3
    (checkout.root / ".translation-sync.yaml").write_text("sauce: x\n")
    job = run_script(checkout, [str(SHELL)], {})
    assert job.code == 2
    assert "could not be checked (exit code 2)" in job.err
    (checkout.root / ".translation-sync.yaml").unlink()
    shutil.rmtree(remote.root)
    assert run_script(checkout, [str(SHELL)], {}).code == 3
    assert run_script(checkout, [str(SHELL), "main"], {}).code == 3
