"""A translation that goes, as it has been written at another place before.

The translation goes first: an entry without its file says nothing, a file without its entry would
have no stamp.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from sync.errors import RefusedError, StampError
from sync.stamps.sidecar import remove_entry
from sync.writing.disk import naming, read_present, remove_file
from sync.writing.places import Role, WritingPlace, resolve_path
from sync.writing.replacing import plan_replacement, prepare, replace, require_unchanged

if TYPE_CHECKING:
    from sync.writing.edits import Removal
    from sync.writing.replacing import FileReplacement


def take_away(place: WritingPlace, removal: Removal) -> tuple[str, ...]:
    """Remove a file and its entry, and return what was changed; the caller holds the lock.

    Raises:
        FileError: when the file system refuses.
        RefusedError: when the file is not what was read, or its sidecar cannot be read.
    """
    sidecar = _plan_sidecar(place, removal)
    target = resolve_path(place.root, removal.path)
    if read_present(target, removal.path) != removal.before:
        raise RefusedError("changed meanwhile, and is not removed; run again", path=removal.path)
    with naming(removal.path, "removed"):
        target.unlink()
    if sidecar is not None:
        with ExitStack() as undo:
            undo.callback(remove_file, sidecar.temporary)
            prepare(sidecar)
            require_unchanged(sidecar)
            replace(sidecar)
    with suppress(OSError):  # a folder that holds more
        target.parent.rmdir()
    return (removal.path,) if sidecar is None else (removal.path, sidecar.path)


def _plan_sidecar(place: WritingPlace, removal: Removal) -> FileReplacement | None:
    """Return the sidecar's replacement, None where it has no such entry."""
    path = removal.sidecar
    if path is None:
        return None
    before = read_present(resolve_path(place.root, path), path)
    if before is None:
        return None
    try:
        after = remove_entry(before, removal.document)
    except StampError as error:
        message = f"cannot be updated: {error.message}"
        raise RefusedError(message, path=path, line=error.line) from error
    if after == before:
        return None
    return plan_replacement(place.root, path, before, after, place.temporary_name(Role.SIDECAR))
