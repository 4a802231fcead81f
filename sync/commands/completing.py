"""What a shell may complete: languages, states, rules, and documents with their translations.

Nothing is printed but completions: whatever is wrong with a project, there are none then.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import SyncError
from sync.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click
    from click.shell_completion import CompletionItem

    from sync.project.inventory import Inventory
    from sync.project.project import Project


def complete_languages(
    ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Complete the last of languages with commas between them."""
    opened = _open(ctx)
    return _complete_last(incomplete, () if opened is None else opened[1].languages)


def complete_states(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the last of states with commas between them."""
    return _complete_last(incomplete, State)


def complete_rules(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete the last of rules, of those that the command knows."""
    from sync.rules import RULES, Kind

    kinds = {"lint": (Kind.LINT,), "check": (Kind.CHANGE,)}.get(ctx.info_name or "", tuple(Kind))
    return _complete_last(incomplete, [rule.name for rule in RULES.values() if rule.kind in kinds])


def complete_paths(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Complete a path of a source or a translation, a folder at a time."""
    opened = _open(ctx)
    if opened is None:
        return []
    project, inventory = opened
    places = {place for each in inventory.locations() for place in (each.source, each.path)}
    root, here = os.path.realpath(project.root), os.path.realpath(Path.cwd())
    shown = (os.path.relpath(f"{root}/{place}", here).replace(os.sep, "/") for place in places)
    return sorted({_cut(path, incomplete) for path in shown if path.startswith(incomplete)})


def complete_files(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete a file's name, as it does for other programs."""
    return _leave_to_shell(incomplete, "file")


def complete_folders(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Let the shell complete a folder's name."""
    return _leave_to_shell(incomplete, "dir")


def _leave_to_shell(incomplete: str, kind: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type=kind)]


def _cut(path: str, start: str) -> str:
    """Return a path up to the first folder that goes beyond its start."""
    end = path.find("/", len(start))
    return path if end < 0 else path[: end + 1]


def _complete_last(incomplete: str, names: Iterable[str]) -> list[str]:
    *before, last = incomplete.split(",")
    given = "".join(f"{name}," for name in before)
    return [
        given + name for name in map(str, names) if name.startswith(last) and name not in before
    ]


def _open(ctx: click.Context) -> tuple[Project, Inventory] | None:
    from sync.project.project import open_project

    given = ctx.find_root().params
    try:
        project = open_project(Path.cwd(), given.get("root"), given.get("config"))
        return project, project.view_disk().inventory
    except (SyncError, OSError):
        return None
