"""``translation-sync schema``."""

from __future__ import annotations

import click

from sync.commands.targets import write_file, write_output


@click.command("schema")
@click.option("--output", "output", metavar="FILE", help="Write the schema to FILE.")
def command(output: str | None) -> int:
    """Print the JSON Schema of what --format json prints."""
    from sync.schema import read_schema

    text = read_schema()
    if output is None:
        write_output(text, is_text=False)
    else:
        write_file(output, text)
    return 0
