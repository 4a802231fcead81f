"""``translation-sync init``."""

from __future__ import annotations

import click

from sync.commands.options import Invocation


@click.command("init")
@click.pass_obj
def command(place: Invocation) -> int:
    """Write a configuration from what is found, each key explained.

    Where there is one already it stays as it is, and what is found is only said.
    """
    from sync.names import escape_text
    from sync.project.config import find_root
    from sync.workflow.finding import propose
    from sync.workflow.init import describe_proposal, settle, write_config

    root, repository = find_root(place.root, place.cwd)
    proposal = settle(root, repository, propose(root, repository))
    for line in describe_proposal(proposal):
        click.echo(escape_text(line))
    click.echo(f"wrote {write_config(root, repository, proposal)}")
    return 0
