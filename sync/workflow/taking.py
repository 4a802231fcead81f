"""Entries that come back to a translation: judged, put in, and written; each is told of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.exchange.checking import EXPLAINED
from sync.exchange.judging import Judged, Taken, refuse
from sync.exchange.rules import Refusal
from sync.lint.naming import name_some
from sync.writing.writer import find_unsafe

if TYPE_CHECKING:
    from sync.exchange.values import Place
    from sync.project.project import Project
    from sync.workflow.handover import Delivery, Handover, OpenDocument


class TakingOptions(NamedTuple):
    """How to take entries back.

    ``keeps_marks`` leaves all words to be looked at, ``force`` writes over words that git could
    not give back. ``writes`` is False for a run that only shows what it would do.
    """

    keeps_marks: bool = False
    force: bool = False
    writes: bool = True


class TakenBack(NamedTuple):
    """What became of the entries of a translation.

    ``delivery`` is what was written, or would be; None where nothing changes. ``failure`` kept it
    from being written, and then none of its entries is.
    """

    opened: OpenDocument
    judged: tuple[Judged, ...]
    delivery: Delivery | None = None
    failure: SyncError | None = None


def take_back(
    handover: Handover,
    opened: OpenDocument,
    judged: Iterable[Judged],
    options: TakingOptions,
    unsafe: Mapping[str, str],
) -> TakenBack:
    """Put what was taken into a translation, and write it.

    ``unsafe`` are the paths of files that git could not give back, with what is in the way
    (`find_unsafe_words`): words that are there already are not written over in those.
    """
    reason = unsafe.get(opened.document.path)
    kept = [_keep_words(_keep_mark(each, options), reason) for each in judged]
    try:
        kept, delivery = _fit(handover, opened, kept)
        if options.writes and delivery is not None and delivery.edit is not None:
            handover.write(opened, delivery.edit)
    except SyncError as error:
        failed = [_fail(each, error) for each in kept]
        failure = None if isinstance(error, RefusedError) else error
        return TakenBack(opened, tuple(failed), failure=failure)
    is_changed = delivery is not None and delivery.edit is not None
    return TakenBack(opened, tuple(kept), delivery if is_changed else None)


def _fit(
    handover: Handover, opened: OpenDocument, judged: list[Judged]
) -> tuple[list[Judged], Delivery | None]:
    """Refuse entries whose words do not fit, and work out what the others make of a translation.

    An entry goes in wherever it stands or nowhere: what is refused has changed nothing.
    """
    while fillings := [filling for each in judged for filling in each.fill()]:
        delivery = handover.deliver(opened, fillings)
        if not delivery.unfit:
            return judged, delivery
        unfit = frozenset(delivery.unfit)
        judged = [_refuse_unfit(each, unfit) for each in judged]
    return judged, None


def _refuse_unfit(judged: Judged, unfit: Collection[Place]) -> Judged:
    """Refuse an entry that does not fit somewhere, and say where if it stands in several places."""
    if not any(filling.place in unfit for filling in judged.fill()):
        return judged
    message = EXPLAINED[Refusal.SHAPE]
    units = () if judged.entry is None else judged.entry.units
    if len(units) > 1 and judged.document is not None:
        lines = [unit.line for unit in units if unit.place in unfit]
        message += f" at line {name_some(lines, str)} of {judged.document.path}"
    return refuse(judged, Refusal.SHAPE, message)


def find_unsafe_words(
    project: Project, judged: Sequence[Judged], options: TakingOptions
) -> Mapping[str, str]:
    """Return the files with words that would be lost, and why; those of source text lose none.

    A run that only shows what it would do is told the same.
    """
    if options.force:
        return {}
    paths = {
        each.document.path: None
        for each in judged
        if each.document is not None and _writes_over_words(each)
    }
    return find_unsafe(project, list(paths)) if paths else {}


def _writes_over_words(judged: Judged) -> bool:
    is_taken = judged.taken in (Taken.FILLED, Taken.FUZZY)
    return is_taken and judged.entry is not None and judged.entry.words != ""


def _keep_mark(judged: Judged, options: TakingOptions) -> Judged:
    is_kept = options.keeps_marks and judged.taken is Taken.FILLED
    return judged._replace(taken=Taken.FUZZY) if is_kept else judged


def _keep_words(judged: Judged, reason: str | None) -> Judged:
    if reason is None or not _writes_over_words(judged):
        return judged
    return refuse(judged, None, reason)


def _fail(judged: Judged, error: SyncError) -> Judged:
    """Return an entry that was not written after all; what was not to be stays what it is."""
    if judged.taken not in (Taken.FILLED, Taken.FUZZY):
        return judged
    return refuse(judged, None, error.message)
