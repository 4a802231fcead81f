"""What is open in one language, kept while the page is: words are checked, saved and undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from sync.editor.open_files import OpenFile, foresee, keep, read_again, take_print
from sync.editor.undoing import SavedStep, take_step
from sync.errors import FileError, SyncError
from sync.exchange.checking import Checking
from sync.exchange.judging import Claim, Given, Judge, Problem, Taken
from sync.exchange.suggestions import MOST, TextMatch
from sync.workflow.handover import Handover
from sync.workflow.taking import TakingOptions, find_unsafe_words, take_back
from sync.writing.writer import find_unsafe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.editor.requests import Words
    from sync.exchange.judging import Judged
    from sync.exchange.suggestions import Suggester
    from sync.exchange.values import Document, HandoverEntry
    from sync.model import Status
    from sync.versions import Versions
    from sync.workflow.handover import OpenDocument

_WRITTEN = (Taken.FILLED, Taken.FUZZY)


class AnswerKind(StrEnum):
    """What became of words that were sent: `Taken`'s values, and what only a page asks for."""

    FILLED = "filled"
    FUZZY = "fuzzy"
    UNCHANGED = "unchanged"
    DONE = "done"
    UNTRANSLATED = "untranslated"
    REFUSED = "refused"
    WARNED = "warned"
    OUTDATED = "outdated"
    UNDONE = "undone"


class Answer(NamedTuple):
    """What became of words, and the entry and its file as they are now.

    ``entry`` is None where it is open no more; ``now`` is what the translation says there, None
    where nobody knows. ``warnings`` were not accepted where the kind is WARNED.
    """

    kind: AnswerKind
    file: OpenFile | None = None
    entry: HandoverEntry | None = None
    now: str | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    is_stamped: bool = False


