"""``translation-sync table``."""

from __future__ import annotations

import click

from sync.commands.finishing import choose_code, tell
from sync.commands.later import complete_with
from sync.commands.options import Invocation
from sync.names import escape_text


@click.command("table")
@click.argument(
    "files",
    nargs=-1,
    type=click.UNPROCESSED,
    metavar="[FILES]...",
    shell_complete=complete_with("files"),
)
@click.option("--check", "only_look", is_flag=True, help="Write nothing; exit with 1 if it would.")
@click.pass_obj
def command(place: Invocation, *, files: tuple[str, ...], only_look: bool) -> int:
    """Keep a table of the states by language in Markdown files [default: README.md].

    It stands between the lines <!-- TRANSLATION-SYNC TABLE START --> and
    <!-- TRANSLATION-SYNC TABLE END -->, which you put where you want it.
    """
    return bring_up(place, files, only_look=only_look)


def bring_up(place: Invocation, files: tuple[str, ...], *, only_look: bool) -> int:
    """Write the tables, tell which changed, and return the exit code."""
    from sync.workflow.table import write_tables

    project = place.open_project()
    written = write_tables(project, place.cwd, files or ("README.md",), only_look=only_look)
    tell(written.notices, written.failures)
    for name in written.changed:
        click.echo(f"{escape_text(name)}: {'would be updated' if only_look else 'updated'}")
    return choose_code(has_findings=only_look and bool(written.changed), failures=written.failures)
