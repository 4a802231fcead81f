"""``translation-sync stamp``."""

from __future__ import annotations

import click

from sync.commands.finishing import tell
from sync.commands.options import Invocation, selection_options
from sync.commands.targets import Target, TargetCommand, target_options
from sync.commands.updating import finish, open_for_writing


@click.command("stamp", cls=TargetCommand)
@selection_options
@click.option("--all-languages", is_flag=True, help="Let a source's path stand for all of them.")
@click.option("--cosmetic", is_flag=True, help="Only those whose source changed in format alone.")
@click.option("--adopt", is_flag=True, help="Record what translations were found to be made from.")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["commit", "hash"]),
    help="With --adopt: what the new stamps record (default: hash).",
)
@click.option("--force", is_flag=True, help="Write where there is no git to give files back.")
@target_options("text", "json")
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    all_languages: bool,
    cosmetic: bool,
    adopt: bool,
    kind: str | None,
    force: bool,
    targets: tuple[Target, ...],
) -> int:
    """Record that translations are up to date with their present source.

    Refuses while a mark, a conflict marker or a table of another shape is left. PATHS are
    translations or folders; a source's path needs --lang or --all-languages. With --adopt each
    translation keeps its state: what it was found to be made from, by history, becomes a stamp.
    """
    if kind is not None and not adopt:
        raise click.UsageError("--as says what --adopt records: give both")
    if not (paths or languages or cosmetic):
        message = "say which translations are up to date: PATHS, --lang or --cosmetic"
        raise click.UsageError(message)
    from sync.model import StampKind, State
    from sync.project.query import Query
    from sync.reports.updates import UPDATES_FORMATS
    from sync.results import UpdatesReport
    from sync.workflow.adopting import adopt_versions
    from sync.workflow.asked import ask
    from sync.workflow.stamp import require_no_source, stamp_translations

    project = place.open_project()
    view = open_for_writing(project)
    if not (languages or all_languages or cosmetic):
        require_no_source(view, paths, place.cwd)
    states = (State.COSMETIC,) if cosmetic else ()
    query = Query(place.cwd, paths, languages, states)
    asked = ask(view, query)
    tell(asked.notices)
    if adopt:
        run = adopt_versions(asked.versions, asked.statuses, StampKind(kind or "hash"))
    else:
        run = stamp_translations(asked.versions, asked.statuses, force=force)
    report = UpdatesReport((), "stamp", project.caller)
    return finish(project, targets, UPDATES_FORMATS, run, report=report, earlier=asked.failures)
