"""How a command ends: its report, what there is to say beside it, and its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from sync.commands.targets import SCREEN, write_reports
from sync.errors import RefusedError, SyncError
from sync.names import escape_text, quote_name, quote_names
from sync.reports.values import Screen
from sync.results import Detail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sync.commands.targets import Target
    from sync.model import Status
    from sync.project.project import Project
    from sync.project.query import Query
    from sync.results import Report, Result

FOUND = 1
FAILED = SyncError.exit_code


def tell(notices: Iterable[str], failures: Iterable[SyncError] = ()) -> None:
    """Write warnings and failures to standard error, a line each."""
    for notice in notices:
        click.echo(f"warning: {escape_text(notice)}", err=True)
    for words in dict.fromkeys(map(str, failures)):
        click.echo(f"error: {escape_text(words)}", err=True)


class Wanted(NamedTuple):
    """What a call asked to hear of: translations, each by itself or not, and what fails alone.

    ``is_each`` is None for commands that tell of findings, and of no translation by itself.
    """

    query: Query
    is_each: bool | None = None
    is_quiet: bool = False

    def describe(self, project: Project, selected: Iterable[Status]) -> Detail:
        """Return the same for a report; whoever names translations asks for each of them."""
        from sync.project.selection import relate

        query, is_each = self.query, self.is_each
        if is_each is False:
            places = {at for path in query.paths for at in relate(path, project.root, query.cwd)}
            is_each = bool(places) and all(each.location.path in places for each in selected)
        return Detail(bool(is_each), self.is_quiet, bool(query.languages), _quote_query(query))


def _quote_query(query: Query) -> str:
    options = (("--lang", query.languages), ("--state", query.states))
    parts = [f"{name} {quote_name(','.join(values))}" for name, values in options if values]
    parts += [quote_names(query.paths)] if query.paths else []
    return "".join(f" {part}" for part in parts)


def run_report(
    project: Project,
    outcome: Result,
    formats: Mapping[str, Callable[[Report, Screen], str]],
    targets: Sequence[Target] = SCREEN,
    *,
    wanted: Wanted | None = None,
    part: str | None = None,
) -> int:
    """Tell what a run came to, wherever it is asked for, and return the exit code.

    ``part`` is what the site calls the report, None for commands that make no pages.
    """
    is_quiet = wanted is not None and wanted.is_quiet
    tell(() if is_quiet else outcome.notices, outcome.failures)
    report = complete_report(project, outcome)
    if wanted is not None:
        report = report._replace(detail=wanted.describe(project, report.statuses))
    write_reports(targets, formats, report, project.root)
    if part is not None:
        from sync.commands.sites import write_sites

        query = None if wanted is None else wanted.query
        write_sites(targets, project, part, lambda: formats["json"](report, Screen()), query)
    return choose_code(has_findings=outcome.has_findings, failures=outcome.failures)


def complete_report(project: Project, outcome: Result) -> Report:
    """Return a report with what formats need beside it: what failed, and where paths begin.

    Those for servers are relative to the repository's top, wherever below it the root is.
    """
    repository = project.repository
    prefix = "" if repository is None else repository.prefix
    return outcome.report._replace(
        failures=outcome.failures,
        prefix=prefix,
        caller=project.caller,
        owners=dict(project.config.owners),
    )


def choose_code(*, has_findings: bool, failures: Iterable[SyncError]) -> int:
    """Return the exit code: a failure counts more than a finding.

    What was refused, such as a text that is not UTF-8, is no failure of ours.
    """
    codes = {failure.exit_code for failure in failures}
    if codes - {RefusedError.exit_code}:
        return FAILED
    return FOUND if has_findings or codes else 0
