"""How a command ends: its report, what there is to say beside it, and its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sync.commands.targets import SCREEN, write_reports
from sync.errors import RefusedError, SyncError
from sync.names import escape_text
from sync.reports.values import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sync.commands.options import Invocation
    from sync.commands.targets import Target
    from sync.project.project import Project
    from sync.results import Report, Result

FOUND = 1
FAILED = SyncError.exit_code


def tell(notices: Iterable[str], failures: Iterable[SyncError] = ()) -> None:
    """Write warnings and failures to standard error, a line each."""
    for notice in notices:
        click.echo(f"warning: {escape_text(notice)}", err=True)
    for words in dict.fromkeys(map(str, failures)):
        click.echo(f"error: {escape_text(words)}", err=True)


def run_report(
    place: Invocation,
    project: Project,
    outcome: Result,
    formats: Mapping[str, Callable[[Report, Screen], str]],
    targets: Sequence[Target] = SCREEN,
    *,
    part: str | None = None,
) -> int:
    """Tell what a run came to, wherever it is asked for, and return the exit code.

    ``part`` is what the site calls the report, None for commands that make no pages.
    """
    tell(outcome.notices, outcome.failures)
    report = complete_report(place, project, outcome)
    write_reports(targets, formats, report, project.root)
    if part is not None:
        from sync.commands.sites import write_sites

        write_sites(targets, place, project, part, lambda: formats["json"](report, Screen()))
    return choose_code(has_findings=outcome.has_findings, failures=outcome.failures)


def complete_report(place: Invocation, project: Project, outcome: Result) -> Report:
    """Return a report with what formats need beside it: what failed, and where paths begin.

    Those for servers are relative to the repository's top, wherever below it the root is.
    """
    repository = project.repository
    prefix = "" if repository is None else repository.prefix
    caller = place.describe_caller(project)
    return outcome.report._replace(failures=outcome.failures, prefix=prefix, caller=caller)


def choose_code(*, has_findings: bool, failures: Iterable[SyncError]) -> int:
    """Return the exit code: a failure counts more than a finding.

    What was refused, such as a text that is not UTF-8, is no failure of ours.
    """
    codes = {failure.exit_code for failure in failures}
    if codes - {RefusedError.exit_code}:
        return FAILED
    return FOUND if has_findings or codes else 0
