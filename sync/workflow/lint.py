"""``lint``: every translation asked for beside the source it was made from."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import SyncError
from sync.findings import Severity
from sync.model import State, find_fetch_command
from sync.project.query import Outcome, Query
from sync.reports.values import Report
from sync.states.assessment import assess
from sync.workflow.lint_cache import LintMemory
from sync.workflow.linting import COMPARED, LINTED, build_finding, choose_location_rules
from sync.workflow.looked import Looked
from sync.workflow.pool import working
from sync.workflow.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from sync.findings import Finding
    from sync.lint.values import Found
    from sync.model import Status
    from sync.project.project import Project, View
    from sync.rules.choice import RuleChoice
    from sync.workflow.lint_cache import Key
    from sync.workflow.mending import Mender


class LintOptions(NamedTuple):
    """How to go about it.

    ``choices`` of rules come on top of the configuration's. Findings that weigh less than
    ``fail_on`` are reported and fail nothing. ``fixes`` mends what can be mended, ``force`` also
    in files that git could not give back. Up to ``jobs`` processes do the work.
    """

    choices: tuple[RuleChoice, ...] = ()
    fail_on: Severity = Severity.WARNING
    fixes: bool = False
    force: bool = False
    jobs: int = 1


class Linted(NamedTuple):
    """The translations asked for, what was found in them, and how many findings were mended."""

    statuses: Sequence[Status]
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
        self._said: dict[str, None] = {}
        self._mender: Mender | None = None

    def go(self, statuses: Sequence[Status]) -> None:
        history = self._project.open_history()
        texts = Texts(self._view.tree, history)
        memory = LintMemory(self._project, self._view, history, self._options.choices)
        keys = memory.name_all(statuses, texts)
        known = [self._recall(memory, *each) for each in zip(statuses, keys, strict=True)]
        unknown = [each for each, looked in zip(statuses, known, strict=True) if looked is None]
        with self._look(texts, unknown) as answers:
            for status, key, recalled in zip(statuses, keys, known, strict=True):
                looked = recalled or next(answers)
                if recalled is None:
                    memory.keep(status, key, looked)
                self._take(status, looked)
        self._conclude(statuses)
        memory.save()

    def _recall(self, memory: LintMemory, status: Status, key: Key | None) -> Looked | None:
        looked = memory.recall(status, key)
        is_wanting = looked is not None and looked.found and self._options.fixes
        return None if is_wanting else looked

    def _look(
        self, texts: Texts, statuses: Sequence[Status]
    ) -> AbstractContextManager[Iterator[Looked]]:
        """Open the answers about translations of which nothing is known yet."""
        if not statuses:
            return nullcontext(iter(()))
        from sync.workflow.linter import LintTask
        from sync.workflow.sight import Sight

        texts.load_bases(status for status in statuses if status.state in COMPARED)
        options = self._options
        if options.fixes:
            from sync.workflow.mending import Mender

            self._mender = Mender(self._project, self._view, statuses, force=options.force)
        sight = Sight(self._project, self._view)
        task = LintTask(sight, texts.bases, options.choices, options.fixes)
        return working(task, statuses, options.jobs, together=lambda each: each.location.document)

    def _take(self, status: Status, looked: Looked) -> None:
        location = status.location
        self._said.update(dict.fromkeys(looked.notices))
        try:
            if looked.error is not None:
                raise looked.error
            found = self._mend(status, looked)
        except SyncError as error:
            self.failures.append(error)
            return
        rules = choose_location_rules(self._project.config, location, self._options.choices)
        self.findings += (build_finding(location, each, rules) for each in found)

    def _mend(self, status: Status, looked: Looked) -> tuple[Found, ...]:
        """Mend what can be mended and return what is left."""
        if looked.mended is None or self._mender is None:
            return looked.found
        is_written = self._mender.mend(status, looked.mended)
        return looked.mended.left if is_written else looked.found

    def _conclude(self, statuses: Sequence[Status]) -> None:
        if self._mender is not None:
            self.notices += self._mender.notices
            self.mended = self._mender.mended
        self.notices += (*self._said, *describe_unknown(statuses))


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
