"""The page about CI says what is so: its tables, workflows, outputs and figures."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from tests.ci.checkouts import (
    SOURCE,
    PullRequest,
    check_out,
    list_objects,
    make_remote,
    open_pull_request,
    run_at_pull_request,
    run_at_push,
)
from tests.ci.runner import ACTION, PROJECT, Job
from tests.ci.test_examples import SHELL, run_script
from tests.translated import LONGER, Course

PAGE = (PROJECT / "docs/ci.md").read_text("utf-8")
_MADE_FROM = re.compile(r"made from [0-9a-f]{10} of \d{4}-\d\d-\d\d")


def _list_blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def _matches(shown: str, printed: str) -> bool:
    """Compare but for a commit and its date; an ellipsis stands for any words."""
    texts = [_MADE_FROM.sub("made from COMMIT of DATE", text).strip() for text in (shown, printed)]
    pattern = ".*".join(map(re.escape, texts[0].split("…")))
    return re.fullmatch(pattern, texts[1], re.DOTALL) is not None


@pytest.fixture
def remote(tmp_path: Path) -> Course:
    return make_remote(tmp_path / "remote")


@pytest.fixture
def request_(remote: Course) -> PullRequest:
    """The pull request that the page speaks of."""
    return open_pull_request(remote, {SOURCE: LONGER})


@pytest.fixture
def job(remote: Course, request_: PullRequest) -> Job:
    """The run that the page shows."""
    checkout = check_out(remote, remote.root.parent / "job" / "work", request_.merge, "--depth=1")
    return run_at_pull_request(checkout, request_).act(fail_on="stale")


def test_the_tables_are_those_of_the_action() -> None:
    inputs = [
        f"| `{name}` | {'`' + each['default'] + '`' if each['default'] else ''} "
        f"| {each['description']} |"
        for name, each in ACTION["inputs"].items()
    ]
    outputs = [f"| `{name}` | {each['description']} |" for name, each in ACTION["outputs"].items()]
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [*inputs, *outputs]


@pytest.mark.parametrize("block", _list_blocks("yaml"))
def test_a_workflow_is_what_the_schema_allows(block: str, tmp_path: Path) -> None:
    """Steps alone are put into a job."""
    content = cast("Any", yaml.safe_load(block))
    if isinstance(content, list):
        job = {"runs-on": "ubuntu-latest", "steps": content}
        content = {"on": "push", "jobs": {"translations": job}}
    file = tmp_path / "workflow.yml"
    file.write_text(yaml.safe_dump(content).replace("\ntrue:\n", "\non:\n"), "utf-8")
    schema = ("--builtin-schema", "vendor.github-workflows")
    command = [sys.executable, "-m", "check_jsonschema", *schema, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    steps = [step for job in content["jobs"].values() for step in job["steps"]]
    ours = [step for step in steps if step.get("uses", "").startswith("YOUR-COPY@")]
    assert ours
    for step in ours:
        assert step.get("with", {}).keys() <= ACTION["inputs"].keys()


def test_only_the_job_that_uploads_may_write() -> None:
    [block] = [block for block in _list_blocks("yaml") if "security-events" in block]
    jobs = yaml.safe_load(block)["jobs"]
    assert [name for name, job in jobs.items() if "permissions" in job] == ["upload"]


def test_the_log_and_the_annotation_are_what_the_page_shows(job: Job) -> None:
    log, annotation, _ = _list_blocks("text")
    assert job.code == 1
    assert job.log.startswith("::stop-commands::")
    assert _matches(log, re.split(r"^::.*\n", job.log, flags=re.MULTILINE)[1])
    [(name, properties, message)] = [each for each in job.commands if each[0] == "error"]
    assert (name, properties) == ("error", f"file={SOURCE},line=9,title=stale")
    assert _matches(annotation, message.replace("%0A", "\n").replace("%25", "%"))
    answer = log.strip().splitlines()[-1]
    assert job.summary.startswith(f"<p><strong>{answer}</strong></p>\n\n| language |")


def test_a_failure_is_what_the_page_shows(remote: Course) -> None:
    commit = remote.commit({SOURCE: LONGER})
    checkout = check_out(remote, remote.root.parent / "job" / "work", commit, "--depth=1")
    shutil.rmtree(remote.root)
    job = run_at_push(checkout).act()
    assert job.code == 3
    assert _matches(_list_blocks("text")[-1], job.problems[0])


def test_the_script_prints_what_the_page_shows(remote: Course, request_: PullRequest) -> None:
    [shown] = _list_blocks("console")
    checkout = check_out(remote, remote.root.parent / "job" / "work", request_.head, "--depth=1")
    done = run_script(checkout, [str(SHELL), "main"], {})
    assert done.code == 0
    assert _matches(shown, f"$ sh ci.sh main\n{done.out}")


def test_the_figures_of_a_real_course(corpus: Callable[[str], Path], tmp_path: Path) -> None:
    said = re.search(
        r"course of (\d+) translations and (\d+) commits, (\w+) of them stale, "
        r"that is ([\d,]+) objects and [\d,]+ KiB, against ([\d,]+) and",
        PAGE,
    )
    assert said
    translations, commits, _, fetched, whole = (part.replace(",", "") for part in said.groups())
    remote = Course(tmp_path / "remote")
    remote.root.mkdir()
    remote.git("clone", "-q", "--bare", str(corpus("azd")), ".")
    remote.git("config", "uploadpack.allowFilter", "true")
    remote.git("config", "uploadpack.allowAnySHA1InWant", "true")
    head = remote.git("rev-parse", "main")
    assert remote.git("rev-list", "--count", "main") == commits
    checkout = check_out(remote, tmp_path / "job" / "work", head, "--depth=1")
    before = list_objects(checkout)
    job = run_at_push(checkout).act()
    assert job.outputs["stale"] == "3"
    assert str(len(job.report["translations"])) == translations
    assert str(len(list_objects(checkout) - before)) == fetched
    checkout.git("fetch", "-q", "--refetch", "--no-filter", "origin", "main")
    assert str(len(list_objects(checkout) - before)) == whole
