"""What an engine is asked about a text, and what it answers: JSON objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from sync.exchange.glossary import Term
from sync.exchange.judging import Problem


class Neighbour(NamedTuple):
    """A text of the same document, and its translation, None where there is none."""

    text: str
    translation: str | None


class TextSurroundings(NamedTuple):
    """What helps an engine with a text: data, none of which is to be translated.

    ``before`` and ``after`` are the texts beside it, ``similar`` pairs that are alike, ``notes``
    what its source says to translators, and ``context`` what the project says of its folder.
    """

    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    similar: tuple[Neighbour, ...] = ()
    notes: tuple[str, ...] = ()
    context: str = ""
    glossary: tuple[Term, ...] = ()

    def measure(self) -> int:
        """Return how many characters of it are sent."""
        beside = (*self.before, *self.after, *self.similar)
        told = [part for each in beside for part in each if part] + [*self.notes, self.context]
        return sum(map(len, told)) + sum(len(part) for term in self.glossary for part in term)


class Refused(NamedTuple):
    """An answer that was not taken, None where there was none, and what speaks against it."""

    answer: str | None
    problems: tuple[Problem, ...]


class Question(NamedTuple):
    """A text to be translated, with what an engine may want to know of it."""

    id: str
    source_language: str
    target_language: str
    text: str
    document: str
    kind: str
    headings: tuple[str, ...] = ()
    column: str = ""
    row: str = ""
    previous: str | None = None
    refused: Refused | None = None
    around: TextSurroundings = TextSurroundings()

    def describe(self) -> dict[str, object]:
        """Return the JSON object; what only some texts have is left out of others."""
        around = self.around
        problems = self.refused.problems if self.refused else ()
        described: dict[str, object] = {
            "id": self.id,
            "source_language": self.source_language,
            "target_language": self.target_language,
            "text": self.text,
            "document": self.document,
            "kind": self.kind,
            "headings": list(self.headings),
            "column": self.column,
            "row": self.row,
            "previous": self.previous,
            "translation": self.refused.answer if self.refused else None,
            "problem": "; ".join(each.message for each in problems) or None,
            "glossary": [each._asdict() for each in around.glossary],
        }
        extra: Mapping[str, object] = {
            "problems": [each._asdict() for each in problems],
            "before": [each._asdict() for each in around.before],
            "after": [each._asdict() for each in around.after],
            "similar": [each._asdict() for each in around.similar],
            "notes": list(around.notes),
            "context": around.context,
        }
        return described | {name: value for name, value in extra.items() if value}


class EngineAnswer(NamedTuple):
    """What an engine says to a question: words, or an error; a final one is not asked again."""

    id: str
    text: str | None
    error: str = ""
    is_final: bool = False


def read_answer(value: object) -> EngineAnswer:
    """Read an answer.

    Raises:
        ValueError: it is none; says so in a few words.
    """
    match value:
        case {"id": str(name), "text": str(text)}:
            if not _is_whole(text):
                return EngineAnswer(name, None, "it holds half a character, which no file can")
            return EngineAnswer(name, text)
        case {"id": str(name), "error": error, **rest}:
            message = error if isinstance(error, str) and error.strip() else "it gives no reason"
            return EngineAnswer(name, None, message, is_final=rest.get("final") is True)
        case {"id": _}:
            raise ValueError("its id must be a text, and text or error beside it")
        case dict():
            raise ValueError("it has no id")
    raise ValueError("it is no object")


def _is_whole(text: str) -> bool:
    """Tell whether a text has no lone surrogates, which JSON can spell and UTF-8 cannot."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def batch(
    questions: Iterable[Question], most_texts: int, most_characters: int
) -> Iterator[tuple[Question, ...]]:
    """Yield questions as they are asked together: those of a section, and small ones joined."""
    waiting: list[Question] = []
    for _, group in groupby(questions, lambda each: (*_name_document(each), each.headings)):
        section = list(group)
        joined = [*waiting, *section]
        if waiting and (
            _name_document(waiting[0]) != _name_document(section[0])
            or not _fits(joined, most_texts, most_characters)
        ):
            yield tuple(waiting)
            joined = section
        *full, waiting = _split(joined, most_texts, most_characters)
        yield from map(tuple, full)
    if waiting:
        yield tuple(waiting)


def _name_document(question: Question) -> tuple[str, str]:
    return question.target_language, question.document


def _fits(questions: Sequence[Question], most_texts: int, most_characters: int) -> bool:
    return (
        len(questions) <= most_texts
        and sum(len(each.text) for each in questions) <= most_characters
    )


def _split(
    questions: Sequence[Question], most_texts: int, most_characters: int
) -> list[list[Question]]:
    """Return questions in groups that fit; a text that is too long is alone."""
    groups: list[list[Question]] = [[]]
    for each in questions:
        if groups[-1] and not _fits([*groups[-1], each], most_texts, most_characters):
            groups.append([])
        groups[-1].append(each)
    return groups
