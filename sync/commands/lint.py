"""``translation-sync lint``."""

from __future__ import annotations

import click

from sync.commands.baselines import Named, baseline_options, use_baselines
from sync.commands.finishing import Wanted, run_report
from sync.commands.options import (
    Invocation,
    jobs_option,
    parse_rules,
    quiet_option,
    rule_options,
    selection_options,
    severity_option,
)
from sync.commands.targets import SITE, Target, TargetCommand, target_options
from sync.commands.updating import open_for_writing
from sync.findings import Severity
from sync.reports import GATE_FORMATS


@click.command("lint", cls=TargetCommand)
@selection_options
@rule_options(parse_rules, "Only these rules [default: all].", "All rules but these.")
@severity_option
@click.option("--fix", "fixes", is_flag=True, help="Mend what can be mended with certainty.")
@click.option("--force", is_flag=True, help="With --fix: also in files git could not give back.")
@jobs_option
@baseline_options
@quiet_option
@target_options(*GATE_FORMATS, SITE)
@click.pass_obj
def command(
    place: Invocation,
    *,
    paths: tuple[str, ...],
    languages: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    fixes: bool,
    force: bool,
    jobs: int,
    baselines: Named,
    is_quiet: bool,
    targets: tuple[Target, ...],
) -> int:
    """Hold translations to the sources that they were made from: tables, blocks, links and code.

    PATHS are sources or translations, files or folders; a source stands for its translations.
    `translation-sync rule NAME` explains a rule.
    """
    from sync.project.query import Query
    from sync.rules.choice import RuleChoice
    from sync.workflow.lint import LintOptions, lint_translations

    project = place.open_project()
    view = open_for_writing(project) if fixes else project.view_disk()
    choice = RuleChoice(select or None, ignore)
    options = LintOptions((choice,), Severity(fail_on), fixes, force, jobs)
    query = Query(place.cwd, paths, languages)
    use = use_baselines(project, place.cwd, baselines)
    if use is None:
        outcome = lint_translations(view, query, options)
    else:
        from sync.workflow.baseline import lint_beside

        outcome = lint_beside(view, query, options, use)
    wanted = Wanted(query, is_quiet=is_quiet)
    return run_report(project, outcome, GATE_FORMATS, targets, wanted=wanted, part="findings")
