"""One edit, carried out so that it can be undone until it is certain, and completed after that.

The order of the steps, and what a reader sees after a kill between any two of them:

1. The journal, then the temporary files. Nothing that anyone reads has changed.
2. Both targets are read once more, as late as possible. Up to here an error or an interruption
   undoes the edit; from here on the next run completes it. After a kill, the next run completes
   it where the prepared translation is whole, and else puts it away.
3. An existing translation is replaced before its sidecar. Between the two the translation is new
   and its entry old, so the state is the one before the edit (stale or pending): work seems left
   that is done, which the journal or a second run settles. The other way round the entry would
   vouch for a text that is not there.
4. A new translation comes after its sidecar. Between the two it is missing, whatever its entry
   says; the other way round the entry of a translation deleted earlier would call a fresh
   skeleton, with all its work left, up to date.
5. A translation that goes, goes before its entry, which without its file says nothing. The other
   way round a file that is still there would have lost its stamp. A later document of that name
   would inherit the entry: so the next run removes it.
6. The journal goes.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.writing.disk import missing_folders, naming, remove_file, remove_folders
from sync.writing.journal import (
    Journal,
    SidecarNote,
    fingerprint,
    partial_journal,
    write_journal,
)
from sync.writing.places import Role, WritingPlace, relative_to
from sync.writing.replacing import (
    FileReplacement,
    find_entry,
    plan_replacement,
    plan_sidecar,
    prepare,
    replace,
    require_unchanged,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sync.writing.edits import FileEdit, Removal


def carry_out(place: WritingPlace, edit: FileEdit | Removal) -> tuple[str, ...]:
    """Apply ``edit``; the caller holds the lock of ``place`` and no journal is there.

    Returns the paths of what changed.

    Raises:
        FileError: when the file system refuses.
        RefusedError: when a file is not what the edit was computed from, or may not be written.
    """
    name = place.temporary_name(Role.TRANSLATION)
    translation = plan_replacement(place.root, edit.path, edit.before, edit.after, name)
    require_unchanged(translation)
    name = place.temporary_name(Role.SIDECAR)
    sidecar = None if edit.sidecar is None else plan_sidecar(place.root, edit.sidecar, name)
    files = _order(translation, sidecar)
    steps = tuple(file for file in files if file.after != file.before)
    if not steps:
        return ()
    with ExitStack() as undo:
        journal = _describe(place, edit, translation, sidecar, _folders_to_make(place, steps))
        _prepare_all(place, journal, steps, undo)
        for file in files:
            require_unchanged(file)
        _commit(steps, undo.pop_all())
    remove_file(place.journal)
    if edit.after is None:
        remove_folders((translation.target.parent,))
    return tuple(step.path for step in steps)


def _order(
    translation: FileReplacement, sidecar: FileReplacement | None
) -> tuple[FileReplacement, ...]:
    """Return the two in the order that never tells a lie."""
    if sidecar is None:
        return (translation,)
    if translation.before is None:
        return (sidecar, translation)
    return (translation, sidecar)


def _folders_to_make(place: WritingPlace, steps: Iterable[FileReplacement]) -> tuple[Path, ...]:
    """Return the folders that the edit needs and that do not exist, each after its parents."""
    needed = {step.target.parent: step.path for step in steps}
    if place.state is None:
        needed.setdefault(place.journal.parent, place.label)
    missing: dict[Path, None] = {}
    for folder, path in needed.items():
        with naming(path):
            missing.update(dict.fromkeys(missing_folders(folder)))
    return tuple(sorted(missing))


def _describe(
    place: WritingPlace,
    edit: FileEdit | Removal,
    translation: FileReplacement,
    sidecar: FileReplacement | None,
    folders: Iterable[Path],
) -> Journal:
    """Return the journal of ``edit``."""
    note = None
    if edit.sidecar is not None and sidecar is not None:
        note = SidecarNote(
            path=edit.sidecar.path,
            document=edit.sidecar.document,
            temporary=sidecar.temporary.name,
            stamp=edit.sidecar.stamp,
            previous=find_entry(sidecar.before, edit.sidecar.path, edit.sidecar.document),
        )
    return Journal(
        root=relative_to(place.root, place.journal.parent),
        path=edit.path,
        before=fingerprint(edit.before),
        after=fingerprint(edit.after),
        temporary=translation.temporary.name,
        created=tuple(relative_to(folder, place.root) for folder in folders),
        sidecar=note,
    )


def _prepare_all(
    place: WritingPlace, journal: Journal, steps: tuple[FileReplacement, ...], undo: ExitStack
) -> None:
    """Make folders, journal and temporary files; each is put on ``undo`` before it is made."""
    folders = tuple(place.root / folder for folder in journal.created)
    undo.callback(remove_folders, folders)
    with naming(journal.path):
        for folder in folders:
            folder.mkdir(exist_ok=True)
        undo.callback(remove_file, place.journal)
        undo.callback(remove_file, partial_journal(place.journal))
        write_journal(place.journal, journal)
    for step in steps:
        undo.callback(remove_file, step.temporary)
        prepare(step)


def _commit(steps: tuple[FileReplacement, ...], undo: ExitStack) -> None:
    """Put the first file in its place, or undo everything; then the other.

    An interruption from here on leaves the journal, with which the next run completes the edit.
    """
    first, *rest = steps
    try:
        replace(first)
    except FileError:
        undo.close()
        raise
    for step in rest:
        try:
            replace(step)
        except FileError as error:
            message = f"{error.message}, which completes what {first.path} began"
            raise FileError(message, path=step.path) from error
