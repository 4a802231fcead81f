"""``check`` and ``lint`` beside a baseline."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sync.project.location_rules import choose_location_rules
from sync.rules.choice import RuleChoice
from sync.states.baseline import is_covered, key_of, key_of_finding, match_entries, split_findings
from sync.workflow.baseline_file import describe_bettered, describe_written
from sync.workflow.check import judge, look
from sync.workflow.lint import judge_findings, look_closely, weighs
from sync.workflow.lint_cache import LINTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.project.project import Project, View
    from sync.project.query import Query
    from sync.results import Result
    from sync.states.baseline import Baseline, FindingKey
    from sync.states.gate import Gate
    from sync.workflow.baseline_file import BaselineFile, BaselineUse
    from sync.workflow.lint import LintOptions, LintRun


def check_beside(project: Project, query: Query, gate: Gate, use: BaselineUse) -> Result:
    """Let through the gate what got no worse, or write down what does not pass it.

    Raises:
        UsageError, ConfigError, FileError: as :class:`BaselineFile`.
    """
    if use.target is not None:
        return _write_states(project, query, gate, use, use.target)
    baseline = use.read_known()
    seen = look(project, query)
    matched = match_entries(baseline, seen.statuses, seen.documents)
    known = {
        status for status, key in matched.items() if is_covered(status.state, baseline.states[key])
    }
    bettered = sum(status.state is not baseline.states[matched[status]] for status in known)
    if query.is_plain:  # an entry without a translation is about one that is gone
        bettered += len(baseline.states.keys() - set(matched.values()))
    outcome = judge(seen, gate, known)
    return outcome._replace(notices=(*outcome.notices, *describe_bettered(use, bettered)))


def _write_states(
    project: Project, query: Query, gate: Gate, use: BaselineUse, target: BaselineFile
) -> Result:
    """Write down what would fail, and fail nothing; what was not looked at stays as it was."""
    former = use.read_former()
    seen = look(project, query)
    outcome = judge(seen, gate)
    if outcome.failures:
        return outcome
    states = {} if query.is_plain else dict(former.states)
    for status in seen.statuses:
        states.pop(key_of(status), None)
    states |= {key_of(status): status.state for status in outcome.report.failing}
    return _write(outcome, target, former, former._replace(states=states))


def lint_beside(view: View, query: Query, options: LintOptions, use: BaselineUse) -> Result:
    """Lint the translations asked for and pass over what a baseline knows, or write it down.

    Raises:
        UsageError, ConfigError, FileError: as :class:`BaselineFile`.
    """
    baseline = use.read_known() if use.target is None else use.read_former()
    linted = look_closely(view, query, options)
    is_seen = _choose_scope(view.project, query, options, linted)
    if use.target is not None:
        outcome = judge_findings(linted, options.fail_on)
        if outcome.failures:
            return outcome
        kept = {key: count for key, count in baseline.findings.items() if not is_seen(key)}
        failing = [each for each in linted.findings if weighs(each, options.fail_on)]
        findings = Counter(kept) + Counter(map(key_of_finding, failing))
        return _write(outcome, use.target, baseline, baseline._replace(findings=findings))
    found = Counter(map(key_of_finding, linted.findings))
    bettered = sum(
        max(0, count - found[key]) for key, count in baseline.findings.items() if is_seen(key)
    )
    fresh, passed = split_findings(baseline, linted.findings)
    outcome = judge_findings(linted._replace(findings=fresh), options.fail_on, passed)
    return outcome._replace(notices=(*outcome.notices, *describe_bettered(use, bettered)))


def _choose_scope(
    project: Project, query: Query, options: LintOptions, linted: LintRun
) -> Callable[[FindingKey], bool]:
    """Return what tells whether a finding would have been found, were it still there."""
    places = {key_of(each): each.location for each in linted.statuses if each.state in LINTED}
    has_all_rules = all(choice == RuleChoice() for choice in options.choices)

    def is_seen(key: FindingKey) -> bool:
        place = places.get((key.language, key.document))
        if place is None:  # the translation is gone, or was not asked for
            return query.is_plain
        rules = choose_location_rules(project.config, place, options.choices)
        return has_all_rules or key.rule in rules

    return is_seen


def _write(outcome: Result, target: BaselineFile, former: Baseline, written: Baseline) -> Result:
    """Write a baseline, and let nothing fail."""
    target.write(written)
    conclusion = describe_written(target, former, written)
    findings = None if outcome.report.findings is None else ()
    report = outcome.report._replace(
        listed=(), failing=frozenset(), findings=findings, conclusion=conclusion
    )
    return outcome._replace(report=report, has_findings=False)
