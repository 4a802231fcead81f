"""``import``: files with words of translators, put back into the translations that owe them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, GitError, SyncError, UsageError
from sync.exchange.checking import ALL_CAUTIONS, Checking
from sync.exchange.formats import read_file
from sync.exchange.judging import Given, Judge, Judged, Taken, refuse
from sync.files import read_regular, resolve_named
from sync.names import quote_name
from sync.project.language_codes import find_language, name_language
from sync.project.query import Query
from sync.results import EntriesReport, Outcome, Updated
from sync.workflow.asked import ask
from sync.workflow.earlier_words import EarlierWords
from sync.workflow.handover import Handover
from sync.workflow.taking import TakenBack, TakingOptions, find_unsafe_words, take_back

if TYPE_CHECKING:
    from sync.exchange.handed import Returned
    from sync.project.project import Project, View
    from sync.workflow.asked import Asked

_SILENT = (Taken.UNTRANSLATED, Taken.UNCHANGED, Taken.OUTDATED)


class ImportOptions(NamedTuple):
    """How to take files back: ``is_strict`` refuses what else only warns, ``shows`` keeps texts."""

    taking: TakingOptions = TakingOptions()
    is_strict: bool = False
    shows: bool = False


class Imported(NamedTuple):
    """What became of all entries, what there is to say beside it, and what went wrong."""

    report: EntriesReport
    notices: tuple[str, ...] = ()
    failures: tuple[SyncError, ...] = ()

    @property
    def has_findings(self) -> bool:
        """Whether an entry was not taken although it has words."""
        lost = (Taken.REFUSED, Taken.OUTDATED)
        return any(judged.taken in lost for judged in self.report.entries)

    @property
    def changes_something(self) -> bool:
        """Whether a translation was written, or would be."""
        return any(each.outcome is Outcome.UPDATED for each in self.report.updates)


def read_files(project: Project, cwd: Path, names: Iterable[str]) -> tuple[Returned, ...]:
    """Read the files that a call names.

    Raises:
        UsageError: one is none of our formats, or is damaged.
        FileError: one cannot be read.
    """
    return tuple(_read(project, cwd, name) for name in dict.fromkeys(names))


def require_imported(view: View, name: Path) -> None:
    """Refuse to write over a file whose words were not imported; no such file is no fault.

    Raises:
        UsageError: it holds words that `import` would take, or refuse, or nobody can read it.
    """
    try:
        data = read_regular(name)
    except OSError:
        return  # whoever writes tells
    if not data.strip():
        return
    try:
        entries = choose_languages(view, [read_file(data, os.fspath(name))], None)
    except UsageError as error:
        error.message += "; it would be written over: mend it, remove it, or name another file"
        raise
    report = import_entries(view, entries, ImportOptions(TakingOptions(writes=False))).report
    wanted = (Taken.FILLED, Taken.FUZZY, Taken.REFUSED)
    count = sum(judged.taken in wanted for judged in report.entries)
    if count:
        texts = "a text" if count == 1 else f"{count} texts"
        command = f"{view.project.caller.command('import')} {quote_name(os.fspath(name))}"
        message = f"it has words for {texts} that were not imported: {command}; or remove it"
        raise UsageError(message, path=os.fspath(name))


def _read(project: Project, cwd: Path, name: str) -> Returned:
    try:
        data = read_regular(resolve_named(project.root, cwd, name))
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}", path=name) from error
    return read_file(data, name)


def choose_languages(
    view: View, files: Sequence[Returned], wanted: str | None
) -> Mapping[str, list[Given]]:
    """Return the entries of files by the language that they are in; ``wanted`` supplies one.

    Raises:
        UsageError: a file is in none of the project's, does not say so, or says otherwise.
    """
    found: dict[str, list[Given]] = defaultdict(list)
    for each in files:
        found[_choose_language(view, each, wanted)] += each.entries
    return found


def _choose_language(view: View, returned: Returned, wanted: str | None) -> str:
    if returned.language is None:
        if wanted is None:
            raise UsageError("it names no language: say it with --lang", path=returned.name)
        return wanted
    try:
        language = find_language(view, returned.language)
    except UsageError as error:
        error.path = returned.name
        raise
    if wanted not in (None, language):
        message = f"it is in {returned.language}, not in {wanted}: leave --lang out"
        raise UsageError(message, path=returned.name)
    return language


def import_entries(
    view: View, entries: Mapping[str, Sequence[Given]], options: ImportOptions
) -> Imported:
    """Judge the entries of each language, and write what is taken.

    Raises:
        UsageError: an entry is there twice, with other words; nothing is written then.
    """
    runs = [_LanguageRun(view, language, given, options) for language, given in entries.items()]
    parts = [run.go() for run in runs]
    report = EntriesReport(
        [judged for part in parts for judged in part.report.entries],
        [update for part in parts for update in part.report.updates],
        view.project.caller,
        is_dry=not options.taking.writes,
    )
    notices = dict.fromkeys(notice for part in parts for notice in part.notices)
    failures = tuple(failure for part in parts for failure in part.failures)
    return Imported(report, tuple(notices), failures)


class _LanguageRun:
    """The entries of one language: all are judged before the first is written."""

    def __init__(
        self, view: View, language: str, entries: Sequence[Given], options: ImportOptions
    ) -> None:
        self._view = view
        self._options = options
        asked = ask(view, Query(view.project.root, (), (language,)))
        moved = _follow({given.document for given in entries}, asked)
        entries = [
            each._replace(document=moved.get(each.document, each.document)) for each in entries
        ]
        documents = {given.document for given in entries}
        # One that names no document may be of any.
        wanted = [
            status
            for status in asked.statuses
            if None in documents or status.location.source in documents
        ]
        self._handover = Handover(asked.versions)
        self._history = asked.versions.history
        self._opened = list(self._handover.read(wanted, is_marked=False))
        self._failures = [*asked.failures, *self._handover.failures]
        sources = {each.location.path: each.location.source for each in wanted}
        self._unread = {sources.get(each.path or ""): str(each) for each in self._failures}
        self._notices = (*asked.notices, *(f"{old} is {new} by now" for old, new in moved.items()))
        self._judged = self._judge(name_language(view, language), entries)

    def _judge(self, code: str, entries: Sequence[Given]) -> list[Judged]:
        cases = {each.document.source: each.case for each in self._opened}
        spaces = {source: case.links for source, case in cases.items()}
        refused = ALL_CAUTIONS if self._options.is_strict else ()
        judge = Judge(
            [each.document for each in self._opened],
            Checking(code, spaces, refused, entries),
            EarlierWords(self._history, cases),
        )
        judged = [self._explain_unread(self._judge_one(judge, given)) for given in entries]
        return list(_require_agreement(judged))

    def _judge_one(self, judge: Judge, given: Given) -> Judged:
        """Judge an entry; where git cannot tell, it might replace better words."""
        try:
            return judge.judge(given)
        except GitError as error:
            if str(error) not in map(str, self._failures):
                self._failures.append(error)
            return refuse(Judged(given, Taken.REFUSED), None, error.message)

    def _explain_unread(self, judged: Judged) -> Judged:
        """Say why of an entry whose translation could not be read, where it is not outdated."""
        failure = self._unread.get(judged.given.document) if judged.document is None else None
        return judged if failure is None else refuse(judged, None, failure)

    def go(self) -> Imported:
        """Write what was taken, and tell of it."""
        taking = self._options.taking
        unsafe = find_unsafe_words(self._view.project, self._judged, taking)
        told: dict[int, Judged] = dict(enumerate(self._judged))
        updates: list[Updated] = []
        for opened in self._opened:
            own = [n for n, each in told.items() if each.document is opened.document]
            if not own:
                continue
            back = take_back(self._handover, opened, [told[n] for n in own], taking, unsafe)
            told |= dict(zip(own, back.judged, strict=True))
            updates.append(self._describe(back))
            self._failures += [] if back.failure is None else [back.failure]
        run = self._handover.writer.conclude(updates, self._failures)
        report = EntriesReport(list(told.values()), run.updates)
        return Imported(report, (*self._notices, *run.notices), run.failures)

    def _describe(self, back: TakenBack) -> Updated:
        delivery, status = back.delivery, back.opened.status
        counts = Counter(judged.taken.value for judged in back.judged)
        if delivery is None or delivery.edit is None:
            return Updated(status, Outcome.UNCHANGED, counts=counts)
        return Updated(
            status,
            Outcome.UPDATED,
            stamped=delivery.is_stamped,
            counts=counts,
            before=back.opened.case.translation.text if self._options.shows else None,
            after=delivery.text if self._options.shows else None,
            files=delivery.edit.files if self._options.taking.writes else (),
        )


def _follow(documents: Collection[str | None], asked: Asked) -> Mapping[str | None, str]:
    """Return where git says that documents are now which were moved since they went out."""
    present = {status.location.source for status in asked.statuses}
    gone = sorted(each for each in documents if each is not None and each not in present)
    history = asked.versions.history
    moves = {} if history is None or not gone else history.find_moves(gone, present)
    return {old: new for old, new in moves.items() if new in present}


def _require_agreement(entries: Collection[Judged]) -> Iterator[Judged]:
    """Yield the entries, one that is the same as another once: as fuzzy where either says so.

    Raises:
        UsageError: two have other words for one that is open.
    """
    known: dict[object, Judged] = {}
    for judged in entries:
        if judged.entry is None or judged.taken in _SILENT:
            yield judged
            continue
        first = known.setdefault(judged.entry.key, judged)
        if first.given.words != judged.given.words:
            there = f"{first.given.file}:{first.given.line}"
            message = f"the entry of {there} again, in other words: remove one of the two"
            raise UsageError(message, path=judged.given.file, line=judged.given.line)
        if judged.taken is Taken.FUZZY:
            known[judged.entry.key] = judged
    yield from known.values()
