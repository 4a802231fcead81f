"""One stale or pending translation: what its merge makes of it, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import LackingError, RefusedError, SyncError
from sync.hashing import digest
from sync.merge.update import Advance, TextUpdate, update_text
from sync.merge.values import MergeOptions
from sync.model import DOCUMENT, TABLES, Note, Reason, StampFormat, find_fetch_command, name_digest
from sync.results import FilledUnits, Outcome, Updated, refuse
from sync.workflow.named_base import BY_DATE, NamedBase
from sync.writing import FileEdit
from sync.writing.writer import Writer

if TYPE_CHECKING:
    from sync.case import Case
    from sync.model import Location, Stamp, Status
    from sync.project.config.values import Config
    from sync.results import Caller
    from sync.versions import Versions


_MADE_FROM_PRESENT = "has no stamp, and the version named is the present one"


def choose_merge(config: Config, base: MergeOptions | None = None) -> MergeOptions:
    """Return how to merge as a project's configuration has it, and otherwise as ``base`` says."""
    chosen = base or MergeOptions()
    tables_only = chosen.tables_only or not config.prose
    return chosen._replace(table_style=config.table_style, tables_only=tables_only)


class SyncOptions(NamedTuple):
    """How to go about it.

    ``writes`` is False for a run that only shows what it would do. ``base`` is what `NamedBase`
    knows, for translations whose own is not found, or that have no stamp; ``ignores_base`` aligns
    all of them with the source directly. Up to ``jobs`` processes work the merges out.
    ``recalls`` fills in what translations know already (`sync.workflow.recalling`).
    """

    merge: MergeOptions
    writes: bool = True
    shows: bool = False
    force: bool = False
    base: str | None = None
    ignores_base: bool = False
    jobs: int = 1
    recalls: bool = False


class Worked(NamedTuple):
    """A case, what there is to say about its base, and its new text."""

    case: Case
    notes: tuple[Note, ...]
    update: TextUpdate


class Merged(NamedTuple):
    """What is to become of a translation.

    ``edit`` is what has to be written for it, if anything may be; ``is_harmless`` where that takes
    no words of its away. ``failure`` is an error that is no refusal.
    """

    update: Updated
    edit: FileEdit | None = None
    failure: SyncError | None = None
    is_harmless: bool = False


def fail(status: Status, error: SyncError) -> Merged:
    """Return that a translation is refused, and the error where it is more than that."""
    is_refusal = isinstance(error, RefusedError)
    return Merged(refuse(status, error), failure=None if is_refusal else error)


class MergeTask(NamedTuple):
    """Working merges out, here or in another process.

    The base that the options name, a path of it being relative to ``cwd``, is asked of git where
    it is needed.
    """

    versions: Versions
    options: SyncOptions
    cwd: Path

    def open(self) -> Callable[[Status], Merged]:
        """Return what merges one translation."""
        return Merger(self).merge


