"""``sync`` with memory: what translations know goes into the units that have no words yet.

All merges come first, as what one leaves is known to all others: a second run finds no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.exchange.memory import KnownDocument, learn
from sync.exchange.reading import read_document
from sync.exchange.values import CELL, Document, Filling
from sync.markdown.document import read_markdown
from sync.merge.update import Advance, TextUpdate, fill_update
from sync.project.links import open_links
from sync.results import Outcome
from sync.workflow.memory import MemoryReader, fill_known
from sync.workflow.merging import Merged, Merger, MergeTask, Worked, fail
from sync.workflow.pool import working

if TYPE_CHECKING:
    from sync.case import Case
    from sync.model import Status


class Draft(NamedTuple):
    """A merge that words may be added to: what is open after it, and what is known then."""

    update: TextUpdate
    document: Document
    known: KnownDocument


class Drafted(NamedTuple):
    """A translation's merge; ``draft`` is None where there is nothing to add to."""

    merged: Merged
    draft: Draft | None = None


class Addition(NamedTuple):
    """Words for the units that a merge leaves open."""

    status: Status
    merged: Merged
    update: TextUpdate
    fillings: tuple[Filling, ...]


class DraftTask(NamedTuple):
    """Merging translations, and reading them as they are then, here or in another process."""

    merge: MergeTask

    def open(self) -> Callable[[Status], Drafted]:
        """Return what merges one translation."""
        return _Drafter(self.merge).draft


class FillTask(NamedTuple):
    """Adding words to merges, here or in another process."""

    merge: MergeTask

    def open(self) -> Callable[[Addition], Merged]:
        """Return what adds words to one merge."""
        return _Filler(self.merge).fill


class _Drafter:
    def __init__(self, task: MergeTask) -> None:
        self._merger = Merger(task)
        self._tables_only = task.options.merge.tables_only

    def draft(self, status: Status) -> Drafted:
        """Merge one translation; one that is refused, or stays without a stamp, has no draft."""
        try:
            worked = self._merger.work(status)
            merged = self._merger.conclude(worked)
        except SyncError as error:
            return Drafted(fail(status, error))
        is_left = merged.update.outcome is not Outcome.UPDATED
        if worked.update.refusal is not None or (status.stamp is None and is_left):
            return Drafted(merged)
        return Drafted(merged, self._read(worked))

    def _read(self, worked: Worked) -> Draft | None:
        """Read a translation as its merge leaves it; None where there is too much to compare."""
        case = see_after(worked.case, worked.update)
        try:
            document = read_document(case)
        except RefusedError:
            return None
        known = learn(document, case.links, knows_prose=case.prose is not None)
        units = (each for each in document.open if each.kind == CELL or not self._tables_only)
        return Draft(worked.update, document._replace(units=tuple(units)), known)


def see_after(case: Case, update: TextUpdate) -> Case:
    """Return a case as a merge leaves it: its text, and the versions that this was brought to."""
    after = case._replace(translation=read_markdown(update.text, case.translation.dialect))
    if update.advance is Advance.NONE:
        return after
    return after._replace(known=case.source, prose=case.source if update.is_whole else case.prose)


class _Filler:
    def __init__(self, task: MergeTask) -> None:
        self._merger = Merger(task)

    def fill(self, addition: Addition) -> Merged:
        """Add words to a merge; where they cannot be written it stays what it was."""
        status, merged, update, fillings = addition
        try:
            case, notes = self._merger.open(status)
            text, filled = fill_known(see_after(case, update), fillings)
            if not any(filled):
                return merged
            worked = Worked(case, notes, fill_update(case, update, text))
            added = self._merger.conclude(worked, filled)
        except RefusedError:
            return merged
        except SyncError as error:
            return fail(status, error)
        return added._replace(is_harmless=merged.edit is None)


@contextmanager
def recalling(task: MergeTask, statuses: Sequence[Status]) -> Iterator[Iterator[Merged]]:
    """Yield the merges of translations, in order, with the words that are known already."""
    jobs = task.options.jobs
    with working(DraftTask(task), statuses, jobs, together=_name_document) as answers:
        drafted = list(answers)
    added = _choose(task, statuses, drafted)
    places = sorted(added)
    items = [added[place] for place in places]
    with working(
        FillTask(task), items, jobs, together=lambda each: _name_document(each.status)
    ) as filled:
        merges = [each.merged for each in drafted]
        yield (next(filled) if place in added else merged for place, merged in enumerate(merges))


def _name_document(status: Status) -> str:
    return status.location.document


def _choose(
    task: MergeTask, statuses: Sequence[Status], drafted: Sequence[Drafted]
) -> dict[int, Addition]:
    """Return the words for what merges leave open, by the place of the translation."""
    drafts = {place: each.draft for place, each in enumerate(drafted) if each.draft is not None}
    wanted = sorted({each.document.language for each in drafts.values() if each.document.open})
    if not wanted:
        return {}
    merged = {each.known.path: each.known for each in drafts.values()}
    memories = MemoryReader(task.versions, task.options.jobs).read_memories(wanted, merged)
    added: dict[int, Addition] = {}
    for place, draft in drafts.items():
        memory = memories.get(draft.document.language)
        if memory is None:
            continue
        space = open_links(task.versions.view, statuses[place].location)
        fillings = tuple(memory.fill(draft.document, space))
        if fillings:
            merge = drafted[place].merged
            added[place] = Addition(statuses[place], merge, draft.update, fillings)
    return added
