"""``translation-sync rule``."""

from __future__ import annotations

import sys

import click

from sync.commands.later import complete_with
from sync.commands.targets import find_screen, write_output


@click.command("rule")
@click.argument("name", metavar="[NAME]", required=False, shell_complete=complete_with("rules"))
def command(*, name: str | None) -> int:
    """Explain a rule that findings name, with an example; without NAME, list them all."""
    from sync.rules.reading import list_rules

    if name is None:
        write_output("".join(f"{line}\n" for line in list_rules()), is_text=True)
    else:
        write_output(_render(_read(name)), is_text=True)
    return 0


def _read(name: str) -> str:
    from sync.rules import Kind
    from sync.rules.choice import find_rule_name
    from sync.rules.reading import read_page

    try:
        return read_page(find_rule_name(name, tuple(Kind)))
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _render(page: str) -> str:
    """Return a page as a terminal shows it; Markdown as it is where it goes elsewhere."""
    screen = find_screen(sys.stdout)
    if not screen.is_terminal:
        return page
    from rich.markdown import Markdown

    from sync.reports.terminal import draw

    return draw(Markdown(page), screen)
