"""``translation-sync hook``: what ``.pre-commit-hooks.yaml`` calls."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from sync.commands.finishing import FOUND, Wanted, choose_code, run_report, tell
from sync.commands.options import Invocation, gate_options, quiet_option, severity_option
from sync.commands.targets import SCREEN, write_reports
from sync.findings import Severity
from sync.reports import FORMATS

if TYPE_CHECKING:
    from sync.model import State
    from sync.project.config import Allowance
    from sync.project.project import Project
    from sync.results import Result
    from sync.workflow.hook import Occasion

IDS = {
    "check": "translation-sync-check",
    "lint": "translation-sync-lint",
    "sync": "translation-sync",
    "table": "translation-sync-table",
}
"""The hooks' ids by their commands."""

_HEAD = "GITHEAD_"
_PRE_COMMIT = "PRE_COMMIT"  # which it sets for all hooks
_JUDGED = (0, FOUND)


class _HookGroup(click.Group):
    """A group whose commands say how to do without them whenever they could not do their work."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            code = super().invoke(ctx)
        except Exception as error:
            error.add_note(_explain_skipping(ctx))
            raise
        if code not in _JUDGED:
            click.echo(_explain_skipping(ctx), err=True)
        return code


def _explain_skipping(ctx: click.Context) -> str:
    name = IDS.get(ctx.invoked_subcommand or "", "HOOK")
    return (
        f"{name} could not do its work, so it lets nothing through; "
        f"to go without it, knowingly: SKIP={name} git commit"
    )


@click.group("hook", cls=_HookGroup, hidden=True)
def command() -> None:
    """Do the work of a pre-commit hook, over what a commit or a range of commits touches."""


@command.command("check")
@gate_options
@quiet_option
@click.pass_obj
def check(
    place: Invocation,
    *,
    fail_on: tuple[State, ...],
    max_stale: Allowance | None,
    is_quiet: bool,
) -> int:
    """Say what the commit makes stale, and hold the translations that it touches to their tables.

    In a run over a range of commits that is what they change; where nothing is staged either, all
    translations are checked.
    """
    from sync.project.query import Query
    from sync.states.gate import build_gate
    from sync.workflow.hook import check_occasion

    project = place.open_project()
    gate = build_gate(project.config, fail_on, max_stale)
    outcome = check_occasion(project, place.cwd, gate, read_occasion(os.environ))
    report = outcome.report
    if not (report.statuses or report.findings or report.unstaged or outcome.failures):
        tell(outcome.notices)
        return 0
    wanted = Wanted(Query(place.cwd), is_quiet=is_quiet)
    outcome = _tell_once(project, outcome, "check")
    return run_report(project, outcome, FORMATS, wanted=wanted)


@command.command("lint")
@click.argument("files", nargs=-1, type=click.UNPROCESSED)
@severity_option
@quiet_option
@click.pass_obj
def lint(place: Invocation, *, files: tuple[str, ...], fail_on: str, is_quiet: bool) -> int:
    """Lint those of FILES that are translations; what sources make stale is no fault of theirs."""
    from sync.project.query import Query
    from sync.workflow.hook import lint_files

    project = place.open_project()
    outcome = lint_files(project, place.cwd, files, Severity(fail_on))
    if outcome is None:
        return 0
    wanted = Wanted(Query(place.cwd), is_quiet=is_quiet)
    outcome = _tell_once(project, outcome, "lint")
    return run_report(project, outcome, FORMATS, wanted=wanted)


def _tell_once(project: Project, outcome: Result, name: str) -> Result:
    """Leave out what another hook told in this run of pre-commit, which calls them all itself."""
    if _PRE_COMMIT not in os.environ:
        return outcome
    from sync.workflow.told import HookRun, tell_once

    return tell_once(project, outcome, HookRun(IDS[name], os.getppid()))


@command.command("sync")
@click.argument("files", nargs=-1, type=click.UNPROCESSED)
@quiet_option
@click.pass_obj
def sync(place: Invocation, *, files: tuple[str, ...], is_quiet: bool) -> int:
    """Bring FILES, and the translations of sources among them, up to date.

    Fails where something was written, so that it can be looked at and staged, and where one of
    FILES was refused. A translation that is refused although only its source was touched is
    reported: whoever edits the source cannot mend it.
    """
    from sync.workflow.hook import find_owing, sync_files

    project = place.open_project()
    view = project.view_disk()
    owing = find_owing(view, place.cwd, files)
    if not owing.statuses and not owing.failures:
        tell(owing.notices)
        return 0
    from sync.commands.updating import open_for_writing
    from sync.reports.updates import UPDATES_FORMATS
    from sync.results import UpdatesReport

    now = open_for_writing(project, view)
    if now is not view:
        owing = find_owing(now, place.cwd, files)
    outcome = sync_files(owing, place.cwd, files)
    tell(() if is_quiet else outcome.notices, outcome.failures)
    report = UpdatesReport(
        outcome.updates,
        "sync",
        project.caller,
        is_strict=True,
        is_staging=True,
        is_quiet=is_quiet,
    )
    write_reports(SCREEN, UPDATES_FORMATS, report, project.root)
    return choose_code(has_findings=outcome.has_findings, failures=outcome.failures)


def read_occasion(environment: Mapping[str, str]) -> Occasion:
    """Read from the environment what a hook was called for.

    pre-commit names ranges and branches there (https://pre-commit.com/#pre-commit-run); git gives
    the hooks of a commit its index (``run_commit_hook`` in its ``commit.c``), and no others; and
    to those of a merge, which has no ``MERGE_HEAD`` yet, the heads (``cmd_merge``).
    """
    from sync.workflow.hook import Occasion

    return Occasion(
        environment.get("PRE_COMMIT_FROM_REF"),
        environment.get("PRE_COMMIT_TO_REF"),
        is_commit="GIT_INDEX_FILE" in environment,
        is_push="PRE_COMMIT_REMOTE_BRANCH" in environment,
        merged=tuple(name.removeprefix(_HEAD) for name in environment if name.startswith(_HEAD)),
    )


@command.command("table")
@click.argument("files", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def table(place: Invocation, *, files: tuple[str, ...]) -> int:
    """Bring the table of states in Markdown files up to date [default: README.md]."""
    from sync.commands.table import bring_up

    return bring_up(place, files, only_look=False)
