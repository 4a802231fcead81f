"""``sync``: the tables of stale and pending translations brought to their source's present ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import RefusedError, SyncError
from sync.markdown.document import read_markdown
from sync.merge.update import Advance, TextUpdate, Versions, update_text
from sync.merge.values import MergeOptions, Note
from sync.model import State, find_fetch_command
from sync.reports.updates import Outcome, Updated, note_error
from sync.workflow.linking import open_link_space
from sync.workflow.named_base import NamedBase
from sync.workflow.texts import Texts, decode
from sync.workflow.writing import Writer, WritingRun, find_unsafe

if TYPE_CHECKING:
    from sync.model import Stamp, Status
    from sync.workflow.project import Project, View
    from sync.writing import FileEdit


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How to go about it.

    ``writes`` is False for a run that only shows what it would do. ``base`` is what `NamedBase`
    knows, for translations whose own is not found; ``ignores_base`` aligns all of them with the
    source directly.
    """

    merge: MergeOptions
    writes: bool = True
    shows: bool = False
    force: bool = False
    base: str | None = None
    ignores_base: bool = False


def sync_translations(
    project: Project, view: View, statuses: Sequence[Status], options: SyncOptions, cwd: Path
) -> WritingRun:
    """Update each stale or pending translation; one that is refused hides no other.

    Raises:
        UsageError: the base that the options name is neither a file nor a revision.
    """
    run = _Run(project, view, options, cwd)
    return run.go(statuses)


class _Run:
    def __init__(self, project: Project, view: View, options: SyncOptions, cwd: Path) -> None:
        self._project = project
        self._view = view
        self._options = options
        self._history = project.open_history()
        self._texts = Texts(view.tree, self._history)
        self._named = NamedBase(options.base, cwd, self._texts, self._history)
        self._writer = Writer(project, view)
        self._failures: list[SyncError] = []

    def go(self, statuses: Sequence[Status]) -> WritingRun:
        self._named.require()
        wanted = [s for s in statuses if s.state in (State.STALE, State.PENDING)]
        if not self._options.ignores_base:
            self._texts.load_bases(wanted)
        unsafe = self._find_unsafe([status.location.path for status in wanted])
        updates = tuple(self._update(status, unsafe) for status in statuses)
        if self._history is not None:
            self._history.cache.save()
        return self._writer.conclude(updates, self._failures)

    def _find_unsafe(self, paths: Sequence[str]) -> Mapping[str, str]:
        if not self._options.writes or self._options.force:
            return {}
        return find_unsafe(self._project, paths)

    def _update(self, status: Status, unsafe: Mapping[str, str]) -> Updated:
        if status.state is State.INVALID:
            note = Note(None, f"passed over, its stamp cannot be trusted: {status.reason}")
            return Updated(status, Outcome.UNCHANGED, notes=(note,))
        if status.state not in (State.STALE, State.PENDING):
            return Updated(status, Outcome.UNCHANGED)
        try:
            return self._update_one(status, unsafe)
        except RefusedError as error:
            return _refuse(status, note_error(status.location, error))
        except SyncError as error:
            self._failures.append(error)
            return _refuse(status, note_error(status.location, error))

    def _update_one(self, status: Status, unsafe: Mapping[str, str]) -> Updated:
        location = status.location
        before = self._view.tree.read(location.path)
        text = decode(before, location.path)
        versions, notes = self._find_versions(status, text)
        space = open_link_space(self._view, location)
        update = update_text(versions, space, self._options.merge)
        notes = (*notes, *update.notes)
        if update.refusal is not None:
            return _refuse(status, update.refusal, update, notes)
        edit = self._plan_edit(status, before, update)
        if edit is None:
            return Updated(status, Outcome.UNCHANGED, tables=update.tables, notes=notes)
        if location.path in unsafe:
            return _refuse(status, Note(None, unsafe[location.path]), update, notes)
        if self._options.writes:
            self._writer.replace(location, status.stamp, edit)
        shows = self._options.shows
        return Updated(
            status,
            Outcome.UPDATED,
            stamped=update.advance is Advance.DOCUMENT,
            tables=update.tables,
            notes=notes,
            before=text if shows else None,
            after=edit.after.decode() if shows else None,
        )

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


def _refuse(
    status: Status,
    refusal: Note,
    update: TextUpdate | None = None,
    notes: tuple[Note, ...] = (),
) -> Updated:
    tables = () if update is None else update.tables
    return Updated(status, Outcome.REFUSED, tables=tables, notes=notes, refusal=refusal)
