"""Annotations, as GitHub's runner would read them."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import FileError
from sync.findings import Severity
from sync.model import State
from sync.reports import GATE_FORMATS, Screen
from sync.results import Report
from tests.reports.made import HOSTILE, change, finding, hostile_report, status

LANGUAGES = tuple(f"l{number}" for number in range(10, 65))
COMMANDS = {"error", "warning", "notice"}


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def render(report: Report) -> str:
    return GATE_FORMATS["github"](report, Screen())


def obey(text: str) -> list[Command]:
    """Read lines as the runner does: ``::`` at their start, else ``##[`` anywhere in them.

    Of a command it knows the properties, and undoes their escapes, ``%25`` last.
    """
    commands = []
    for line in re.split("\r\n|\r|\n", text):
        found = re.match(r"\s*::(\w[\w-]*)(?: ([^:]*(?::[^:]+)*?))?::(.*)", line, re.DOTALL)
        if found is not None:
            pairs = (pair.partition("=") for pair in (found[2] or "").strip().split(",") if pair)
            properties = {key: unescape(value, ":", ",") for key, _, value in pairs}
            commands.append(Command(found[1], properties, unescape(found[3])))
        elif re.search(r"##\[[^\]]*\]|##vso\[", line):
            commands.append(Command("forged", {}, line))
    return commands


def unescape(text: str, *more: str) -> str:
    for character in ("\r", "\n", *more, "%"):
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def test_a_finding_is_one_line() -> None:
    report = Report((), (), findings=(finding(message="50 % of a, b: c"),), conclusion="1 error")

    assert render(report) == (
        "::error file=translations/he/guide.md,line=7,col=3,title=table-rows::50 %25 of a, b: c"
        "%0APut the lacking rows back, or remove the surplus ones.\n"
        "1 error\n"
    )


def test_what_a_path_holds_comes_back() -> None:
    odd = finding()._replace(path="a,b:c/50%,line=3::x.md")
    [command] = obey(render(Report((), (), findings=(odd,))))

    assert command.properties == {
        "file": "a,b:c/50%,line=3::x.md",
        "line": "7",
        "col": "3",
        "title": "table-rows",
    }


def test_a_change_is_told_once_on_its_line_of_the_source() -> None:
    stale = tuple(status(State.STALE, language=language) for language in LANGUAGES)
    changes = {each.location: change() for each in stale}
    [command] = obey(render(Report(stale, stale, changes=changes, prefix="docs/")))

    assert command.name == "warning"
    assert command.properties == {"file": "docs/guide.md", "line": "3", "title": "stale"}
    assert f": stale in 55: {' '.join(LANGUAGES)} (made from " in command.data
    assert command.data.split("\n")[2:] == [
        "table under Kinds: row changed (source 13): Boil fresh water",
        "table: added (source 30)",
        "paragraph changed (source 3): Boil fresh water",
    ]


def test_of_one_translation_it_stands_there_as_well() -> None:
    stale = status(State.STALE)
    report = Report((stale,), (stale,), changes={stale.location: change()}, prefix="docs/")
    [command] = obey(render(report))

    assert command.properties == {"file": "docs/guide.md", "line": "3", "title": "stale"}
    assert ": stale in he (made from " in command.data


def test_a_state_without_a_known_change_stands_in_the_translation() -> None:
    stale = status(State.STALE)
    [command] = obey(render(Report((stale,), (stale,), prefix="docs/")))

    assert command.properties == {"file": "docs/translations/he/guide.md", "title": "stale"}


def test_what_fails_in_some_languages_alone_is_told_apart() -> None:
    stale = tuple(status(State.STALE, language=language) for language in ("de", "fr", "he"))
    commands = obey(render(Report(stale, stale, failing=frozenset(stale[:2]))))

    assert [command.name for command in commands] == ["error", "warning"]
    assert "stale in 2: de fr (" in commands[0].data


def test_nothing_found_prints_the_conclusion_alone() -> None:
    assert render(Report((), (), conclusion="3 translations: nothing found")) == (
        "3 translations: nothing found\n"
    )


@pytest.mark.parametrize(
    ("errors", "warnings", "rest"),
    [
        (10, 10, None),
        (11, 0, "1 more error"),
        (0, 12, "2 more warnings"),
        (250, 13, "240 more errors and 3 more warnings"),
    ],
)
def test_ten_of_each_are_told_and_one_says_how_many_more(
    errors: int, warnings: int, rest: str | None
) -> None:
    findings = [finding(line=line, severity=Severity.WARNING) for line in range(1, warnings + 1)]
    findings += [finding(line=line) for line in range(1, errors + 1)]
    commands = obey(render(Report((), (), findings=tuple(findings))))
    names = [command.name for command in commands]

    assert names.count("error") == min(errors, 10)
    assert names.count("warning") == min(warnings, 10)
    notices = [command.data for command in commands if command.name == "notice"]
    assert [notice.partition(":")[0] for notice in notices] == ([] if rest is None else [rest])


def test_what_failed_comes_first() -> None:
    report = Report(
        (),
        (),
        findings=tuple(finding(line=line) for line in range(1, 20)),
        failures=(FileError("cannot be read: why::not", path="a.md", line=3),),
        prefix="docs/",
    )
    first = obey(render(report))[0]

    assert first == Command(
        "error",
        {"file": "docs/a.md", "line": "3", "title": "not checked"},
        "cannot be read: why::not",
    )


def test_no_file_content_forges_a_command() -> None:
    text = render(hostile_report())
    commands = obey(text)

    assert {command.name for command in commands} <= COMMANDS
    assert {command.properties["title"] for command in commands} <= {
        "stale",
        "missing",
        "invalid",
        "orphaned",
        "table-rows",
        "translation-sync",
    }
    assert len(commands) == len(text.splitlines()) - 1  # all but the conclusion


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    report = Report((), (), findings=(finding(message=text, help=text)._replace(path=text),))
    printed = render(report)
    [command] = obey(printed)

    assert command.name == "error"
    assert set(command.properties) == {"file", "line", "col", "title"}
    assert printed.count("\n") == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]", printed)


@given(st.text(alphabet=st.sampled_from("::##[]vso%,=\r\n error0A2C\u2028a"), max_size=40))
def test_any_words_stay_words(text: str) -> None:
    report = Report(
        (), (), findings=(finding(message=text)._replace(path=text or "a"),), conclusion=text
    )
    commands = obey(render(report))

    assert [command.name for command in commands] == ["error"]
