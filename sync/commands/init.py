"""``translation-sync init``."""

from __future__ import annotations

import click

from sync.commands.options import Invocation


@click.command("init")
@click.pass_obj
def command(place: Invocation) -> int:
    """Write a configuration from what is found, each key explained."""
    from sync.project.config import find_root
    from sync.workflow.init import init_project

    written = init_project(*find_root(place.root, place.cwd))
    click.echo(f"wrote {written}")
    return 0