class Desk:
    """The translations of a language that owe something; one thing is done at a time."""

    def __init__(
        self,
        versions: Versions,
        statuses: Iterable[Status],
        suggester: Suggester,
        *,
        force: bool = False,
    ) -> None:
        """Read all of them; what cannot be read is among the ``failures``.

        ``unsafe`` are the files whose old words git could not give back, with what is in the way.
        """
        self._versions = versions
        self._suggester = suggester
        self._force = force
        self._lock = Lock()
        self._steps: list[SavedStep] = []
        self._own: set[tuple[str, str]] = set()
        self._written: set[str] = set()
        self._vetted: dict[str, str] = {}
        self._root = versions.view.project.root
        handover = Handover(versions)
        opened = [keep(handover, each, self._root) for each in handover.read(statuses)]
        self._files = {each.location.source: each for each in opened}
        self.failures = tuple(handover.failures)
        self.unsafe = self._vet()

    def _vet(self) -> Mapping[str, str]:
        """Find out which files git holds as they are: what is written there by us can be undone.

        It maps the others, if they have old words, to what is in the way.
        """
        paths = [each.location.path for each in self.files if any(e.words for e in each.entries)]
        if self._force or not paths:
            return {}
        unsafe = find_unsafe(self._versions.view.project, paths)
        safe = (each for each in self.files if each.location.path not in unsafe)
        self._vetted.update((each.location.path, each.text) for each in safe)
        return unsafe

    @property
    def files(self) -> Sequence[OpenFile]:
        """The translations, in order."""
        return tuple(self._files.values())

    @property
    def can_undo(self) -> bool:
        """Whether something was saved that is not undone yet."""
        return bool(self._steps)

    def look(self) -> None:
        """Read again what was written meanwhile, by others or here."""
        with self._lock:
            for file in self.files:
                self._refresh(file.location.source)

    def settle(self) -> None:
        """Read again what was written here: a save is answered before."""
        with self._lock:
            for source in sorted(self._written):
                self._refresh(source)

    def check(self, words: Words) -> Answer:
        """Say what saving words would come to; nothing is written."""
        with self._lock:
            return self._try(words, writes=False)

    def save(self, words: Words) -> Answer:
        """Write words, unless the page showed something else than the file says."""
        with self._lock:
            return self._try(words, writes=True)

    def undo(self) -> Answer:
        """Put the file back as it was before the last save, unless somebody wrote it since."""
        with self._lock:
            if not self._steps:
                return Answer(AnswerKind.UNCHANGED)
            step = self._steps[-1]
            file = self._refresh(step.source)
            if file is None or file.opened is None or file.text != step.after:
                return Answer(AnswerKind.OUTDATED, file)
            try:
                step.take_back(file.handover, file.opened)
            except SyncError as error:
                return self._fail(file, error)
            self._steps.pop()
            self._vetted_again(step.path, step.after, step.before)
            file = self._read_again(file)
            entry = find_entry(file, step.words)
            return Answer(AnswerKind.UNDONE, file, entry)

    def read(self, source: str) -> OpenFile | None:
        """Return a translation as it is now."""
        with self._lock:
            return self._refresh(source)

    def suggest(self, entry: HandoverEntry) -> Sequence[TextMatch]:
        """Return what is known of texts like an entry's, first what was saved here for the same."""
        with self._lock:
            steps = tuple(reversed(self._steps))
        own = (
            TextMatch(entry.text, step.words.words, 100, step.source)
            for step in steps
            if step.words.key.text.split() == entry.text.split()
        )
        known = self._suggester.suggest(entry.units[0].kind, entry.text)
        found: dict[str, TextMatch] = {}
        for each in (*own, *known):
            found.setdefault(each.words, each)
        return tuple(found.values())[:MOST]

    def read_text(self, path: str) -> str | None:
        """Return the text of one of the translations or their sources; None for other files."""
        files = (file.location for file in self.files)
        if not any(path in (each.path, each.source) for each in files):
            return None
        try:
            return self._versions.view.tree.read(path).decode("utf-8", "replace")
        except FileError:
            return None

    def _try(self, words: Words, *, writes: bool) -> Answer:
        file = self._refresh(words.key.document)
        entry = None if file is None else find_entry(file, words)
        if file is None or file.document is None or file.opened is None or entry is None:
            return _tell_outdated(file, words)
        judged = self._judge(file.document, file.opened, entry, words)
        if judged.taken not in _WRITTEN:
            return _answer(AnswerKind(judged.taken), file, entry, judged)
        is_warned = any(each.rule not in words.accepted for each in judged.warnings)
        if not (is_warned and writes and judged.taken is Taken.FILLED):
            return self._take(file, file.opened, judged, words, writes=writes)
        answer = self._take(file, file.opened, judged, words, writes=False)
        is_refused = answer.kind is AnswerKind.REFUSED
        return answer if is_refused else answer._replace(kind=AnswerKind.WARNED)

    def _judge(
        self, document: Document, opened: OpenDocument, entry: HandoverEntry, words: Words
    ) -> Judged:
        given = Given(
            document.source,
            entry.text,
            words.words,
            Claim.FUZZY if words.keeps_fuzzy else Claim.TRANSLATED,
            entry.key.number,
        )
        code = self._versions.view.project.codes.get(document.language, document.language)
        checking = Checking(code, {document.source: opened.case.links})
        return Judge([document], checking).judge_words(given, document, entry)

    def _take(
        self, file: OpenFile, opened: OpenDocument, judged: Judged, words: Words, *, writes: bool
    ) -> Answer:
        options = TakingOptions(force=self._force, writes=writes)
        unsafe = self._find_unsafe(file, judged, options)
        taken = take_back(file.handover, opened, [judged], options, unsafe)
        judged = taken.judged[0]
        if taken.failure is not None:
            return self._fail(file, taken.failure)
        delivery = taken.delivery
        if not writes or delivery is None or delivery.edit is None:
            # A file that changed under our hands is read again before anything else is told of it.
            file = self._read_again(file) if judged.taken is Taken.REFUSED and writes else file
            entry = find_entry(file, words)
            return _answer(AnswerKind(judged.taken), file, entry, judged)
        self._note(take_step(opened, delivery.edit, words))
        file = self._foresee(file, judged)
        entry = find_entry(file, words._replace(shown=words.words))
        answer = _answer(AnswerKind(judged.taken), file, entry, judged)
        return answer._replace(is_stamped=delivery.is_stamped)

    def _find_unsafe(
        self, file: OpenFile, judged: Judged, options: TakingOptions
    ) -> Mapping[str, str]:
        """Say where words would be lost: in files that git lacks, but for what was written here.

        While somebody types git is not asked.
        """
        if not options.writes:
            return {}
        path = file.location.path
        words = "" if judged.entry is None else judged.entry.words
        if self._vetted.get(path) == file.text or (path, words) in self._own:
            return {}
        unsafe = find_unsafe_words(self._versions.view.project, [judged], options)
        if not unsafe and words and not options.force:
            self._vetted[path] = file.text
        return unsafe

    def _note(self, step: SavedStep) -> None:
        """Remember what was written, to undo it, and that the words that it wrote are our own."""
        self._steps.append(step)
        self._own.add((step.path, step.words.words))
        self._vetted_again(step.path, step.before, step.after)

    def _vetted_again(self, path: str, before: str, after: str) -> None:
        """Take what we wrote for as safe as what it was written over."""
        if self._vetted.get(path) == before:
            self._vetted[path] = after

    def _fail(self, file: OpenFile, error: SyncError) -> Answer:
        problem = Problem(None, error.message)
        return Answer(AnswerKind.REFUSED, self._read_again(file), problems=(problem,))

    def _foresee(self, file: OpenFile, judged: Judged) -> OpenFile:
        """Return a file as it will read after a save; it is read when it is next asked for."""
        source = file.location.source
        self._written.add(source)
        self._files[source] = foresee(file, judged)
        return self._files[source]

    def _refresh(self, source: str) -> OpenFile | None:
        """Return a translation, read again if its files are others by now."""
        file = self._files.get(source)
        if file is None:
            return None
        is_same = (
            source not in self._written and take_print(self._root, file.location) == file.print
        )
        return file if is_same else self._read_again(file)

    def _read_again(self, file: OpenFile) -> OpenFile:
        source = file.location.source
        self._files[source] = read_again(file, self._versions)
        self._written.discard(source)
        return self._files[source]


