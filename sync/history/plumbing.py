"""The door through which the history is asked of git: streams, and blobs from one process.

What it runs is git itself, at the top of the work tree; light questions have `sync.git`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from threading import Thread
from typing import IO, TYPE_CHECKING

from sync.errors import GitError
from sync.git import BlobReader, run, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.git import Repository

# A blob that a partial clone lacks must not be fetched behind the user's back, one connection a
# blob. The first is git's own switch since 2.45; the second refuses every transport to an older
# one.
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
# A replacement (git-replace(1)) has the name of a blob and the bytes of another.
_RAW = "--no-replace-objects"

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Plumbing:
    """Git at the top of one repository's work tree, without a network."""

    repository: Repository

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[IO[bytes]]:
        """Run ``git`` and hand over its standard output, to be read to its end.

        Raises GitError, in git's own words, where git fails.
        """
        process = start(self.offline, *arguments)
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise GitError("git was started without a pipe")
        complaints: list[bytes] = []
        errors = process.stderr
        listener = Thread(target=lambda: complaints.append(errors.read()), daemon=True)
        listener.start()
        try:
            process.stdin.close()
            yield process.stdout
            process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait()
            listener.join()
            process.stdout.close()
            errors.close()
        if process.returncode:
            words = b"".join(complaints).decode("utf-8", "replace").splitlines()
            raise GitError(_word_failure(words, process.returncode))

    def find(self, *arguments: str) -> bytes | None:
        """Run ``git`` and return its standard output, or None where it says no (status 1)."""
        return run(self.offline, *arguments, accept=(0, 1)) or None

    @cached_property
    def blobs(self) -> BlobReader:
        """The reader of blobs as they are, which starts one process for all that are asked for."""
        return BlobReader(self.offline, _RAW)

    @cached_property
    def has_commits(self) -> bool:
        """Whether HEAD names a commit; it does not in a repository that holds none yet."""
        return self.find("rev-parse", "--verify", "--quiet", "HEAD") is not None

    @cached_property
    def is_partial(self) -> bool:
        """Whether blobs may be missing here on purpose (``git clone --filter``)."""
        pattern = r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$"
        return bool(run(self.repository, "config", "--get-regexp", pattern, accept=(0, 1)))

    @property
    def offline(self) -> Repository:
        """The repository from the top of its work tree, for what is here, without a network."""
        environment = {**self.repository.environment, **_OFFLINE}
        return self.repository._replace(root=self.repository.toplevel, environment=environment)


def split_fields(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the NUL-terminated fields of a stream, without their NUL."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *fields, rest = (rest + chunk).split(b"\0")
        yield from fields
    if rest:
        yield rest


def _word_failure(complaints: list[str], status: int) -> str:
    """Join the first and the last of git's complaints: what it met, and why it gave up."""
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in complaints]
    ends = dict.fromkeys((*lines[:1], *lines[-1:]))
    return f"git: {'; '.join(ends) or f'failed with status {status}'}"
