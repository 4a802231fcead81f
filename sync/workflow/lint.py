"""``lint``: every translation asked for beside the source it was made from."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import LackingError, SyncError
from sync.findings import Severity
from sync.model import State, find_fetch_command
from sync.project.location_rules import build_finding, choose_location_rules
from sync.results import Report, Result
from sync.workflow.asked import assess_selection, tell_left_out
from sync.workflow.lint_cache import COMPARED, LINTED, LintCache, Linted
from sync.workflow.pool import working

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from sync.findings import Finding, Found
    from sync.model import Status
    from sync.project.project import View
    from sync.project.query import Query
    from sync.results import Caller
    from sync.rules.choice import RuleChoice
    from sync.versions import Versions
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


class LintRun(NamedTuple):
    """The translations asked for, what was found in them, and how many findings were mended."""

    statuses: Sequence[Status]
    findings: tuple[Finding, ...]
    mended: int
    notices: tuple[str, ...]
    failures: tuple[SyncError, ...]
    left_out: str | None = None


def lint_translations(view: View, query: Query, options: LintOptions | None = None) -> Result:
    """Lint the translations asked for; one that cannot be read hides no other."""
    options = options or LintOptions()
    return judge_findings(look_closely(view, query, options), options.fail_on)


def look_closely(view: View, query: Query, options: LintOptions) -> LintRun:
    """Find what rules find in the translations asked for, and mend it if that was asked for."""
    asked = assess_selection(view, query.select_some(view), query)
    run = _Run(asked.versions, options)
    run.go([status for status in asked.statuses if status.state in LINTED])
    return LintRun(
        asked.statuses,
        tuple(run.findings),
        run.mended,
        notices=(*asked.notices, *run.notices),
        failures=tuple(dict.fromkeys((*asked.failures, *run.failures))),
        left_out=tell_left_out(view, asked.statuses),
    )


def judge_findings(linted: LintRun, fail_on: Severity, passed: int = 0) -> Result:
    """Report what was found; ``passed`` findings more were known to a baseline."""
    known = f", {passed} let through by the baseline" if passed else ""
    conclusion = conclude(linted.statuses, linted.findings)
    return Result(
        Report(
            linted.statuses,
            (),
            conclusion=_describe_mended(linted.mended) + conclusion + known,
            findings=linted.findings,
            left_out=linted.left_out,
            warnings_fail=fail_on is Severity.WARNING,
        ),
        notices=linted.notices,
        failures=linted.failures,
        has_findings=any(weighs(finding, fail_on) for finding in linted.findings),
    )


class _Run:
    """One run over translations, and what came of it."""

    def __init__(self, versions: Versions, options: LintOptions) -> None:
        self.findings: list[Finding] = []
        self.failures: list[SyncError] = []
        self.notices: list[str] = []
        self.mended = 0
        self._versions = versions
        self._options = options
        self._said: dict[str, None] = {}
        self._mender: Mender | None = None

    def go(self, statuses: Sequence[Status]) -> None:
        cache = LintCache(self._versions, self._options.choices)
        keys = cache.name_all(statuses)
        known = [self._recall(cache, *each) for each in zip(statuses, keys, strict=True)]
        unknown = [each for each, linted in zip(statuses, known, strict=True) if linted is None]
        with self._look(unknown) as answers:
            for status, key, recalled in zip(statuses, keys, known, strict=True):
                linted = recalled or next(answers)
                if recalled is None:
                    cache.keep(status, key, linted)
                self._take(status, linted)
        self._conclude(statuses)
        cache.save()

    def _recall(self, cache: LintCache, status: Status, key: Key | None) -> Linted | None:
        linted = cache.recall(status, key)
        is_wanting = linted is not None and linted.found and self._options.fixes
        return None if is_wanting else linted

    def _look(self, statuses: Sequence[Status]) -> AbstractContextManager[Iterator[Linted]]:
        """Open the answers about translations of which nothing is known yet."""
        if not statuses:
            return nullcontext(iter(()))
        from sync.workflow.linting import LintTask

        self._versions.load(status for status in statuses if status.state in COMPARED)
        self.failures += self._versions.failures
        options = self._options
        if options.fixes:
            from sync.workflow.mending import Mender

            self._mender = Mender(self._versions, statuses, force=options.force)
        task = LintTask(self._versions, options.choices, options.fixes)
        return working(task, statuses, options.jobs, together=lambda each: each.location.document)

    def _take(self, status: Status, linted: Linted) -> None:
        location = status.location
        self._said.update(dict.fromkeys(linted.notices))
        try:
            if linted.error is not None:
                raise linted.error
            found = self._mend(status, linted)
        except LackingError:
            return  # which `describe_unknown` tells
        except SyncError as error:
            self.failures.append(error)
            return
        config = self._versions.view.project.config
        rules = choose_location_rules(config, location, self._options.choices)
        self.findings += (build_finding(location, each, rules) for each in found)

    def _mend(self, status: Status, linted: Linted) -> tuple[Found, ...]:
        """Mend what can be mended and return what is left."""
        if linted.mended is None or self._mender is None:
            return linted.found
        is_written = self._mender.mend(status, linted.mended)
        return linted.mended.left if is_written else linted.found

    def _conclude(self, statuses: Sequence[Status]) -> None:
        if self._mender is not None:
            self.notices += self._mender.notices
            self.mended = self._mender.mended
        caller = self._versions.view.project.caller
        self.notices += (*self._said, *describe_unknown(statuses, caller))


def describe_unknown(statuses: Iterable[Status], caller: Caller) -> Iterator[str]:
    """Yield a line for each reason why translations could not be laid beside their base."""
    lacking = [each for each in statuses if each.state is State.STALE and each.base is None]
    sources = {status.reason: status.location.source for status in reversed(lacking)}
    for reason, count in Counter(status.reason for status in lacking).items():
        those = "translation was" if count == 1 else "translations were"
        command = find_fetch_command(reason)
        call = caller.git_about(sources[reason], command) if command else ""
        way_out = f"; fetch what is lacking with `{call}`" if command else ""
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
