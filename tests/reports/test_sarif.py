"""SARIF 2.1.0."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft7Validator

from sync import __version__
from sync.errors import FileError
from sync.findings import Severity
from sync.model import State
from sync.reports import GATE_FORMATS, Screen
from sync.results import Report
from sync.rules import RULES
from sync.rules.reading import read_page
from tests.reports.made import change, finding, hostile_report, status

STALE = status(State.STALE)
MIXED = Report(
    (STALE,),
    (STALE,),
    findings=(
        finding("number", severity=Severity.WARNING),
        finding(line=None, identity=("Coffee",)),
        finding(line=12),
    ),
    changes={STALE.location: change()},
)


def render(report: Report) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(GATE_FORMATS["sarif"](report, Screen())))


def run_of(report: Report) -> dict[str, Any]:
    [run] = render(report)["runs"]
    return cast("dict[str, Any]", run)


@pytest.fixture(scope="session")
def validator(shared: Path) -> Draft7Validator:
    """The standard's own schema."""
    schema = json.loads((shared / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


@pytest.mark.parametrize(
    "report",
    [
        Report((), ()),
        MIXED,
        hostile_report(),
        MIXED._replace(failures=(FileError("cannot be read", path="a b.md", line=2),)),
    ],
    ids=["empty", "mixed", "hostile", "failed"],
)
def test_the_standard_s_schema_holds(validator: Draft7Validator, report: Report) -> None:
    assert list(validator.iter_errors(render(report))) == []


def test_the_schema_would_notice(validator: Draft7Validator) -> None:
    broken = render(MIXED)
    broken["runs"][0]["results"][0]["level"] = "fatal"

    assert not validator.is_valid(broken)


def test_the_tool_and_its_rules() -> None:
    driver = run_of(MIXED)["tool"]["driver"]
    names = [rule["id"] for rule in driver["rules"]]

    assert (driver["name"], driver["semanticVersion"]) == ("translation-sync", __version__)
    assert names == ["table-rows", "number", "stale"]
    for rule in driver["rules"]:
        known = RULES[rule["id"]]
        assert rule["shortDescription"]["text"] == known.summary
        assert rule["fullDescription"]["text"] == f"{known.summary} {known.help}"
        assert rule["help"] == {"text": known.help, "markdown": read_page(known.name)}
        assert rule["defaultConfiguration"] == {"level": known.severity.value}


def test_results_name_their_rule_and_errors_come_first() -> None:
    run = run_of(MIXED)
    rules = run["tool"]["driver"]["rules"]

    assert [(each["ruleId"], each["level"]) for each in run["results"]] == [
        ("table-rows", "error"),
        ("table-rows", "error"),
        ("stale", "warning"),
        ("number", "warning"),
    ]
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]


def test_a_result_says_where() -> None:
    whole_file, row, stale, _ = run_of(MIXED)["results"]
    artifact = {"uri": "translations/he/guide.md", "uriBaseId": "%SRCROOT%"}

    assert row["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": artifact,
                "region": {"startLine": 12, "startColumn": 3},
            }
        }
    ]
    assert whole_file["locations"] == [{"physicalLocation": {"artifactLocation": artifact}}]
    assert stale["message"]["text"].split("\n")[1].startswith("table under Kinds: row changed")
    assert run_of(MIXED)["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize(
    "path", ["a b/ü.md", "a:b.md", "100%.md", "a?b#c.md", "\\x.md", "מדריך.md", "a\udcff.md"]
)
def test_paths_are_uris(path: str) -> None:
    report = Report((), (), findings=(finding()._replace(path=path),), prefix="docs/")
    [result] = run_of(report)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    assert os.fsdecode(unquote_to_bytes(uri)) == f"docs/{path}"


def prints(report: Report) -> list[dict[str, str]]:
    return [each["partialFingerprints"] for each in run_of(report)["results"]]


def test_fingerprints_stay_when_lines_are_inserted_above() -> None:
    lower = MIXED._replace(
        findings=tuple(
            each._replace(line=None if each.line is None else each.line + 30)
            for each in MIXED.findings or ()
        )
    )

    assert prints(MIXED) == prints(lower)
    assert len({each["translationSync/v1"] for each in prints(MIXED)}) == 4


def test_what_names_no_line_brings_github_s_own_fingerprint() -> None:
    """Where there is a line, GitHub's upload makes it from the line's text, and warns of ours."""
    whole_file, row, stale, _ = prints(MIXED._replace(changes=None))

    assert set(row) == {"translationSync/v1"}
    assert stale["primaryLocationLineHash"] == stale["translationSync/v1"]
    assert whole_file["primaryLocationLineHash"] != stale["primaryLocationLineHash"]


def test_a_change_is_one_result_in_the_source_with_its_translations_beside_it() -> None:
    stale = tuple(status(State.STALE, language=language) for language in ("fr", "he"))
    changes = {each.location: change() for each in stale}
    [result] = run_of(Report(stale, stale, changes=changes, prefix="docs/"))["results"]

    def place(each: dict[str, Any]) -> tuple[str, int | None]:
        place = each["physicalLocation"]
        return place["artifactLocation"]["uri"], place.get("region", {}).get("startLine")

    assert list(map(place, result["locations"])) == [("docs/guide.md", 3)]
    assert list(map(place, result["relatedLocations"])) == [
        ("docs/translations/fr/guide.md", None),
        ("docs/translations/he/guide.md", None),
    ]
    assert [each["id"] for each in result["relatedLocations"]] == [1, 2]
    one = Report(stale[1:], stale[1:], changes=None)
    assert "relatedLocations" not in run_of(one)["results"][0]


def test_a_fingerprint_stays_when_a_language_catches_up() -> None:
    stale = tuple(status(State.STALE, language=language) for language in ("de", "fr", "he"))

    assert prints(Report(stale, stale)) == prints(Report(stale[1:], stale[1:]))


def test_a_run_that_failed_says_so() -> None:
    failed = Report((), (), failures=(FileError("cannot be read", path="a b.md", line=2),))
    [good], [bad] = run_of(MIXED)["invocations"], run_of(failed)["invocations"]

    assert good == {"executionSuccessful": True}
    assert bad["executionSuccessful"] is False
    [notification] = bad["toolExecutionNotifications"]
    assert notification["message"]["text"] == "cannot be read"
    [location] = notification["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md"


def test_no_message_brings_a_link() -> None:
    results = run_of(hostile_report())["results"]
    assert results
    for result in results:
        assert not re.search(r"(?<!\\)\]\(", result["message"]["text"])
