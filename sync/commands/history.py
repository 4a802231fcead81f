"""``translation-sync history``."""

from __future__ import annotations

import click

from sync.commands.finishing import choose_code, tell
from sync.commands.options import Invocation, selection_options
from sync.commands.sites import write_sites
from sync.commands.targets import SITE, Target, TargetCommand, target_options, write_reports

_FORMATS = ("text", "json", "csv")
_WITH_WORDS = ("json", SITE)


@click.command("history", cls=TargetCommand)
@selection_options
@click.option("--since", metavar="DATE", help="Only commits from this date on (ISO 8601, UTC).")
@click.option("--until", metavar="DATE", help="Only commits up to this date, itself included.")
@click.option(
    "--every",
    type=click.Choice(("commit", "day", "week")),
    default="day",
    show_default=True,
    help="Each commit that touched a source or a translation, or the last of a day or week.",
)
@target_options(*_FORMATS, SITE)
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    since: str | None,
    until: str | None,
    every: str,
    targets: tuple[Target, ...],
) -> int:
    """Show how many translations were in which state over time, from git's history alone.

    PATHS are sources or translations, files or folders; a source stands for its translations.
    """
    from sync.project.query import Query
    from sync.reports.history import FORMATS, render_json
    from sync.reports.values import Screen
    from sync.trend.points import Every
    from sync.workflow.history import Period, find_history

    project = place.open_project()
    query = Query(place.cwd, paths, languages)
    with_words = any(target.format in _WITH_WORDS for target in targets)
    period = Period(Every(every), since, until)
    told = find_history(project, query, period, with_words=with_words)
    tell(told.notices, told.failures)
    write_reports(targets, FORMATS, told.trend, project.root)
    write_sites(targets, project, "history", lambda: render_json(told.trend, Screen()), query)
    return choose_code(has_findings=False, failures=told.failures)
