"""``diff``: what changed in the source since each translation was made."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sync.changes.amount import count_changed_words
from sync.changes.document import compare_document, compare_versions
from sync.changes.values import Changes
from sync.errors import LackingError, RefusedError, SyncError
from sync.model import Reason, State
from sync.results import ChangedTranslation
from sync.units.marking import part_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sync.changes.values import ProseChange
    from sync.model import Status
    from sync.versions import Versions

    Choice = Callable[[Sequence[ChangedTranslation]], Iterable[ChangedTranslation]]

_MADE_FROM_A_SOURCE = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING)


class DiffRun(NamedTuple):
    """The changes behind each status, and what could not be read."""

    entries: tuple[ChangedTranslation, ...]
    failures: tuple[SyncError, ...]


def compare_translations(
    versions: Versions, statuses: Sequence[Status], choose: Choice | None = None
) -> DiffRun:
    """Find what changed since each translation was made, and how many words it owes.

    One that fails hides no other.

    ``choose`` says beside which changes the translation is to be looked at: all, if not given. It
    is asked for each document, and then nobody counts words.
    """
    versions.load(status for status in statuses if status.state in _MADE_FROM_A_SOURCE)
    failures: list[SyncError] = []
    entries: list[ChangedTranslation] = []
    # A document by itself, so that its versions are parsed once for both looks at them.
    for _, ours in groupby(statuses, key=lambda status: status.location.document):
        entries += _compare_some(versions, list(ours), failures, choose)
    if versions.history is not None:
        versions.history.cache.save()
    return DiffRun(tuple(entries), (*versions.failures, *failures))


def _compare_some(
    versions: Versions,
    statuses: Sequence[Status],
    failures: list[SyncError],
    choose: Choice | None,
) -> Sequence[ChangedTranslation]:
    if choose is None:
        entries = _list_entries(versions, statuses, failures, beside=True)
        return [each._replace(words=_count_words(versions, each)) for each in entries]
    entries = _list_entries(versions, statuses, failures, beside=False)
    chosen = [each.status for each in choose(entries) if each.changes not in (None, Changes())]
    shown = _list_entries(versions, chosen, failures, beside=True)
    known = {entry.status.location: entry for entry in shown}
    return [known.get(entry.status.location, entry) for entry in entries]


def _list_entries(
    versions: Versions, statuses: Sequence[Status], failures: list[SyncError], *, beside: bool
) -> list[ChangedTranslation]:
    entries = []
    for status in statuses:
        changes = None
        try:
            changes = _compare(versions, status, beside=beside)
        except LackingError:
            pass  # as the reason of its state says
        except SyncError as error:
            failures.append(error)
        entries.append(ChangedTranslation(status, changes))
    return entries


def _compare(versions: Versions, status: Status, *, beside: bool) -> Changes | None:
    if status.state not in _MADE_FROM_A_SOURCE or status.stamp is None:
        return None
    if status.reason == Reason.SUBMODULE:
        return None
    location = status.location
    # What `new` started has never been recorded as a translation of anything: it is behind by what
    # changed since it was started.
    started = status.stamp.is_started
    name = status.stamp.destination if started else status.stamp.origin
    base = versions.parse_version(status, name)
    if base is None or base is versions.parse_source(location):
        return None if base is None else Changes()  # and the translation need not be read
    try:
        case = versions.open(status)
        case = case._replace(base=base) if started else case
        if not beside and case.base is not None:
            return compare_versions(case.base, case.source, case.generated, case.counted)
        return compare_document(case)
    except RefusedError as error:
        path = error.path or location.path
        raise RefusedError(error.message, path=path, line=error.line) from error


def _count_words(versions: Versions, entry: ChangedTranslation) -> int | None:
    """Count the words that a translation owes; None where nobody can tell."""
    from sync.exchange.amount import count_open_words, count_source_words
    from sync.exchange.reading import read_document

    status, project = entry.status, versions.view.project
    try:
        if status.state is State.MISSING:
            source = versions.parse_source(status.location)
            return count_source_words(source, project.generated, project.config.front_matter)
        if status.state is State.PENDING:
            return count_open_words(read_document(versions.open(status))) + _count_rest(entry)
    except SyncError:  # which is told where the text is read for its changes, or by lint
        return None
    return None if entry.changes is None else count_changed_words(entry.changes)


def _count_rest(entry: ChangedTranslation) -> int:
    """Count what changed in prose to which nothing was brought, so that no mark says it."""
    stamp = entry.status.stamp
    if entry.changes is None or stamp is None or stamp.is_whole:
        return 0
    unmarked = (each for each in entry.changes.prose if not _is_marked(each))
    return count_changed_words(Changes(prose=tuple(unmarked)))


def _is_marked(block: ProseChange) -> bool:
    return block.translation is not None and part_mark(block.translation)[0] is not None