def find_entry(file: OpenFile, words: Words) -> HandoverEntry | None:
    """Return the open entry that the page showed, as it showed it."""
    shown = words.key.text, words.previous, words.shown
    same = (each for each in file.entries if (each.text, each.previous, each.words) == shown)
    return next(same, None)


def _tell_outdated(file: OpenFile | None, words: Words) -> Answer:
    """Return what the file says in the place of what the page showed."""
    if file is None or file.document is None:
        problems = () if file is None or file.failure is None else (str(file.failure),)
        told = tuple(Problem(None, each) for each in problems)
        return Answer(AnswerKind.OUTDATED, file, problems=told)
    same = [each for each in file.entries if each.text == words.key.text]
    entry = next((each for each in same if each.key.number == words.key.number), None)
    entry = entry or next(iter(same), None)
    if entry is not None:
        return Answer(AnswerKind.OUTDATED, file, entry, entry.words)
    done = (each.words for each in file.document.units if each.text == words.key.text)
    return Answer(AnswerKind.OUTDATED, file, now=next(done, None))


def _answer(
    kind: AnswerKind, file: OpenFile, entry: HandoverEntry | None, judged: Judged
) -> Answer:
    return Answer(kind, file, entry, problems=judged.problems, warnings=judged.warnings)


def list_neighbours(file: OpenFile, entry: HandoverEntry) -> Iterator[tuple[str, str]]:
    """Yield text and words of the units before and after an entry's first, empty at the ends."""
    units = () if file.document is None else file.document.units
    first = entry.units[0].place
    at = next((at for at, unit in enumerate(units) if unit.place == first), None)
    for there in () if at is None else (at - 1, at + 1):
        inside = 0 <= there < len(units)
        yield (units[there].text, units[there].words) if inside else ("", "")
