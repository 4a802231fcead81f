"""``--baseline`` and ``--write-baseline``, as the gates share them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeAlias

import click

from sync.commands.later import complete_with

if TYPE_CHECKING:
    from pathlib import Path

    from sync.project.project import Project
    from sync.workflow.baseline_file import BaselineUse


Named: TypeAlias = "tuple[str | None, str | None]"
"""The file that lets faults through, and the one to write."""


def baseline_options(function: Callable[..., int]) -> Callable[..., int]:
    """Add the two options; the command gets what they say as ``baselines``."""

    @click.option(
        "--baseline",
        metavar="FILE",
        shell_complete=complete_with("files"),
        help="Fail only on what is worse than FILE says.",
    )
    @click.option(
        "--write-baseline",
        "target",
        is_flag=False,
        flag_value="",
        metavar="[FILE]",
        help="Write what fails now to FILE [default: that of --baseline], and fail nothing.",
    )
    @wraps(function)
    def call(*arguments: object, baseline: str | None, target: str | None, **rest: object) -> int:
        if target == "" and baseline is None:
            raise click.UsageError("--write-baseline needs a FILE, its own or that of --baseline")
        named = (baseline, baseline if target == "" else target)
        return function(*arguments, baselines=named, **rest)

    return call


def use_baselines(project: Project, cwd: Path, named: Named) -> BaselineUse | None:
    """Return what a call does with baselines, None where it has none."""
    if named == (None, None):
        return None
    from sync.workflow.baseline_file import BaselineFile, BaselineUse

    known, target = (
        None if path is None else BaselineFile(project.root, cwd, path, project.repository)
        for path in named
    )
    return BaselineUse(known, target)
