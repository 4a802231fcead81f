"""``translation-sync memory``."""

from __future__ import annotations

import click

from sync.commands.finishing import choose_code, tell
from sync.commands.options import Invocation, jobs_option, selection_options
from sync.commands.targets import Target, TargetCommand, target_options, write_reports


@click.command("memory", cls=TargetCommand)
@selection_options
@jobs_option
@target_options("text", "json", "tmx", "po")
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    jobs: int,
    targets: tuple[Target, ...],
) -> int:
    """Show which texts the translations have words for, and write those for other tools.

    `sync --memory` and `new --memory` fill them in where the same texts have none.
    PATHS are sources or translations, files or folders; a source stands for its translations.
    """
    from sync.project.query import Query
    from sync.reports.memory import FORMATS, tell_left_out
    from sync.workflow.export import choose_language
    from sync.workflow.memory import add_compendium, list_known

    project = place.open_project()
    view = project.view_disk()
    formats = {target.format for target in targets}
    is_po = "po" in formats
    wanted = (choose_language(view, languages),) if is_po else languages
    told = list_known(view, Query(place.cwd, paths, wanted), jobs)
    told = add_compendium(told) if is_po else told
    tell(told.notices, told.failures)
    tell(tell_left_out(told.report) if "tmx" in formats else ())
    write_reports(targets, FORMATS, told.report, project.root)
    return choose_code(has_findings=False, failures=told.failures)
