"""``translation-sync schema``."""

from __future__ import annotations

import click

from sync.commands.targets import write_file, write_output
from sync.schema import SCHEMAS, read_schema


@click.command("schema")
@click.argument("name", type=click.Choice(SCHEMAS), default=SCHEMAS[0])
@click.option("--output", "output", metavar="FILE", help="Write the schema to FILE.")
def command(name: str, output: str | None) -> int:
    """Print the JSON Schema of what --format json prints.

    That of most commands is the report; history has its own.
    """
    text = read_schema(name)
    if output is None:
        write_output(text, is_text=False)
    else:
        write_file(output, text)
    return 0
