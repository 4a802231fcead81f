"""The action's mode `update`: the checkout is changed, and what to say of it is in a file."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from tests.ci.checkouts import FR, SOURCE, check_out, make_remote, run_at_push
from tests.ci.runner import ACTION, PROJECT
from tests.translated import LONGER, Course

ENGINE = """
import json, sys
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps({"id": question["id"], "text": "Blanc"}))
"""
EXAMPLE = PROJECT / "examples/github-translate.yml"


@pytest.fixture
def checkout(tmp_path: Path) -> Course:
    remote = make_remote(tmp_path / "remote")
    remote.commit({SOURCE: LONGER})
    return check_out(remote, tmp_path / "job" / "work", remote.git("rev-parse", "main"))


def test_translations_are_brought_up_to_date_and_nothing_is_committed(checkout: Course) -> None:
    head = checkout.git("rev-parse", "HEAD")
    job = run_at_push(checkout).act(mode="update", languages="fr")
    assert (job.code, job.outputs["exit-code"], job.outputs["changed"]) == (0, "0", "true")
    assert "sync:untranslated" in (checkout.root / FR).read_text("utf-8")
    assert job.summary.startswith("## Translations brought up to date\n\n1 updated, ")
    assert job.summary.strip() == Path(job.outputs["summary"]).read_text("utf-8").strip()
    assert checkout.git("rev-parse", "HEAD") == head


def test_what_is_untranslated_goes_to_an_engine(checkout: Course, tmp_path: Path) -> None:
    program = tmp_path / "engine.py"
    program.write_text(ENGINE, "utf-8")
    command = shlex.join([sys.executable, str(program)])
    job = run_at_push(checkout).act(mode="update", languages="fr", command=command)
    assert job.code == 0
    assert "Blanc" in (checkout.root / FR).read_text("utf-8")
    assert "## Machine translation" in job.summary


def test_a_failure_is_one_and_what_was_written_is_there(checkout: Course) -> None:
    job = run_at_push(checkout).act(mode="update", languages="fr", command="false")
    assert (job.code, job.outputs["exit-code"], job.outputs["changed"]) == (3, "3", "true")
    assert job.problems == ["false ended with exit code 1"]


def test_what_is_owed_is_exported(checkout: Course) -> None:
    job = run_at_push(checkout).act(mode="update", languages="fr", export="out/fr.po")
    assert job.code == 0
    assert 'msgid "White"' in (checkout.root / "out/fr.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"mode": "update", "engine": "openai"}, "languages must name one language"),
        ({"mode": "update", "max_stale": "3"}, "the input max-stale goes with mode check"),
        ({"mode": "lint", "engine": "openai"}, "the input engine goes with mode update"),
    ],
)
def test_a_call_that_makes_no_sense(checkout: Course, inputs: dict[str, str], words: str) -> None:
    job = run_at_push(checkout).act(**inputs)
    assert job.code == 2
    assert words in job.problems[0]


def test_the_example_uses_what_the_action_has() -> None:
    workflow = cast("dict[str, Any]", yaml.safe_load(EXAMPLE.read_text("utf-8")))
    assert workflow["permissions"] == {"contents": "read"}
    [job] = workflow["jobs"].values()
    [own] = [step for step in job["steps"] if step.get("id") == "update"]
    assert own["with"].keys() <= ACTION["inputs"].keys()
    assert set(own["env"]) == {"TRANSLATION_SYNC_URL", "TRANSLATION_SYNC_KEY"}
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert [line for line in lines if "${{" in line] == []
