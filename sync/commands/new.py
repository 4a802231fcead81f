"""``translation-sync new``."""

from __future__ import annotations

import click

from sync.commands.finishing import tell
from sync.commands.later import complete_with
from sync.commands.options import (
    Invocation,
    jobs_option,
    memory_option,
    paths_argument,
)
from sync.commands.targets import Target, TargetCommand, target_options
from sync.commands.updating import finish, open_for_writing


@click.command("new", cls=TargetCommand)
@click.argument("language", metavar="LANG", shell_complete=complete_with("languages"))
@paths_argument
@memory_option
@jobs_option
@target_options("text", "json")
@click.pass_obj
def command(
    place: Invocation,
    *,
    language: str,
    paths: tuple[str, ...],
    memory: bool | None,
    jobs: int,
    targets: tuple[Target, ...],
) -> int:
    """Start translations into LANG from the source, with all that has words marked.

    PATHS are sources or folders of them; without any, every document. A translation that exists
    is never written over.
    """
    from sync.project.template import is_language
    from sync.reports.updates import UPDATES_FORMATS
    from sync.results import UpdatesReport
    from sync.workflow.merging import choose_merge
    from sync.workflow.new import NewOptions, choose_locations, start_translations, warn_of_unnamed

    project = place.open_project()
    if not is_language(language) and language not in project.named_languages:
        message = (
            f"{language!r} does not look like a language code such as he or pt-BR; "
            "name it under 'languages' in .translation-sync.yaml if it is one"
        )
        raise click.BadParameter(message, param_hint="LANG")
    recalls = project.config.memory if memory is None else memory
    options = NewOptions(choose_merge(project.config), recalls, jobs)
    view = open_for_writing(project)
    locations = choose_locations(view, language, paths, place.cwd)
    run = start_translations(view, locations, options)
    tell(warn_of_unnamed(view, locations))
    report = UpdatesReport((), "new", project.caller)
    return finish(project, targets, UPDATES_FORMATS, run, report=report)
