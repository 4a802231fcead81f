"""``lint``: every translation asked for beside the source it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import SyncError
from sync.findings import Severity
from sync.reports.values import Report
from sync.workflow.linting import LINTED, Linter, build_finding
from sync.workflow.query import Outcome, Query
from sync.workflow.states import assess
from sync.workflow.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.findings import Finding
    from sync.model import Status
    from sync.rules.choice import RuleChoice
    from sync.workflow.project import Project, View


def lint_translations(
    project: Project,
    view: View,
    query: Query,
    choices: Sequence[RuleChoice] = (),
    fail_on: Severity = Severity.WARNING,
) -> Outcome:
    """Lint the translations asked for; one that cannot be read hides no other.

    ``choices`` of rules come on top of the configuration's. Findings that weigh less than
    ``fail_on`` are reported and fail nothing.
    """
    selection = query.select(project, view)
    assessment = assess(project, view, selection.locations)
    statuses = assessment.statuses
    history = project.open_history()
    texts = Texts(view.tree, history)
    texts.load_bases(status for status in statuses if status.state in LINTED)
    findings: list[Finding] = []
    failures: list[SyncError] = []
    linter = Linter(project, view, texts, choices)
    for status in statuses:
        if status.state not in LINTED:
            continue
        try:
            findings.extend(_lint(linter, status))
        except SyncError as error:
            failures.append(error)
    if history is not None:
        history.cache.save()
    return Outcome(
        Report(statuses, (), conclusion=conclude(statuses, findings), findings=tuple(findings)),
        notices=(*selection.notices, *assessment.warnings),
        failures=(*assessment.failures, *failures),
        has_findings=any(weighs(finding, fail_on) for finding in findings),
    )


def weighs(finding: Finding, fail_on: Severity) -> bool:
    """Say whether a finding fails a run that fails on findings of a severity and above."""
    return fail_on is Severity.WARNING or finding.severity is Severity.ERROR


def conclude(statuses: Sequence[Status], findings: Sequence[Finding]) -> str:
    """Return the last line of the report."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    looked_at = sum(status.state in LINTED for status in statuses)
    translations = "translation" if looked_at == 1 else "translations"
    counts = (_count(errors, "error"), _count(len(findings) - errors, "warning"))
    return f"{looked_at} {translations}: {', '.join(filter(None, counts)) or 'nothing found'}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}" if number else ""


def _lint(linter: Linter, status: Status) -> Iterator[Finding]:
    found, rules = linter.lint(status)
    return (build_finding(status.location, each, rules) for each in found)
