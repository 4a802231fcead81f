"""``translation-sync status``."""

from __future__ import annotations

import click

from sync.commands.finishing import Wanted, run_report
from sync.commands.options import (
    Invocation,
    each_option,
    quiet_option,
    selection_options,
    state_option,
)
from sync.commands.targets import SITE, Target, TargetCommand, target_options
from sync.model import State
from sync.reports import STATUS_FORMATS

_BANNER = "banner"


@click.command("status", cls=TargetCommand)
@selection_options
@state_option
@each_option
@quiet_option
@target_options(*STATUS_FORMATS, SITE)
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    states: tuple[State, ...],
    is_each: bool,
    is_quiet: bool,
    targets: tuple[Target, ...],
) -> int:
    """Show how many translations are in which state, and those to look at, on one screen.

    PATHS are sources or translations, files or folders; a source stands for its translations.
    """
    from sync.project.query import Query
    from sync.workflow.status import show_status

    project = place.open_project()
    query = Query(place.cwd, paths, languages, states)
    tells_since = any(target.format == _BANNER for target in targets)
    outcome = show_status(project, query, tells_since=tells_since)
    wanted = Wanted(query, is_each, is_quiet)
    return run_report(project, outcome, STATUS_FORMATS, targets, wanted=wanted, part="status")
