"""What is owed, read from translations, and words for it written back: one way for all who do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, SyncError
from sync.exchange.filling import fill_units
from sync.exchange.reading import read_document, settle
from sync.lint.shape import find_shape_faults
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.units import same_prose
from sync.merge.marks import has_mark
from sync.merge.update import find_obstacle
from sync.model import TABLES, Reason, State
from sync.names import quote_name
from sync.writing import FileEdit
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.case import Case
    from sync.exchange.values import Document, Filling, Place
    from sync.model import Stamp, Status
    from sync.results import Caller
    from sync.versions import Versions

_PASSED_OVER = (State.MISSING, State.INVALID, State.ORPHANED)


class OpenDocument(NamedTuple):
    """A translation that was read to be handed over, or written to."""

    status: Status
    case: Case
    document: Document


class Delivery(NamedTuple):
    """What words make of a translation.

    ``text`` is its new text, ``unfit`` the places whose words would read as other blocks. ``edit``
    is what has to be written, None where nothing changes. ``is_stamped``: nothing is owed any more.
    """

    text: str
    unfit: tuple[Place, ...]
    edit: FileEdit | None
    is_stamped: bool = False


class Handover:
    """Reads translations as units, and writes words into them through the one writer.

    ``failures`` are those of translations that could not be read.
    """

    def __init__(self, versions: Versions) -> None:
        """Read nothing yet."""
        self._versions = versions
        self.writer = Writer(versions)
        self.failures: list[SyncError] = []

    def read(self, statuses: Iterable[Status], *, is_marked: bool = True) -> Iterator[OpenDocument]:
        """Yield the translations that owe something, or all; one that cannot be read hides none."""
        wanted = [each for each in statuses if each.state not in _PASSED_OVER]
        self._versions.load(wanted)
        self.failures += self._versions.failures
        for status in wanted:
            try:
                opened = self.open(status, is_marked=is_marked)
            except SyncError as error:
                self.failures.append(_name(error, status.location.path))
                continue
            if opened is not None:
                yield opened

    def open(
        self,
        status: Status,
        *,
        is_marked: bool = True,
        exists: Callable[[str], bool] | None = None,
    ) -> OpenDocument | None:
        """Read a translation; None where nothing in it is marked, and that is asked for.

        ``exists`` is asked for files in the tree's place, if given.

        Raises:
            SyncError: it cannot be read, or nobody knows the version that it was brought to.
        """
        case = self._versions.open(status, exists)
        if is_marked and not has_mark(case.translation):
            return None
        obstacle = find_obstacle(case.source, case.translation)
        if obstacle is not None:
            raise RefusedError(obstacle.message, path=status.location.path, line=obstacle.line)
        if case.known is None and status.stamp is not None:
            reason = status.reason or Reason.UNKNOWN_HASH.value
            caller = self._versions.view.project.caller
            command = f"{caller.command('sync')} {caller.path(status.location.path)}"
            message = f"the version that it was brought to is not found ({reason}); run `{command}`"
            raise RefusedError(message, path=status.location.path)
        return OpenDocument(status, case, read_document(case))

    def deliver(self, opened: OpenDocument, fillings: Sequence[Filling]) -> Delivery:
        """Work out what words make of a translation; nothing is written yet.

        Raises:
            RefusedError: its stamp, or it, cannot be written.
        """
        case = opened.case
        filled = fill_units(case.translation, fillings, case.links, case.generated)
        before = case.translation.text
        if filled.text == before:
            return Delivery(before, filled.unfit, None)
        stamp = opened.status.stamp
        advanced = self._advance(case, filled.text, stamp)
        data = before.encode()
        location = opened.status.location
        if advanced is None or advanced == stamp:
            edit = FileEdit(location.path, data, filled.text.encode())
        else:
            edit = self.writer.build_edit(location, data, filled.text, advanced)
        return Delivery(edit.after.decode(), filled.unfit, edit, advanced != stamp)

    def write(self, opened: OpenDocument, edit: FileEdit) -> None:
        """Write an edit, unless the translation or its stamp changed meanwhile.

        Raises:
            RefusedError, FileError: as `Writer.replace`.
        """
        self.writer.replace(opened.status.location, opened.status.stamp, edit)

    def _advance(self, case: Case, text: str, stamp: Stamp | None) -> Stamp | None:
        """Return the stamp of a translation with a new text: done, where nothing is owed."""
        if stamp is None or stamp.synced_hash is None:
            return stamp
        after = read_markdown(text, case.translation.dialect)
        if has_mark(after) or not _is_whole(case, stamp, after):
            return stamp
        if case.known is not None and case.known.text == case.source.text:
            try:
                return self.writer.current_stamp(case.location, stamp)
            except RefusedError:  # a source that is not committed yet cannot be named by a commit
                return stamp
        if stamp.record is not None:
            return stamp
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return stamp._replace(
            original_hash=stamp.synced_hash, synced_hash=None, synced=None, translation_date=now
        )


def _is_whole(case: Case, stamp: Stamp, after: Markdown) -> bool:
    """Tell whether nothing keeps a stamp from vouching for the version that was brought in."""
    settled = settle(case)._replace(translation=after)
    if stamp.synced in (None, TABLES) and not stamp.is_started:
        base, known = case.base, settled.source
        if base is None or not same_prose(base, known, case.generated, case.counted):
            return False
    return not find_shape_faults(settled)


def _name(error: SyncError, path: str) -> SyncError:
    """Return an error that names a file, if only the translation that it was met at."""
    if error.path is None:
        error.path = path
    return error


def tell_behind(statuses: Iterable[Status], caller: Caller, then: str) -> Iterator[str]:
    """Say what is owed and not marked yet, and what to call before the command ``then``."""
    by_state: dict[State, list[str]] = {State.STALE: [], State.MISSING: []}
    for status in statuses:
        if status.state in by_state:
            by_state[status.state].append(status.location.language)
    stale, missing = by_state[State.STALE], by_state[State.MISSING]
    if stale:
        command = f"{caller.command('sync')} --lang {quote_name(','.join(dict.fromkeys(stale)))}"
        told = f"{_count(len(stale))} stale, so what changed is not marked yet"
        yield f"{told}: `{command}`, then {then}"
    if missing:
        first, *others = dict.fromkeys(missing)
        as_for = f", as for {first}" if others else ""
        command = f"{caller.command('new')} {quote_name(first)}"
        told = f"{_count(len(missing))} missing, so nothing of it is here"
        yield f"{told}{as_for}: `{command}`, then {then}"


def _count(number: int) -> str:
    return f"{number} {'translation is' if number == 1 else 'translations are'}"
