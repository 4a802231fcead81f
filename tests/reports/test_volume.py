"""Much is told in few lines: one change once, and the whole picture on one screen."""

from __future__ import annotations

import pytest

from sync.changes.values import (
    Changes,
    ProseChange,
    ProseChangeKind,
    RowChange,
    RowChangeKind,
    TableChange,
    TableChangeKind,
)
from sync.model import Base, Location, Pending, State, Status
from sync.reports import Screen, render_text
from sync.reports.rows import find_changed_line
from sync.results import Caller, Detail, Report
from tests.reports.made import BASE, change, place, status

LANGUAGES = tuple(f"{first}{second}" for first in "abcdefghijk" for second in "abcde")
DOCUMENTS = tuple(f"{number:02}-lesson/README.md" for number in range(84))


def everywhere(state: State, document: str = "guide.md") -> tuple[Status, ...]:
    return tuple(status(state, document, language) for language in LANGUAGES)


def behind() -> tuple[Status, ...]:
    """Every document in every language, in every state somewhere."""
    states = (*State, *[State.CURRENT] * 20)
    return tuple(
        status(states[(at * 7 + number * 3) % len(states)], document, language)
        for at, document in enumerate(DOCUMENTS)
        for number, language in enumerate(LANGUAGES)
    )


def render(report: Report, **screen: object) -> str:
    return render_text(report, Screen(**screen))  # type: ignore[arg-type]


def test_a_sentence_that_changed_is_told_once_for_all_languages() -> None:
    stale = everywhere(State.STALE)
    text = render(Report(stale, stale, changes={each.location: change() for each in stale}))

    head, *more = text.splitlines()
    assert head.startswith("guide.md: stale in 55: aa ab ac ad ae ba ")
    assert text.split("\n    made from")[0].split(": ")[2].split() == list(LANGUAGES)
    assert "    table under Kinds: row changed (source 13): Boil fresh water" in more
    assert len(more) < 10


def test_each_is_told_where_that_is_asked_for() -> None:
    stale = everywhere(State.STALE)
    text = render(Report(stale, stale, detail=Detail(is_each=True)))

    assert text.count(": stale: made from") == 55


@pytest.mark.parametrize(
    "other",
    [
        status(State.PENDING, language="zz"),
        status(State.STALE, "other.md", "zz"),
        status(State.STALE, language="zz")._replace(reason="shallow", base=None),
    ],
)
def test_what_differs_is_told_apart(other: Status) -> None:
    listed = (status(State.STALE, language="fr"), status(State.STALE), other)
    text = render(Report(listed, listed))

    assert "guide.md: stale in 2: fr he\n" in text
    assert f"{other.location.path}: {other.state}" in text


def test_other_bases_and_marks_are_summed_up() -> None:
    older = Base("abcdef0123456789", "guide.md", "fedcba9876543210", "2023-01-02T00:00:00+00:00")
    listed = (
        Status(place(language="fr"), State.PENDING, base=BASE, pending=Pending(2, 1)),
        Status(place(), State.PENDING, base=older, pending=Pending(3, 0)),
    )

    assert (
        "guide.md: pending in 2: fr he\n"
        "    made from 2 versions, the oldest abcdef0123 of 2023-01-02; 5 untranslated, 1 fuzzy\n"
        "    translate what is marked, then record it, as for fr: translation-sync stamp "
    ) in render(Report(listed, listed))


def test_a_broken_sidecar_is_told_once_for_its_documents() -> None:
    reason = "translations/he/.co-op-translator.json:3: not JSON; mend it"
    listed = tuple(
        Status(place(document), State.INVALID, reason=reason) for document in DOCUMENTS[:5]
    )

    assert render(Report(listed, listed)) == f"he: invalid in 5 documents: {reason}\n"


@pytest.mark.parametrize("height", [24, 30, 40, 60])
def test_the_picture_of_55_languages_and_84_documents_fits_a_screen(height: int) -> None:
    statuses = behind()
    listed = tuple(each for each in statuses if each.state is not State.CURRENT)
    report = Report(statuses, listed, picture=statuses, caller=Caller(), detail=Detail())
    text = render(report, is_terminal=True, height=height)
    plain = render(report, height=height)

    lines = text.splitlines()
    assert len(lines) <= height
    assert max(map(len, lines)) <= 80
    assert plain == text
    assert "\x1b[31mstale\x1b[0m" in render(report, is_terminal=True, has_colour=True)
    assert "documents to look at: 84, the most work first" in lines
    assert any(line.endswith(" more") for line in lines)
    assert lines[-1] == "each translation: translation-sync status --all"


