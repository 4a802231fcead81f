"""Reading git's objects, many through one process."""

from __future__ import annotations

import weakref
from itertools import islice
from typing import IO, TYPE_CHECKING, Self

from sync.errors import GitError
from sync.git.repository import Repository, read_words, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from subprocess import Popen
    from types import TracebackType

_WINDOW = 64  # requests on their way at once: they must fit into any system's pipe
_CHUNK = 1 << 20  # bytes read at once of what nobody wants


class BlobReader:
    """One ``git cat-file --batch``, started at the first question; not for several threads."""

    def __init__(self, repository: Repository, *options: str) -> None:
        """Remember where to start git, and with which of its own options."""
        self._repository = repository
        self._options = options
        self._process: Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None

    def __enter__(self) -> Self:
        """Return the reader."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End git's process."""
        self.close()

    def close(self) -> None:
        """End git's process; another question starts another one."""
        self._end()
        self._process = None

    def read(self, blob: str, limit: int | None = None) -> bytes:
        """Return the content of an object, or its first ``limit`` bytes.

        Raises:
            GitError: git does not have the object, or failed.
        """
        self.ask((blob,))
        return self.receive(blob, limit)

    def ask(self, blobs: Iterable[str]) -> None:
        """Send for objects; each must be received, in the same order, before the next question."""
        try:
            stdin = _pipe(self._running().stdin)
            stdin.write("".join(f"{blob}\n" for blob in blobs).encode("ascii"))
            stdin.flush()
        except OSError as error:
            raise self._failure() from error

    def receive(self, blob: str, limit: int | None = None) -> bytes:
        """Return the content of an object that was asked for, or its first ``limit`` bytes."""
        data = self.receive_known(limit)
        if data is None:
            raise GitError(f"git does not have the object {blob}: run git fetch, or git fsck")
        return data

    def receive_known(self, limit: int | None = None) -> bytes | None:
        """Return the same of the next object; None for one that git does not have."""
        stdout = _pipe(self._running().stdout)
        header = stdout.readline().split()
        if header[1:] == [b"missing"]:
            return None
        if len(header) != 3:  # noqa: PLR2004  name, type, size: see git-cat-file(1)
            raise self._failure()
        size = int(header[2])
        wanted = size if limit is None else min(size, limit)
        data = stdout.read(wanted)
        _skip(stdout, size - wanted + 1)  # a line end follows the content
        if len(data) != wanted:
            raise self._failure()
        return data

    def _running(self) -> Popen[bytes]:
        if self._process is None:
            self._process = start(self._repository, *self._options, "cat-file", "--batch")
            self._end = weakref.finalize(self, _finish, self._process)
        return self._process

    def _failure(self) -> GitError:
        said = b""
        if self._process is not None:
            self._process.kill()
            said = self._process.communicate()[1]
        self.close()
        return GitError(f"git cat-file failed: {read_words(said)}")


def read_blobs(
    repository: Repository, blobs: Iterable[str], *options: str
) -> Iterator[tuple[str, bytes | None]]:
    """Yield each object's name and content, in the order given, holding one content at a time.

    ``options`` are git's own. The content is None for one that git does not have; raises GitError
    where git fails.
    """
    left = iter(blobs)
    with BlobReader(repository, *options) as reader:
        while window := tuple(islice(left, _WINDOW)):
            reader.ask(window)
            for blob in window:
                yield blob, reader.receive_known()


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise GitError("git was started without a pipe")
    return stream


def _skip(stream: IO[bytes], count: int) -> None:
    while count > 0:
        skipped = len(stream.read(min(count, _CHUNK)))
        count = count - skipped if skipped else 0


def _finish(process: Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None and not stream.closed:
            try:
                stream.close()
            except BrokenPipeError:
                continue  # git has gone already
    process.kill()
    process.wait()
