"""``translation-sync diff``."""

from __future__ import annotations

import click

from sync.commands.finishing import Wanted, choose_code, tell
from sync.commands.options import (
    Invocation,
    each_option,
    quiet_option,
    selection_options,
    state_option,
)
from sync.commands.sites import write_sites
from sync.commands.targets import SITE, Target, TargetCommand, target_options, write_reports
from sync.errors import RefusedError
from sync.model import State

_TEXT = "text"
_FORMATS = (_TEXT, "json")


@click.command("diff", cls=TargetCommand)
@selection_options
@state_option
@click.option("--stat", is_flag=True, help="How much changed, a line each.")
@each_option
@quiet_option
@target_options(*_FORMATS, SITE)
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    states: tuple[State, ...],
    stat: bool,
    is_each: bool,
    is_quiet: bool,
    targets: tuple[Target, ...],
) -> int:
    """Show what changed in the source since each translation was made.

    Tables, rows and cells, each with the translation beside it, and the blocks of prose.
    PATHS are sources or translations, files or folders; a source stands for its translations.
    """
    from functools import partial

    from sync.project.query import Query
    from sync.reports.change_groups import list_singles
    from sync.reports.changes import CHANGES_FORMATS, STAT_FORMATS, render_whole_changes
    from sync.results import ChangesReport
    from sync.workflow.asked import ask, tell_left_out
    from sync.workflow.diff import compare_translations

    project = place.open_project()
    view = project.view_disk()
    query = Query(place.cwd, paths, languages, states)
    asked = ask(view, query)
    choose = None
    if all(target.format == _TEXT for target in targets):
        choose = partial(list_singles, apart=is_each) if not stat else lambda _: ()
    comparison = compare_translations(asked.versions, asked.statuses, choose)
    failures = (*asked.failures, *comparison.failures)
    notices = (*asked.notices, *filter(None, (tell_left_out(view, asked.statuses),)))
    tell(() if is_quiet else notices, failures)
    entries = comparison.entries
    detail = Wanted(query, is_each, is_quiet).describe(project, asked.statuses)
    report = ChangesReport(entries, project.caller, detail, asked.find_failing(project.config))
    write_reports(targets, STAT_FORMATS if stat else CHANGES_FORMATS, report, project.root)
    write_sites(targets, project, "changes", lambda: render_whole_changes(entries), query)
    refused = RefusedError.exit_code  # a text that cannot be compared: told, and no finding
    return choose_code(
        has_findings=False, failures=[each for each in failures if each.exit_code != refused]
    )
