"""What the translations of a language know: read from them, or recalled from the last run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.exchange.compendium import list_done
from sync.exchange.filling import fill_units
from sync.exchange.formats import FORMATS
from sync.exchange.handed import Handed, Noted
from sync.exchange.memory import KnownDocument, KnownPair, TranslationMemory, join_known, learn
from sync.exchange.suggestions import Suggester, describe_suggestion
from sync.markdown.marks import Mark
from sync.model import MARKDOWN_SUFFIXES, State
from sync.project.language_codes import name_language
from sync.results import FilledUnits, KnownLanguage, MemoryReport
from sync.states.assessment import assess
from sync.workflow.asked import ask
from sync.workflow.export import find_moment, keep_fit
from sync.workflow.handover import Handover
from sync.workflow.keeping import AskedFiles
from sync.workflow.memory_cache import Learned, MemoryCache
from sync.workflow.pool import working

if TYPE_CHECKING:
    from sync.case import Case
    from sync.exchange.values import Filling, HandoverEntry
    from sync.model import Location, Status
    from sync.project.project import View
    from sync.project.query import Query
    from sync.versions import Versions
    from sync.workflow.export import Advise
    from sync.workflow.handover import OpenDocument

KNOWING = (State.CURRENT, State.COSMETIC, State.PENDING, State.STALE)
"""The states of translations that are known to be of a version of their source."""


class Read(NamedTuple):
    """What a translation knows, whether that may be kept, and what kept it from being read."""

    learned: Learned = Learned(())
    is_kept: bool = False
    failure: SyncError | None = None


class LearnTask(NamedTuple):
    """Reading what translations know, here or in another process."""

    versions: Versions

    def open(self) -> Callable[[Status], Read]:
        """Return what reads one translation."""
        return _Learner(self.versions).read


class _Learner:
    def __init__(self, versions: Versions) -> None:
        self._handover = Handover(versions)
        self._exists = versions.exists

    def read(self, status: Status) -> Read:
        asked = AskedFiles(self._exists)
        try:
            opened = self._handover.open(status, is_marked=False, exists=asked.exists)
        except SyncError as error:
            error.path = error.path or status.location.path
            return Read(failure=error)
        if opened is None:
            return Read()
        case = opened.case
        knows_prose = case.prose is not None
        known = learn(opened.document, case.links, knows_prose=knows_prose)
        return Read(Learned(known.pairs, asked.answers), is_kept=knows_prose)


def fill_known(case: Case, fillings: Sequence[Filling]) -> tuple[str, FilledUnits]:
    """Return a case's translation with words for its units, and how many took them."""
    text, unfit = fill_units(case.translation, fillings, case.links, case.generated)
    counts = Counter(each.mark for each in fillings if each.place not in unfit)
    return text, FilledUnits(counts[None], counts[Mark.FUZZY])


class MemoryReader:
    """Reads what translations know; ``failures`` are of those that could not be read."""

    def __init__(self, versions: Versions, jobs: int = 1) -> None:
        """Read nothing yet; up to ``jobs`` processes do the work."""
        self._versions = versions
        self._jobs = jobs
        self.failures: list[SyncError] = []

    def read(self, statuses: Iterable[Status]) -> tuple[KnownDocument, ...]:
        """Return what each translation knows, in order; what could not be read knows nothing."""
        wanted = [each for each in statuses if _may_know(each)]
        cache = MemoryCache(self._versions)
        names = cache.name_all(wanted)
        recalled = [cache.recall(*each) for each in zip(wanted, names, strict=True)]
        unknown = [each for each, pairs in zip(wanted, recalled, strict=True) if pairs is None]
        found: list[KnownDocument] = []
        with self._learn(unknown) as answers:
            for status, name, known in zip(wanted, names, recalled, strict=True):
                if known is not None:
                    found.append(_describe(status.location, known))
                    continue
                read = next(answers)
                if read.is_kept:
                    cache.keep(status, name, read.learned)
                self.failures += [] if read.failure is None else [read.failure]
                found.append(_describe(status.location, read.learned.pairs))
        cache.save()
        return tuple(found)

    def read_memories(
        self, languages: Collection[str], merged: Mapping[str, KnownDocument] | None = None
    ) -> Mapping[str, TranslationMemory]:
        """Return what is known in each of some languages, whatever was selected of them.

        ``merged`` is what translations will know, by path: what they know now counts beside it
        where it says something else.
        """
        inventory = self._versions.view.inventory
        assessed = assess(self._versions, inventory.find_places(languages))
        now = {known.path: known for known in self.read(assessed.statuses)}
        found: dict[str, list[KnownDocument]] = {language: [] for language in languages}
        for status in assessed.statuses:
            path, language = status.location.path, status.location.language
            after, known = (merged or {}).get(path), now.get(path)
            if after is not None:
                found[language].append(after if known is None else join_known(after, known))
            elif known is not None:
                found[language].append(known)
        return {language: TranslationMemory(documents) for language, documents in found.items()}

    def _learn(self, statuses: Sequence[Status]) -> AbstractContextManager[Iterator[Read]]:
        """Open the answers about translations of which nothing is kept."""
        if not statuses:
            return nullcontext(iter(()))
        self._versions.load(statuses)
        task = LearnTask(self._versions)
        return working(task, statuses, self._jobs, together=lambda each: each.location.document)


