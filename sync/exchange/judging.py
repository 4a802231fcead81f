"""What becomes of words that come back: each entry is taken, or said why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from sync.exchange.entries import list_entries
from sync.exchange.rules import Refusal
from sync.exchange.values import Document, Filling, HandoverEntry
from sync.markdown.marks import Mark


class Claim(StrEnum):
    """What a file says of an entry's words.

    ``WAITING`` says that they wait for a translator, and so do the words that were exported; some
    tools leave that where they put in others.
    """

    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    WAITING = "waiting"


class Given(NamedTuple):
    """An entry as it comes back; all texts are spelled as the source spells them.

    ``document`` is None where a tool has lost it, ``previous`` where the file does not say it.
    ``line`` (1-based) is where the entry begins in its file.
    """

    document: str | None
    text: str
    words: str
    claim: Claim = Claim.TRANSLATED
    number: int = 1
    previous: str | None = None
    file: str = ""
    line: int = 0


class Taken(StrEnum):
    """What becomes of an entry that comes back."""

    DONE = "done"
    OUTDATED = "outdated"
    UNTRANSLATED = "untranslated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FUZZY = "fuzzy"
    FILLED = "filled"


class Problem(NamedTuple):
    """A rule that words break, by its name, and what that means here; None for no rule of ours."""

    rule: str | None
    message: str


class Judged(NamedTuple):
    """An entry that came back: what becomes of it, in which document, and what speaks against it.

    ``entry`` is the one that is open, None where there is none.
    """

    given: Given
    taken: Taken
    document: Document | None = None
    entry: HandoverEntry | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def fill(self) -> Iterator[Filling]:
        """Yield what is to be written."""
        if self.entry is None or self.taken not in (Taken.FUZZY, Taken.FILLED):
            return
        mark = Mark.FUZZY if self.taken is Taken.FUZZY else None
        for unit in self.entry.units:
            yield Filling(unit.place, self.given.words, mark)


Check = Callable[[Document, HandoverEntry, Given], tuple[Sequence[Problem], Sequence[Problem]]]
"""Returns what refuses words for an entry of a document, and what only warns."""


class Judge:
    """Judges what comes back by what is open in the documents of one language."""

    def __init__(self, documents: Iterable[Document], check: Check) -> None:
        """Take all documents that an entry may be of."""
        self._documents = {document.source: document for document in documents}
        self._check = check

    def judge(self, given: Given) -> Judged:
        """Say what becomes of an entry: the first that holds."""
        name = given.document or self._find_document(given.text)
        document = None if name is None else self._documents.get(name)
        if document is None:
            is_done = given.document is None and self._is_done_somewhere(given)
            return Judged(given, Taken.DONE if is_done else Taken.OUTDATED)
        entry = self._find_entry(given._replace(document=document.source))
        if self._is_done(document, given, entry):
            return Judged(given, Taken.DONE, document)
        if entry is None:
            return Judged(given, _judge_unpaired(given, document), document)
        return self._judge_words(given, document, entry)

    def _judge_words(self, given: Given, document: Document, entry: HandoverEntry) -> Judged:
        judged = Judged(given, Taken.UNTRANSLATED, document, entry)
        exported = entry.words or entry.text
        is_waiting = given.claim is Claim.FUZZY
        is_waiting |= given.claim is Claim.WAITING and given.words == exported
        if not given.words.strip() or (is_waiting and not entry.words and given.words == exported):
            return judged
        if is_waiting and given.words == entry.words:
            return judged._replace(taken=Taken.UNCHANGED)
        problems, warnings = self._check(document, entry, given)
        judged = judged._replace(problems=tuple(problems), warnings=tuple(warnings))
        if problems:
            return judged._replace(taken=Taken.REFUSED)
        return judged._replace(taken=Taken.FUZZY if is_waiting else Taken.FILLED)

    def _find_document(self, text: str) -> str | None:
        """Return the one document in which a text is open; None where there is none, or several."""
        found = self._open_texts.get(text, ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _entries(self) -> Mapping[str, Mapping[str, Sequence[HandoverEntry]]]:
        """The open entries of each document by their texts, in order."""
        found: dict[str, dict[str, list[HandoverEntry]]] = {}
        for name, document in self._documents.items():
            texts = found[name] = defaultdict(list)
            for entry in list_entries([document]):
                texts[entry.text].append(entry)
        return found

    @cached_property
    def _open_texts(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, texts in self._entries.items():
            for text in texts:
                found[text].append(name)
        return found

    @cached_property
    def _done(self) -> frozenset[tuple[str, str, str]]:
        """What documents have that nobody owes: document, text and words."""
        return frozenset(
            (name, unit.text, _fold(unit.words))
            for name, document in self._documents.items()
            for unit in document.units
            if unit.mark is None
        )

    def _find_entry(self, given: Given) -> HandoverEntry | None:
        """Return the open entry that is meant: by its history where that is said, else by number.

        Where one of several histories is done, those that are left are counted anew.
        """
        entries = self._entries[given.document or ""].get(given.text, ())
        if given.previous is not None:
            same = [each for each in entries if (each.previous or each.text) == given.previous]
            same = [each for each in same if each.is_fuzzy]
            if len(same) == 1:
                return same[0]
        return next((each for each in entries if each.key.number == given.number), None)

    def _is_done_somewhere(self, given: Given) -> bool:
        said = given.text, _fold(given.words)
        return any((name, *said) in self._done for name in self._documents)

    def _is_done(self, document: Document, given: Given, entry: HandoverEntry | None) -> bool:
        """Tell whether the words are there and nobody owes them any more.

        Where the text is open with another history, that is another entry's.
        """
        if (document.source, given.text, _fold(given.words)) not in self._done:
            return False
        if entry is None:
            return True
        past = (entry.previous or entry.text) if entry.is_fuzzy else None
        is_other = given.previous is not None and given.previous != past
        return is_other or (entry.is_fuzzy and entry.words != given.words)


def _judge_unpaired(given: Given, document: Document) -> Taken:
    """Say what becomes of words whose text nobody owes: they may be there all the same.

    Where other units were filled in, what a unit translates may be plain no more.
    """
    words = _fold(given.words)
    marks = [unit.mark for unit in document.unpaired if words and _fold(unit.words) == words]
    if None in marks:
        return Taken.DONE
    return Taken.UNCHANGED if marks and given.claim is not Claim.TRANSLATED else Taken.OUTDATED


def refuse(judged: Judged, rule: Refusal | None, message: str) -> Judged:
    """Return an entry as refused after all."""
    problem = Problem(None if rule is None else rule.value, message)
    return judged._replace(taken=Taken.REFUSED, problems=(*judged.problems, problem))


def _fold(words: str) -> str:
    return " ".join(words.split())
