"""What a change did to the translations of a course, for tests of the rules about changes."""

from __future__ import annotations

from sync.project.project import open_project
from sync.project.query import Query
from sync.results import Result
from sync.review.change import read_since, read_staged
from sync.states.gate import build_gate
from sync.workflow.review import check_change
from tests.translated import Course


def since(course: Course, revision: str = "HEAD") -> Result:
    """Look at the change on disk since a revision."""
    project = open_project(course.root)
    change = read_since(project, revision)
    return check_change(Query(course.root), build_gate(project.config), change)


def staged(course: Course) -> Result:
    """Stage all there is, and look at that."""
    course.git("add", "-A")
    project = open_project(course.root)
    return check_change(Query(course.root), build_gate(project.config), read_staged(project))


def found(outcome: Result) -> list[tuple[str, str]]:
    """Return what was found: rules and paths."""
    assert not outcome.failures
    return [(each.rule, each.path) for each in outcome.report.findings or ()]
