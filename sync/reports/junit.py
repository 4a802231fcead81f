"""The report as JUnit XML, in the part of it that GitLab and Jenkins read.

GitLab: https://docs.gitlab.com/ci/testing/unit_test_reports/: the suite that it shows is a case's
``classname``, and of several failures of one case it reads one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from sync.model import State
from sync.names import escape_text
from sync.reports.verdicts import find_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.errors import SyncError
    from sync.reports.values import Screen
    from sync.reports.verdicts import Verdict
    from sync.results import Report

_PROGRAM = "translation-sync"
# XML 1.0, section 2.2; control characters and surrogates are spelled out before.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_COUNTED = {
    "tests": "testcase",
    "failures": "failure",
    "errors": "error",
    "skipped": "skipped",
}


class _Case(NamedTuple):
    """One translation as a test: what it is called, and what was found in it."""

    language: str
    path: str
    verdicts: list[Verdict]
    is_skipped: bool = False


def render_junit(report: Report, _screen: Screen) -> str:
    """Render a suite for each language and a case for each translation.

    A translation with an error fails; warnings are its output. One that does not exist, and need
    not, is skipped. What kept something from being looked at is a suite of its own.
    """
    root = ET.Element("testsuites", name=_PROGRAM)
    by_language: dict[str, list[_Case]] = {}
    for case in _list_cases(report):
        by_language.setdefault(case.language, []).append(case)
    for language, cases in sorted(by_language.items()):
        suite = ET.SubElement(root, "testsuite", name=_clean(language))
        suite.extend(map(_build_case, cases))
    if report.failures:
        suite = ET.SubElement(root, "testsuite", name=_PROGRAM)
        suite.extend(_build_failure(failure) for failure in report.failures)
    for suite in root:
        _count(suite)
    _count(root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _list_cases(report: Report) -> Iterable[_Case]:
    """Return a case for each translation, those that only a finding names included."""
    cases = {
        (status.location.language, status.location.document): _Case(
            status.location.language,
            report.prefix + status.location.path,
            [],
            is_skipped=status.state is State.MISSING,
        )
        for status in report.statuses
    }
    for verdict in find_verdicts(report, apart=True):
        finding = verdict.finding
        name = (finding.language, finding.document)
        cases.setdefault(name, _Case(finding.language, finding.path, []))
        cases[name].verdicts.append(verdict)
    return cases.values()


def _build_case(case: _Case) -> ET.Element:
    path = _clean(case.path)
    element = ET.Element("testcase", classname=_clean(case.language), name=path, file=path)
    errors = [verdict for verdict in case.verdicts if verdict.is_error]
    warnings = [verdict for verdict in case.verdicts if not verdict.is_error]
    if errors:
        first = errors[0].finding
        failure = ET.SubElement(element, "failure", message=_clean(first.message), type=first.rule)
        failure.text = _join(errors)
    elif case.is_skipped:
        ET.SubElement(element, "skipped", message="there is no translation yet")
    if warnings:
        ET.SubElement(element, "system-out").text = _join(warnings)
    return element


def _build_failure(failure: SyncError) -> ET.Element:
    element = ET.Element("testcase", classname=_PROGRAM, name=_clean(str(failure)))
    ET.SubElement(element, "error", message=_clean(failure.message), type=type(failure).__name__)
    return element


def _join(verdicts: Sequence[Verdict]) -> str:
    return "\n".join(_clean(line) for verdict in verdicts for line in _list_lines(verdict))


def _list_lines(verdict: Verdict) -> Iterator[str]:
    finding = verdict.finding
    place = "".join(f":{part}" for part in (finding.line, finding.column) if part is not None)
    yield f"{finding.path}{place}: {finding.severity.value}: {finding.message} [{finding.rule}]"
    for more in (finding.help, *verdict.details):
        yield f"    {more}"


def _count(element: ET.Element) -> None:
    for name, tag in _COUNTED.items():
        element.set(name, str(sum(1 for _ in element.iter(tag))))


def _clean(text: str) -> str:
    """Return ``text`` on one line, without the characters that XML has no room for."""
    return _NO_CHARACTERS.sub("\ufffd", escape_text(text))
