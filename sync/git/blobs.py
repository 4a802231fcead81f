"""Reading git's objects, many through one process."""

from __future__ import annotations

import weakref
from itertools import islice
from typing import IO, TYPE_CHECKING, Self, TypeVar

from sync.errors import GitError
from sync.git.repository import Repository, read_words, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from subprocess import Popen
    from types import TracebackType

_Received = TypeVar("_Received")

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

    def resolve(self, name: str) -> str | None:
        """Return the full name of the object that ``name`` stands for, None without one."""
        self.ask((name,))
        header = self._receive_header()
        if header is None:
            return None
        _skip(_pipe(self._running().stdout), int(header[2]) + 1)
        return header[0].decode("ascii")

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
        header = self._receive_header()
        if header is None:
            return None
        stdout = _pipe(self._running().stdout)
        size = int(header[2])
        wanted = size if limit is None else min(size, limit)
        data = stdout.read(wanted)
        _skip(stdout, size - wanted + 1)  # a line end follows the content
        if len(data) != wanted:
            raise self._failure()
        return data

    def read_all(self, blobs: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """Yield each object's name and content, in the order given; None for one not there."""
        return self._ask_all(blobs, self.receive_known)

    def stream_all(self, blobs: Iterable[str]) -> Iterator[tuple[str, Iterator[bytes] | None]]:
        """Yield each blob's name and its content in pieces, to be used up before the next."""
        return self._ask_all(blobs, self._receive_pieces)

    def _ask_all(
        self, blobs: Iterable[str], receive: Callable[[], _Received]
    ) -> Iterator[tuple[str, _Received]]:
        left = iter(blobs)
        is_done = False
        try:
            while window := tuple(islice(left, _WINDOW)):
                self.ask(window)
                for blob in window:
                    yield blob, receive()
            is_done = True
        finally:
            if not is_done:  # what is still on its way would answer the next question
                self.close()

    def _receive_pieces(self) -> Iterator[bytes] | None:
        header = self._receive_header()
        if header is None:
            return None
        name, kind, size = (part.decode("ascii") for part in header)
        if kind != "blob":
            raise GitError(f"git: object {name} is a {kind}, not a blob")
        return self._read_pieces(name, int(size))

    def _read_pieces(self, name: str, size: int) -> Iterator[bytes]:
        stdout = _pipe(self._running().stdout)
        while size:
            piece = stdout.read(min(size, _CHUNK))
            if not piece:
                raise GitError(f"git: object {name} cannot be read; `git fsck` says more")
            size -= len(piece)
            yield piece
        _skip(stdout, 1)

    def _receive_header(self) -> list[bytes] | None:
        """Return name, type and size of the next object; None for one that git does not have."""
        header = _pipe(self._running().stdout).readline().split()
        if header[1:] == [b"missing"]:
            return None
        if len(header) != 3:  # noqa: PLR2004  see git-cat-file(1)
            raise self._failure()
        return header

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
    with BlobReader(repository, *options) as reader:
        yield from reader.read_all(blobs)


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
