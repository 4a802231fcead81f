"""The report as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

from sync.names import escape_text
from sync.reports.json import render_object
from sync.reports.verdicts import find_verdicts, put_errors_first
from sync.rules import RULES
from sync.rules.reading import read_page
from sync.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.errors import SyncError
    from sync.reports.values import Json, Screen
    from sync.reports.verdicts import Verdict
    from sync.results import Report

FINGERPRINT = "translationSync/v1"
"""The key of a result's fingerprint; its number changes when fingerprints are made otherwise."""

# GitHub tells alerts apart by this one alone. Its upload makes it from the line's text, and warns
# of any other; only results that name no line are left without
# (https://github.com/github/codeql-action, ``src/fingerprints.ts``).
_GITHUB_FINGERPRINT = "primaryLocationLineHash"
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_BASE = "%SRCROOT%"


def render_sarif(report: Report, _screen: Screen) -> str:
    """Render one run, errors first: a server may stop at any number of results."""
    verdicts = put_errors_first(find_verdicts(report))
    found = {verdict.finding.rule for verdict in verdicts}
    rules = [name for name in RULES if name in found]
    run: dict[str, Json] = {
        "tool": {
            "driver": {
                "name": "translation-sync",
                "semanticVersion": __version__,
                "rules": [_describe_rule(name) for name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_describe_invocation(report)],
        "results": [_describe_result(verdict, rules) for verdict in verdicts],
    }
    return render_object({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _describe_rule(name: str) -> Json:
    rule = RULES[name]
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.help}"},
        "help": {"text": rule.help, "markdown": read_page(name)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _describe_invocation(report: Report) -> Json:
    """Say whether all was looked at: where not, results that are missing here are not mended."""
    invocation: dict[str, Json] = {"executionSuccessful": not report.failures}
    if report.failures:
        invocation["toolExecutionNotifications"] = [
            _describe_failure(failure, report.prefix) for failure in report.failures
        ]
    return invocation


def _describe_failure(failure: SyncError, prefix: str) -> Json:
    described: dict[str, Json] = {
        "level": "error",
        "message": {"text": _shield([failure.message])},
    }
    if failure.path is not None:
        described["locations"] = [_describe_location(prefix + failure.path, failure.line, None)]
    return described


def _describe_result(verdict: Verdict, rules: Sequence[str]) -> Json:
    """Describe a result; translations that it is about and does not stand in are related places."""
    finding = verdict.finding
    related = [path for path in verdict.translations if path != finding.path]
    described: dict[str, Json] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.severity.value,
        "message": {"text": _shield([finding.message, *verdict.details])},
        "locations": [_describe_location(finding.path, finding.line, finding.column)],
        "partialFingerprints": dict(_list_fingerprints(verdict)),
    }
    if related:
        described["relatedLocations"] = [
            {**_describe_location(path, None, None), "id": number}
            for number, path in enumerate(related, 1)
        ]
    return described


def _describe_location(path: str, line: int | None, column: int | None) -> dict[str, Json]:
    artifact = {"uri": quote(os.fsencode(path)), "uriBaseId": _BASE}
    described: dict[str, Json] = {"artifactLocation": artifact}
    place = {"startLine": line, "startColumn": column}
    region = {name: number for name, number in place.items() if number is not None}
    if region:
        described["region"] = region
    return {"physicalLocation": described}


def _list_fingerprints(verdict: Verdict) -> Iterator[tuple[str, str]]:
    yield FINGERPRINT, verdict.fingerprint
    if verdict.finding.line is None:
        yield _GITHUB_FINGERPRINT, verdict.fingerprint


def _shield(lines: Sequence[str]) -> str:
    """Return a message in which nothing is read as a link (SARIF, section 3.11.6)."""
    return "\n".join(escape_text(line).replace("](", "\\](") for line in lines)
