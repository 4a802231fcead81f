"""One translation as the page has it: read once, and again after each change to its files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.exchange.entries import list_entries
from sync.states.assessment import assess
from sync.versions import Versions
from sync.workflow.handover import Handover, OpenDocument

if TYPE_CHECKING:
    from sync.exchange.judging import Judged
    from sync.exchange.values import Document, HandoverEntry
    from sync.model import Location, Status

_Print = tuple[tuple[int, int, int] | None, ...]


class OpenFile(NamedTuple):
    """A translation, its open entries, and what can write it.

    ``opened`` is None where it cannot be read any more, and ``failure`` says why. ``print`` tells
    its files on disk from later ones, ``revision`` counts how often its entries became others.
    """

    location: Location
    handover: Handover
    opened: OpenDocument | None
    entries: tuple[HandoverEntry, ...]
    print: _Print
    revision: int = 1
    failure: SyncError | None = None

    @property
    def document(self) -> Document | None:
        """Its units."""
        return None if self.opened is None else self.opened.document

    @property
    def text(self) -> str:
        """The translation as it was read."""
        return "" if self.opened is None else self.opened.case.translation.text


def keep(handover: Handover, opened: OpenDocument, root: Path) -> OpenFile:
    """Keep a translation that was read, with the files that it was read from."""
    location = opened.status.location
    entries = tuple(list_entries([opened.document]))
    return OpenFile(location, handover, opened, entries, take_print(root, location))


def take_print(root: Path, location: Location) -> _Print:
    """Return what tells the files of a translation from what they will be once written again."""
    return tuple(_stat(root / path) for path in (location.path, location.source))


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        seen = os.stat(path)  # noqa: PTH116  a hundred paths at each look
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


def foresee(file: OpenFile, judged: Judged) -> OpenFile:
    """Return a translation as it will be read when judged words are in it, but for its lines."""
    document = file.document
    if document is None or file.opened is None:
        return file
    filled = {each.place: each for each in judged.fill()}
    units = tuple(
        unit._replace(words=filled[unit.place].words, mark=filled[unit.place].mark)
        if unit.place in filled
        else unit
        for unit in document.units
    )
    after = document._replace(units=units)
    opened = file.opened._replace(document=after)
    entries = tuple(list_entries([after]))
    return file._replace(opened=opened, entries=entries, revision=file.revision + 1)


def read_again(file: OpenFile, versions: Versions) -> OpenFile:
    """Read a translation as its files are now; ``versions`` lend the tree and the history.

    The tree is not walked again: which files there are was found when the page was opened. What
    reads as it was foreseen is no new revision.
    """
    seen = take_print(versions.view.project.root, file.location)
    fresh = Versions(versions.view, bodies=True, history=versions.history)
    handover = Handover(fresh)
    again = OpenFile(file.location, handover, None, (), seen, file.revision + 1)
    try:
        status = assess(fresh, [file.location]).statuses[0]
    except SyncError as error:
        return again._replace(failure=error)
    opened = next(handover.read([status], is_marked=False), None)
    if opened is None:
        return again._replace(failure=_explain(handover, status))
    entries = tuple(list_entries([opened.document]))
    known = [(each.key, each.previous, each.words) for each in file.entries]
    is_foreseen = known == [(each.key, each.previous, each.words) for each in entries]
    revision = file.revision if is_foreseen else again.revision
    return again._replace(opened=opened, entries=entries, revision=revision)


def _explain(handover: Handover, status: Status) -> SyncError:
    """Return why a translation cannot be read any more."""
    if handover.failures:
        return handover.failures[0]
    reason = f" ({status.reason})" if status.reason else ""
    return RefusedError(f"is {status.state} by now{reason}", path=status.location.path)
