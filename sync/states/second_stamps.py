"""Translations that record their source's version twice, and not the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.model import State
from sync.states.stamps import StampDoubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sync.history import BaseQuery
    from sync.model import Record, Status
    from sync.versions import Versions

_OLD = (State.STALE, State.PENDING)


def find_disagreements(
    statuses: Iterable[tuple[int, Status]], versions: Versions
) -> Iterator[tuple[int, StampDoubt]]:
    """Yield a doubt about each translation whose two stamps tell different states of it.

    One that counts as up to date has a second stamp that is not the present source's; one that is
    behind has one that is, and not that of its base. Numbers are handed through.
    """
    behind = []
    for at, status in statuses:
        record = _find_record(status)
        is_present = record is not None and _is_present(record, status, versions)
        if status.state is State.CURRENT and record is not None and not is_present:
            yield at, _word(status, record)
        elif status.state in _OLD and record is not None and is_present:
            behind.append((at, status, record))
    yield from _compare_bases(behind, versions)


def _find_record(status: Status) -> Record | None:
    """Return what a stamp records: two versions, of which the one that counts was found.

    There is none where a newer one was merged. An orphan has no base, nor a source to ask for.
    """
    stamp = status.stamp
    if stamp is None or stamp.record is None or stamp.synced_hash is not None:
        return None
    if status.base is None:
        return None
    return stamp.record if stamp.record.second is not None else None


def _is_present(record: Record, status: Status, versions: Versions) -> bool:
    """Tell whether the second stamp names the present source."""
    try:
        source = versions.source(status.location.source)
        return record.second is not None and source.is_named_by(record.second.name)
    except FileError:  # told of the translation itself
        return False


def _compare_bases(
    behind: Sequence[tuple[int, Status, Record]], versions: Versions
) -> Iterator[tuple[int, StampDoubt]]:
    """Yield the doubts about those whose base has another digest than the present source."""
    from sync.sources import Source
    from sync.versions import query_version

    queries: dict[int, BaseQuery] = {}
    for at, status, record in behind:
        if status.stamp is not None and record.name is not None:
            queries[at] = query_version(status.location, status.stamp, record.name)
    versions.fetch(queries.values())
    for at, status, record in behind:
        text = versions.text(queries[at]) if at in queries else None
        second = record.second
        if text is None or second is None:
            continue
        if not Source(status.location.source, text).is_named_by(second.name):
            yield at, _word(status, record)


def _word(status: Status, record: Record) -> StampDoubt:
    key = "" if record.second is None else record.second.key
    message = f"its {key} is of another version than its {record.key}, which counts"
    return StampDoubt(status.location, "second", message)
