"""``lint``: every translation asked for beside the source it was made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import SyncError
from sync.findings import Severity
from sync.model import State, find_fetch_command
from sync.reports.values import Report
from sync.workflow.linting import COMPARED, LINTED, Linter, build_finding
from sync.workflow.query import Outcome, Query
from sync.workflow.states import assess
from sync.workflow.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.findings import Finding
    from sync.lint.values import Found
    from sync.model import Status
    from sync.rules.choice import RuleChoice
    from sync.workflow.project import Project, View


class LintOptions(NamedTuple):
    """How to go about it.

    ``choices`` of rules come on top of the configuration's. Findings that weigh less than
    ``fail_on`` are reported and fail nothing. ``fixes`` mends what can be mended, ``force`` also
    in files that git could not give back.
    """

    choices: tuple[RuleChoice, ...] = ()
    fail_on: Severity = Severity.WARNING
    fixes: bool = False
    force: bool = False


class Linted(NamedTuple):
    """The translations asked for, what was found in them, and how many findings were mended."""

    statuses: tuple[Status, ...]
    findings: tuple[Finding, ...]
    mended: int
    notices: tuple[str, ...]
    failures: tuple[SyncError, ...]


def lint_translations(
    project: Project, view: View, query: Query, options: LintOptions | None = None
) -> Outcome:
    """Lint the translations asked for; one that cannot be read hides no other."""
    options = options or LintOptions()
    return judge_findings(look_closely(project, view, query, options), options.fail_on)


def look_closely(project: Project, view: View, query: Query, options: LintOptions) -> Linted:
    """Find what rules find in the translations asked for, and mend it if that was asked for."""
    selection = query.select_some(project, view)
    assessment = assess(project, view, selection.locations)
    run = _Run(project, view, options)
    run.go([status for status in assessment.statuses if status.state in LINTED])
    return Linted(
        assessment.statuses,
        tuple(run.findings),
        run.mended,
        notices=(*selection.notices, *assessment.warnings, *run.notices),
        failures=(*assessment.failures, *run.failures),
    )


def judge_findings(linted: Linted, fail_on: Severity, passed: int = 0) -> Outcome:
    """Report what was found; ``passed`` findings more were known to a baseline."""
    known = f", {passed} let through by the baseline" if passed else ""
    conclusion = conclude(linted.statuses, linted.findings)
    return Outcome(
        Report(
            linted.statuses,
            (),
            conclusion=_describe_mended(linted.mended) + conclusion + known,
            findings=linted.findings,
        ),
        notices=linted.notices,
        failures=linted.failures,
        has_findings=any(weighs(finding, fail_on) for finding in linted.findings),
    )


class _Run:
    """One run over translations, and what came of it."""

    def __init__(self, project: Project, view: View, options: LintOptions) -> None:
        self.findings: list[Finding] = []
        self.failures: list[SyncError] = []
        self.notices: list[str] = []
        self.mended = 0
        self._project = project
        self._view = view
        self._options = options

    def go(self, statuses: Sequence[Status]) -> None:
        history = self._project.open_history()
        texts = Texts(self._view.tree, history)
        texts.load_bases(status for status in statuses if status.state in COMPARED)
        linter = Linter(self._project, self._view, texts, self._options.choices)
        if self._options.fixes:
            self._mend(linter, statuses)
        else:
            for status in statuses:
                self._lint(linter, status)
        self.notices += (*linter.notices, *describe_unknown(statuses))
        if history is not None:
            history.cache.save()

    def _lint(self, linter: Linter, status: Status) -> None:
        try:
            found, _ = linter.lint(status)
        except SyncError as error:
            self.failures.append(error)
        else:
            self._take(linter, status, found)

    def _mend(self, linter: Linter, statuses: Sequence[Status]) -> None:
        from sync.workflow.mending import Mender

        mender = Mender(self._project, self._view, statuses, force=self._options.force)
        for status in statuses:
            try:
                left = mender.mend(linter, status)
            except SyncError as error:
                self.failures.append(error)
                continue
            if left is None:
                self._lint(linter, status)
            else:
                self._take(linter, status, left)
        self.notices += mender.notices
        self.mended = mender.mended

    def _take(self, linter: Linter, status: Status, found: Iterable[Found]) -> None:
        rules = linter.choose_rules(status)
        self.findings += (build_finding(status.location, each, rules) for each in found)


def describe_unknown(statuses: Iterable[Status]) -> Iterator[str]:
    """Yield a line for each reason why translations could not be laid beside their base."""
    lacking = (each for each in statuses if each.state is State.STALE and each.base is None)
    for reason, count in Counter(status.reason for status in lacking).items():
        those = "translation was" if count == 1 else "translations were"
        command = find_fetch_command(reason)
        way_out = f"; fetch what is lacking with `{command}`" if command else ""
        yield f"{count} {those} not compared, as the base is not known ({reason}){way_out}"


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


def _describe_mended(number: int) -> str:
    return f"{number} mended; " if number else ""
