"""``translation-sync schema``."""

from __future__ import annotations

import json

import click

from sync.commands.later import complete_with
from sync.commands.targets import write_file, write_output
from sync.schema import SCHEMAS, read_schema

_CONFIG = "config"


@click.command("schema")
@click.argument("name", type=click.Choice((*SCHEMAS, _CONFIG)), default=SCHEMAS[0])
@click.option(
    "--output",
    "output",
    metavar="FILE",
    shell_complete=complete_with("files"),
    help="Write the schema to FILE.",
)
def command(name: str, output: str | None) -> int:
    """Print the JSON Schema of what --format json prints, or of the configuration.

    That of most commands is the report; history, translate, import, memory and fleet have their
    own, and so have the files of export (handover). That of the configuration lets an editor
    complete and check its keys.
    """
    text = _render_config_schema() if name == _CONFIG else read_schema(name)
    if output is None:
        write_output(text, is_text=False)
    else:
        write_file(output, text)
    return 0


def _render_config_schema() -> str:
    """Render the schema that is made of the table of keys."""
    from sync.project.config.table import build_schema

    return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"
