"""``translate``: what nobody translated yet, asked of an engine, and written to be looked at."""

from __future__ import annotations

import signal
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sync.engines.engine import EngineError, hide_keys
from sync.errors import SyncError
from sync.exchange.receipts import Receipt, Size
from sync.project.language_codes import name_language
from sync.versions import Versions
from sync.workflow.background import Background
from sync.workflow.handover import Handover, tell_behind
from sync.workflow.progress import track
from sync.workflow.sheets import Languages, Sheet, SheetText, measure

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from sync.engines.engine import Engine
    from sync.exchange.questions import EngineAnswer, Question
    from sync.workflow.asked import Asked


class TranslateOptions(NamedTuple):
    """How to translate: ``limit`` are characters of texts, ``retries`` how often to ask again.

    ``source_language`` is that of the sources, None for the configuration's.
    """

    source_language: str | None = None
    limit: int | None = None
    retries: int = 1


class TranslateRun(NamedTuple):
    """A run's receipt, what there is to say beside it, and what went wrong.

    ``is_interrupted`` says that somebody ended it; what was answered until then is written.
    """

    receipt: Receipt
    notices: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()
    is_interrupted: bool = False


def translate(asked: Asked, engine: Engine | None, options: TranslateOptions) -> TranslateRun:
    """Ask an engine for what is untranslated, and write it; without one, only count.

    Raises:
        ConfigError: the project's glossary, or a file with context, cannot be read.
    """
    run = _Run(asked, options)
    run.prepare()
    if engine is None:
        run.count()
    else:
        run.go(engine)
    return run.conclude(is_dry=engine is None)


class _Run:
    def __init__(self, asked: Asked, options: TranslateOptions) -> None:
        self._statuses = asked.statuses
        self._options = options
        self._view = asked.versions.view
        self._history = asked.versions.history
        self._background = Background(self._view)
        self._handover = Handover(asked.versions)
        self._sheets: list[Sheet] = []
        self._failures = list(asked.failures)
        self._sent = self._again = Size()
        self._surroundings = 0
        self._is_interrupted = False

    def prepare(self) -> None:
        """Read what is untranslated, and decide what of it is sent."""
        for opened in self._handover.read(self._statuses):
            language = opened.document.language
            target = name_language(self._view, language)
            given = self._options.source_language or self._view.project.source_language
            languages = Languages(given, target)
            sheet = Sheet(opened, self._background, languages)
            self._leave_joint(sheet)
            self._sheets.append(sheet)
            self._limit(sheet.waiting)
            self._sent = self._sent.plus(measure(sheet.waiting))

    def _leave_joint(self, sheet: Sheet) -> None:
        try:
            if self._history is not None:
                sheet.leave_joint(self._history)
        except SyncError as error:  # it hides no other translation
            self._failures.append(error)

    def _limit(self, texts: Sequence[SheetText]) -> None:
        """Leave for another run what goes beyond the limit; a shorter text may still fit."""
        if self._options.limit is None:
            return
        spent = self._sent.characters + self._again.characters
        for text in texts:
            if spent + text.size.characters > self._options.limit:
                text.leave()
            else:
                spent += text.size.characters

    def count(self) -> None:
        """Count what helps with what would be sent."""
        self._surroundings = sum(each.around.measure() for each in self._question(self._sheets))

    def go(self, engine: Engine) -> None:
        """Ask, and ask again where that may help."""
        self._ask(engine, self._sheets)
        for _ in range(self._options.retries):
            sheets = [each for each in self._sheets if each.may_be_asked_again]
            if not sheets or self._is_over:
                return
            self._reopen(sheets)
            self._ask(engine, sheets)

    @property
    def _is_over(self) -> bool:
        return self._is_interrupted or any(isinstance(each, EngineError) for each in self._failures)

    def _reopen(self, sheets: Sequence[Sheet]) -> None:
        """Let what was not taken wait again, in translations with what has been written to them."""
        self._read_again(sheets)
        for sheet in sheets:
            sheet.reopen()
            self._limit(sheet.waiting)
            self._again = self._again.plus(measure(sheet.waiting))

    def _read_again(self, sheets: Sequence[Sheet]) -> None:
        """Read translations anew: answers were written to them, and people may have saved them."""
        self._failures += self._handover.failures
        versions = Versions(self._view, bodies=True, history=self._history)
        self._handover = Handover(versions)
        by_path = {sheet.document.path: sheet for sheet in sheets}
        statuses = [sheet.opened.status for sheet in sheets]
        for opened in self._handover.read(statuses, is_marked=False):
            by_path[opened.document.path].take_up(opened)

    def _question(self, sheets: Sequence[Sheet]) -> Iterator[Question]:
        """Yield what is asked, and remember which piece of which text it is."""
        self._asked: dict[str, tuple[Sheet, SheetText, int]] = {}
        for sheet in sheets:
            for text in sheet.waiting:
                for number, question in sheet.ask(text):
                    self._asked[question.id] = sheet, text, number
                    yield question

    def _ask(self, engine: Engine, sheets: Sequence[Sheet]) -> None:
        """Ask for what waits, and write each translation as soon as all of its answers are in."""
        questions = list(self._question(sheets))
        self._surroundings += sum(each.around.measure() for each in questions)
        try:
            with _taking_leave(), closing(_follow(engine, questions)) as answers:
                for answer in answers:
                    sheet, text, number = self._asked[answer.id]
                    text.answers[number] = answer._replace(error=hide_keys(answer.error))
                    if sheet.is_settled:
                        self._deliver(sheet)
        except EngineError as error:
            self._failures.append(error)
        except KeyboardInterrupt:
            self._is_interrupted = True
        for sheet in sheets:
            self._deliver(sheet)
            sheet.give_up()

    def _deliver(self, sheet: Sheet) -> None:
        """Write the answers that are there into the translation as it is by now."""
        if sheet.has_answers:
            self._read_again([sheet])
            sheet.deliver(self._handover)

    def conclude(self, *, is_dry: bool) -> TranslateRun:
        """Return what came of it."""
        documents = tuple(each.conclude() for each in self._sheets if each.texts)
        receipt = Receipt(documents, self._sent, self._surroundings, self._again, is_dry)
        caller = self._view.project.caller
        advice = tell_behind(self._statuses, caller, "translate")
        notices = (*self._background.notices, *advice)
        failures = (*self._failures, *self._handover.failures)
        return TranslateRun(receipt, notices, failures, self._is_interrupted)


@contextmanager
def _taking_leave() -> Iterator[None]:
    """Let SIGTERM, with which CI ends what takes too long, do as Ctrl+C does.

    Only where nobody else has a use for it, and where it can come: in the main thread.
    """
    is_ours = threading.current_thread() is threading.main_thread()
    if not is_ours or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _follow(engine: Engine, questions: Sequence[Question]) -> Generator[EngineAnswer, None, None]:
    """Yield an engine's answers, and show how many there are."""
    if questions:
        with closing(engine.ask(questions)) as answers:
            yield from track(answers, len(questions), "texts translated")
