"""``check``: the gate, over all translations or over what a change did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.reports.values import Report, count_states
from sync.workflow.query import Outcome, Query
from sync.workflow.states import assess

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sync.model import Status
    from sync.workflow.gate import Gate
    from sync.workflow.project import Project


def check_all(project: Project, query: Query, gate: Gate) -> Outcome:
    """Let all translations asked for through the gate."""
    view = project.view_disk()
    selection = query.select(project, view)
    assessment = assess(project, view, selection.locations)
    existing = [place for place in selection.locations if view.inventory.holds(place)]
    statuses = tuple(status for status in assessment.statuses if query.admits(status))
    failing = gate.find_failing(statuses, existing)
    listed = tuple(status for status in statuses if status.state in gate.fail_on)
    passed = len(listed) - len(failing)
    allowed = f", {passed} let through" if passed else ""
    return Outcome(
        Report(
            statuses,
            listed,
            conclusion=conclude(statuses, failing) + allowed,
            failing=frozenset(failing),
        ),
        notices=(*selection.notices, *assessment.warnings),
        failures=assessment.failures,
        has_findings=bool(failing),
    )


def conclude(statuses: Sequence[Status], failing: Collection[Status]) -> str:
    """Return the last line of the gate's report."""
    total = f"{len(statuses)} {'translation' if len(statuses) == 1 else 'translations'}"
    counts = ", ".join(
        f"{count} {state.value}" for state, count in count_states(statuses).items() if count
    )
    verdict = f"{len(failing)} failed" if failing else "none failed"
    return f"{total}: {counts}; {verdict}" if counts else f"{total}; {verdict}"
