"""The one door through which the history is asked of git, by way of GitPython.

Importing GitPython costs more than all the questions together, so that it happens at the first
one: an answer from the cache never comes here.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING

from sync.errors import GitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from git import Git

    from sync.git import Repository

# A blob that a partial clone lacks must not be fetched behind the user's back, one connection a
# blob. The first is git's own switch since 2.45; the second refuses every transport to an older
# one.
_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
_PATHSPECS = ("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")

_CHUNK = 1 << 16


@dataclass(frozen=True)
class Plumbing:
    """Git at the top of one repository's work tree, without a network."""

    repository: Repository

    @contextmanager
    def stream(self, *arguments: str, requests: Iterable[bytes] = ()) -> Iterator[IO[bytes]]:
        """Run ``git`` and hand over its standard output, to be read to its end.

        ``requests`` are lines for git to read (no line ending in them). They go through a file,
        so that neither process ever waits for the other. Raises GitError, in git's own words,
        where git fails.
        """
        from tempfile import TemporaryFile
        from threading import Thread

        with TemporaryFile() as lines:
            lines.writelines(request + b"\n" for request in requests)
            lines.seek(0)
            command = [self._git.GIT_PYTHON_GIT_EXECUTABLE, *arguments]
            # GitPython ends the process when its guard goes.
            guard = self._git.execute(command, istream=lines, as_process=True)
        process = guard.proc
        if process is None or process.stdout is None or process.stderr is None:
            raise GitError("git could not be started")
        complaints: list[bytes] = []
        errors = process.stderr
        listener = Thread(target=lambda: complaints.append(errors.read()), daemon=True)
        listener.start()
        try:
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
        status, output, complaint = self._git.execute(
            [self._git.GIT_PYTHON_GIT_EXECUTABLE, *arguments],
            with_exceptions=False,
            with_extended_output=True,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
        if status > 1:
            raise GitError(_word_failure(complaint.splitlines(), status))
        return None if status else output

    @cached_property
    def has_commits(self) -> bool:
        """Whether HEAD names a commit; it does not in a repository that holds none yet."""
        return self.find("rev-parse", "--verify", "--quiet", "HEAD") is not None

    @cached_property
    def is_partial(self) -> bool:
        """Whether blobs may be missing here on purpose (``git clone --filter``).

        It is asked of git directly: every reading of a base begins with it.
        """
        from sync.git import run

        pattern = r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$"
        return bool(run(self.repository, "config", "--get-regexp", pattern, accept=(0, 1)))

    @property
    def offline(self) -> Repository:
        """The repository for reading what is here, without a network."""
        environment = {**self.repository.environment, **_OFFLINE}
        return self.repository._replace(environment=environment)

    @cached_property
    def _git(self) -> Git:
        from git import Git

        git = Git(str(self.repository.toplevel))
        git.update_environment(**_bind_environment(self.repository))
        return git


def _bind_environment(repository: Repository) -> dict[str, str]:
    """Name the repository in full: GitPython adds to our own environment, and removes nothing."""
    index = repository.environment.get("GIT_INDEX_FILE", str(repository.git_dir / "index"))
    return {
        **repository.environment,
        **_OFFLINE,
        **dict.fromkeys(_PATHSPECS, "0"),
        "GIT_DIR": str(repository.git_dir),
        "GIT_COMMON_DIR": str(repository.common_dir),
        "GIT_WORK_TREE": str(repository.toplevel),
        "GIT_INDEX_FILE": index,
    }


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
