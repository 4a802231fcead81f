"""The action's inputs, as ``action.yml`` hands them over: one environment variable each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO, NONE = "auto", "none"
"""The values of ``changed-from`` that name no revision."""

CHECK, LINT, UPDATE = "check", "lint", "update"


class Inputs(NamedTuple):
    """What a workflow says under ``with``; a text that is empty was not given.

    ``changed_from`` is :data:`AUTO`, :data:`NONE` or a revision. ``root``, ``config``, ``paths``,
    ``baseline`` and ``sarif`` are relative to the workspace.
    """

    mode: str
    paths: tuple[str, ...]
    languages: tuple[str, ...]
    fail_on: str
    max_stale: str
    changed_from: str
    baseline: str
    annotations: bool
    summary: bool
    sarif: str
    root: str
    config: str
    version: str
    memory: bool
    command: str
    engine: str
    model: str
    limit: str
    export: str


def read_inputs(environment: Mapping[str, str]) -> Inputs:
    """Read the inputs.

    Raises:
        UsageError: one makes no sense, by itself or beside another.
    """
    texts = {name: environment.get("INPUT_" + name.upper(), "") for name in Inputs._fields}
    plain = {name: text.strip() for name, text in texts.items()}
    inputs = Inputs(
        mode=_choose("mode", plain["mode"] or CHECK, (CHECK, LINT, UPDATE)),
        paths=tuple(line for line in texts["paths"].splitlines() if line.strip()),
        languages=tuple(plain["languages"].replace(",", " ").split()),
        fail_on=plain["fail_on"],
        max_stale=plain["max_stale"],
        changed_from=plain["changed_from"] or AUTO,
        baseline=plain["baseline"],
        annotations=_choose("annotations", plain["annotations"] or "true", _FLAGS) == "true",
        summary=_choose("summary", plain["summary"] or "true", _FLAGS) == "true",
        sarif=plain["sarif"],
        root=plain["root"],
        config=plain["config"],
        version=plain["version"],
        memory=_choose("memory", plain["memory"] or "true", _FLAGS) == "true",
        command=plain["command"],
        engine=plain["engine"],
        model=plain["model"],
        limit=plain["limit"],
        export=plain["export"],
    )
    if inputs.mode != CHECK:
        _refuse("max-stale", inputs.max_stale, CHECK)
        changed = "" if inputs.changed_from in (AUTO, NONE) else inputs.changed_from
        _refuse("changed-from", changed, CHECK)
    if inputs.mode != UPDATE:
        for name in ("command", "engine", "model", "limit", "export"):
            _refuse(name, getattr(inputs, name), UPDATE)
    elif (inputs.command or inputs.engine or inputs.export) and len(inputs.languages) != 1:
        raise UsageError("the input languages must name one language to translate into")
    return inputs


_FLAGS = ("true", "false")


def _choose(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise UsageError(f"the input {name} is {text!r}; it must be {' or '.join(choices)}")
    return text


def _refuse(name: str, text: str, mode: str) -> None:
    if text:
        raise UsageError(f"the input {name} goes with mode {mode} only: leave it out")
