"""Questions for engines, and what comes of them."""

from __future__ import annotations

from sync.engines.engine import Engine, EngineError
from sync.exchange.questions import EngineAnswer, Question


def make_questions(number: int, text: str = "Tea") -> list[Question]:
    """Return questions with the ids 0, 1, 2, …, all of one section."""
    return [
        Question(str(each), "en", "es", f"{text} {each}", "tea.md", "paragraph")
        for each in range(number)
    ]


def ask(engine: Engine, questions: list[Question]) -> tuple[list[EngineAnswer], str | None]:
    """Return the answers, and what the engine broke off with."""
    answers: list[EngineAnswer] = []
    try:
        answers.extend(engine.ask(questions))
    except EngineError as error:
        return answers, str(error)
    return answers, None