class Merger:
    """Works merges out, one by one, and what has to be written for them."""

    def __init__(self, task: MergeTask) -> None:
        """Read nothing yet."""
        self._options = task.options
        self._versions = task.versions
        self._named = NamedBase(task.options.base, task.cwd, task.versions)
        self._writer = Writer(task.versions)

    def merge(self, status: Status) -> Merged:
        """Work out a translation's update; one that is refused says why."""
        try:
            return self.conclude(self.work(status))
        except SyncError as error:
            return fail(status, error)

    def open(self, status: Status) -> tuple[Case, tuple[Note, ...]]:
        """Open a translation's case with the base that counts, and what there is to say of that.

        Raises:
            SyncError: it cannot be read, or nobody knows what it was made from.
        """
        return self._choose_base(self._open(status))

    def work(self, status: Status) -> Worked:
        """Merge one translation; raises what `open` does."""
        case, notes = self.open(status)
        return Worked(case, notes, update_text(case, self._options.merge))

    def conclude(self, worked: Worked, filled: FilledUnits | None = None) -> Merged:
        """Return what is to become of a translation; ``filled`` counts what memory added to it.

        Raises:
            RefusedError: its stamp cannot be written.
        """
        case, notes, update = worked
        status, text = case.status, case.translation.text
        notes = (*notes, *update.notes)
        if update.refusal is not None:
            return Merged(
                Updated(
                    status,
                    Outcome.REFUSED,
                    tables=update.tables,
                    notes=notes,
                    refusal=update.refusal,
                )
            )
        edit = self._plan_edit(case, text.encode(), update, is_filled=filled is not None)
        if edit is None:
            if status.stamp is None:
                record = f"once it is up to date, record that: {self._call('stamp', status)}"
                notes = (*notes, Note(None, f"{_MADE_FROM_PRESENT}; {record}"))
            unchanged = Updated(
                status, Outcome.UNCHANGED, tables=update.tables, counts=update.counts, notes=notes
            )
            return Merged(unchanged)
        shows = self._options.shows
        updated = Updated(
            status,
            Outcome.UPDATED,
            stamped=update.advance is Advance.DOCUMENT,
            tables=update.tables,
            units=update.units,
            counts=update.counts,
            notes=notes,
            before=text if shows else None,
            after=edit.after.decode() if shows else None,
            filled=filled,
        )
        return Merged(updated, edit if self._options.writes else None)

    def _open(self, status: Status) -> Case:
        """Open a case; RefusedError where its source is not here, with what brings it."""
        if status.reason == Reason.SUBMODULE:
            raise self._refuse_absent(status, Reason.SUBMODULE)
        try:
            return self._versions.open(status)
        except LackingError as error:
            raise self._refuse_absent(status, Reason.PARTIAL_CLONE) from error

    def _refuse_absent(self, status: Status, reason: Reason) -> RefusedError:
        fetch = str(find_fetch_command(reason))
        command = self._caller.git_about(status.location.source, fetch)
        return RefusedError(f"its source is not here ({reason.value}): get it with `{command}`")

    def _plan_edit(
        self, case: Case, before: bytes, update: TextUpdate, *, is_filled: bool
    ) -> FileEdit | None:
        known = case.status.stamp
        spec = self._versions.view.specs.find(case.location)
        after = update.text.encode()
        if known is None and spec is not None and spec.is_elsewhere:
            return FileEdit(case.location.path, before, after) if after != before else None
        is_kept = known is not None and known.format is not StampFormat.HISTORY
        stamp = known if is_kept else self._first_stamp(case)
        if update.advance is not Advance.NONE:
            stamp = self._advance_stamp(case.location, stamp, update.advance)
        if stamp is None:
            return None
        if stamp == known and update.advance is Advance.NONE:
            return FileEdit(case.location.path, before, after) if is_filled else None
        edit = self._writer.build_edit(case.location, before, update.text, stamp)
        return None if edit.after == before and stamp == known else edit

    def _first_stamp(self, case: Case) -> Stamp | None:
        """Return the stamp that records which version an unstamped translation was made from.

        None where that is the present one: whether all of it was translated is for a person to say.
        """
        if case.base is None:
            return None
        named = digest(case.base.text.encode())
        if self._versions.source(case.location.source).is_named_by(name_digest(named)):
            return None
        return self._writer.new_stamp(case.location)._replace(original_hash=named)

    def _advance_stamp(self, location: Location, stamp: Stamp | None, advance: Advance) -> Stamp:
        if advance is Advance.DOCUMENT:
            try:
                return self._writer.current_stamp(location, stamp)
            except RefusedError:  # a source that is not committed yet cannot be named by a commit
                return self._writer.synced_stamp(location, stamp, DOCUMENT)
        synced = DOCUMENT if advance is Advance.SYNCED else TABLES
        return self._writer.synced_stamp(location, stamp, synced)

    def _choose_base(self, case: Case) -> tuple[Case, tuple[Note, ...]]:
        """Return the case with the base that the call names, where its own is not found."""
        stamp = case.status.stamp
        if self._options.ignores_base:
            return case._replace(base=None, known=None, prose=None), ()
        base, known = case.base, case.known
        notes: tuple[Note, ...] = ()
        if stamp is None:
            base, notes = self._named.find(case.location, None)
            return case._replace(base=base, known=base, prose=base), notes
        if base is None and not stamp.is_started:
            base, notes = self._named.find(case.location, stamp)
            if base is None and known is None:
                raise RefusedError(self._explain_missing(case.status))
            known = base if stamp.synced_hash is None else known
        if known is None and stamp.synced_hash is not None:
            message = "the version of synced_hash is gone; aligned with the source itself"
            notes = (*notes, Note(None, message))
        prose = stamp.choose_prose(base, known)
        return case._replace(base=base, known=known, prose=prose), notes

    def _explain_missing(self, status: Status) -> str:
        reason = f" ({status.reason})" if status.reason else ""
        command = find_fetch_command(status.reason)
        call = self._caller.git_about(status.location.source, command) if command else ""
        fetch = f"fetch it with `{call}`, or " if command else ""
        by_date, aligned = (
            self._call(f"sync {option}", status) for option in (f"--base {BY_DATE}", "--no-base")
        )
        stamp = status.stamp
        dated = self._named.find_dated(status.location, stamp and stamp.translation_date)
        is_known = not isinstance(dated, str)
        date = f"take the one of the stamp's date with `{by_date}`, " if is_known else ""
        why = f", and {dated}" if self._options.base == BY_DATE else ""
        named = "FILE" if self._named.history is None else "REV or FILE"
        return (
            f"base not found{reason}{why}: {fetch}name one with --base {named}, {date}"
            f"or align with the source by `{aligned}`"
        )

    def _call(self, command: str, status: Status) -> str:
        return f"{self._caller.command(command)} {self._caller.path(status.location.path)}"

    @property
    def _caller(self) -> Caller:
        return self._versions.view.project.caller
