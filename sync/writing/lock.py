"""One run at a time in a language folder."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sync.errors import FileError
from sync.writing.disk import naming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.writing.places import WritingPlace

POLL_SECONDS = 0.01


@contextmanager
def hold(place: WritingPlace, *, seconds: float) -> Iterator[bool]:
    """Hold the lock of ``place``; yield False when another run kept it for ``seconds``.

    The operating system frees the lock of a run that is killed.

    Raises:
        FileError: when the lock file cannot be made.
    """
    from filelock import FileLock, Timeout

    # Empty and open to all: another user of the same folder must be able to wait for it.
    lock = FileLock(place.lock, mode=0o666)
    try:
        with naming(place.label):
            place.lock.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=seconds, poll_interval=POLL_SECONDS)
    except FileError as error:
        if not isinstance(error.__cause__, Timeout):
            message = f"the lock {place.lock.name} {error.message}"
            raise FileError(message, path=place.label) from error
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
