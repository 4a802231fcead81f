"""``stamp --adopt``: what translations were found to be made from becomes their stamp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sync.errors import RefusedError, SyncError
from sync.hashing import digest
from sync.model import NameKind, Reason, Record, Stamp, StampFormat, StampKind, VersionName
from sync.results import Outcome, Updated, WritingRun, refuse
from sync.stamps.known import ADOPTED
from sync.versions import decode, query_version
from sync.writing.records import empty_record_stamp, find_last_commit
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.model import Base, Status
    from sync.versions import Versions
    from sync.writing import FileEdit


def adopt_versions(versions: Versions, statuses: Sequence[Status], kind: StampKind) -> WritingRun:
    """Stamp each translation whose base is known only by its history; states stay as they are."""
    writer, failures = Writer(versions), list[SyncError]()
    versions.load(statuses)
    updates = []
    for status in statuses:
        try:
            updates.append(_adopt(versions, writer, status, kind))
        except SyncError as error:
            if not isinstance(error, RefusedError):
                failures.append(error)
            updates.append(refuse(status, error))
    return writer.conclude(updates, failures)


def _adopt(versions: Versions, writer: Writer, status: Status, kind: StampKind) -> Updated:
    stamp, base = status.stamp, status.base
    if stamp is None or base is None or stamp.format is not StampFormat.HISTORY:
        return Updated(status, Outcome.UNCHANGED)
    if stamp.kind is StampKind.PLUGIN and kind is StampKind.COMMIT:
        raise RefusedError(f"{stamp.kind_name!r} reads no commits of ours: leave out `--as commit`")
    before = versions.read(status.location.path)
    text = decode(before, status.location.path)
    if kind is StampKind.HASH:
        named = digest(_read_version(versions, status, stamp))
        own = writer.new_stamp(status.location)._replace(original_hash=named)
        edit = writer.build_edit(status.location, before, text, own)
    else:
        edit = _record_commit(writer, status, before, _find_commit(versions, status, base))
    writer.replace(status.location, stamp, edit)
    return Updated(status, Outcome.UPDATED)


def _find_commit(versions: Versions, status: Status, base: Base) -> str:
    """Return the commit of what a translation counts as made from."""
    if _counts_as_present(status):
        source = versions.source(status.location.source)
        return find_last_commit(versions, status.location, source.data)
    if base.commit is None:
        raise RefusedError("no commit holds what it was made from", path=status.location.path)
    return base.commit


def _counts_as_present(status: Status) -> bool:
    """Tell whether nothing but commits that do not count changed the source since."""
    return status.reason == Reason.IGNORED_COMMITS


def _record_commit(writer: Writer, status: Status, before: bytes, commit: str) -> FileEdit:
    name = VersionName(NameKind.COMMIT, commit)
    record = Record(StampKind.COMMIT, ADOPTED.key, commit, name)
    stamp = empty_record_stamp(ADOPTED)._replace(record=record)
    text = decode(before, status.location.path)
    return writer.build_record_edit(status.location, before, text, stamp, ADOPTED)


def _read_version(versions: Versions, status: Status, stamp: Stamp) -> bytes:
    """Return the bytes of the version that a translation counts as made from."""
    if _counts_as_present(status):
        return versions.source(status.location.source).data
    if stamp.origin is None:
        raise RefusedError("nothing names what it was made from", path=status.location.path)
    query = query_version(status.location, stamp, stamp.origin)
    if versions.is_present(query):
        return versions.source(status.location.source).data
    data = versions.text(query)
    if data is None:
        raise RefusedError("what it was made from cannot be read", path=status.location.path)
    return data
