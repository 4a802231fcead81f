"""The report as GitLab's Code Quality reads it.

The form: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.findings import Severity
from sync.names import escape_text
from sync.reports.json import render_object
from sync.reports.verdicts import find_verdicts, put_errors_first

if TYPE_CHECKING:
    from sync.reports.values import Json, Screen
    from sync.reports.verdicts import Verdict
    from sync.results import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render_gitlab(report: Report, _screen: Screen) -> str:
    """Render an array with an object for each verdict; it is empty where nothing was found."""
    verdicts = put_errors_first(find_verdicts(report))
    return render_object([_describe(verdict) for verdict in verdicts])


def _describe(verdict: Verdict) -> Json:
    finding = verdict.finding
    return {
        "description": escape_text(finding.message),
        "check_name": finding.rule,
        "fingerprint": verdict.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        # A line is required: what concerns the whole file is shown at its first.
        "location": {"path": finding.path, "lines": {"begin": finding.line or 1}},
    }
