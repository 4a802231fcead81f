"""``translation-sync check``."""

from __future__ import annotations

import click

from sync.commands.baselines import Named, baseline_options, use_baselines
from sync.commands.finishing import Wanted, run_report
from sync.commands.options import (
    Invocation,
    each_option,
    gate_options,
    parse_change_rules,
    quiet_option,
    rule_options,
    selection_options,
    state_option,
)
from sync.commands.targets import Target, TargetCommand, target_options
from sync.model import State
from sync.project.config import Allowance
from sync.reports import GATE_FORMATS


@click.command("check", cls=TargetCommand)
@selection_options
@state_option
@gate_options
@click.option(
    "--changed-from",
    "revision",
    metavar="REV",
    help="Only what changed since HEAD and REV parted.",
)
@click.option("--staged", is_flag=True, help="Only what git's index changes, as it is there.")
@rule_options(
    parse_change_rules,
    "Of a change: what these rules find are errors, which fail.",
    "Of a change: all rules but these.",
)
@baseline_options
@each_option
@quiet_option
@target_options(*GATE_FORMATS)
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    states: tuple[State, ...],
    fail_on: tuple[State, ...],
    max_stale: Allowance | None,
    revision: str | None,
    staged: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baselines: Named,
    is_each: bool,
    is_quiet: bool,
    targets: tuple[Target, ...],
) -> int:
    """Fail if translations are stale, pending or invalid.

    PATHS are sources or translations, files or folders; a source stands for its translations.
    With --changed-from or --staged, translations that the change made stale or pending are
    reported, and fail only where --fail-on or fail_on is given; a touched translation that is
    invalid, or lost its stamp, always fails, and so does one whose tables the change broke.
    With --baseline, translations that got no worse than FILE says pass.
    """
    if staged and revision is not None:
        raise click.UsageError("--staged and --changed-from exclude each other: give one of them")
    is_change = staged or revision is not None
    if (select or ignore) and not is_change:
        raise click.UsageError("--select and --ignore need --changed-from or --staged")
    if any(baselines) and is_change:
        raise click.UsageError("a baseline is for all translations, not for a change: leave it out")
    from sync.project.query import Query
    from sync.states.gate import build_gate

    project = place.open_project()
    gate = build_gate(project.config, fail_on, max_stale)
    query = Query(place.cwd, paths, languages, states)
    use = use_baselines(project, place.cwd, baselines)
    if use is not None:
        from sync.workflow.baseline import check_beside

        outcome = check_beside(project, query, gate, use)
    elif not is_change:
        from sync.workflow.check import check_all

        outcome = check_all(project, query, gate)
    else:
        from sync.review.change import read_since, read_staged
        from sync.review.values import Strictness
        from sync.workflow.review import check_change

        change = read_staged(project) if revision is None else read_since(project, revision)
        # A text is for people, who wait for it; the other formats go to machines.
        beside = any(target.format != "text" for target in targets)
        strictness = Strictness(select, ignore)
        outcome = check_change(query, gate, change, strictness, beside=beside)
    wanted = Wanted(query, is_each, is_quiet)
    return run_report(project, outcome, GATE_FORMATS, targets, wanted=wanted)