def test_what_is_behind_comes_before_what_nobody_began() -> None:
    statuses = (
        *everywhere(State.MISSING, "a.md"),
        status(State.STALE, "b.md"),
        *(status(State.MISSING, document) for document in DOCUMENTS),
        *(status(State.PENDING, "c.md", language) for language in ("fr", "he")),
        status(State.STALE, "a.md", "zz"),
    )
    text = render(Report(statuses, statuses, picture=statuses), height=24)

    told = text.partition("the most work first\n")[2].splitlines()
    assert told[:4] == [
        "    c.md: 2 pending",
        "    a.md: 55 missing, 1 stale",
        "    b.md: 1 stale",
        "    00-lesson/README.md: 1 missing",
    ]


def test_shares_are_rounded_down_and_columns_of_nothing_go() -> None:
    statuses = (*(status(State.CURRENT, name) for name in DOCUMENTS), status(State.STALE))

    assert render(Report(statuses, (), picture=statuses)) == (
        f"language  done  current  stale\nhe         98%  {len(DOCUMENTS):7}      1\n"
    )


def test_languages_that_are_done_are_a_line() -> None:
    statuses = (*everywhere(State.CURRENT), status(State.STALE, "b.md", "aa"))
    text = render(Report(statuses, (), picture=statuses))

    assert text.startswith("language  done  current  stale\naa         50%        1      1\n")
    assert "54 up to date: ab ac ad" in text


def test_what_was_asked_for_is_repeated() -> None:
    statuses = tuple(status(State.STALE, document) for document in DOCUMENTS)
    report = Report(
        statuses,
        statuses,
        picture=statuses,
        caller=Caller(" --root x"),
        detail=Detail(arguments=" --lang he docs"),
    )

    assert render(report).splitlines()[-2:] == [
        "what to do about the first: translation-sync --root x status 00-lesson/README.md",
        "each translation: translation-sync --root x status --all --lang he docs",
    ]


def test_commands_for_several_name_just_them() -> None:
    listed = tuple(
        Status(Location(language, "a b.md", "a b.md", f"t/{language}/a b.md"), state)
        for state in (State.UNSTAMPED, State.COSMETIC, State.MISSING)
        for language in ("fr", "he")
    )
    text = render(Report(listed, listed))

    assert "record that: translation-sync stamp --lang fr,he 'a b.md'\n" in text
    assert "record that: translation-sync stamp --cosmetic 'a b.md'\n" in text
    assert "one by one, as for fr: translation-sync new fr 'a b.md'\n" in text
    narrowed = Report(listed, listed, detail=Detail(is_narrowed=True))
    assert "translation-sync stamp --cosmetic --lang fr,he 'a b.md'\n" in render(narrowed)


def test_nothing_but_what_fails_is_told_quietly() -> None:
    listed = (status(State.STALE), status(State.PENDING, "b.md"))
    report = Report(
        listed,
        listed,
        picture=listed,
        conclusion="the end",
        failing=frozenset(listed[:1]),
        detail=Detail(is_quiet=True),
    )
    text = render(report)

    assert text.startswith("translations/he/guide.md: stale")
    assert "pending" not in text
    assert "the end" not in text
    assert render(report._replace(failing=frozenset())) == ""


def prose(before: str | None, after: str | None, kind: ProseChangeKind) -> Changes:
    source, base = (None if text is None else line for text, line in ((after, 7), (before, 5)))
    return Changes(prose=(ProseChange(kind, source, base, None, before, after),))


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (Changes(), None),
        (prose("a\nb\nc", "a\nB\nc", ProseChangeKind.CHANGED), 8),
        (prose("a\nb\nc", "a\nb", ProseChangeKind.CHANGED), 8),
        (prose("a", "a\nb", ProseChangeKind.CHANGED), 8),
        (prose("a\nb", "a\nb", ProseChangeKind.MOVED), 7),
        (prose(None, "a\nb", ProseChangeKind.ADDED), 7),
        (prose("a\nb", None, ProseChangeKind.REMOVED), 4),
    ],
)
def test_the_first_line_that_changed(changes: Changes, line: int | None) -> None:
    assert find_changed_line(changes) == line


def test_the_line_of_a_row_goes_before_what_is_gone() -> None:
    gone = RowChange(RowChangeKind.REMOVED, None, 4, None, ())
    fresh = RowChange(RowChangeKind.ADDED, 9, None, None, ())
    table = TableChange(TableChangeKind.CHANGED, None, 2, 2, None, (gone, fresh))

    assert find_changed_line(Changes((table,))) == 9
    assert find_changed_line(Changes((table._replace(rows=(gone,)),))) == 3
