"""Reading git's objects one after the other, through one process.

The formats are those of git-cat-file(1), "BATCH OUTPUT".
"""

from __future__ import annotations

import weakref
from typing import IO, TYPE_CHECKING, Self

from sync.errors import GitError
from sync.git.repository import Repository, call_git, explain_damage, read_words, start

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import Popen
    from types import TracebackType

_CHUNK = 1 << 20  # bytes read at once of what nobody wants


class BlobReader:
    """One ``git cat-file --batch``, started at the first question; not for several threads."""

    def __init__(self, repository: Repository) -> None:
        """Remember where to start git."""
        self._repository = repository
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
        data = self.find(blob, limit)
        if data is None:
            lost = explain_damage(self._repository, f"object {blob} is missing")
            fetch = f"`{call_git(self._repository.toplevel)} fetch`"
            raise GitError(f"{lost}, {fetch} may bring it")
        return data

    def find(self, blob: str, limit: int | None = None) -> bytes | None:
        """Return the same; None for an object that git does not have."""
        header = self._ask(blob)
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

    def find_object(self, name: str) -> tuple[str, bytes] | None:
        """Return the kind and the content of an object; None for one that git does not have."""
        header = self._ask(name)
        if header is None:
            return None
        stdout = _pipe(self._running().stdout)
        size = int(header[2])
        data = stdout.read(size)
        _skip(stdout, 1)  # a line end follows the content
        if len(data) != size:
            raise self._failure()
        return header[1].decode("ascii"), data

    def resolve(self, name: str) -> str | None:
        """Return the full name of the object that ``name`` stands for, None without one."""
        header = self._ask(name)
        if header is None:
            return None
        _skip(_pipe(self._running().stdout), int(header[2]) + 1)
        return header[0].decode("ascii")

    def _ask(self, name: str) -> list[bytes] | None:
        """Send for an object; return its name, type and size, None where git does not have it."""
        process = self._running()
        try:
            stdin = _pipe(process.stdin)
            stdin.write(f"{name}\n".encode("ascii"))
            stdin.flush()
        except OSError as error:
            raise self._failure() from error
        header = _pipe(process.stdout).readline().split()
        if header[1:] == [b"missing"]:
            return None
        if len(header) != 3:  # noqa: PLR2004  see git-cat-file(1)
            raise self._failure()
        return header

    def _running(self) -> Popen[bytes]:
        if self._process is None:
            self._process = start(self._repository, "cat-file", "--batch")
            self._end = weakref.finalize(self, _finish, self._process)
        return self._process

    def _failure(self) -> GitError:
        said = b""
        if self._process is not None:
            self._process.kill()
            said = self._process.communicate()[1]
        self.close()
        return GitError(f"git cat-file failed: {read_words(said)}")


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
