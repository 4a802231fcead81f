"""``diff``: what changed in the source since each translation was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.changes.document import compare_document
from sync.changes.values import Changes
from sync.errors import LackingError, RefusedError, SyncError
from sync.model import Reason, State
from sync.results import ChangedTranslation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.model import Status
    from sync.versions import Versions

_MADE_FROM_A_SOURCE = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING)


class DiffRun(NamedTuple):
    """The changes behind each status, and what could not be read."""

    entries: tuple[ChangedTranslation, ...]
    failures: tuple[SyncError, ...]


def compare_translations(versions: Versions, statuses: Sequence[Status]) -> DiffRun:
    """Find what changed since each translation was made; one that fails hides no other."""
    versions.load(status for status in statuses if status.state in _MADE_FROM_A_SOURCE)
    entries: list[ChangedTranslation] = []
    failures: list[SyncError] = []
    for status in statuses:
        changes = None
        try:
            changes = _compare(versions, status)
        except LackingError:
            pass  # as the reason of its state says
        except SyncError as error:
            failures.append(error)
        entries.append(ChangedTranslation(status, changes))
    if versions.history is not None:
        versions.history.cache.save()
    return DiffRun(tuple(entries), (*versions.failures, *failures))


def _compare(versions: Versions, status: Status) -> Changes | None:
    if status.state not in _MADE_FROM_A_SOURCE or status.stamp is None:
        return None
    if status.reason == Reason.SUBMODULE:
        return None
    location = status.location
    # What `new` started has never been recorded as a translation of anything: it is behind by what
    # changed since it was started.
    started = status.stamp.original_hash is None
    name = status.stamp.synced_hash if started else status.stamp.original_hash
    base = versions.parse_version(location, name)
    if base is None or base is versions.parse_source(location):
        return None if base is None else Changes()  # and the translation need not be read
    try:
        case = versions.open(status)
        return compare_document(case._replace(base=base) if started else case)
    except RefusedError as error:
        path = error.path or location.path
        raise RefusedError(error.message, path=path, line=error.line) from error
