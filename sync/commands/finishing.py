"""How a command ends: its report, what there is to say beside it, and its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sync.errors import SyncError
from sync.reports.names import escape_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.reports.values import Report
    from sync.workflow.project import Project
    from sync.workflow.query import Outcome

FOUND = 1
FAILED = SyncError.exit_code


def tell(notices: Iterable[str], failures: Iterable[SyncError] = ()) -> None:
    """Write warnings and failures to standard error, a line each."""
    for notice in notices:
        click.echo(f"warning: {escape_text(notice)}", err=True)
    for failure in failures:
        click.echo(f"error: {escape_text(str(failure))}", err=True)


def complete_report(project: Project, outcome: Outcome) -> Report:
    """Return a gate's report with what servers need beside it: what failed, and where paths begin.

    Their paths are relative to the repository's top, wherever below it the root is.
    """
    repository = project.repository
    prefix = "" if repository is None else repository.prefix
    return outcome.report._replace(failures=outcome.failures, prefix=prefix)


def choose_code(*, has_findings: bool, failures: Iterable[SyncError]) -> int:
    """Return the exit code: a failure counts more than a finding."""
    if any(True for _ in failures):
        return FAILED
    return FOUND if has_findings else 0
