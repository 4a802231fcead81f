"""Code Quality reports."""

from __future__ import annotations

import json
from typing import Any, cast

from sync.findings import Severity
from sync.model import State
from sync.reports import GATE_FORMATS, Screen
from sync.reports.verdicts import find_verdicts
from sync.results import Report
from tests.reports.made import finding, hostile_report, status


def render(report: Report) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", json.loads(GATE_FORMATS["gitlab"](report, Screen())))


def test_each_verdict_is_an_object_errors_first() -> None:
    missing = status(State.MISSING)
    report = Report((missing,), (missing,), findings=(finding(),), prefix="docs/")
    warning, error = find_verdicts(report)

    assert render(report) == [
        {
            "description": "a row of the source is lacking",
            "check_name": "table-rows",
            "fingerprint": error.fingerprint,
            "severity": "major",
            "location": {"path": "docs/translations/he/guide.md", "lines": {"begin": 7}},
        },
        {
            "description": "The document has no translation in this language: he",
            "check_name": "missing",
            "fingerprint": warning.fingerprint,
            "severity": "minor",
            "location": {"path": "docs/guide.md", "lines": {"begin": 1}},
        },
    ]


def test_nothing_found_is_an_empty_array() -> None:
    assert render(Report((), (), findings=())) == []


def test_fingerprints_are_all_different() -> None:
    warnings = tuple(finding(line=line, severity=Severity.WARNING) for line in range(1, 40))
    found = render(Report((), (), findings=(*warnings, *warnings)))

    assert len({each["fingerprint"] for each in found}) == 78


def test_hostile_words_stay_on_their_line() -> None:
    found = render(hostile_report())
    assert found
    for each in found:
        assert "\n" not in each["description"]
        assert "\x1b" not in each["description"]
