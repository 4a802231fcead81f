"""``translation-sync fleet``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.commands.finishing import FAILED, FOUND, tell
from sync.commands.later import complete_with
from sync.commands.options import Invocation
from sync.commands.targets import SITE, Target, TargetCommand, target_options, write_reports

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sync.fleet.past import Past
    from sync.fleet.survey import FleetPlaces
    from sync.fleet.values import Fleet, KnownRepository

# The formats of each command, and the options that not all commands heed.
_FORMATS = {
    "fetch": ("text",),
    "status": ("text", "json", SITE),
    "check": ("text", "json", SITE),
    "history": ("text", "json", "csv"),
}
_OPTIONS = {
    "fetch": ("--history",),
    "status": ("--again",),
    "check": ("--again",),
    "history": (),
}


@click.command("fleet", cls=TargetCommand)
@click.argument("file", metavar="FILE", shell_complete=complete_with("files"))
@click.argument("verb", metavar="fetch|status|check|history", type=click.Choice(tuple(_FORMATS)))
@click.option(
    "--mirrors",
    metavar="DIR",
    shell_complete=complete_with("folders"),
    help="Where the mirrors are [default: mirrors beside FILE].",
)
@click.option(
    "--store",
    metavar="FILE",
    shell_complete=complete_with("files"),
    help="What was found out, as SQLite [default: fleet.sqlite beside FILE].",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    envvar="TRANSLATION_SYNC_JOBS",
    show_envvar=True,
    metavar="N",
    help="How many repositories at once [default: one a processor].",
)
@click.option("--scheduler", metavar="ADDRESS", help="Let a Dask cluster work, in place of --jobs.")
@click.option("--again", is_flag=True, help="status, check: look at all, known or not.")
@click.option("--history", "whole", is_flag=True, help="fetch: what history reads, as well.")
@target_options("text", "json", "csv", SITE)
@click.pass_obj
def command(
    place: Invocation,
    *,
    file: str,
    verb: str,
    mirrors: str | None,
    store: str | None,
    jobs: int | None,
    scheduler: str | None,
    again: bool,
    whole: bool,
    targets: tuple[Target, ...],
) -> int:
    """Look at many repositories at once: those that FILE lists.

    fetch makes mirrors of those that are elsewhere, and brings them up to date. status shows how
    many translations are in which state. check does so, too, and fails where a repository's own
    gate fails. history shows the same over time.

    FILE is YAML (repositories, and defaults of options), or has a path or an address on each line.
    """
    if place.root is not None or place.config is not None:
        raise click.UsageError("--root and --config are for one project: FILE says it of each")
    _require_formats(targets, verb)
    _require_options(verb, {"--again": again, "--history": whole})
    from sync.fleet.listing import read_fleet
    from sync.fleet.working import require_cluster

    fleet = read_fleet(Path(file))
    at = _choose_place(fleet, file, mirrors, store)
    at = at._replace(jobs=jobs or fleet.jobs or _count(), scheduler=scheduler or fleet.scheduler)
    if at.scheduler is not None:
        require_cluster()
    if verb == "fetch":
        return _fetch(fleet, at, whole=whole)
    if verb == "history":
        return _tell_history(fleet, at, targets)
    return _survey(fleet, at, verb, targets, again=again)


def _choose_place(fleet: Fleet, file: str, mirrors: str | None, store: str | None) -> FleetPlaces:
    """Return where all is kept: where options say, else FILE, else beside it."""
    from sync.fleet.survey import FleetPlaces
    from sync.names import quote_name, quote_names

    home = fleet.file.parent
    named = "" if mirrors is None else f" --mirrors {quote_name(mirrors)}"
    return FleetPlaces(
        _resolve(mirrors) or fleet.mirrors or home / "mirrors",
        _resolve(store) or fleet.store or home / "fleet.sqlite",
        f"translation-sync fleet{named} {quote_names((file,))} fetch",
    )


def _resolve(path: str | None) -> Path | None:
    return None if not path else Path(os.path.normpath(Path.cwd() / path))


def _count() -> int:
    from sync.workflow.pool import count_processors

    return count_processors()


def _survey(
    fleet: Fleet, at: FleetPlaces, verb: str, targets: tuple[Target, ...], *, again: bool
) -> int:
    from sync.fleet.reports import FORMATS
    from sync.fleet.survey import survey

    known = survey(fleet, at, verb, again=again, judges=verb == "check")
    if Target("text") not in targets:
        _tell_errors(known)
    write_reports(targets, FORMATS, known, fleet.file.parent)
    _write_pages(targets, known)
    if any(each.error is not None for each in known):
        return FAILED
    return FOUND if any(each.failing for each in known) else 0


def _fetch(fleet: Fleet, at: FleetPlaces, *, whole: bool) -> int:
    from sync.fleet.survey import fetch_all
    from sync.names import escape_line, escape_text

    has_failed = False
    for fetched in fetch_all(fleet, at, whole=whole):
        name = escape_line(fetched.name)
        if fetched.error is None:
            click.echo(f"{name}: {fetched.done}")
        else:
            has_failed = True
            click.echo(f"error: {name}: {escape_text(fetched.error)}", err=True)
    return FAILED if has_failed else 0


def _tell_history(fleet: Fleet, at: FleetPlaces, targets: tuple[Target, ...]) -> int:
    from sync.fleet.past import find_past
    from sync.reports.history import FORMATS

    trend, pasts = find_past(fleet, at)
    tell(f"{each.name}: {notice}" for each in pasts for notice in each.notices)
    _tell_errors(pasts)
    write_reports(targets, FORMATS, trend, fleet.file.parent)
    return FAILED if any(each.error is not None for each in pasts) else 0


def _write_pages(targets: tuple[Target, ...], known: Sequence[KnownRepository]) -> None:
    paths = [Path(target.path) for target in targets if target.format == SITE and target.path]
    if not paths:
        return
    from sync.fleet.pages import write_pages

    for path in paths:
        write_pages(path, known)


def _tell_errors(known: Iterable[KnownRepository | Past]) -> None:
    """Write errors to standard error, where no report on a screen tells them."""
    from sync.names import escape_text

    for each in known:
        if each.error is not None:
            click.echo(f"error: {escape_text(f'{each.name}: {each.error}')}", err=True)


def _require_formats(targets: tuple[Target, ...], verb: str) -> None:
    formats = _FORMATS[verb]
    for target in targets:
        if target.format not in formats:
            wanted = f"choose from {', '.join(formats)}" if len(formats) > 1 else "leave it out"
            raise click.UsageError(f"{verb} has no --format {target.format}: {wanted}")
        if verb == "fetch" and target.path is not None:
            raise click.UsageError(f"{verb} makes no report: leave --output out")


def _require_options(verb: str, given: Mapping[str, bool]) -> None:
    for option, is_given in given.items():
        if is_given and option not in _OPTIONS[verb]:
            verbs = [name for name, options in _OPTIONS.items() if option in options]
            raise click.UsageError(f"{verb} has no {option}: it is for {' and '.join(verbs)}")
