"""The one list of what a gate found, which all formats for servers tell."""

from __future__ import annotations

import pytest

from sync.changes.values import Changes
from sync.findings import Finding, Severity
from sync.model import State, Status
from sync.reports.verdicts import find_verdicts, put_errors_first
from sync.results import Report
from tests.reports.made import change, finding, place, status


def test_states_come_first_in_their_order_then_findings_by_file_and_line() -> None:
    listed = (status(State.STALE, "b.md"), status(State.PENDING, "a.md"))
    findings = (finding(line=9, document="c.md"), finding(line=2), finding(line=None))
    verdicts = find_verdicts(Report(listed, listed, findings=findings))

    assert [(each.finding.path, each.finding.line) for each in verdicts] == [
        ("translations/he/b.md", None),
        ("translations/he/a.md", None),
        ("translations/he/c.md", 9),
        ("translations/he/guide.md", None),
        ("translations/he/guide.md", 2),
    ]


def test_a_state_is_an_error_where_it_fails() -> None:
    listed = (status(State.STALE), status(State.PENDING, "a.md"))
    verdicts = find_verdicts(Report(listed, listed, failing=frozenset(listed[1:])))

    assert [(each.finding.rule, each.is_error) for each in verdicts] == [
        ("stale", False),
        ("pending", True),
    ]
    assert [each.finding.rule for each in put_errors_first(verdicts)] == ["pending", "stale"]


def test_what_is_listed_alone_is_told() -> None:
    assert find_verdicts(Report((status(State.CURRENT), status(State.STALE)), ())) == ()


@pytest.mark.parametrize(
    ("known", "path", "message"),
    [
        (
            status(State.STALE),
            "translations/he/guide.md",
            (
                "The source changed since the translation was made "
                "(made from 0123456789 of 2024-05-06)"
            ),
        ),
        (
            status(State.MISSING),
            "guide.md",
            "The document has no translation in this language: he",
        ),
        (
            Status(place(), State.ORPHANED, moved_to="a.md"),
            "translations/he/guide.md",
            "The source of the translation is gone: its source is now a.md",
        ),
        (status(State.UNSTAMPED), "translations/he/guide.md", "The translation has no stamp"),
    ],
)
def test_a_state_says_what_it_means_and_what_is_known(
    known: Status, path: str, message: str
) -> None:
    [verdict] = find_verdicts(Report((known,), (known,)))

    assert (verdict.finding.path, verdict.finding.message) == (path, message)
    assert verdict.finding.help


@pytest.mark.parametrize(
    ("reason", "line", "message"),
    [
        ("translations/he/guide.md:4: bad; mend it", 4, "bad; mend it"),
        ("translations/he/x.json:4: bad", None, "translations/he/x.json:4: bad"),
        ("translations/he/guide.md: bad", None, "bad"),
    ],
)
def test_the_line_is_that_of_a_reason_in_this_very_file(
    reason: str, line: int | None, message: str
) -> None:
    broken = Status(place(), State.INVALID, reason=reason)
    [verdict] = find_verdicts(Report((broken,), (broken,)))

    assert verdict.finding.line == line
    assert verdict.finding.message == f"The stamp cannot be read or trusted: {message}"
    assert verdict.finding.help == "Mend the line that is named."


def test_the_rows_that_changed_are_details() -> None:
    stale = status(State.STALE)
    [verdict] = find_verdicts(Report((stale,), (stale,), changes={stale.location: change()}))

    assert verdict.details == (
        "table under Kinds: row changed (source 13, translation 20): Boil fresh water",
        "table: added (source 30)",
        "paragraph changed (source 3, translation 5): Boil fresh water",
    )


def test_many_rows_are_counted() -> None:
    stale = status(State.STALE)
    [table, *_] = change().tables
    many = Changes((table._replace(rows=table.rows * 50),))
    [verdict] = find_verdicts(Report((stale,), (stale,), changes={stale.location: many}))

    assert len(verdict.details) == 21
    assert verdict.details[-1] == "and 30 more"


def test_paths_begin_at_the_top_of_the_repository() -> None:
    missing = status(State.MISSING)
    report = Report((missing,), (missing,), findings=(finding(),), prefix="docs/")

    assert [each.finding.path for each in find_verdicts(report)] == [
        "docs/guide.md",
        "docs/translations/he/guide.md",
    ]


def prints(*findings: Finding) -> list[str]:
    return [each.fingerprint for each in find_verdicts(Report((), (), findings=findings))]


def test_a_fingerprint_stays_when_lines_are_inserted_above() -> None:
    before = prints(finding(line=7), finding(line=9, identity=("Coffee",)))
    after = prints(finding(line=107), finding(line=109, identity=("Coffee",)))

    assert before == after
    assert len(set(before)) == 2


def test_no_two_verdicts_of_a_run_share_a_fingerprint() -> None:
    stale = status(State.STALE)
    findings = (
        finding(),
        finding(line=8),
        finding(line=8),
        finding("code-span"),
        finding(language="fr"),
        finding(document="a.md"),
        finding(identity=("Te", "a")),
        finding(severity=Severity.WARNING, identity=()),
    )
    found = find_verdicts(Report((stale,), (stale,), findings=findings))

    assert len({each.fingerprint for each in found}) == len(findings) + 1


def test_a_fingerprint_stays_when_words_of_ours_or_the_root_change() -> None:
    plain = prints(finding())
    [other] = find_verdicts(
        Report((), (), findings=(finding(message="other", help="other"),), prefix="docs/")
    )

    assert plain == [other.fingerprint]
