"""What comes back is judged by what is open: the first that holds."""

from __future__ import annotations

import pytest

from sync.exchange.checking import find_problems
from sync.exchange.judging import Claim, Given, Judge, Judged, Problem, Taken
from sync.exchange.values import Document, HandoverEntry, HandoverUnit, Place
from sync.markdown.marks import Mark
from tests.exchange.handing import read, sync
from tests.merge.merging import SPACE

DOCUMENT = "guide/tea.md"
OLD = "# Tea\n\nWarm the pot.\n\nPour it.\n"
NEW = "# Tea\n\nWarm the pot well.\n\nPour it.\n\nThen wait.\n"
THERE = "# Tee\n\nKanne wärmen.\n\nGießen.\n"
WELL = "Warm the pot well."


def check(
    document: Document, entry: HandoverEntry, given: Given
) -> tuple[list[Problem], list[Problem]]:
    assert document.source == DOCUMENT
    return list(find_problems(entry, given, SPACE)), []


def judge(given: Given, translated: str | None = None) -> Judged:
    synced = sync(OLD, NEW, THERE) if translated is None else translated
    return Judge([read(NEW, synced, base=OLD)], check).judge(given)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (Given(DOCUMENT, "Pour it.", "Gießen."), Taken.DONE),
        (Given(DOCUMENT, "Pour it.", "Ausgießen."), Taken.OUTDATED),
        (Given(DOCUMENT, "Pour more.", "Mehr gießen."), Taken.OUTDATED),
        (Given("guide/cups.md", "Then wait.", "Dann warten."), Taken.OUTDATED),
        (Given(DOCUMENT, "Then wait.", "Dann warten.", number=2), Taken.OUTDATED),
        (Given(DOCUMENT, "Then wait.", ""), Taken.UNTRANSLATED),
        (Given(DOCUMENT, "Then wait.", "Then wait.", Claim.WAITING), Taken.UNTRANSLATED),
        (Given(DOCUMENT, "Then wait.", "Then wait."), Taken.FILLED),
        (Given(DOCUMENT, "Then wait.", "Dann warten."), Taken.FILLED),
        (Given(None, "Then wait.", "Dann warten."), Taken.FILLED),
        (Given(None, "Pour it.", "Gießen."), Taken.DONE),
        (Given(DOCUMENT, "Then wait.", "Dann warten.", Claim.WAITING), Taken.FILLED),
        (Given(DOCUMENT, "Then wait.", "Dann warten.", Claim.FUZZY), Taken.FUZZY),
        (Given(DOCUMENT, "Then wait.", "Dann `warten`."), Taken.REFUSED),
        (Given(DOCUMENT, WELL, "Kanne wärmen.", Claim.FUZZY), Taken.UNCHANGED),
        (Given(DOCUMENT, WELL, "Kanne wärmen.", Claim.WAITING), Taken.UNCHANGED),
        (Given(DOCUMENT, WELL, "Kanne wärmen."), Taken.FILLED),
        (Given(DOCUMENT, WELL, "Kanne gut wärmen.", Claim.FUZZY), Taken.FUZZY),
        (Given(DOCUMENT, WELL, "Gut.", previous="Warm the pot."), Taken.FILLED),
    ],
)
def test_the_first_that_holds(given: Given, taken: Taken) -> None:
    assert judge(given).taken is taken


def test_the_history_finds_an_entry_when_another_was_done() -> None:
    """Histories are counted anew once one is done: the words of the first are not the second's."""
    base = "Warm it.\n\nPour.\n"
    known = "Warm it well.\n\nPour.\n\nWarm it well.\n"
    synced = sync(base, known, "Wärmen.\n\nGießen.\n")
    document = read(known, synced, base=base)
    assert [(unit.previous, unit.words) for unit in document.open] == [
        ("Warm it.", "Wärmen."),
        (None, ""),
    ]
    fuzzy = Given(DOCUMENT, "Warm it well.", "Gut wärmen.", previous="Warm it.")
    fresh = Given(DOCUMENT, "Warm it well.", "Nochmals.", number=2)
    judged = [Judge([document], check).judge(each) for each in (fuzzy, fresh)]
    assert [[unit.line for unit in each.entry.units] for each in judged if each.entry] == [[1], [5]]
    first_done = synced.replace("Wärmen. <!-- sync:fuzzy -->", "Gut wärmen.")
    again = Judge([read(known, first_done, base=base)], check).judge(fuzzy)
    assert again.taken is Taken.DONE
    second_done = synced.replace("Warm it well. <!-- sync:untranslated -->", "Nochmals.")
    again = Judge([read(known, second_done, base=base)], check).judge(fresh)
    assert again.taken is Taken.DONE


def add_unpaired(mark: Mark | None) -> Judge:
    """Judge by a document in which a unit stands of which nobody can say what it translates."""
    document = read(NEW, sync(OLD, NEW, THERE), base=OLD)
    unit = HandoverUnit(Place(9), "paragraph", "", None, "Dann\nziehen lassen.", mark, 0, 12)
    return Judge([document._replace(unpaired=(unit,))], check)


@pytest.mark.parametrize(
    ("mark", "claim", "words", "taken"),
    [
        (None, Claim.TRANSLATED, "Dann ziehen lassen.", Taken.DONE),
        (None, Claim.FUZZY, "Dann ziehen lassen.", Taken.DONE),
        (Mark.FUZZY, Claim.FUZZY, "Dann ziehen lassen.", Taken.UNCHANGED),
        (Mark.FUZZY, Claim.WAITING, "Dann ziehen lassen.", Taken.UNCHANGED),
        (Mark.FUZZY, Claim.TRANSLATED, "Dann ziehen lassen.", Taken.OUTDATED),
        (None, Claim.TRANSLATED, "Dann warten.", Taken.OUTDATED),
        (None, Claim.TRANSLATED, "", Taken.OUTDATED),
    ],
)
def test_words_are_there_although_nobody_can_say_what_they_translate(
    mark: Mark | None, claim: Claim, words: str, taken: Taken
) -> None:
    given = Given(DOCUMENT, "Then let it draw.", words, claim)
    assert add_unpaired(mark).judge(given).taken is taken


def test_what_translates_nothing_is_kept_with_its_words() -> None:
    document = read(NEW, sync(OLD, NEW, THERE) + "\nEin [Zusatz](cups.md) von mir.\n", base=OLD)
    assert [unit.words for unit in document.unpaired] == ["Ein [Zusatz](cups.md) von mir."]
    assert document.unknown == ()


@pytest.mark.parametrize("claim", [Claim.WAITING, Claim.FUZZY])
def test_old_words_that_wait_are_outdated_where_the_file_does_not_say_what_went_out(
    claim: Claim,
) -> None:
    document = read(NEW, sync(OLD, NEW, THERE).replace("Kanne wärmen.", "Gut."), base=OLD)

    def judge_with(was_said: bool) -> Taken:
        given = Given(DOCUMENT, WELL, "Kanne wärmen.", claim)
        return Judge([document], check, lambda _document, _words: was_said).judge(given).taken

    assert judge_with(True) is Taken.OUTDATED
    assert judge_with(False) is not Taken.OUTDATED
