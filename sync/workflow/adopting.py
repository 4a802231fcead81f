"""``stamp --adopt``: what translations were found to be made from becomes their stamp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from sync.errors import LackingError, RefusedError, StampError, SyncError
from sync.hashing import digest
from sync.model import NameKind, Reason, Record, Stamp, StampFormat, StampKind, State, VersionName
from sync.names import quote_name
from sync.results import Outcome, Updated, WritingRun, refuse
from sync.stamps.embedded import remove_embedded
from sync.stamps.known import ADOPTED
from sync.states.stamps import StampReader
from sync.versions import decode, query_version
from sync.writing.records import empty_record_stamp, find_last_commit
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.model import Location, Status
    from sync.versions import Versions
    from sync.writing import FileEdit


def adopt_versions(versions: Versions, statuses: Sequence[Status], kind: StampKind) -> WritingRun:
    """Stamp each translation whose base is known only by its history; states stay as they are.

    As commits, those with a stamp of our own form are stamped, too: one of these decides for all
    once the configuration does not say any more how they are stamped. Of others that have one,
    which were not asked for, the run says so.
    """
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
    run = writer.conclude(updates, failures)
    others = tuple(_tell_others(versions, statuses)) if kind is StampKind.COMMIT else ()
    return run._replace(notices=(*run.notices, *others))


def _is_own(versions: Versions, location: Location, stamp: Stamp | None) -> bool:
    """Tell whether a translation has a stamp of our own form where there are none but history."""
    spec = versions.view.specs.find(location)
    is_history = spec is not None and spec.kind is StampKind.HISTORY
    return is_history and stamp is not None and stamp.original_hash is not None


def _tell_others(versions: Versions, statuses: Sequence[Status]) -> Iterator[str]:
    """Say which languages have stamps of our own form besides those that were asked for."""
    view, asked = versions.view, {each.location for each in statuses}
    reader = StampReader(view.tree, view.layout, view.specs)
    languages: dict[str, None] = {}
    for place in (view.layout.location(*pair) for pair in view.inventory.translations):
        if place in asked or place.language in languages:
            continue
        with suppress(StampError, LackingError):
            if _is_own(versions, place, reader.read(place)):
                languages[place.language] = None
    if languages:
        names = quote_name(",".join(languages))
        command = f"{view.project.caller.command(f'stamp --adopt --as commit --lang {names}')}"
        yield (
            "other translations have stamps of Co-op Translator's form, which decide for all once "
            f"`stamp` is taken out of the configuration: `{command}` before that"
        )


def _adopt(versions: Versions, writer: Writer, status: Status, kind: StampKind) -> Updated:
    stamp, base = status.stamp, status.base
    if kind is StampKind.COMMIT and _is_own(versions, status.location, stamp):
        return _convert(versions, writer, status)
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
        edit = _record_commit(writer, status, before, text, _find_commit(versions, status))
    writer.replace(status.location, stamp, edit)
    return Updated(status, Outcome.UPDATED)


def _convert(versions: Versions, writer: Writer, status: Status) -> Updated:
    """Write a commit in place of a stamp of our own form; how far it was brought stays."""
    location = status.location
    before = versions.read(location.path)
    bare = remove_embedded(decode(before, location.path))
    edit = _record_commit(writer, status, before, bare, _find_commit(versions, status))
    if status.stamp is not None and status.stamp.format is StampFormat.SIDECAR:
        edit = edit._replace(sidecar=writer.build_entry(location, None))
    writer.replace(location, status.stamp, edit)
    return Updated(status, Outcome.UPDATED)


def _find_commit(versions: Versions, status: Status) -> str:
    """Return the commit of what a translation counts as made from."""
    base = status.base
    if _counts_as_present(status) or status.state is State.CURRENT:
        return find_last_commit(versions, status.location)
    if base is None or base.commit is None:
        raise RefusedError("no commit holds what it was made from", path=status.location.path)
    return base.commit


def _counts_as_present(status: Status) -> bool:
    """Tell whether nothing but commits that do not count changed the source since."""
    return status.reason == Reason.IGNORED_COMMITS


def _record_commit(
    writer: Writer, status: Status, before: bytes, text: str, commit: str
) -> FileEdit:
    name = VersionName(NameKind.COMMIT, commit)
    record = Record(StampKind.COMMIT, ADOPTED.key, commit, name)
    stamp = empty_record_stamp(ADOPTED)._replace(record=record)
    if status.stamp is not None:
        said = status.stamp
        stamp = stamp._replace(synced_hash=said.synced_hash, synced=said.synced)
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
