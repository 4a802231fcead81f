"""The files that GitHub and GitLab read are what their schemas allow, and safe."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from action.inputs import Inputs
from tests.ci.runner import ACTION, PROJECT, STEP

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
WORKFLOW = PROJECT / ".github/workflows/ci.yml"
_VERSIONED = re.compile(r"actions/[a-z-]+@v\d+")


def _read(path: Path) -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load(path.read_text("utf-8")))


def _list_steps(file: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "runs" in file:
        yield from file["runs"]["steps"]
    for job in file.get("jobs", {}).values():
        yield from job["steps"]


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-actions", PROJECT / "action.yml"),
        ("vendor.gitlab-ci", PROJECT / "examples/gitlab-ci.yml"),
        *(("vendor.github-workflows", path) for path in WORKFLOWS),
        *(("custom.github-workflows-require-timeout", path) for path in WORKFLOWS),
    ],
    ids=lambda part: part.name if isinstance(part, Path) else part,
)
def test_the_schema_allows_it(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "path", [PROJECT / "action.yml", *WORKFLOWS], ids=lambda path: cast("Path", path).name
)
def test_no_expression_is_in_a_line_of_shell(path: Path) -> None:
    """What stands in one could be anybody's words, and would be read as commands."""
    lines = [step["run"] for step in _list_steps(_read(path)) if "run" in step]
    assert lines
    assert [line for line in lines if "${{" in line] == []


@pytest.mark.parametrize(
    "path", [PROJECT / "action.yml", *WORKFLOWS], ids=lambda path: cast("Path", path).name
)
def test_other_actions_are_github_s_own_and_have_a_version(path: Path) -> None:
    used = [step["uses"] for step in _list_steps(_read(path)) if "uses" in step]
    assert used
    assert [name for name in used if name != "./" and not _VERSIONED.fullmatch(name)] == []


def test_every_input_reaches_the_script() -> None:
    inputs = set(ACTION["inputs"]) - {"python-version"}
    assert {name.replace("-", "_") for name in inputs} == set(Inputs._fields)
    assert {name: text for name, text in STEP["env"].items() if name != "PYTHON"} == {
        f"INPUT_{name.replace('-', '_').upper()}": f"${{{{ inputs.{name} }}}}" for name in inputs
    }


def test_every_output_is_the_script_s() -> None:
    assert {name: each["value"] for name, each in ACTION["outputs"].items()} == {
        name: f"${{{{ steps.{STEP['id']}.outputs.{name} }}}}" for name in ACTION["outputs"]
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: cast("Path", path).name)
def test_a_workflow_may_only_read(path: Path) -> None:
    workflow = _read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert [job for job in workflow["jobs"].values() if "permissions" in job] == []


def test_the_workflow_uses_the_action_on_every_system_and_python() -> None:
    jobs = _read(WORKFLOW)["jobs"]
    matrix = jobs["translations"]["strategy"]["matrix"]
    assert matrix == jobs["tests"]["strategy"]["matrix"]
    assert [system.partition("-")[0] for system in matrix["system"]] == [
        "ubuntu",
        "macos",
        "windows",
    ]
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    versions = re.findall(r"Python :: (3\.\d+)", project)
    assert matrix["python"] == [versions[0], versions[-1]]
    assert f'requires-python = ">={versions[0]}"' in project
    own = [step for step in jobs["translations"]["steps"] if step.get("uses") == "./"]
    assert [step["with"].get("mode", "check") for step in own] == ["check", "lint"]
    for step in own:
        assert step["with"].keys() <= ACTION["inputs"].keys()
