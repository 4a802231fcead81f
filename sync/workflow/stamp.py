"""``stamp``: record that translations are up to date with their present source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import RefusedError, SyncError, UsageError
from sync.lint.shape import find_shape_faults
from sync.markdown.document import Markdown, read_markdown
from sync.merge.marks import find_mark
from sync.merge.update import find_conflict_note
from sync.model import State
from sync.project.selection import select
from sync.reports.updates import Outcome, Updated, note_error
from sync.workflow.linking import open_link_space
from sync.workflow.texts import Texts, decode
from sync.writing.writer import Writer, WritingRun

if TYPE_CHECKING:
    from sync.model import Location, Status
    from sync.project.project import Project, View

_PASSED_OVER = (State.MISSING, State.CURRENT)


def stamp_translations(
    project: Project, view: View, statuses: Sequence[Status], *, force: bool
) -> WritingRun:
    """Stamp each translation whose body allows it; one that is refused hides no other."""
    run = _Run(project, view, force=force)
    updates = [run.stamp(status) for status in statuses]
    return run.writer.conclude(updates, run.failures)


def require_no_source(project: Project, view: View, paths: Sequence[str], cwd: Path) -> None:
    """Raise UsageError if a path is a source: that all its translations are meant must be said."""
    for path in paths:
        if (cwd / path).is_dir():
            continue
        selection = select(view.inventory, paths=(path,), languages=(), root=project.root, cwd=cwd)
        names = {(cwd / path).resolve(), (cwd / path).absolute()}
        if any(project.root / place.source in names for place in selection.locations):
            message = f"{path} is a source: say which of its translations by --lang, or say "
            raise UsageError(f"{message}--all-languages")


class _Run:
    def __init__(self, project: Project, view: View, *, force: bool) -> None:
        self.failures: list[SyncError] = []
        self._project = project
        self._view = view
        self._force = force
        self._texts = Texts(view.tree, None)
        self.writer = Writer(project, view)

    def stamp(self, status: Status) -> Updated:
        if status.state in _PASSED_OVER:
            return Updated(status, Outcome.UNCHANGED)
        try:
            return self._stamp_one(status)
        except RefusedError as error:
            note = note_error(status.location, error)
        except SyncError as error:
            self.failures.append(error)
            note = note_error(status.location, error)
        return Updated(status, Outcome.REFUSED, refusal=note)

    def _stamp_one(self, status: Status) -> Updated:
        location = status.location
        if status.state is State.ORPHANED:
            raise RefusedError("its source is gone, so there is nothing to be up to date with")
        if status.state is State.INVALID:
            self.writer.read_stamp(location)
        if self._project.repository is None and not self._force:
            raise RefusedError("there is no git to give the old file back; use --force to write")
        before = self._view.tree.read(location.path)
        text = decode(before, location.path)
        source = self._texts.parse_source(location)
        self._require_done(location, text, source)
        source_hash = self.writer.hash_source(location, self._texts.read_source(location))
        stamp = self.writer.current_stamp(location, status.stamp, source_hash)
        edit = self.writer.build_edit(location, before, text, stamp)
        self.writer.replace(location, status.stamp, edit)
        return Updated(status, Outcome.UPDATED, stamped=True)

    def _require_done(self, location: Location, text: str, source: Markdown) -> None:
        """Raise RefusedError with the first thing that is left to do, and where."""
        line = find_mark(text)
        if line is not None:
            raise RefusedError("a mark is left; translate what it marks and delete it", line=line)
        translated = read_markdown(text)
        conflict = find_conflict_note(source, translated)
        if conflict is not None:
            raise RefusedError(conflict.message, line=conflict.line)
        space = open_link_space(self._view, location)
        faults = find_shape_faults(source, translated, space, self._project.generated)
        if faults:
            raise RefusedError(faults[0].message, line=faults[0].line)