def _may_know(status: Status) -> bool:
    is_text = status.location.path.endswith(MARKDOWN_SUFFIXES)
    return is_text and status.stamp is not None and status.state in KNOWING


def _describe(location: Location, pairs: tuple[KnownPair, ...]) -> KnownDocument:
    return KnownDocument(location.language, location.source, location.path, pairs)


def open_suggester(versions: Versions, language: str, jobs: int = 1) -> Suggester:
    """Return what finds known texts like an open one, by all that is known in a language."""
    return Suggester(MemoryReader(versions, jobs).read_memories([language])[language])


def advise(versions: Versions, language: str, jobs: int = 1) -> Advise:
    """Return what says of an entry what is known of texts like its own.

    That is read when it is first asked for: who owes nothing waits for nothing.
    """
    opened = cache(open_suggester)

    def suggest(_opened: OpenDocument, entry: HandoverEntry) -> Iterator[str]:
        found = opened(versions, language, jobs).suggest(entry.units[0].kind, entry.text)
        return map(describe_suggestion, found)

    return suggest


class KnownRun(NamedTuple):
    """What is known, who read it, what there is to say beside it, and what failed."""

    versions: Versions
    report: MemoryReport
    notices: tuple[str, ...]
    failures: tuple[SyncError, ...]


def list_known(view: View, query: Query, jobs: int = 1) -> KnownRun:
    """Return what the translations asked for know; one that cannot be read hides no other."""
    asked = ask(view, query)
    reader = MemoryReader(asked.versions, jobs)
    named = (each for each in query.languages if each in view.inventory.languages)
    found: dict[str, list[KnownDocument]] = {language: [] for language in named}
    for known in reader.read(asked.statuses):
        found.setdefault(known.language, []).append(known)
    languages = tuple(
        KnownLanguage(language, name_language(view, language), TranslationMemory(found[language]))
        for language in sorted(found)
    )
    unread = [each for each in reader.failures if isinstance(each, RefusedError)]
    notices = (f"{each}; it teaches nothing" for each in unread)
    failures = (each for each in (*asked.failures, *reader.failures) if each not in unread)
    report = MemoryReport(languages, asked.versions.view.project.source_language)
    return KnownRun(asked.versions, report, (*asked.notices, *notices), tuple(failures))


def add_compendium(run: KnownRun) -> KnownRun:
    """Return a run of one language with a compendium, and what that had to leave out."""
    [known] = run.report.languages
    documents = known.memory.documents
    entries = tuple(map(Noted, list_done(documents)))
    moment = find_moment(run.versions, [each.source for each in documents])
    handed = Handed(known.name, moment, entries, run.report.source_language)
    handed, left_out = keep_fit(handed, FORMATS["po"])
    report = run.report._replace(compendium=handed)
    return run._replace(report=report, notices=(*run.notices, *left_out))
