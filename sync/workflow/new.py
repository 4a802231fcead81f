"""``new``: start translations in a language from their sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import RefusedError, SyncError, UsageError
from sync.merge.start import start_text
from sync.merge.update import find_conflict_note
from sync.merge.values import MergeOptions
from sync.model import Location, State, Status
from sync.project.selection import select
from sync.reports.updates import Outcome, Updated, note_error
from sync.workflow.linking import open_link_space
from sync.workflow.texts import Texts
from sync.writing.writer import Writer, WritingRun

if TYPE_CHECKING:
    from sync.project.project import Project, View


def choose_locations(
    project: Project, view: View, language: str, paths: Sequence[str], cwd: Path
) -> tuple[Location, ...]:
    """Return where the documents asked for belong in a language, which may be a new one.

    ``paths`` are relative to ``cwd``; none means every document. Raises UsageError for one that
    does not exist, and where there is no document.
    """
    inventory = view.inventory._replace(languages=(language,), orphans=())
    selection = select(inventory, paths=paths, languages=(), root=project.root, cwd=cwd)
    if not selection.locations:
        raise UsageError("no document is there: name a source or a folder of them")
    return tuple(selection.locations)


def start_translations(
    project: Project, view: View, locations: Sequence[Location], options: MergeOptions
) -> WritingRun:
    """Write a new translation at each location where none is; existing ones are refused."""
    texts = Texts(view.tree, None)
    writer = Writer(project, view)
    updates: list[Updated] = []
    failures: list[SyncError] = []
    for location in locations:
        status = Status(location, State.MISSING)
        try:
            _start(view, texts, writer, location, options)
            updates.append(Updated(status, Outcome.UPDATED))
        except SyncError as error:
            if not isinstance(error, RefusedError):
                failures.append(error)
            note = note_error(location, error)
            updates.append(Updated(status, Outcome.REFUSED, refusal=note))
    return writer.conclude(updates, failures)


def _start(
    view: View, texts: Texts, writer: Writer, location: Location, options: MergeOptions
) -> None:
    if view.tree.exists(location.path):
        raise RefusedError("exists already; it is not written over")
    source = texts.parse_source(location)
    conflict = find_conflict_note(source, source)
    if conflict is not None:
        raise RefusedError(conflict.message)
    text = start_text(source, open_link_space(view, location), options)
    data = texts.read_source(location)
    stamp = writer.synced_stamp(location, None, writer.hash_source(location, data))
    with writer.locked(location) as folder:
        folder.apply_edit(writer.build_edit(location, None, text, stamp))
