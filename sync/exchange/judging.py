"""What becomes of words that come back: each entry is taken, or said why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from sync.exchange.entries import describe_place, list_entries
from sync.exchange.rules import Refusal
from sync.exchange.values import Document, Filling, HandoverEntry, HandoverUnit
from sync.markdown.lines import fold_space
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
    ``line`` (1-based) is where the entry begins in its file. ``exported`` are the old words that
    went out, where the file still says them; ``places`` holds what it says of where the text stood,
    as `describe_place` has it, maybe among notes, and ``lines`` on which lines of the source.
    """

    document: str | None
    text: str
    words: str
    claim: Claim = Claim.TRANSLATED
    number: int = 1
    previous: str | None = None
    file: str = ""
    line: int = 0
    exported: str | None = None
    places: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()


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

    ``entry`` is the one that is open, None where there is none. What is outdated has one where it
    has other old words by now.
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


WasSaid = Callable[[Document, str], bool]
"""Tells whether a translation said words that it does not say any more."""


class _Meant(NamedTuple):
    """The open entry that a file means; it is not sure where only a number says so."""

    entry: HandoverEntry | None
    is_sure: bool = True


Check = Callable[[Document, HandoverEntry, Given], tuple[Sequence[Problem], Sequence[Problem]]]
"""Returns what refuses words for an entry of a document, and what only warns."""


class Judge:
    """Judges what comes back by what is open in the documents of one language."""

    def __init__(
        self, documents: Iterable[Document], check: Check, was_said: WasSaid | None = None
    ) -> None:
        """Take all documents that an entry may be of; without ``was_said`` nothing was."""
        self._documents = {document.source: document for document in documents}
        self._check = check
        self._was_said = was_said

    def judge(self, given: Given) -> Judged:
        """Say what becomes of an entry: the first that holds.

        Raises:
            SyncError: nobody can tell what the translation said, which only an entry that waits for
                a look is asked about.
        """
        name = given.document or self._find_document(given.text)
        document = None if name is None else self._documents.get(name)
        if document is None:
            is_done = given.document is None and self._is_done_somewhere(given)
            return Judged(given, Taken.DONE if is_done else Taken.OUTDATED)
        meant = self._find_entry(document, given)
        if self._is_done(document, given, meant):
            return Judged(given, Taken.DONE, document)
        if meant.entry is None:
            return Judged(given, _judge_unpaired(given, document), document)
        return self.judge_words(given, document, meant.entry)

    def judge_words(self, given: Given, document: Document, entry: HandoverEntry) -> Judged:
        """Say what becomes of words for an entry that is known to be meant."""
        judged = Judged(given, Taken.UNTRANSLATED, document, entry)
        is_untouched = _is_untouched(given, entry)
        is_fuzzy = given.claim is Claim.FUZZY
        if not given.words.strip():
            return judged
        if (is_fuzzy or is_untouched) and given.words == entry.words:
            return judged._replace(taken=Taken.UNCHANGED)
        if self._is_replaced(document, entry, given):
            return judged._replace(taken=Taken.OUTDATED)
        if is_untouched or (is_fuzzy and not entry.words and given.words == entry.text):
            return judged
        problems, warnings = self._check(document, entry, given)
        judged = judged._replace(problems=tuple(problems), warnings=tuple(warnings))
        if problems:
            return judged._replace(taken=Taken.REFUSED)
        return judged._replace(taken=Taken.FUZZY if is_fuzzy else Taken.FILLED)

    def _is_replaced(self, document: Document, entry: HandoverEntry, given: Given) -> bool:
        """Tell whether words that wait went out, and somebody has put others there since.

        Only some files say what went out. Of others the translation's past tells it.
        """
        if given.exported is not None:
            return _is_untouched(given, entry)
        if given.claim is Claim.TRANSLATED or not entry.words or self._was_said is None:
            return False
        return self._was_said(document, given.words)

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
    def _settled(self) -> Mapping[tuple[str, str], Sequence[HandoverUnit]]:
        """What documents have that nobody owes, by document and text."""
        found: dict[tuple[str, str], list[HandoverUnit]] = defaultdict(list)
        for name, document in self._documents.items():
            for unit in document.units:
                if unit.mark is None:
                    found[name, unit.text].append(unit)
        return found

    @cached_property
    def _done(self) -> frozenset[tuple[str, str, str]]:
        """What documents have that nobody owes: document, text and words."""
        return frozenset(
            (name, text, fold_space(unit.words))
            for (name, text), units in self._settled.items()
            for unit in units
        )

    def _find_entry(self, document: Document, given: Given) -> _Meant:
        """Return the open entry that is meant: by its history, by where it stood, or by its number.

        The number counts what was open when the file was written. Where one of several histories
        is done since, those that are left are counted anew, and it may be another's.
        """
        texts = self._entries[document.source].get(given.text, ())
        # What the text was is the history of what was open since then; other units were not.
        settled = [
            unit
            for unit in self._settled.get((document.source, given.text), ())
            if unit.previous != unit.text
        ]
        past = _read_past(document, given, texts)
        entries = [each for each in texts if _tell_past(each) == past]
        rivals = [each for each in settled if each.previous == past]
        # Tools write a past of their own, which only tells apart what has several.
        is_foreign = len(texts) == 1 and not (entries or rivals)
        if past is None or is_foreign:
            past, entries, rivals = None, list(texts), settled
        same = [each for each in entries if each.words and each.words == _read_old_words(given)]
        if len(same) == 1:
            return _Meant(same[0])
        if past is not None and len(entries) == 1 and not rivals:
            return _Meant(entries[0])
        # Lines are others once the source was synced, so they only part what a place does not.
        for stands_there in (_stands_on_line, _stands_there) if settled else ():
            here = [each for each in entries if stands_there(each.units, given)]
            is_done_there = stands_there(rivals, given)
            if len(here) == 1 and not is_done_there:
                return _Meant(here[0])
            if is_done_there and not here:
                return _Meant(None)
        numbered = (each for each in entries if each.key.number == given.number)
        return _Meant(next(numbered, None), is_sure=not settled)

    def _is_done_somewhere(self, given: Given) -> bool:
        said = given.text, fold_space(given.words)
        return any((name, *said) in self._done for name in self._documents)

    def _is_done(self, document: Document, given: Given, meant: _Meant) -> bool:
        """Tell whether the words are there and nobody owes them any more.

        Where the text is open too, another unit has them; they are meant for that one only where
        nothing but the number says otherwise.
        """
        if (document.source, given.text, fold_space(given.words)) not in self._done:
            return False
        if meant.entry is None:
            return True
        return not meant.is_sure and meant.entry.is_fuzzy and meant.entry.words != given.words


