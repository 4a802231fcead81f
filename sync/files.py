"""Regular files, read at once or not at all: nothing waits, and nothing has no end.

What stands in a file's place may be a named pipe, a device or a socket. Whether it is, is asked of
what was opened, so that nothing can take its place in between.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from sync.errors import RefusedError

LARGEST = 100_000_000
"""A file of as many bytes is refused; the largest documents are a hundredth of that."""

_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK"):
    _FLAGS |= getattr(os, _name, 0)
_KINDS = {
    stat.S_IFIFO: "it is a named pipe",
    stat.S_IFSOCK: "it is a socket",
    stat.S_IFCHR: "it is a device",
    stat.S_IFBLK: "it is a device",
}


class IrregularError(OSError):
    """What is no regular file, or has no end in sight; ``strerror`` says which."""


def read_regular(path: str | Path, size: int | None = None) -> bytes:
    """Return the bytes of a regular file, or its first ``size``.

    Raises:
        IrregularError: it is no regular file, or has `LARGEST` bytes or more.
        OSError: it cannot be read.
    """
    descriptor = _open(path)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _refuse(status.st_mode, path)
        if status.st_size >= LARGEST:
            raise _refuse_size(path)
        if size is not None:
            return os.read(descriptor, size)
        return _read_all(descriptor, status.st_size, path)
    finally:
        os.close(descriptor)


def is_inside(root: str | Path, path: str | Path) -> bool:
    """Tell whether a path leads to a place in the root, with all links of both followed."""
    ends = os.path.realpath(root), os.path.realpath(path)
    try:
        return os.path.commonpath(ends) == ends[0]
    except ValueError:  # two drives of Windows
        return False


def resolve_named(root: Path, cwd: Path, name: str) -> Path:
    """Follow the links of a file that a call names from the folder ``cwd``.

    It may lie anywhere, in the root or not; but a link that came with the root's other files is
    nobody's word that what it leads to may be read, or written over.

    Raises:
        RefusedError: when it lies in the root, and a link leads out of it.
    """
    spelled = Path(os.path.normpath(os.path.realpath(cwd) / Path(name)))
    target = Path(os.path.realpath(cwd / name))
    is_ours = spelled.is_relative_to(os.path.realpath(root)) or is_inside(root, spelled.parent)
    if is_ours and not is_inside(root, target):
        raise RefusedError("leads out of the root through a link: put a file there", path=name)
    return target


def _open(path: str | Path) -> int:
    try:
        return os.open(path, _FLAGS)
    except OSError as error:
        if error.errno == errno.ENXIO:  # what open(2) says of a socket
            raise _refuse(stat.S_IFSOCK, path) from error
        raise


def _refuse(mode: int, path: str | Path) -> OSError:
    if stat.S_ISDIR(mode):
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    what = _KINDS.get(stat.S_IFMT(mode), "it is no regular file")
    return IrregularError(errno.EINVAL, f"{what}; put a file in its place", str(path))


def _read_all(descriptor: int, size: int, path: str | Path) -> bytes:
    """Read to the end, which may be another than the size said when the file was opened."""
    pieces: list[bytes] = []
    left = LARGEST
    wanted = size + 1
    while left > 0:
        piece = os.read(descriptor, min(wanted, left))
        if not piece:
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)
        pieces.append(piece)
        left -= len(piece)
        wanted = 1 << 20
    raise _refuse_size(path)


def _refuse_size(path: str | Path) -> OSError:
    message = f"it has {LARGEST // 1_000_000} MB or more; put a smaller file in its place"
    return IrregularError(errno.EFBIG, message, str(path))
