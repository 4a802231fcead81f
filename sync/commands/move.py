"""``translation-sync move``."""

from __future__ import annotations

import click

from sync.commands.finishing import tell
from sync.commands.options import Invocation, quiet_option, selection_options
from sync.commands.targets import Target, TargetCommand, target_options
from sync.commands.updating import finish, open_for_writing


@click.command("move", cls=TargetCommand)
@selection_options
@click.option("--check", "checks", is_flag=True, help="Fail if anything would move; move nothing.")
@click.option("--force", is_flag=True, help="Move files that git could not give back, too.")
@quiet_option
@target_options("text", "json")
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    checks: bool,
    force: bool,
    is_quiet: bool,
    targets: tuple[Target, ...],
) -> int:
    """Move translations after their sources, with their stamps and their relative links.

    Nothing is written over. PATHS are translations, files or folders, or the places where sources
    were; a source stands for its translations.
    """
    from sync.model import State
    from sync.project.query import Query
    from sync.reports.updates import MOVES_FORMATS
    from sync.results import UpdatesReport
    from sync.workflow.asked import ask
    from sync.workflow.move import MoveOptions, move_translations

    project = place.open_project()
    view = project.view_disk() if checks else open_for_writing(project)
    asked = ask(view, Query(place.cwd, paths, languages, (State.ORPHANED,)))
    tell(() if is_quiet else asked.notices)
    options = MoveOptions(writes=not checks, force=force)
    run = move_translations(asked.versions, asked.statuses, options)
    report = UpdatesReport(
        (),
        "move",
        project.caller,
        is_dry=checks,
        is_strict=checks,
        is_staging=project.repository is not None,
        is_quiet=is_quiet,
    )
    return finish(project, targets, MOVES_FORMATS, run, report=report, earlier=asked.failures)
