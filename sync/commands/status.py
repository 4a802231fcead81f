"""``translation-sync status``."""

from __future__ import annotations

import click

from sync.commands.finishing import run_report
from sync.commands.options import Invocation, selection_options, state_option
from sync.commands.targets import SITE, Target, TargetCommand, target_options
from sync.model import State
from sync.reports import FORMATS


@click.command("status", cls=TargetCommand)
@selection_options
@state_option
@target_options(*FORMATS, SITE)
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    states: tuple[State, ...],
    targets: tuple[Target, ...],
) -> int:
    """Show how many translations are in which state, and those to look at.

    PATHS are sources or translations, files or folders; a source stands for its translations.
    """
    from sync.project.query import Query
    from sync.workflow.status import show_status

    project = place.open_project()
    outcome = show_status(project, Query(place.cwd, paths, languages, states))
    return run_report(place, project, outcome, FORMATS, targets, part="status")
