"""Mode ``update``: translations brought up to date in the workspace, for others to commit.

Nothing is committed, pushed or opened here: a summary says what a pull request could.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from action.program import run
from action.runner import add_summary, log, set_output, tell_error
from sync.git import find_repository
from sync.git import run as run_git

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from action.inputs import Inputs

_FOUND = 1


class Folders(NamedTuple):
    """The checkout that is changed, and a folder for reports."""

    workspace: Path
    reports: Path


def update(
    inputs: Inputs, program: Sequence[str], environment: Mapping[str, str], folders: Folders
) -> int:
    """Run `sync`, and `translate` or `export`; return 0 where the changes can be used.

    What a call refuses is a finding, told in the summary and the output ``exit-code``, and keeps
    nobody from using the rest. A failure ends the run with its code; what was written stays.
    """
    code = 0
    for arguments in _list_calls(inputs, folders):
        done = run(program, arguments, environment, folders.workspace)
        log(done.out, done.err)
        code = max(code, done.code)
        if done.code > _FOUND:
            lines = done.err.decode("utf-8", "replace").strip().splitlines()
            tell_error("\n".join(line.removeprefix("error: ") for line in lines[-5:]))
            break
    summary = folders.reports / "update.md"
    summary.write_text("\n".join(_summarise(folders.reports)), "utf-8")
    if inputs.summary:
        add_summary(environment, summary.read_bytes())
    set_output(environment, "exit-code", str(code))
    set_output(environment, "changed", "true" if _has_changes(folders.workspace) else "false")
    set_output(environment, "summary", str(summary))
    return code if code > _FOUND else 0


def _list_calls(inputs: Inputs, folders: Folders) -> Iterator[list[str]]:
    """Yield the arguments of each call of the program."""
    globally = _render(("root", inputs.root), ("config", inputs.config))
    languages = [f"--lang={language}" for language in inputs.languages]
    chosen = [*languages, "--", *inputs.paths]
    memory = ["--memory"] if inputs.memory else []
    report = f"--output={folders.reports / 'sync.json'}"
    yield [*globally, "sync", *memory, "--format=text", "--format=json", report, *chosen]
    if inputs.command or inputs.engine:
        options = _render(
            ("command", inputs.command),
            ("engine", inputs.engine),
            ("model", inputs.model),
            ("limit", inputs.limit),
        )
        report = f"--output={folders.reports / 'translate.md'}"
        formats = ("--format=text", "--format=markdown", report)
        yield [*globally, "translate", *options, *formats, *chosen]
    if inputs.export:
        target = folders.workspace / inputs.export
        target.parent.mkdir(parents=True, exist_ok=True)
        kind = {".xlf": "xliff", ".xliff": "xliff", ".json": "json"}.get(target.suffix, "po")
        yield [*globally, "export", f"--format={kind}", f"--output={target}", *chosen]


def _render(*options: tuple[str, str]) -> list[str]:
    return [f"--{name}={text}" for name, text in options if text]


def _summarise(reports: Path) -> Iterator[str]:
    """Yield the lines of a summary, of what the calls wrote."""
    file = reports / "sync.json"
    if file.exists():
        outcomes = [each["outcome"] for each in json.loads(file.read_bytes())["translations"]]
        counts = (f"{outcomes.count(each)} {each}" for each in ("updated", "unchanged", "refused"))
        yield "## Translations brought up to date"
        yield ""
        yield ", ".join(counts)
        yield ""
    translated = reports / "translate.md"
    if translated.exists():
        yield translated.read_text("utf-8")


def _has_changes(workspace: Path) -> bool:
    repository = find_repository(workspace)
    return repository is not None and bool(run_git(repository, "status", "--porcelain"))
