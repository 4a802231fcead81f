"""``diff`` tells once what many translations lack, and ``--stat`` in a line."""

from __future__ import annotations

from sync.changes.values import Changes
from sync.model import State, Status
from sync.reports import Screen
from sync.reports.changes import render_changes_text
from sync.reports.stat import render_stat
from sync.results import ChangedTranslation, ChangesReport, Detail
from tests.reports.made import change, status

LANGUAGES = ("ar", "bg", "de", "fr", "he")


def lacking(*languages: str, document: str = "guide.md") -> list[ChangedTranslation]:
    stale = (status(State.STALE, document, language) for language in languages)
    return [ChangedTranslation(each, beside(each, number)) for number, each in enumerate(stale)]


def beside(each: Status, number: int) -> Changes:
    """Return the change, with another line and another cell of each translation beside it."""
    table, *others = change().tables
    [row] = table.rows
    cells = tuple(cell._replace(translation=each.location.language) for cell in row.cells)
    row = row._replace(translation_line=number, cells=cells)
    return change()._replace(tables=(table._replace(rows=(row,)), *others))


def render(entries: list[ChangedTranslation], *, is_each: bool = False) -> str:
    report = ChangesReport(entries, detail=Detail(is_each))
    return render_changes_text(report, Screen())


def test_one_change_of_many_translations_is_told_once() -> None:
    text = render(lacking(*LANGUAGES))

    assert text.startswith("guide.md: stale in 5: ar bg de fr he\n  made from 0123456789 of ")
    assert text.count("+ Boil fresh water") == 2  # in a table and outside
    assert "translation " not in text.partition("beside its translation")[0]
    assert text.endswith(
        "  beside its translation, as for ar: translation-sync diff translations/ar/guide.md\n"
    )


def test_few_stand_beside_it_and_all_where_that_is_asked_for() -> None:
    assert render(lacking("fr", "he")).count("          = ") == 2
    assert render(lacking(*LANGUAGES), is_each=True).count("          = ") == 5


def test_what_fails_is_all_that_is_told_quietly() -> None:
    unknown = ChangedTranslation(status(State.STALE, "b.md"), None)
    report = ChangesReport([*lacking("fr"), unknown], detail=Detail(is_quiet=True))

    assert render_changes_text(report, Screen()) == ""
    assert render_stat(report, Screen()) == ""
    report = report._replace(failing=frozenset([unknown.status]))
    assert render_changes_text(report, Screen()).startswith("translations/he/b.md: stale")
    assert "/fr/" not in render_changes_text(report, Screen())
    assert render_stat(report, Screen()) == " translations/he/b.md | not known\n"


def test_only_what_is_behind_is_counted_as_such() -> None:
    states = (State.STALE, State.PENDING, State.COSMETIC, State.UNSTAMPED, State.INVALID)
    entries = [ChangedTranslation(status(state, f"{state}.md"), None) for state in states]

    told = render_stat(ChangesReport(entries), Screen())
    assert told.endswith(" 2 translations behind; 1 invalid, 1 unstamped, 1 cosmetic\n")
    told = render_stat(ChangesReport(entries[1:2]), Screen())
    assert told.endswith(" 1 translation behind\n")


def test_a_line_for_each_change() -> None:
    unknown = ChangedTranslation(status(State.STALE, "b.md"), None)
    current = ChangedTranslation(status(State.CURRENT, "c.md"), Changes())
    report = ChangesReport([*lacking(*LANGUAGES), unknown, current])

    assert render_stat(report, Screen()) == (
        " guide.md in 5        | 2 tables, 1 row, 1 cell, 1 block\n"
        " translations/he/b.md | not known\n"
        " 6 translations behind\n"
    )
    each = render_stat(report._replace(detail=Detail(is_each=True)), Screen())
    assert each.count("| 2 tables, 1 row, 1 cell, 1 block") == 5
