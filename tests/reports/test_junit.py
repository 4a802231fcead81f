"""JUnit XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from sync.errors import FileError
from sync.findings import Severity
from sync.model import State
from sync.reports import GATE_FORMATS, Screen
from sync.results import Report
from tests.reports.made import change, finding, hostile_report, status

WARNING = Severity.WARNING


def render(report: Report) -> str:
    return GATE_FORMATS["junit"](report, Screen())


def parse(report: Report) -> ET.Element:
    return ET.fromstring(render(report).encode("utf-8"))


def counts(element: ET.Element) -> tuple[str | None, ...]:
    return tuple(element.get(name) for name in ("tests", "failures", "errors", "skipped"))


def test_each_translation_is_a_case_in_its_language_s_suite() -> None:
    statuses = (
        status(State.CURRENT),
        status(State.STALE, "a.md"),
        status(State.CURRENT, language="fr"),
        status(State.MISSING, "a.md", language="fr"),
    )
    root = parse(Report(statuses, statuses[1:2], failing=frozenset(statuses[1:2]), prefix="docs/"))

    assert [(suite.get("name"), *counts(suite)) for suite in root] == [
        ("fr", "2", "0", "0", "1"),
        ("he", "2", "1", "0", "0"),
    ]
    assert counts(root) == ("4", "1", "0", "1")
    assert [
        (case.get("classname"), case.get("name"), len(case)) for case in root.iter("testcase")
    ] == [
        ("fr", "docs/translations/fr/guide.md", 0),
        ("fr", "docs/translations/fr/a.md", 1),
        ("he", "docs/translations/he/guide.md", 0),
        ("he", "docs/translations/he/a.md", 1),
    ]


def test_a_case_has_one_failure_that_tells_all_its_errors() -> None:
    current = status(State.CURRENT)
    findings = (
        finding(message="first"),
        finding("number", 9, severity=WARNING, message="a number"),
        finding("code-span", 12, message="second"),
    )
    [case] = parse(Report((current,), (), findings=findings)).iter("testcase")
    [failure] = case.findall("failure")

    assert (failure.get("message"), failure.get("type")) == ("first", "table-rows")
    assert failure.text == (
        "translations/he/guide.md:7:3: error: first [table-rows]\n"
        "    Put the lacking rows back, or remove the surplus ones.\n"
        "translations/he/guide.md:12:3: error: second [code-span]\n"
        "    Copy the code from the source, character for character."
    )
    assert (case.findtext("system-out") or "").split("\n")[0] == (
        "translations/he/guide.md:9:3: warning: a number [number]"
    )


def test_warnings_alone_fail_nothing() -> None:
    current = status(State.CURRENT)
    root = parse(Report((current,), (), findings=(finding(severity=WARNING),)))

    assert counts(root) == ("1", "0", "0", "0")
    assert root.find(".//system-out") is not None


def test_a_missing_translation_that_fails_is_not_skipped() -> None:
    missing = status(State.MISSING)
    root = parse(Report((missing,), (missing,), failing=frozenset((missing,))))

    assert counts(root) == ("1", "1", "0", "0")
    assert [case.get("name") for case in root.iter("testcase")] == ["translations/he/guide.md"]


def test_a_finding_in_a_translation_that_is_not_among_the_rest_has_its_case() -> None:
    assert counts(parse(Report((), (), findings=(finding(),)))) == ("1", "1", "0", "0")


def test_the_rows_that_changed_are_told() -> None:
    stale = status(State.STALE)
    root = parse(Report((stale,), (stale,), changes={stale.location: change()}))

    assert "row changed (source 13, translation 20)" in (root.findtext(".//system-out") or "")


def test_what_failed_is_an_error_of_its_own() -> None:
    root = parse(Report((), (), failures=(FileError("cannot be read", path="a.md"),)))

    assert counts(root) == ("1", "0", "1", "0")
    [error] = root.iter("error")
    assert (error.get("message"), error.get("type")) == ("cannot be read", "FileError")


def test_nothing_at_all_is_well_formed() -> None:
    assert render(Report((), ())) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<testsuites name="translation-sync" tests="0" failures="0" errors="0" skipped="0" />\n'
    )


def test_hostile_words_break_nothing() -> None:
    report = hostile_report()
    root = parse(report)

    assert len(list(root.iter("failure"))) == int(root.get("failures") or "")
    assert {element.tag for element in root.iter()} <= {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "skipped",
        "system-out",
    }


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_is_well_formed(text: str) -> None:
    odd = finding(message=text, help=text, document=text)._replace(path=text, language=text)

    assert counts(parse(Report((), (), findings=(odd,)))) == ("1", "1", "0", "0")
