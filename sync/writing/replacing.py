"""One file on its way from the bytes that were read to the bytes that are to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.errors import RefusedError, StampError
from sync.stamps.opened import OpenSidecar
from sync.stamps.sidecar import remove_entry, render_sidecar
from sync.writing.disk import (
    naming,
    put_in_place,
    read_present,
    require_writable,
    take_out,
    write_new,
)
from sync.writing.places import resolve_path

if TYPE_CHECKING:
    from pathlib import Path

    from sync.model import Stamp
    from sync.writing.edits import SidecarEdit


class FileReplacement(NamedTuple):
    """A file's old and new bytes; None for no file.

    ``path`` is relative to the root and what messages name, ``target`` the file that it leads to,
    ``temporary`` the file beside ``target`` in which ``after`` is prepared.
    """

    path: str
    target: Path
    before: bytes | None
    after: bytes | None
    temporary: Path


def plan_replacement(
    root: Path, path: str, before: bytes | None, after: bytes | None, temporary: str
) -> FileReplacement:
    """Return the replacement of the file at ``path``; ``temporary`` is a name without a folder.

    Raises:
        RefusedError: when the path leaves the root.
    """
    target = resolve_path(root, path)
    return FileReplacement(path, target, before, after, target.with_name(temporary))


def plan_sidecar(root: Path, edit: SidecarEdit, temporary: str) -> FileReplacement:
    """Read the sidecar afresh and return its replacement, with every other entry as it is now.

    Raises:
        FileError: when it cannot be read.
        RefusedError: when it is broken, or its path leaves the root.
    """
    before = read_present(resolve_path(root, edit.path), edit.path)
    try:
        after = _render(before, edit)
    except StampError as error:
        message = f"cannot be updated: {error.message}"
        raise RefusedError(message, path=edit.path, line=error.line) from error
    return plan_replacement(root, edit.path, before, after, temporary)


def _render(before: bytes | None, edit: SidecarEdit) -> bytes | None:
    if edit.stamp is not None:
        return render_sidecar(before, edit.document, edit.stamp)
    return None if before is None else remove_entry(before, edit.document)


def find_entry(data: bytes | None, path: str, document: str) -> Stamp | None:
    """Return the stamp of ``document`` in a sidecar's bytes; None when it has no readable one."""
    if data is None:
        return None
    try:
        return OpenSidecar(data, path).find(document)
    except StampError:
        return None


def prepare(replacement: FileReplacement) -> None:
    """Write the new bytes, if any, beside the target and wait until they are on the medium.

    Raises:
        FileError: when the file system refuses.
    """
    if replacement.after is None:
        return
    with naming(replacement.path):
        write_new(replacement.temporary, replacement.after, like=replacement.target)
        require_writable(replacement.target)


def require_unchanged(replacement: FileReplacement) -> None:
    """Read the target once more.

    Raises:
        FileError: when it cannot be read.
        RefusedError: when it no longer holds what the edit was computed from.
    """
    present = read_present(replacement.target, replacement.path)
    if present == replacement.before:
        return
    if replacement.before is None:
        message = "exists already and is not overwritten"
    elif replacement.after is None:
        message = "changed meanwhile and is not removed; run again"
    elif present is None:
        message = "was removed meanwhile and is not written; run again"
    else:
        message = "changed meanwhile and is not overwritten; run again"
    raise RefusedError(message, path=replacement.path)


def replace(replacement: FileReplacement) -> None:
    """Put the prepared bytes in the target's place, or take the target away where there are none.

    Raises:
        FileError: when the file system refuses; then the target is as it was.
    """
    if replacement.after is None:
        with naming(replacement.path, "removed"):
            take_out(replacement.target)
        return
    with naming(replacement.path):
        put_in_place(replacement.temporary, replacement.target)