def _read_past(document: Document, given: Given, entries: Sequence[HandoverEntry]) -> str | None:
    """Return what an entry's text was, as far as the file says it and the document knows of it.

    A file says the present text where nobody knew another.
    """
    if given.previous is None or all(unit.previous is None for unit in document.units):
        return None
    is_unknown = given.previous == given.text
    if is_unknown and not any(_tell_past(each) == given.text for each in entries):
        return None
    return given.previous


def _tell_past(entry: HandoverEntry) -> str | None:
    """Return what the text of an entry with old words was; of others nobody asks."""
    return (entry.previous or entry.text) if entry.is_fuzzy else None


def _read_old_words(given: Given) -> str | None:
    """Return the words that went out, where an entry still has them."""
    if given.exported is None and given.claim is not Claim.TRANSLATED:
        return given.words
    return given.exported


def _is_untouched(given: Given, entry: HandoverEntry) -> bool:
    """Tell whether nobody put words in; one that does not say which went out may be of any."""
    went_out = (given.text, entry.words) if given.exported is None else (given.exported,)
    return given.claim is Claim.WAITING and given.words in went_out


def _stands_on_line(units: Iterable[HandoverUnit], given: Given) -> bool:
    return _stands_there((unit for unit in units if unit.source_line in given.lines), given)


def _stands_there(units: Iterable[HandoverUnit], given: Given) -> bool:
    return any(describe_place(unit) in given.places for unit in units)


def _judge_unpaired(given: Given, document: Document) -> Taken:
    """Say what becomes of words whose text nobody owes: they may be there all the same.

    Where other units were filled in, what a unit translates may be plain no more.
    """
    words = fold_space(given.words)
    marks = [unit.mark for unit in document.unpaired if words and fold_space(unit.words) == words]
    if None in marks:
        return Taken.DONE
    return Taken.UNCHANGED if marks and given.claim is not Claim.TRANSLATED else Taken.OUTDATED


def refuse(judged: Judged, rule: Refusal | None, message: str) -> Judged:
    """Return an entry as refused after all."""
    problem = Problem(None if rule is None else rule.value, message)
    return judged._replace(taken=Taken.REFUSED, problems=(*judged.problems, problem))
