"""The report as one JSON object; ``sync/schema/report.json`` is its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sync.project.status_list import count_states

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.changes.values import Changes
    from sync.findings import Finding
    from sync.model import Base, Location, Stamp, Status
    from sync.reports.values import Json, Screen
    from sync.results import Report

VERSION = 1
"""The version of the object's form; it changes when a key changes its meaning or goes."""


def render_json(report: Report, _screen: Screen) -> str:
    """Render the object, with a line end behind it.

    A name that is no Unicode holds lone surrogates, which the text keeps.
    """
    described = describe_report(report.statuses)
    if report.changes is not None:
        described["translations"] = list(_add_changes(report.statuses, report.changes))
    if report.findings is not None:
        described["findings"] = [_describe_finding(finding) for finding in report.findings]
    return render_object(described)


def render_object(value: Json) -> str:
    """Render any object as all our JSON is: two-space indent, no ASCII escapes, a line end."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def describe_report(statuses: Sequence[Status]) -> dict[str, Json]:
    """Return the report's object for ``statuses``."""
    return {
        "version": VERSION,
        "translations": [describe_status(status) for status in statuses],
        "summary": {state.value: count for state, count in count_states(statuses).items()},
    }


def describe_status(status: Status) -> dict[str, Json]:
    """Return the object of one translation; every key is there, null where there is nothing."""
    location = status.location
    return {
        "language": location.language,
        "document": location.document,
        "source": location.source,
        "path": location.path,
        "state": status.state.value,
        "reason": status.reason,
        "moved_to": status.moved_to,
        "stamp": None if status.stamp is None else _describe_stamp(status.stamp),
        "base": None if status.base is None else _describe_base(status.base),
        "pending": {
            "untranslated": status.pending.untranslated,
            "fuzzy": status.pending.fuzzy,
        },
    }


def _add_changes(
    statuses: Sequence[Status], changes: Mapping[Location, Changes]
) -> Iterator[dict[str, Json]]:
    """Yield each translation with its ``changes``, null where nobody looked for any."""
    from sync.reports.change_objects import describe_changes

    for status in statuses:
        known = changes.get(status.location)
        told = None if known is None else describe_changes(known)
        yield {**describe_status(status), "changes": told}


def _describe_finding(finding: Finding) -> dict[str, Json]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "language": finding.language,
        "document": finding.document,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "help": finding.help,
    }


def _describe_stamp(stamp: Stamp) -> dict[str, Json]:
    record = stamp.record
    key = "original_hash" if record is None else record.key
    value = stamp.original_hash if record is None else record.value
    return {
        "format": stamp.format.value,
        "kind": stamp.kind_name,
        "key": key,
        "value": value,
        "original_hash": stamp.original_hash,
        "synced_hash": stamp.synced_hash,
        "translation_date": stamp.translation_date,
        "source_file": stamp.source_file,
    }


def _describe_base(base: Base) -> dict[str, Json]:
    return {"commit": base.commit, "path": base.path, "blob": base.blob, "date": base.date}
