"""``status``: the picture of a project's translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.model import State
from sync.project.query import Outcome, Query
from sync.project.status_list import choose_states
from sync.reports.values import Report
from sync.states.assessment import assess

if TYPE_CHECKING:
    from sync.project.project import Project


def show_status(project: Project, query: Query) -> Outcome:
    """Assess the translations asked for; without a filter, those that are current go unlisted."""
    view = project.view_disk()
    selection = query.select(project, view)
    assessment = assess(project, view, selection.locations)
    statuses = query.filter(assessment.statuses)
    listed = statuses
    if query.is_plain:
        listed = choose_states(statuses, frozenset(State) - {State.CURRENT})
    conclusion = None if statuses else "no translations"
    return Outcome(
        Report(statuses, listed, picture=statuses, conclusion=conclusion),
        notices=(*selection.notices, *assessment.warnings),
        failures=assessment.failures,
    )
