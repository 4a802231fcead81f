"""The file system's part: a file is read, prepared beside its target, and put in its place."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sync.errors import FileError, RefusedError
from sync.files import IrregularError, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_RUN_AGAIN = "and run again"
_WAYS_OUT = {
    errno.ENOSPC: f"free some space {_RUN_AGAIN}",
    errno.EDQUOT: f"free some of your quota {_RUN_AGAIN}",
    errno.EFBIG: f"raise the limit of file sizes (ulimit -f) {_RUN_AGAIN}",
    errno.EACCES: f"make it and its folder writable for you {_RUN_AGAIN}",
    errno.EPERM: f"make it and its folder writable for you {_RUN_AGAIN}",
    errno.EROFS: f"mount the file system writable {_RUN_AGAIN}",
}


@contextmanager
def naming(path: str, verb: str = "written") -> Iterator[None]:
    """Turn an OSError into a FileError that names ``path`` and the way out."""
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        way_out = _WAYS_OUT.get(error.errno or 0, f"remove the cause {_RUN_AGAIN}")
        raise FileError(f"cannot be {verb}: {cause}; {way_out}", path=path) from error


def read_present(target: Path, path: str) -> bytes | None:
    """Return the bytes of ``target``, shown as ``path`` in messages; None when it does not exist.

    Raises:
        FileError: when it cannot be read.
        RefusedError: when it is a folder, a pipe or the like, or too large.
    """
    with naming(path, "read"):
        try:
            return read_regular(target)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError as error:
            raise RefusedError("is a folder: put a file in its place", path=path) from error
        except IrregularError as error:
            raise RefusedError(f"cannot be read: {error.strerror}", path=path) from error


def missing_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders that have to be made so that ``folder`` exists, outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    return tuple(reversed(missing))


def remove_folders(folders: Iterable[Path]) -> None:
    """Remove those of ``folders`` (outermost first) that are empty."""
    for folder in reversed(tuple(folders)):
        with suppress(OSError):
            folder.rmdir()


def remove_file(file: Path) -> None:
    """Remove one of our own files; the next run replaces or drops what cannot be removed."""
    with suppress(OSError):
        file.unlink()


def write_new(file: Path, data: bytes, *, like: Path | None, durable: bool = True) -> None:
    """Write ``data`` to ``file``, in place of a left-over of the same name.

    ``like`` is the file whose mode and, where permitted, ownership it takes; None, or a file that
    does not exist, gives the defaults. ``durable`` waits until the bytes are on the medium.

    Raises:
        OSError: when the file system refuses; then there is no such file.
    """
    with suppress(FileNotFoundError):
        file.unlink()
    status = _find_status(like)
    # Until it has its owner, nobody else may read what the old file may have kept from them.
    mode = 0o666 if status is None else 0o600
    try:
        with open(file, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as stream:
            stream.write(data)
            stream.flush()
            if status is not None:
                _copy_owner_and_mode(file, status)
            if durable:
                os.fsync(stream.fileno())
    except OSError:
        with suppress(OSError):
            file.unlink()
        raise


def put_in_place(file: Path, target: Path, *, durable: bool = True) -> None:
    """Rename ``file`` to ``target`` in the same folder; ``durable`` waits until that will last.

    Raises:
        OSError: when the file system refuses; then nothing has changed.
    """
    file.replace(target)
    if durable:
        _sync_folder(target.parent)


def take_out(file: Path) -> None:
    """Remove ``file``, and wait until that will last.

    Raises:
        OSError: when the file system refuses; then nothing has changed.
    """
    file.unlink()
    _sync_folder(file.parent)


def require_writable(target: Path) -> None:
    """Respect a file's own write protection, which a rename would pass by.

    Raises:
        PermissionError: when ``target`` exists and is write-protected.
    """
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))


def _find_status(file: Path | None) -> os.stat_result | None:
    if file is None:
        return None
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _copy_owner_and_mode(file: Path, status: os.stat_result) -> None:
    """Give ``file`` the group, owner and mode of ``status``, in the order that keeps each."""
    if hasattr(os, "chown"):
        for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(OSError):  # only the superuser gives files away; the mode still goes over
                os.chown(file, owner, group)
    file.chmod(stat.S_IMODE(status.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make a change in ``folder`` last, where folders can be opened and synced (not on Windows)."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
