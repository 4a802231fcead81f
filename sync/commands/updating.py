"""What the commands that write have in common: recovery before, the report after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from sync.commands.finishing import choose_code, tell
from sync.commands.targets import Target, write_reports
from sync.errors import FileError, SyncError

if TYPE_CHECKING:
    from sync.project.project import Project, View
    from sync.reports.values import Screen
    from sync.results import UpdatesReport, WritingRun


def open_for_writing(project: Project, view: View | None = None) -> View:
    """Complete what a killed run left unfinished, say so, and look at the files as they are then.

    A ``view`` that was taken already is returned where nothing was left.

    Raises:
        FileError: something could not be completed.
    """
    from sync.writing import RecoveryOutcome
    from sync.writing.writer import describe_recovery, recover

    view = view or project.view_disk()
    recoveries = recover(view)
    if not recoveries:
        return view
    tell(map(describe_recovery, recoveries))
    for recovery in recoveries:
        if recovery.outcome is RecoveryOutcome.FAILED:
            raise FileError(recovery.message, path=recovery.path)
    return project.view_disk()


def finish(
    project: Project,
    targets: Sequence[Target],
    formats: Mapping[str, Callable[[UpdatesReport, Screen], str]],
    run: WritingRun,
    *,
    report: UpdatesReport,
    earlier: Sequence[SyncError] = (),
) -> int:
    """Report what became of each translation and return the exit code; a refusal is a finding.

    So is what was written, or would be, where the report is strict. ``report`` says how to report
    it, ``earlier`` are the failures from before the run.
    """
    from sync.results import Outcome

    failures = (*earlier, *run.failures)
    tell(() if report.is_quiet else run.notices, failures)
    write_reports(targets, formats, report._replace(updates=run.updates), project.root)
    failing = (Outcome.REFUSED, Outcome.UPDATED) if report.is_strict else (Outcome.REFUSED,)
    has_findings = any(update.outcome in failing for update in run.updates)
    return choose_code(has_findings=has_findings, failures=failures)
