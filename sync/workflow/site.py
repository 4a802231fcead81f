"""``site``: everything there is to tell of a project's translations, found in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import LackingError, UsageError
from sync.trend.points import Every
from sync.workflow.asked import ask
from sync.workflow.diff import compare_translations
from sync.workflow.history import Period, find_history
from sync.workflow.lint import LintOptions, lint_translations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.errors import SyncError
    from sync.model import Status
    from sync.project.project import Project
    from sync.project.query import Query
    from sync.results import ChangedTranslation, Result, Trend


class Survey(NamedTuple):
    """States, changes, findings, and the past, which is None where there is none.

    ``notices`` and ``failures`` are those of all, each once.
    """

    statuses: Sequence[Status]
    changes: Sequence[ChangedTranslation]
    lint: Result
    trend: Trend | None
    notices: tuple[str, ...]
    failures: tuple[SyncError, ...]


def take_survey(project: Project, query: Query, jobs: int) -> Survey:
    """Find all that a site tells of.

    Raises:
        UsageError: a path or a language that was asked for makes no sense.
        GitError: git failed.
    """
    view = project.view_disk()
    asked = ask(view, query)
    comparison = compare_translations(asked.versions, asked.statuses)
    lint = lint_translations(view, query, LintOptions(jobs=jobs))
    trend, told, failed = _find_trend(project, query)
    notices = (*view.inventory.doubts, *asked.notices, *lint.notices, *told)
    failures = (*asked.failures, *comparison.failures, *lint.failures, *failed)
    return Survey(
        asked.statuses,
        comparison.entries,
        lint,
        trend,
        tuple(dict.fromkeys(notices)),
        tuple({str(each): each for each in failures}.values()),
    )


def _find_trend(
    project: Project, query: Query
) -> tuple[Trend | None, tuple[str, ...], tuple[SyncError, ...]]:
    """Find the past; that there is none keeps nothing else from being told."""
    try:
        told = find_history(project, query, Period(Every.DAY), with_words=True)
    except (UsageError, LackingError) as error:
        return None, (f"the site has no history: {error}",), ()
    return told.trend, told.notices, told.failures
