"""A translation on its way to an engine and back: what is asked for it, and what is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sync.changes.amount import count_words
from sync.errors import SyncError
from sync.exchange.checking import BY_HAND, Checking
from sync.exchange.entries import list_entries
from sync.exchange.glossary import find_strays
from sync.exchange.joint_edits import find_joint_texts, list_own
from sync.exchange.judging import Given, Judge, Judged, Problem, Taken
from sync.exchange.pieces import Pieces, cut_entry, explain_error
from sync.exchange.questions import EngineAnswer, Question, Refused
from sync.exchange.receipts import DocumentFate, Fate, Size, TextFate, sum_up
from sync.exchange.surroundings import Landscape
from sync.exchange.warnings import Caution
from sync.markdown.lines import fold_space
from sync.workflow.joint import read_joint_edits
from sync.workflow.taking import TakingOptions, take_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.exchange.values import Document, HandoverEntry
    from sync.history import History
    from sync.workflow.background import Background
    from sync.workflow.handover import Handover, OpenDocument

_JOINT = (
    "{edit} edited source and translation together: its words may be at line {line} already; "
    "put them in its place, or translate it by hand"
)
_UNREAD = Problem(None, "git cannot tell whether its words came with it: see the error")
_CLOSED = Problem(None, "nobody owes it any more: the translation was edited meanwhile")
_OPEN = (Fate.TO_SEND, Fate.REFUSED, Fate.UNANSWERED)
_NO_ANSWER = Problem("no-answer", "it got no answer")
_ENGINE = "engine"


@dataclass
class SheetText:
    """A text on its way: its ``pieces``, and the answers to them, by number.

    ``refused`` are those of the time before, ``is_final`` says that it is in vain to ask again.
    """

    entry: HandoverEntry
    pieces: Pieces | None
    fate: Fate
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    answers: dict[int, EngineAnswer] = field(default_factory=dict)
    refused: dict[int, Refused] = field(default_factory=dict)
    is_final: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether every piece got an answer."""
        return self.pieces is not None and len(self.answers) == len(self.pieces.parts)

    @property
    def may_be_asked_again(self) -> bool:
        """Whether there is any use in it."""
        return self.fate in (Fate.REFUSED, Fate.UNANSWERED) and not self.is_final

    @property
    def size(self) -> Size:
        """How much of it is sent."""
        if self.pieces is None:
            return Size()
        words = sum(part.words for part in self.pieces.parts)
        return Size(1, len(self.entry.units), words, self.pieces.characters)

    def leave(self) -> None:
        """Leave it for another run; what was asked already stays what came of that."""
        answers = [each.answer for each in self.refused.values()]
        if not answers:
            self.fate = Fate.LEFT
        else:
            self.fate = Fate.UNANSWERED if None in answers else Fate.REFUSED

    def withhold(self, problem: Problem) -> None:
        """Send nothing of it, for a reason."""
        self.pieces, self.fate, self.problems = None, Fate.NOT_SENT, (problem,)

    def refuse(self, fate: Fate, *problems: Problem, is_final: bool = False) -> None:
        """Take note of why nothing is written, and of what was said, for the next time."""
        self.fate, self.problems, self.is_final = fate, problems, is_final
        for number in range(len(self.pieces.parts) if self.pieces else 0):
            answer = self.answers.get(number)
            self.refused[number] = Refused(None if answer is None else answer.text, problems)


class Languages(NamedTuple):
    """What is translated from and to, as codes, whatever the languages' folders are called."""

    source: str
    target: str


