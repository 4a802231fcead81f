"""``move``: translations whose source moved, brought to the place where it is looked for now.

A translation is written at its new place, with its stamp, and then taken from the old one. A run
that is killed in between leaves both, and the next one completes it: it finds at the new place the
very text that it would write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.hashing import digest
from sync.markdown.document import read_markdown
from sync.merge.moving import move_links
from sync.model import (
    MARKDOWN_SUFFIXES,
    Base,
    Note,
    Reason,
    StampFormat,
    State,
    find_fetch_command,
)
from sync.project.checkout import require_checked_out
from sync.results import Outcome, Updated, WritingRun, refuse
from sync.versions import decode, query_version
from sync.writing import FileEdit, Removal, SidecarEdit
from sync.writing.path_keys import move_path
from sync.writing.writer import Writer, find_unsafe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.model import Location, Stamp, Status
    from sync.versions import Versions


class MoveOptions(NamedTuple):
    """How to go about it: ``force`` moves what git could not give back, too."""

    writes: bool = True
    force: bool = False


def move_translations(
    versions: Versions, statuses: Sequence[Status], options: MoveOptions
) -> WritingRun:
    """Move each translation whose document is known to be elsewhere; one refused hides no other."""
    orphans = [status for status in statuses if status.state is State.ORPHANED]
    paths = [each.location.path for each in orphans if each.moved_to is not None]
    unsafe = {} if options.force else find_unsafe(versions.view.project, paths)
    run = _Run(versions, options, unsafe)
    updates = [run.move(status) for status in orphans]
    return run.writer.conclude(updates, run.failures)


class _Run:
    def __init__(self, versions: Versions, options: MoveOptions, unsafe: Mapping[str, str]) -> None:
        self.failures: list[SyncError] = []
        self.writer = Writer(versions)
        self._versions = versions
        self._options = options
        self._unsafe = unsafe

    def move(self, status: Status) -> Updated:
        """Move one translation; without a known place it stays, with a note."""
        if status.moved_to is None:
            command = find_fetch_command(status.reason)
            message = "stays, as nothing tells where its source went"
            if command is not None:
                caller = self._versions.view.project.caller
                call = caller.git_about(status.location.source, command)
                message += f" here ({status.reason}); find out: {call}"
            note = Note(None, message)
            return Updated(status, Outcome.UNCHANGED, notes=(note,))
        try:
            return self._move(status, status.moved_to)
        except SyncError as error:
            if not isinstance(error, RefusedError):
                self.failures.append(error)
            return refuse(status, error)

    def _move(self, status: Status, document: str) -> Updated:
        old, view = status.location, self._versions.view
        new = view.layout.location(old.language, document)
        key = view.layout.find_naming_key(old)
        if key is not None:
            name = view.layout.entry_name(new)
            raise RefusedError(f"says itself which source it is of: write {name!r} under {key}")
        require_checked_out(view, old, old.path)
        if old.path in self._unsafe:
            raise RefusedError(self._unsafe[old.path])
        before = self._versions.read(old.path)
        edit, notes = self._build_edit(status, new, before)
        edit = self._require_free(edit)
        moved = Updated(status, Outcome.UPDATED, notes=notes, target=new.path)
        if not self._options.writes:
            return moved
        sidecar = view.layout.find_sidecar(old)
        entry = None if sidecar is None else SidecarEdit(sidecar, view.layout.entry_name(old), None)
        with self.writer.locked(new) as folder:
            folder.apply_edit(edit)
        with self.writer.locked(old) as folder:
            files = folder.apply_edit(Removal(old.path, before, entry))
        return moved._replace(files=(*edit.files, *files))

    def _build_edit(
        self, status: Status, new: Location, before: bytes
    ) -> tuple[FileEdit, tuple[Note, ...]]:
        """Return the edit that writes a translation at its new place, with what to look at."""
        old, view = status.location, self._versions.view
        if not old.path.endswith(MARKDOWN_SUFFIXES):
            raise RefusedError("is no Markdown, whose stamp could be written: move it by hand")
        document = read_markdown(decode(before, old.path), view.project.find_dialect(old.path))
        text, notes = move_links(document, old.path, new.path, view.tree.exists)
        text = move_path(old, new, text, view)
        stamp = self._find_stamp(status, new)
        if stamp is None:
            return FileEdit(new.path, None, text.encode()), notes
        if stamp.source_file is not None:
            stamp = stamp._replace(source_file=self.writer.name_source(new))
        return self.writer.build_edit(new, None, text, stamp), notes

    def _find_stamp(self, status: Status, new: Location) -> Stamp | None:
        """Return the stamp that a translation has at its new place; None where it needs none."""
        stamp = status.stamp
        if stamp is None or stamp.is_written_here:
            return stamp
        spec = self._versions.view.specs.find(status.location)
        if stamp.format is StampFormat.HISTORY:
            return self._record_history(status, stamp, new)
        if spec is not None and "{path}" in (spec.key or ""):
            message = f"{spec.place} records it by its path: move the file and its key by hand"
            raise RefusedError(message)
        return None if stamp.synced_hash is None else stamp

    def _record_history(self, status: Status, stamp: Stamp, new: Location) -> Stamp | None:
        """Return a stamp of what a translation was made from, where its source changed since.

        The commit of the move would count as a translation, and hide that.
        """
        if stamp.origin is None:
            return None
        query = query_version(status.location, stamp, stamp.origin)
        self._versions.fetch((query,))
        base, data = self._versions.find(query), self._versions.text(query)
        if base == Reason.NOT_COMMITTED:
            return None
        if not isinstance(base, Base) or data is None:
            message = f"what it was made from is not known ({base}), and a move hides that"
            raise RefusedError(f"{message}: move it by hand, or translate it first")
        source = self._versions.source(new.source)
        if source.is_blob(base.blob) or (base.same_as and source.is_blob(base.same_as)):
            return None
        return self.writer.new_stamp(new)._replace(original_hash=digest(data))

    def _require_free(self, edit: FileEdit) -> FileEdit:
        """Return the edit for a place where nothing is, or what a killed run had written."""
        if not self._versions.exists(edit.path):
            return edit
        if self._versions.read(edit.path) != edit.after:
            message = "exists already, and is not written over: compare the two, and remove one"
            raise RefusedError(message, path=edit.path)
        return edit._replace(before=edit.after)
