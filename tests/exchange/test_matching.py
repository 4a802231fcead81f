"""Which open entry comes back: where one text has several histories, and some are done since."""

from __future__ import annotations

import pytest

from sync.exchange.formats import FORMATS
from sync.exchange.judging import Claim, Given, Judge, Judged, Taken
from sync.exchange.reading import read_document
from sync.exchange.values import Document
from tests.exchange.handing import open_case, read, send, sync
from tests.exchange.test_judging import DOCUMENT, check

TEXT = "Optional"
HEAD = "# Options\n\n| Name | Kind |\n| --- | --- |\n"
BASE = f"{HEAD}| `a` | Forbidden |\n| `b` | Required |\n| `c` | Optional |\n"
KNOWN = f"{HEAD}| `a` | Optional |\n| `b` | Optional |\n| `c` | Optional |\n| `d` | Optional |\n"
THERE = sync(
    BASE, KNOWN, f"{HEAD}| `a` | Interdit |\n| `b` | Obligatoire |\n| `c` | Facultatif |\n"
)
A, B, D = 5, 6, 8
A_DONE = THERE.replace("<!-- sync:fuzzy --> Interdit", "Au choix")


def open_document(translated: str) -> Document:
    return read(KNOWN, translated, base=BASE)


def judge(document: Document, *entries: Given) -> list[Judged]:
    judge = Judge([document], check)
    return [judge.judge(given) for given in entries]


def tell(judged: list[Judged]) -> list[tuple[Taken, list[int]]]:
    """Say what becomes of each entry, and on which lines of the translation."""
    return [
        (each.taken, [unit.line for unit in each.entry.units] if each.entry else [])
        for each in judged
    ]


def confirm(given: Given, words: str) -> Given:
    """Fill an entry in as the strictest tool leaves it: nothing says what the text was."""
    return given._replace(words=words, claim=Claim.TRANSLATED, previous=None, exported=None)


def test_a_text_has_three_histories_and_a_kept_twin() -> None:
    assert [(unit.previous, unit.words, unit.line) for unit in open_document(THERE).open] == [
        ("Forbidden", "Interdit", A),
        ("Required", "Obligatoire", B),
        (None, "", D),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_old_words_are_never_another_row_s(name: str) -> None:
    sent = send(open_document(THERE), name)
    assert tell(judge(open_document(A_DONE), *sent)) == [
        (Taken.OUTDATED, []),
        (Taken.UNCHANGED, [B]),
        (Taken.UNTRANSLATED, [D]),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_filled_in_bit_by_bit(name: str) -> None:
    first, *others = send(open_document(THERE), name)
    filled = [confirm(first, "Au choix"), *(confirm(each, "Libre") for each in others)]
    assert tell(judge(open_document(A_DONE), *filled)) == [
        (Taken.DONE, []),
        (Taken.FILLED, [B]),
        (Taken.FILLED, [D]),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_words_for_a_row_that_was_done_in_others_go_nowhere(name: str) -> None:
    first, *_ = send(open_document(THERE), name)
    assert tell(judge(open_document(A_DONE), confirm(first, "Libre"))) == [(Taken.OUTDATED, [])]


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_may_take_the_words_of_its_twin(name: str) -> None:
    document = open_document(THERE)
    sent = [confirm(each, "Facultatif") for each in send(document, name)]
    told = [(Taken.FILLED, [line]) for line in (A, B, D)]
    assert tell(judge(document, *sent)) == told
    assert tell(judge(document, *(each._replace(places=()) for each in sent))) == told


@pytest.mark.parametrize("name", FORMATS)
def test_old_words_find_their_row_where_nobody_knows_what_the_text_was(name: str) -> None:
    """As in a shallow clone, of a file that was written in a whole one."""
    case = open_case(KNOWN, A_DONE, base=BASE)._replace(base=None)
    told = tell(judge(read_document(case), *send(open_document(THERE), name)[1:]))
    assert told == [(Taken.UNCHANGED, [B]), (Taken.UNTRANSLATED, [D])]


MACHINE = THERE.replace("untranslated --> Optional", "fuzzy --> Libre")


def test_source_text_that_nobody_touched_is_no_translation() -> None:
    *_, last = send(open_document(THERE), "xliff")
    assert (last.words, last.claim) == (TEXT, Claim.WAITING)
    assert tell(judge(open_document(MACHINE), last)) == [(Taken.UNTRANSLATED, [D])]
    typed = last._replace(words="Au choix")
    assert tell(judge(open_document(MACHINE), typed)) == [(Taken.FILLED, [D])]


@pytest.mark.parametrize(("translated", "number", "line"), [(THERE, 2, B), (MACHINE, 3, D)])
def test_old_words_that_others_replaced_stay_out(translated: str, number: int, line: int) -> None:
    """What went out stands beside the target, so that what was typed is told from it."""
    given = send(open_document(translated), "xliff")[number - 1]
    later = translated.replace(given.words, "À votre guise")
    assert tell(judge(open_document(later), given)) == [(Taken.OUTDATED, [line])]
    typed = given._replace(words="Facultatif")
    assert tell(judge(open_document(later), typed)) == [(Taken.FILLED, [line])]
    assert tell(judge(open_document(translated), given)) == [(Taken.UNCHANGED, [line])]


@pytest.mark.parametrize("previous", ["Allowed", "Optional"])
def test_a_tool_s_own_past_hides_no_text_with_one_history(previous: str) -> None:
    """`msgmerge --previous` writes the text whose words it took for one that is alike."""
    one = "# Tea\n\nPour it well.\n\nPour it slowly, too.\n"
    base = one.replace("well", "well now").replace("Pour it slowly, too.\n", "")
    document = read(one, sync(base, one, "# Thé\n\nVersez bien.\n"), base=base)
    for text in ("Pour it well.", "Pour it slowly, too."):
        given = Given(DOCUMENT, text, "Libre", Claim.FUZZY, previous=previous)
        (taken, _lines), *_ = tell(judge(document, given))
        assert taken is Taken.FUZZY


def test_a_name_that_is_no_history_of_this_text_is_outdated() -> None:
    given = Given(DOCUMENT, TEXT, "Libre", previous="Allowed")
    assert tell(judge(open_document(THERE), given)) == [(Taken.OUTDATED, [])]


STEPS = "# Steps\n\nWait.\n\nPour it slowly.\n\nThen pour it.\n\nPour it.\n"
SAME = STEPS.replace("Pour it slowly.", "Pour it.").replace("Then pour", "Pour")
POURED = sync(STEPS, SAME, "# Schritte\n\nWarten.\n\nLangsam.\n\nDann gießen.\n\nGieß es.\n")


@pytest.mark.parametrize("name", FORMATS)
def test_texts_below_one_heading_are_told_apart_by_their_lines(name: str) -> None:
    sent = send(read(SAME, POURED, base=STEPS), name)
    assert [(each.text, list(each.lines)) for each in sent] == [
        ("Pour it.", [5]),
        ("Pour it.", [7]),
    ]
    filled = [confirm(each, "Gießen.") for each in sent]
    first = POURED.replace("Langsam. <!-- sync:fuzzy -->", "Gießen.")
    assert tell(judge(read(SAME, first, base=STEPS), *filled)) == [
        (Taken.DONE, []),
        (Taken.FILLED, [7]),
    ]
    assert tell(judge(read(SAME, first, base=STEPS), sent[1])) == [(Taken.UNCHANGED, [7])]
