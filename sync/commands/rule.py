"""``translation-sync rule``."""

from __future__ import annotations

import click


@click.command("rule")
@click.argument("name", metavar="NAME")
def command(*, name: str) -> int:
    """Explain a rule that findings name, with an example."""
    from sync.rules import Kind
    from sync.rules.choice import find_rule_name
    from sync.rules.reading import read_page

    try:
        known = find_rule_name(name, tuple(Kind))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(read_page(known), nl=False)
    return 0
