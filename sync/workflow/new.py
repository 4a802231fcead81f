"""``new``: start translations in a language from their sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import RefusedError, SyncError, UsageError
from sync.merge.start import start_text
from sync.merge.update import find_obstacle
from sync.merge.values import MergeOptions
from sync.model import DOCUMENT, Location, State, Status
from sync.project.checkout import require_checked_out
from sync.project.config.root import CONFIG_NAME
from sync.project.links import open_links
from sync.project.selection import select
from sync.project.template import is_language
from sync.results import Outcome, Updated, WritingRun, refuse
from sync.versions import Versions
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.project.project import View


def choose_locations(
    view: View, language: str, paths: Sequence[str], cwd: Path
) -> tuple[Location, ...]:
    """Return where the documents asked for belong in a language, which may be a new one.

    ``paths`` are relative to ``cwd``; none means every document. Of several projects those that
    have the language are meant, or, where none has, all. Raises UsageError for a path that does not
    exist, and where there is no document.
    """
    inventory = view.inventory._replace(languages=(language,), own_languages={}, orphans=())
    selection = select(inventory, paths=paths, languages=(), root=view.project.root, cwd=cwd)
    if not selection.locations:
        raise UsageError("no document is there: name a source or a folder of them")
    asked = [place for place in selection.locations if _takes(view, place)]
    return tuple(asked or selection.locations)


def _takes(view: View, location: Location) -> bool:
    """Say whether a translation's project takes its language for one."""
    named = view.config_of(location).languages
    return location.language in named if named else is_language(location.language)


def warn_of_unnamed(view: View, locations: Sequence[Location]) -> tuple[str, ...]:
    """Say which key keeps other commands from seeing what is written at some places."""
    unseen = [place for place in locations if not _takes(view, place)]
    if not unseen:
        return ()
    key = f"add {unseen[0].language!r} to 'languages' in {CONFIG_NAME}"
    return (f"{key}: without it no other command sees {unseen[0].path}",)


def start_translations(
    view: View, locations: Sequence[Location], options: MergeOptions
) -> WritingRun:
    """Write a new translation at each location where none is; existing ones are refused."""
    versions = Versions(view)
    writer = Writer(versions)
    updates: list[Updated] = []
    failures: list[SyncError] = []
    for location in locations:
        status = Status(location, State.MISSING)
        try:
            _start(versions, writer, location, options)
            updates.append(Updated(status, Outcome.UPDATED))
        except SyncError as error:
            if not isinstance(error, RefusedError):
                failures.append(error)
            updates.append(refuse(status, error))
    return writer.conclude(updates, failures)


def _start(versions: Versions, writer: Writer, location: Location, options: MergeOptions) -> None:
    require_checked_out(versions.view, location, location.path)
    if versions.exists(location.path):
        raise RefusedError("exists already; it is not written over")
    source = versions.parse_source(location)
    conflict = find_obstacle(source, source)
    if conflict is not None:
        raise RefusedError(conflict.message)
    view = versions.view
    links = open_links(view, location)
    dialect = view.project.find_dialect(location.path)
    project = view.project
    counted = project.config.front_matter
    text = start_text(source, links, options, project.generated, dialect, counted=counted)
    stamp = writer.synced_stamp(location, None, DOCUMENT)
    with writer.locked(location) as folder:
        folder.apply_edit(writer.build_edit(location, None, text, stamp))
