"""``translation-sync translate``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sync.commands.finishing import choose_code, tell
from sync.commands.options import Invocation, selection_options
from sync.commands.targets import Target, TargetCommand, target_options, write_reports
from sync.commands.updating import open_for_writing

if TYPE_CHECKING:
    from sync.engines.engine import Engine
    from sync.project.project import Project
    from sync.workflow.translate import TranslateOptions

_INTERRUPTED = 130
_TIMEOUT, _CONCURRENCY = 300, 4


@click.command("translate", cls=TargetCommand)
@selection_options
@click.option(
    "--command",
    "program",
    metavar="'CMD ARG...'",
    help="A program that reads texts and writes translations, JSON objects a line each.",
)
@click.option(
    "--engine",
    type=click.Choice(["openai", "azure-openai"]),
    help="A server of chat completions; the environment says where, and its key.",
)
@click.option("--model", metavar="NAME", help="The server's model, or Azure's deployment.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Count what would be sent; send nothing.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Send at most N characters of texts."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=_TIMEOUT,
    show_default=True,
    metavar="S",
    help="How many seconds to wait for an answer.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0, max=5),
    default=1,
    show_default=True,
    metavar="N",
    help="How often to ask again where an answer was refused.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(min=1, max=64),
    metavar="N",
    help=f"How many requests a server gets at once [default: {_CONCURRENCY}].",
)
@click.option(
    "--source-language",
    metavar="TAG",
    help="The language of the sources, as the engine is told [default: as configured].",
)
@target_options("text", "json", "markdown")
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    program: str | None,
    engine: str | None,
    model: str | None,
    is_dry: bool,
    limit: int | None,
    timeout: float,
    retries: int,
    concurrency: int | None,
    source_language: str | None,
    targets: tuple[Target, ...],
) -> int:
    """Ask an engine for what is untranslated, and write it, marked fuzzy.

    PATHS are sources or translations, files or folders; a source stands for its translations.
    What is fuzzy already is left to people.
    """
    if not languages:
        raise click.UsageError("name the language to translate into: --lang LANG")
    from sync.workflow.translate import TranslateOptions

    asked = None if is_dry else _open(program, engine, model, timeout, concurrency)
    options = TranslateOptions(source_language, limit, retries)
    return _run(place, (paths, languages), asked, options, targets)


def _open(
    program: str | None,
    name: str | None,
    model: str | None,
    timeout: float,
    concurrency: int | None,
) -> Engine:
    """Open the engine that a call names; nothing that a repository holds ever does."""
    if (program is None) == (name is None):
        raise click.UsageError("name one engine: --command 'CMD ARG...' or --engine NAME")
    if program is not None:
        for option, value in (("--model", model), ("--concurrency", concurrency)):
            if value is not None:
                raise click.UsageError(f"{option} goes with --engine, and not with --command")
        from sync.engines.command import Command

        return Command(program, timeout)
    if name is None or model is None:
        raise click.UsageError(f"--engine {name} needs a model: --model NAME")
    import os

    from sync.engines.chat import Chat
    from sync.engines.posting import ChatOptions, open_post

    return Chat(
        open_post(name, ChatOptions(model, timeout), os.environ), concurrency or _CONCURRENCY
    )


def _run(
    place: Invocation,
    selected: tuple[tuple[str, ...], tuple[str, ...]],
    engine: Engine | None,
    options: TranslateOptions,
    targets: tuple[Target, ...],
) -> int:
    from sync.project.query import Query
    from sync.reports.receipts import RECEIPT_FORMATS
    from sync.workflow.asked import ask
    from sync.workflow.translate import translate

    project: Project = place.open_project()
    view = project.view_disk() if engine is None else open_for_writing(project)
    asked = ask(view, Query(place.cwd, *selected))
    run = translate(asked, engine, options)
    tell((*asked.notices, *run.notices), run.failures)
    write_reports(targets, RECEIPT_FORMATS, run.receipt, project.root)
    if run.is_interrupted:
        return _INTERRUPTED
    return choose_code(has_findings=run.receipt.has_findings, failures=run.failures)
