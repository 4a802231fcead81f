"""The report as JSON: its exact form, and its schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from sync.model import Base, Location, Pending, Stamp, StampFormat, State, Status
from sync.reports import Screen, render_json
from sync.reports.changes import render_changes_json
from sync.reports.json import render_object
from sync.results import ChangedTranslation, ChangesReport, Report
from sync.schema import read_schema
from tests.reports.made import change, finding

PLACE = Location("he", "a/guide.md", "source/a/guide.md", "translations/he/a/guide.md")
STATUS = Status(
    PLACE,
    State.STALE,
    reason="unknown-hash",
    stamp=Stamp(
        StampFormat.SIDECAR, "a" * 32, "b" * 32, "2024-05-06T07:08:09+00:00", "a/guide.md", "he"
    ),
    base=Base("c" * 40, "a/guide.md", "d" * 40, "2024-05-06T07:08:09+00:00"),
    pending=Pending(2, 1),
)


def render(*statuses: Status) -> str:
    return render_json(Report(statuses, ()), Screen())


def test_every_key_is_there() -> None:
    assert json.loads(render(STATUS, Status(PLACE, State.MISSING))) == {
        "version": 1,
        "translations": [
            {
                "language": "he",
                "document": "a/guide.md",
                "source": "source/a/guide.md",
                "path": "translations/he/a/guide.md",
                "state": "stale",
                "reason": "unknown-hash",
                "moved_to": None,
                "stamp": {
                    "format": "sidecar",
                    "kind": "hash",
                    "key": "original_hash",
                    "value": "a" * 32,
                    "original_hash": "a" * 32,
                    "synced_hash": "b" * 32,
                    "translation_date": "2024-05-06T07:08:09+00:00",
                    "source_file": "a/guide.md",
                },
                "base": {
                    "commit": "c" * 40,
                    "path": "a/guide.md",
                    "blob": "d" * 40,
                    "date": "2024-05-06T07:08:09+00:00",
                },
                "pending": {"untranslated": 2, "fuzzy": 1},
            },
            {
                "language": "he",
                "document": "a/guide.md",
                "source": "source/a/guide.md",
                "path": "translations/he/a/guide.md",
                "state": "missing",
                "reason": None,
                "moved_to": None,
                "stamp": None,
                "base": None,
                "pending": {"untranslated": 0, "fuzzy": 0},
            },
        ],
        "summary": {
            "missing": 1,
            "invalid": 0,
            "orphaned": 0,
            "unstamped": 0,
            "pending": 0,
            "stale": 1,
            "current": 0,
            "cosmetic": 0,
        },
    }


def test_other_scripts_are_no_escapes_and_a_line_end_comes_last() -> None:
    text = render(STATUS._replace(moved_to="מדריך.md"))

    assert '"moved_to": "מדריך.md"' in text
    assert text.endswith("}\n")


def test_the_schema_is_one_and_holds_for_reports() -> None:
    schema = json.loads(read_schema())
    Draft202012Validator.check_schema(schema)

    validator = Draft202012Validator(schema)
    validator.validate(json.loads(render(STATUS)))
    validator.validate(json.loads(render(*(Status(PLACE, state) for state in State))))


def test_findings_are_told_in_their_order_and_the_schema_holds() -> None:
    findings = (finding(), finding("number", None))
    report = json.loads(render_json(Report((STATUS,), (), findings=findings), Screen()))

    Draft202012Validator(json.loads(read_schema())).validate(report)
    assert report["findings"] == [
        {
            "rule": "table-rows",
            "severity": "error",
            "language": "he",
            "document": "guide.md",
            "path": "translations/he/guide.md",
            "line": 7,
            "column": 3,
            "message": "a row of the source is lacking",
            "help": "Put the lacking rows back, or remove the surplus ones.",
        },
        {
            "rule": "number",
            "severity": "error",
            "language": "he",
            "document": "guide.md",
            "path": "translations/he/guide.md",
            "line": None,
            "column": None,
            "message": "a row of the source is lacking",
            "help": "Compare the two, and correct the number if it is a slip.",
        },
    ]


def test_changes_have_the_form_that_diff_gives_them() -> None:
    other = STATUS._replace(location=PLACE._replace(language="fr"))
    report = json.loads(
        render_json(Report((STATUS, other), (), changes={PLACE: change()}), Screen())
    )
    told = json.loads(
        render_changes_json(ChangesReport([ChangedTranslation(STATUS, change())]), Screen())
    )

    Draft202012Validator(json.loads(read_schema())).validate(report)
    assert {**report["translations"][0], "words": None} == told["translations"][0]
    assert report["translations"][1]["changes"] is None


@pytest.mark.parametrize("severity", ["fatal", None])
def test_the_schema_refuses_another_severity(severity: str | None) -> None:
    report = json.loads(render_json(Report((), (), findings=(finding(),)), Screen()))
    report["findings"][0]["severity"] = severity

    with pytest.raises(ValidationError):
        Draft202012Validator(json.loads(read_schema())).validate(report)


@pytest.mark.parametrize(
    "fault",
    [
        {"state": "fresh"},
        {"extra": 1},
        {"pending": {"untranslated": -1, "fuzzy": 0}},
        {"stamp": {"format": "comment"}},
    ],
)
def test_the_schema_refuses_what_is_no_report(fault: dict[str, object]) -> None:
    report = json.loads(render(STATUS))
    report["translations"][0].update(fault)

    with pytest.raises(ValidationError):
        Draft202012Validator(json.loads(read_schema())).validate(report)


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"a": [], "b": {}, "c": [1, None, True, 2.5]},
        {"a": {"b": [{"c": 'quoted " and \\ and \n and \x1b'}, ["d", ["e"]]]}},
        {"ä": "\u2028 \udcff 😀", "b": ("a", "b")},
    ],
)
def test_the_text_is_what_the_library_makes_of_it(value: Any) -> None:  # noqa: ANN401
    assert render_object(value) == json.dumps(value, indent=2, ensure_ascii=False) + "\n"