class Sheet:
    """The texts of one translation on their way."""

    def __init__(self, opened: OpenDocument, background: Background, languages: Languages) -> None:
        """Cut what is untranslated into pieces; nothing is sent yet."""
        document, case = opened.document, opened.case
        self._background = background
        self._languages = languages
        labels = frozenset(case.source.definitions) | frozenset(case.translation.definitions)
        kept, dialect = background.glossary.kept, case.translation.dialect
        entries = (each for each in list_entries([document]) if not each.is_fuzzy)
        self.texts = [_start(each, cut_entry(each, kept, labels, dialect)) for each in entries]
        self._leave_lists()
        self._open(opened)

    def _open(self, opened: OpenDocument) -> None:
        document = opened.document
        context = self._background.find_context(document.source)
        glossary = self._background.glossary
        self.opened = opened
        self._landscape = Landscape(opened.case, document, glossary, context)

    def _leave_lists(self) -> None:
        """Take values of front matter that are no text off what is sent: no words could go in."""
        for text in self.waiting:
            if not text.entry.takes_words:
                text.withhold(Problem(None, BY_HAND))

    def leave_joint(self, history: History) -> None:
        """Take texts off what is sent whose words may be in the translation already.

        Raises:
            SyncError: git cannot read what would tell; then nothing is sent.
        """
        case, waiting = self.opened.case, self.waiting
        own = list_own(self.document, case.translation, case.generated) if waiting else {}
        if not own:
            return  # and git need not be asked
        try:
            found = find_joint_texts(own, read_joint_edits(history, case), case.generated)
        except SyncError:
            for text in waiting:
                text.withhold(_UNREAD)
            raise
        for text in waiting:
            joint = found.get(fold_space(text.entry.text))
            if joint is not None:
                text.withhold(Problem(None, _JOINT.format(edit=joint.edit, line=joint.line)))

    def take_up(self, opened: OpenDocument) -> None:
        """Take the translation as it is by now: what is open no more gets no words.

        One text is open once without words, whatever number it has by now.
        """
        self._open(opened)
        entries = (each for each in list_entries([opened.document]) if not each.is_fuzzy)
        found = {each.text: each for each in entries}
        for text in self.texts:
            entry = found.get(text.entry.text)
            if entry is not None:
                text.entry = entry
            elif text.fate in _OPEN:
                text.refuse(Fate.REFUSED, _CLOSED, is_final=True)

    def reopen(self) -> None:
        """Let what may be asked again wait for that."""
        for text in self.texts:
            if text.may_be_asked_again:
                text.fate, text.answers = Fate.TO_SEND, {}

    @property
    def document(self) -> Document:
        """The translation's units."""
        return self.opened.document

    @property
    def may_be_asked_again(self) -> bool:
        """Whether there is any use in asking for some of its texts once more."""
        return any(text.may_be_asked_again for text in self.texts)

    @property
    def is_settled(self) -> bool:
        """Whether all that waits got an answer."""
        return all(text.is_settled for text in self.waiting)

    @property
    def waiting(self) -> list[SheetText]:
        """The texts that are sent, and not written yet."""
        return [text for text in self.texts if text.fate is Fate.TO_SEND]

    def ask(self, text: SheetText) -> Iterator[tuple[int, Question]]:
        """Yield what an engine is asked about a text: a question for each piece with words."""
        if text.pieces is None:
            return
        around, unit = self._landscape.look(text.entry), text.entry.units[0]
        for number, part in enumerate(text.pieces.parts):
            if not part.has_words:
                text.answers[number] = EngineAnswer("", part.text)
                continue
            yield (
                number,
                Question(
                    self._name(text.entry, number),
                    self._languages.source,
                    self._languages.target,
                    part.text,
                    self.document.source,
                    unit.kind,
                    unit.headings,
                    unit.column,
                    unit.row,
                    unit.previous,
                    text.refused.get(number),
                    around,
                ),
            )

    def _name(self, entry: HandoverEntry, number: int) -> str:
        name = f"{self.document.language}-{entry.key.id}"
        return f"{name}-{number + 1}" if number else name

    @property
    def has_answers(self) -> bool:
        """Whether there is something to be written."""
        return any(text.is_settled for text in self.waiting)

    def deliver(self, handover: Handover) -> None:
        """Write what was answered; what was not, or breaks a rule, says why."""
        joined = [
            (text.entry, Given(self.document.source, text.entry.text, words))
            for text in self.waiting
            if (words := _join(text))
        ]
        if not joined:
            return
        judged = list(self._judge(joined))
        taken = take_back(handover, self.opened, judged, TakingOptions(keeps_marks=True), {})
        texts = {text.entry.key: text for text in self.texts}
        for each in taken.judged:
            if each.entry is not None:
                _settle(texts[each.entry.key], each)
        if taken.failure is not None:
            handover.failures.append(taken.failure)

    def _judge(self, answers: Sequence[tuple[HandoverEntry, Given]]) -> Iterator[Judged]:
        """Judge answers as `import` does, but that placeholders refuse, and terms warn."""
        spaces = {self.document.source: self.opened.case.links}
        language = self._languages.target
        said = [given for _, given in answers]
        check = Checking(language, spaces, (Caution.PLACEHOLDER,), said)
        judge = Judge([self.document], check)
        for entry, given in answers:
            judged = judge.judge_words(given, self.document, entry)
            strays = find_strays(self._landscape.find_terms(entry), given.words)
            yield judged._replace(warnings=(*judged.warnings, *strays))

    def give_up(self) -> None:
        """Take note that what is not settled got no answer."""
        for text in self.waiting:
            text.refuse(Fate.UNANSWERED, _NO_ANSWER)

    def conclude(self) -> DocumentFate:
        """Return the fates of all texts."""
        source = self.opened.case.source.text
        whole = Size(1, len(self.document.units), count_words(source), len(source))
        fates = (
            TextFate(each.entry, each.fate, each.problems, each.warnings) for each in self.texts
        )
        return DocumentFate(self.document, tuple(fates), whole)


def _start(entry: HandoverEntry, pieces: Pieces | str) -> SheetText:
    if isinstance(pieces, str):
        return SheetText(entry, None, Fate.NOT_SENT, (Problem(None, pieces),))
    return SheetText(entry, pieces, Fate.TO_SEND)


def _join(text: SheetText) -> str | None:
    """Return the words that answers come to; None where there are none, which is noted."""
    if not text.is_settled or text.pieces is None:
        return None
    answers = [text.answers[number] for number in range(len(text.pieces.parts))]
    faults = [each for each in answers if each.text is None]
    if faults:
        problems = dict.fromkeys(Problem(_ENGINE, each.error) for each in faults)
        is_final = any(each.is_final for each in faults)
        text.refuse(Fate.UNANSWERED, *problems, is_final=is_final)
        return None
    try:
        words = text.pieces.join([each.text or "" for each in answers])
    except ValueError as error:
        text.refuse(Fate.REFUSED, explain_error(error))
        return None
    if not words.strip():
        text.refuse(Fate.UNANSWERED, Problem("no-answer", "the answer is empty"))
        return None
    return words


def _settle(text: SheetText, judged: Judged) -> None:
    if judged.taken in (Taken.FILLED, Taken.FUZZY):
        text.fate, text.problems, text.warnings = Fate.WRITTEN, (), judged.warnings
    else:
        # What no rule of ours refuses, the file does: other words would change nothing.
        is_final = any(each.rule is None for each in judged.problems)
        text.refuse(Fate.REFUSED, *judged.problems, is_final=is_final)


def measure(texts: Sequence[SheetText]) -> Size:
    """Return how much is sent of some texts."""
    return sum_up(text.size for text in texts)
