"""What a killed run began: completed, or put away as if it had never begun.

Nothing outside of this run's root is touched, whatever a journal says: the git directory may have
come from anywhere, with journals and with settings that call any folder its work tree.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace as with_fields
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import FileError, RefusedError
from sync.writing.applying import carry_out
from sync.writing.disk import naming, read_present, remove_file, remove_folders
from sync.writing.edits import FileEdit, Recovery, RecoveryOutcome, Removal, SidecarEdit
from sync.writing.journal import (
    Journal,
    SidecarNote,
    fingerprint,
    partial_journal,
    read_journal,
)
from sync.writing.lock import hold
from sync.writing.places import WritingPlace, find_places, relative_below, resolve_path
from sync.writing.replacing import (
    find_entry,
    plan_sidecar,
    prepare,
    replace,
    require_unchanged,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def recover(root: Path, folders: Iterable[str], *, state_dir: Path | None) -> tuple[Recovery, ...]:
    """Complete or put away what killed runs left unfinished, before a run that writes.

    Args:
        root: the root of this run.
        folders: the language folders, relative to the root. They are searched for journals
            outside git only; inside, all journals are in ``state_dir``, those of other roots
            in the same repository too, which are left to runs there.
        state_dir: our folder in the git directory; it need not exist. None outside git.

    Returns:
        What was done, and what could not be, with nothing for a folder in which there was nothing
        to do, or in which another run is at work: that one has seen to it.

    Raises:
        RefusedError: when a folder leaves the root.
    """
    places = find_places(root, tuple(folders), state_dir)
    recoveries = (_recover_place(place) for place in places if _has_journal(place))
    return tuple(recovery for recovery in recoveries if recovery is not None)


def complete(place: WritingPlace, *, is_ours: bool = True) -> Recovery | None:
    """Settle the journal of ``place``, whose lock the caller holds; None when nothing was to do.

    One that names files outside of the root is set aside if its place is known to be ours, where
    it would be in the way of every run; else it is left, for it may be another root's.

    Raises:
        FileError: when the file system refuses; the journal stays.
    """
    remove_file(partial_journal(place.journal))
    with naming(str(place.journal), "read"):
        try:
            journal = read_journal(place.journal)
        except FileNotFoundError:
            return None
    if journal is None:
        return _set_aside(place, "cannot be read as the journal of a killed run")
    journal = _as_seen_from_root(journal, place)
    if journal is None:
        message = "is the journal of a killed run and names files outside of this root"
        return _set_aside(place, message) if is_ours else _leave(place, message)
    recovery = _settle(place, journal)
    _tidy_up(place.root, journal)
    remove_file(place.journal)
    return recovery


def _has_journal(place: WritingPlace) -> bool:
    return place.journal.exists() or partial_journal(place.journal).exists()


def _recover_place(place: WritingPlace) -> Recovery | None:
    try:
        with hold(place, seconds=0) as held:
            return complete(place, is_ours=place.state is None) if held else None
    except FileError as error:
        return Recovery(error.path or place.label, RecoveryOutcome.FAILED, error.message)


def _set_aside(place: WritingPlace, message: str) -> Recovery:
    aside = place.journal.with_name(place.journal.name + ".broken")
    try:
        place.journal.replace(aside)
    except OSError:
        return _leave(place, message)
    message = f"{message}; it was set aside, and may be deleted"
    return Recovery(str(aside), RecoveryOutcome.SET_ASIDE, message)


def _leave(place: WritingPlace, message: str) -> Recovery:
    message = f"{message}, and is left as it is: delete it, if no run in another root completes it"
    return Recovery(str(place.journal), RecoveryOutcome.LEFT, message)


def _as_seen_from_root(journal: Journal, place: WritingPlace) -> Journal | None:
    """Return the journal with its paths relative to our root; None where one lies outside of it.

    The killed run may have had another root in the same repository. Outside git nothing tells: its
    paths are taken as ours, and fail the comparison of contents if they mean something else.
    """
    start = place.root
    if place.state is not None:
        start = Path(os.path.realpath(place.state / journal.root))
    note = journal.sidecar
    try:
        path, *created = (
            relative_below(place.root, start / each) for each in (journal.path, *journal.created)
        )
        if note is not None:
            note = with_fields(note, path=relative_below(place.root, start / note.path))
    except RefusedError:
        return None
    return with_fields(journal, path=path, created=tuple(created), sidecar=note)


def _settle(place: WritingPlace, journal: Journal) -> Recovery | None:
    """Bring both files to where the killed run wanted them, unless one has changed since."""
    try:
        target = resolve_path(place.root, journal.path)
        present = read_present(target, journal.path)
        if journal.sidecar is not None and not _has_own_entry(place, journal.sidecar):
            return _abandon(journal, f"its entry in {journal.sidecar.path}")
        if fingerprint(present) == journal.after:
            return _finish_sidecar(place, journal)
        if fingerprint(present) != journal.before:
            return _abandon(journal, "it")
        return _roll_forward(place, journal, target, present)
    except RefusedError as error:
        cause = error if error.path != journal.path else error.message
        message = f"{_tell_begun(journal)}, and is left as it is: {cause}"
        return Recovery(journal.path, RecoveryOutcome.ABANDONED, message)


def _has_own_entry(place: WritingPlace, note: SidecarNote) -> bool:
    """Tell whether the entry is as the killed run found it or as it was to leave it."""
    sidecar = plan_sidecar(place.root, _sidecar_edit(note), note.temporary)
    if sidecar.before == sidecar.after:
        return True
    return find_entry(sidecar.before, note.path, note.document) == note.previous


def _sidecar_edit(note: SidecarNote) -> SidecarEdit:
    return SidecarEdit(note.path, note.document, note.stamp)


def _finish_sidecar(place: WritingPlace, journal: Journal) -> Recovery | None:
    """Write the entry of a translation that is in place; on failure the journal stays."""
    if journal.sidecar is None:
        return None
    note = journal.sidecar
    sidecar = plan_sidecar(place.root, _sidecar_edit(note), note.temporary)
    if sidecar.before == sidecar.after:
        return None
    with ExitStack() as undo:
        undo.callback(remove_file, sidecar.temporary)
        prepare(sidecar)
        require_unchanged(sidecar)
        replace(sidecar)
    return _completed(journal)


def _roll_forward(
    place: WritingPlace, journal: Journal, target: Path, present: bytes | None
) -> Recovery | None:
    """Carry the edit out from its prepared file, or put it away when that is not complete."""
    sidecar = None if journal.sidecar is None else _sidecar_edit(journal.sidecar)
    if journal.after is None and present is not None:
        carry_out(place, Removal(journal.path, present, sidecar))
        return _completed(journal)
    temporary = target.with_name(journal.temporary)
    prepared = None if temporary.is_symlink() else read_present(temporary, journal.path)
    if prepared is None or fingerprint(prepared) != journal.after:
        message = "was about to be written by a run that was killed; it is as it was before"
        return Recovery(journal.path, RecoveryOutcome.DISCARDED, message)
    carry_out(place, FileEdit(journal.path, present, prepared, sidecar))
    return _completed(journal)


def _completed(journal: Journal) -> Recovery:
    message = f"{_tell_begun(journal)}; this is completed now"
    return Recovery(journal.path, RecoveryOutcome.COMPLETED, message)


def _abandon(journal: Journal, what: str) -> Recovery:
    message = f"{_tell_begun(journal)}, but {what} has changed since; both stay"
    return Recovery(journal.path, RecoveryOutcome.ABANDONED, message)


def _tell_begun(journal: Journal) -> str:
    verb = "removed" if journal.after is None else "written"
    return f"was being {verb} by a run that was killed"


def _tidy_up(root: Path, journal: Journal) -> None:
    """Remove the temporary files that the journal names, and its folders where they are empty."""
    files = [(journal.path, journal.temporary)]
    if journal.sidecar is not None:
        files.append((journal.sidecar.path, journal.sidecar.temporary))
    for path, temporary in files:
        try:
            remove_file(resolve_path(root, path).with_name(temporary))
        except RefusedError:
            continue  # it was not written there either
    remove_folders(_created(root, journal))


def _created(root: Path, journal: Journal) -> Iterable[Path]:
    for folder in journal.created:
        try:
            yield resolve_path(root, folder)
        except RefusedError:
            continue
