"""``translation-sync site``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.commands.finishing import choose_code, complete_report, tell
from sync.commands.later import complete_with
from sync.commands.options import Invocation, jobs_option, language_option

if TYPE_CHECKING:
    from sync.project.project import Project
    from sync.workflow.site import Survey


def _check_address(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    if value is None:
        return None
    if re.match(r"https?://[^\s/]", value) is None:
        message = f"{value!r} is no address of a site: write it as https://example.org/course"
        raise click.BadParameter(message)
    return value.removesuffix("/")


@click.command("site")
@click.argument("folder", metavar="DIR", shell_complete=complete_with("folders"))
@language_option
@jobs_option
@click.option(
    "--url",
    "address",
    metavar="URL",
    callback=_check_address,
    help="Where it will be published: for the picture that a shared link shows.",
)
@click.pass_obj
def command(
    place: Invocation, *, folder: str, languages: tuple[str, ...], jobs: int, address: str | None
) -> int:
    """Write a site of all there is to tell into DIR: states, changes, findings and the past.

    DIR is empty, new, or a site of ours. The pages open from a disk.
    """
    from sync.commands.sites import write_folder
    from sync.project.query import Query
    from sync.site.folder import Folder
    from sync.workflow.site import take_survey

    project = place.open_project()
    Folder(Path(folder))  # refused now, not when all is found
    query = Query(place.cwd, (), languages)
    survey = take_survey(project, query, jobs)
    tell(survey.notices, survey.failures)
    write_folder(Path(folder), project, _render_parts(project, survey), address, query=query)
    click.echo(f"wrote {Path(folder) / 'index.html'}")
    return choose_code(has_findings=False, failures=survey.failures)


def _render_parts(project: Project, survey: Survey) -> dict[str, str]:
    """Return what each command would print as JSON, by the site's names for it."""
    from sync.reports import FORMATS
    from sync.reports.changes import render_whole_changes
    from sync.reports.history import render_json
    from sync.reports.values import Screen
    from sync.results import Report, Result

    seen = Result(Report(survey.statuses, survey.statuses), failures=survey.failures)
    reports = {"status": seen, "findings": survey.lint}
    texts = {
        name: FORMATS["json"](complete_report(project, each), Screen())
        for name, each in reports.items()
    }
    texts["changes"] = render_whole_changes(survey.changes)
    if survey.trend is not None:
        texts["history"] = render_json(survey.trend, Screen())
    return texts
