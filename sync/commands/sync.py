"""``translation-sync sync``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sync.commands.finishing import tell
from sync.commands.later import complete_with
from sync.commands.options import (
    Invocation,
    jobs_option,
    memory_option,
    quiet_option,
    selection_options,
)
from sync.commands.targets import Target, TargetCommand, target_options
from sync.commands.updating import finish, open_for_writing

if TYPE_CHECKING:
    from sync.project.project import Project
    from sync.workflow.merging import SyncOptions


@click.command("sync", cls=TargetCommand)
@selection_options
@click.option("--diff", "shows", is_flag=True, help="Print what would change; write nothing.")
@click.option(
    "--check", "checks", is_flag=True, help="Fail if anything would change; write nothing."
)
@click.option("--force", is_flag=True, help="Write over files that git could not give back.")
@click.option(
    "--base",
    metavar="REV|FILE|date",
    shell_complete=complete_with("files"),
    help="The version translations were made from, where no stamp says so, or it is not found.",
)
@click.option("--no-base", is_flag=True, help="Align tables with the present source; prose stays.")
@click.option(
    "--on-change",
    type=click.Choice(["fuzzy", "source"]),
    default="fuzzy",
    show_default=True,
    help="What holds a text whose source changed: the old translation, or the source.",
)
@click.option("--rebuild-damaged", is_flag=True, help="Write what is damaged from the source.")
@click.option("--tables-only", is_flag=True, help="Leave prose alone.")
@memory_option
@jobs_option
@quiet_option
@target_options("text", "json")
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    shows: bool,
    checks: bool,
    force: bool,
    base: str | None,
    no_base: bool,
    on_change: str,
    rebuild_damaged: bool,
    tables_only: bool,
    memory: bool | None,
    jobs: int,
    is_quiet: bool,
    targets: tuple[Target, ...],
) -> int:
    """Bring stale and pending translations to their source's present version.

    What still holds is kept, links follow the source, and the rest is marked for the translator.
    PATHS are sources or translations, files or folders; a source stands for its translations.
    """
    if base is not None and no_base:
        raise click.UsageError("--base and --no-base exclude each other: give one of them")
    from sync.merge.values import MergeOptions, OnChange
    from sync.workflow.merging import SyncOptions, choose_merge

    project = place.open_project()
    options = SyncOptions(
        merge=choose_merge(
            project.config,
            MergeOptions(
                OnChange(on_change), rebuild_damaged=rebuild_damaged, tables_only=tables_only
            ),
        ),
        writes=not (shows or checks),
        shows=shows,
        force=force,
        base=base,
        ignores_base=no_base,
        jobs=jobs,
        recalls=project.config.memory if memory is None else memory,
    )
    return _run(
        place, project, options, (paths, languages), targets, checks=checks, is_quiet=is_quiet
    )


def _run(
    place: Invocation,
    project: Project,
    options: SyncOptions,
    selected: tuple[tuple[str, ...], tuple[str, ...]],
    targets: tuple[Target, ...],
    *,
    checks: bool,
    is_quiet: bool,
) -> int:
    from sync.project.query import Query
    from sync.reports.updates import PATCH_FORMATS, UPDATES_FORMATS
    from sync.results import Outcome, UpdatesReport
    from sync.workflow.asked import ask
    from sync.workflow.sync import sync_translations

    view = open_for_writing(project) if options.writes else project.view_disk()
    asked = ask(view, Query(place.cwd, *selected))
    tell(() if is_quiet else asked.notices)
    run = sync_translations(asked.versions, asked.statuses, options, place.cwd)
    if options.shows:
        tell(update.explain() for update in run.updates if update.outcome is Outcome.REFUSED)
    formats = PATCH_FORMATS if options.shows else UPDATES_FORMATS
    report = UpdatesReport(
        (),
        "sync",
        project.caller,
        is_dry=not options.writes,
        is_strict=checks,
        is_quiet=is_quiet,
    )
    return finish(project, targets, formats, run, report=report, earlier=asked.failures)
