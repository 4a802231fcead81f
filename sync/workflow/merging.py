"""One stale or pending translation: what its merge makes of it, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.markdown.document import read_markdown
from sync.merge.update import Advance, TextUpdate, Versions, update_text
from sync.merge.values import MergeOptions, Note
from sync.model import find_fetch_command
from sync.reports.updates import Outcome, Updated, note_error
from sync.workflow.linking import open_link_space
from sync.workflow.named_base import NamedBase
from sync.workflow.texts import Texts, decode
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.model import Stamp, Status
    from sync.workflow.sight import Sight
    from sync.writing import FileEdit


class SyncOptions(NamedTuple):
    """How to go about it.

    ``writes`` is False for a run that only shows what it would do. ``base`` is what `NamedBase`
    knows, for translations whose own is not found; ``ignores_base`` aligns all of them with the
    source directly. Up to ``jobs`` processes work the merges out.
    """

    merge: MergeOptions
    writes: bool = True
    shows: bool = False
    force: bool = False
    base: str | None = None
    ignores_base: bool = False
    jobs: int = 1


class Merged(NamedTuple):
    """What is to become of a translation.

    ``edit`` is what has to be written for it, if anything may be. ``failure`` is an error that is
    no refusal.
    """

    update: Updated
    edit: FileEdit | None = None
    failure: SyncError | None = None


class MergeTask(NamedTuple):
    """Working merges out, here or in another process.

    ``bases`` are the older versions that stamps name, by source and hash; the base that the
    options name, a path of it being relative to ``cwd``, is asked of git where it is needed.
    """

    sight: Sight
    bases: Mapping[tuple[str, str], bytes]
    options: SyncOptions
    cwd: Path

    def open(self) -> Callable[[Status], Merged]:
        """Return what merges one translation."""
        return _Merger(self).merge


class _Merger:
    def __init__(self, task: MergeTask) -> None:
        project, self._view = task.sight.project, task.sight.view
        self._options = task.options
        history = None if task.options.base is None else project.open_history()
        self._texts = Texts(self._view.tree, history, task.bases)
        self._named = NamedBase(task.options.base, task.cwd, self._texts, history)
        self._writer = Writer(project, self._view)

    def merge(self, status: Status) -> Merged:
        """Work out a translation's update; one that is refused says why."""
        try:
            return self._merge(status)
        except RefusedError as error:
            return Merged(refuse(status, note_error(status.location, error)))
        except SyncError as error:
            return Merged(refuse(status, note_error(status.location, error)), failure=error)

    def _merge(self, status: Status) -> Merged:
        location = status.location
        before = self._view.tree.read(location.path)
        text = decode(before, location.path)
        versions, notes = self._find_versions(status, text)
        space = open_link_space(self._view, location)
        update = update_text(versions, space, self._options.merge)
        notes = (*notes, *update.notes)
        if update.refusal is not None:
            refused = refuse(status, update.refusal)
            return Merged(refused._replace(tables=update.tables, notes=notes))
        edit = self._plan_edit(status, before, update)
        if edit is None:
            return Merged(Updated(status, Outcome.UNCHANGED, tables=update.tables, notes=notes))
        shows = self._options.shows
        updated = Updated(
            status,
            Outcome.UPDATED,
            stamped=update.advance is Advance.DOCUMENT,
            tables=update.tables,
            notes=notes,
            before=text if shows else None,
            after=edit.after.decode() if shows else None,
        )
        return Merged(updated, edit if self._options.writes else None)

    def _plan_edit(self, status: Status, before: bytes, update: TextUpdate) -> FileEdit | None:
        if update.advance is Advance.NONE:
            return None
        location = status.location
        source_hash = self._writer.hash_source(location, self._texts.read_source(location))
        stamp = self._advance_stamp(status, update.advance, source_hash)
        edit = self._writer.build_edit(location, before, update.text, stamp)
        return None if edit.after == before and stamp == status.stamp else edit

    def _advance_stamp(self, status: Status, advance: Advance, source_hash: str) -> Stamp:
        location, stamp = status.location, status.stamp
        if advance is Advance.DOCUMENT:
            return self._writer.current_stamp(location, stamp, source_hash)
        return self._writer.synced_stamp(location, stamp, source_hash)

    def _find_versions(self, status: Status, text: str) -> tuple[Versions, tuple[Note, ...]]:
        location = status.location
        source = self._texts.parse_source(location)
        translation = read_markdown(text)
        if self._options.ignores_base or status.stamp is None:
            return Versions(None, None, source, translation), ()
        stamp = status.stamp
        notes: tuple[Note, ...] = ()
        prose = self._texts.parse_version(location, stamp.original_hash)
        tables = prose
        if stamp.synced_hash is not None:
            tables = self._texts.parse_version(location, stamp.synced_hash)
        if prose is None and stamp.original_hash is not None:
            prose, notes = self._named.find(location, stamp)
            if prose is None and tables is None:
                raise RefusedError(self._explain_missing(status))
            tables = prose if stamp.synced_hash is None else tables
        if tables is None and stamp.synced_hash is not None:
            message = "the version of synced_hash is gone; aligned with the source itself"
            notes = (*notes, Note(None, message))
        return Versions(prose, tables, source, translation), notes

    def _explain_missing(self, status: Status) -> str:
        command = find_fetch_command(status.reason)
        reason = f" ({status.reason})" if status.reason else ""
        fetch = f"fetch it with `{command}`, or " if command else ""
        return (
            f"base not found{reason}: {fetch}name one with --base REV or FILE, take the one of "
            "the stamp's date with --base date, or align with the source by --no-base"
        )


def refuse(status: Status, refusal: Note) -> Updated:
    """Return that a translation is refused."""
    return Updated(status, Outcome.REFUSED, refusal=refusal)
