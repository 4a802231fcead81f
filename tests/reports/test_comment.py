"""A comment on a change, and a checklist for an issue: short enough, and found again."""

from __future__ import annotations

import pytest

from sync.model import State
from sync.reports import GATE_FORMATS, STATUS_FORMATS, Screen
from sync.results import Report
from tests.reports.made import finding, hostile_report, status

OWNERS = {"he": ("@noa", "@tea/he"), "*": ("@tea/docs",)}


def render(name: str, report: Report) -> str:
    formats = {**STATUS_FORMATS, **GATE_FORMATS}
    return formats[name](report, Screen())


def report(*states: tuple[State, str]) -> Report:
    statuses = tuple(
        status(state, f"{k}.md", language) for k, (state, language) in enumerate(states)
    )
    failing = frozenset(each for each in statuses if each.state is State.STALE)
    return Report(statuses, statuses, failing=failing, owners=OWNERS)


def test_a_comment_calls_those_whose_languages_fail() -> None:
    said = render(
        "comment", report((State.STALE, "he"), (State.STALE, "fr"), (State.CURRENT, "de"))
    )
    assert said.startswith(
        "<!-- translation-sync:comment -->\n- @tea/docs: fr\n- @noa: he\n- @tea/he: he\n\n<p>"
    )
    assert "de" not in said.partition("<p>")[0]


def test_a_comment_calls_nobody_where_nothing_fails() -> None:
    said = render("comment", report((State.CURRENT, "he")))
    assert said.startswith("<!-- translation-sync:comment -->\n<p>")


def test_findings_of_rules_call_too() -> None:
    said = render("comment", report()._replace(findings=(finding(language="he"),)))
    assert "- @noa: he\n" in said


@pytest.mark.parametrize("name", ["comment", "checklist"])
def test_it_is_cut_to_what_a_forge_takes(name: str) -> None:
    many = Report(
        statuses := tuple(status(State.STALE, f"{'tea/' * 9}{k}.md", "he") for k in range(3_000)),
        statuses,
        failing=frozenset(statuses),
        findings=tuple(
            finding(document=f"{k % 90}.md", message="leaf " * 50) for k in range(3_000)
        ),
        owners={"he": tuple(f"@tea{k}" for k in range(3_000))},
    )
    said = render(name, many)
    assert 20_000 < len(said.encode()) <= 65_000
    assert ("are shown" in said) if name == "comment" else ("more: `translation-sync" in said)


def test_a_checklist_lists_what_is_to_do() -> None:
    said = render(
        "checklist",
        report(
            (State.STALE, "he"), (State.CURRENT, "he"), (State.MISSING, "fr"), (State.CURRENT, "de")
        ),
    )
    assert said == (
        "<!-- translation-sync:checklist -->\n"
        "\n## de: 1 of 1 up to date, @tea/docs\n\n"
        "\n## fr: 0 of 1 up to date, @tea/docs\n\n"
        "- [ ] `translations/fr/2.md`: missing\n"
        "\n## he: 1 of 2 up to date, @noa @tea/he\n\n"
        "- [ ] `translations/he/0.md`: stale: made from 0123456789 of 2024-05-06\n"
    )


@pytest.mark.parametrize("name", ["comment", "checklist"])
def test_what_files_hold_calls_nobody(name: str) -> None:
    said = render(name, hostile_report())
    outside = [line for line in said.splitlines() if "@octocat" in line or "@everyone" in line]
    assert not [line for line in outside if line.startswith(("#", "-")) and "`" not in line]


def test_a_path_with_ticks_stays_code() -> None:
    odd = status(State.STALE, "a`b.md")
    said = render("checklist", Report((odd,), (odd,)))
    assert "- [ ] `` translations/he/a`b.md ``: stale" in said
