"""What a change did to the translations of a course, for tests of the rules about changes."""

from __future__ import annotations

from sync.workflow.change.reading import read_since, read_staged
from sync.workflow.changed import check_change
from sync.workflow.gate import build_gate
from sync.workflow.project import open_project
from sync.workflow.query import Outcome, Query
from tests.translated import Course


def since(course: Course, revision: str = "HEAD") -> Outcome:
    """Look at the change on disk since a revision."""
    project = open_project(course.root)
    change = read_since(project, revision)
    return check_change(project, Query(course.root), build_gate(project.config), change)


def staged(course: Course) -> Outcome:
    """Stage all there is, and look at that."""
    course.git("add", "-A")
    project = open_project(course.root)
    return check_change(
        project, Query(course.root), build_gate(project.config), read_staged(project)
    )


def found(outcome: Outcome) -> list[tuple[str, str]]:
    """Return what was found: rules and paths."""
    assert not outcome.failures
    return [(each.rule, each.path) for each in outcome.report.findings or ()]
