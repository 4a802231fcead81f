"""``check`` and ``lint`` beside a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.baseline import is_covered, key_of, match_entries
from sync.workflow.baseline import describe_bettered, describe_written
from sync.workflow.check import judge, look

if TYPE_CHECKING:
    from sync.workflow.baseline import BaselineFile, BaselineUse
    from sync.workflow.gate import Gate
    from sync.workflow.project import Project
    from sync.workflow.query import Outcome, Query


def check_beside(project: Project, query: Query, gate: Gate, use: BaselineUse) -> Outcome:
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
) -> Outcome:
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
    written = former._replace(states=states)
    target.write(written)
    conclusion = describe_written(target, former, written)
    report = outcome.report._replace(listed=(), failing=frozenset(), conclusion=conclusion)
    return outcome._replace(report=report, has_findings=False)
