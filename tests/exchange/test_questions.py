"""What an engine is asked, and how its answers are read."""

from __future__ import annotations

import pytest

from sync.exchange.entries import list_entries
from sync.exchange.glossary import parse_glossary
from sync.exchange.judging import Problem
from sync.exchange.questions import (
    EngineAnswer,
    Neighbour,
    Question,
    Refused,
    batch,
    read_answer,
)
from sync.exchange.reading import read_document
from sync.exchange.surroundings import Landscape
from tests.exchange.handing import open_case, sync
from tests.exchange.test_reading import NEW, OLD, THERE


def test_a_question_has_the_same_fields_every_time() -> None:
    question = Question("es-1", "en", "es", "Tea", "tea.md", "heading")
    assert question.describe() == {
        "id": "es-1",
        "source_language": "en",
        "target_language": "es",
        "text": "Tea",
        "document": "tea.md",
        "kind": "heading",
        "headings": [],
        "column": "",
        "row": "",
        "previous": None,
        "translation": None,
        "problem": None,
        "glossary": [],
    }


def test_a_question_that_is_asked_again_says_why() -> None:
    problems = (Problem("token", "it lacks ⟦1⟧"), Problem("links", "its links"))
    question = Question("1", "en", "es", "Tea", "tea.md", "cell", refused=Refused("Té", problems))
    described = question.describe()
    assert described["translation"] == "Té"
    assert described["problem"] == "it lacks ⟦1⟧; its links"
    assert described["problems"] == [
        {"rule": "token", "message": "it lacks ⟦1⟧"},
        {"rule": "links", "message": "its links"},
    ]


def test_what_is_around_a_text_helps_with_it() -> None:
    note = "<!-- translators: a waiter -->\n\nThen wait."
    case = open_case(NEW.replace("Then wait.", note), sync(OLD, NEW, THERE))
    document = read_document(case)
    glossary = parse_glossary("term,de\nwait,warten\n", "glossary.csv")
    entry = next(each for each in list_entries([document]) if each.text == "Then wait.")
    landscape = Landscape(case, document._replace(language="de"), glossary, "A course on tea.")
    around = landscape.look(entry)
    assert around.notes == ("a waiter",)
    assert around.context == "A course on tea."
    assert [term.translation for term in around.glossary] == ["warten"]
    assert around.before[0] == Neighbour("Tea", "Tee")
    assert around.after == (Neighbour("Leaf", "Blatt"),)


def test_pairs_that_are_alike_help_too() -> None:
    old = "Put the green leaves in.\n\nPut the brown leaves in.\n"
    there = "Die grünen Blätter dazu.\n\nDie braunen Blätter dazu.\n"
    new = f"{old}\nPut the white leaves in.\n"
    case = open_case(new, sync(old, new, there))
    document = read_document(case)
    [entry] = list_entries([document])
    around = Landscape(case, document, parse_glossary("term\n", "g"), "").look(entry)
    assert {each.translation for each in around.similar} == {
        "Die braunen Blätter dazu.",
        "Die grünen Blätter dazu.",
    }


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ({"id": "1", "text": "Té", "more": 1}, EngineAnswer("1", "Té")),
        ({"id": "1", "error": "busy"}, EngineAnswer("1", None, "busy")),
        ({"id": "1", "error": "no", "final": True}, EngineAnswer("1", None, "no", is_final=True)),
        ({"id": "1", "error": None}, EngineAnswer("1", None, "it gives no reason")),
        (
            {"id": "1", "text": "\ud83c"},
            EngineAnswer("1", None, "it holds half a character, which no file can"),
        ),
    ],
)
def test_an_answer_is_read(value: object, answer: EngineAnswer) -> None:
    assert read_answer(value) == answer


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "it is no object"),
        ("x", "it is no object"),
        ({"text": "Té"}, "it has no id"),
        ({"id": 1, "text": "Té"}, "its id must be a text"),
        ({"id": "1"}, "its id must be a text"),
        ({"id": "1", "text": None}, "its id must be a text"),
    ],
)
def test_what_is_no_answer_is_told(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_answer(value)


def ask(number: int, section: str, document: str = "tea.md", text: str = "12345") -> Question:
    return Question(str(number), "en", "es", text, document, "cell", (section,))


def test_a_section_goes_together() -> None:
    questions = [
        *(ask(number, "a") for number in range(3)),
        *(ask(number, "b") for number in range(3, 5)),
        *(ask(number, "c") for number in range(5, 9)),
        ask(9, "c", "pots.md"),
        ask(10, "d", "pots.md", "x" * 99),
        ask(11, "d", "pots.md"),
    ]
    batches = [[each.id for each in found] for found in batch(questions, 5, 40)]
    assert batches == [
        ["0", "1", "2", "3", "4"],
        ["5", "6", "7", "8"],
        ["9"],
        ["10"],
        ["11"],
    ]
    large = [ask(number, "a") for number in range(7)]
    assert [len(found) for found in batch(large, 3, 40)] == [3, 3, 1]
    assert list(batch([], 3, 40)) == []
