"""The repository as GitPython opens it: the heavy door, for questions about the history.

Known limits of the library, and what stands in their place: ``repo.index`` cannot read an index of
version 4 (https://github.com/gitpython-developers/GitPython/issues/1960), so nothing here uses it;
its stream of objects takes names of SHA-1 alone
(https://github.com/gitpython-developers/GitPython/issues/1475), so that a repository of SHA-256 is
read by our own reader; and an object that a partial clone lacks ends git's process for good, so
that who asks must know first what is here.
"""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from functools import cached_property
from threading import Thread
from typing import IO, TYPE_CHECKING

from sync.errors import GitError
from sync.git import explain_damage, go_offline, require_sound_head, resolve_commit
from sync.git.dates import accept_date, read_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from git import Git, Repo

    from sync.git import BlobReader, Repository

HEAD = "HEAD"
_RAW = {"GIT_NO_REPLACE_OBJECTS": "1"}  # git-replace(1): other bytes under a blob's name
_PATHSPECS = tuple(f"GIT_{kind}_PATHSPECS" for kind in ("LITERAL", "GLOB", "NOGLOB", "ICASE"))
_SHA1_DIGITS = 40
_CHUNK = 1 << 16


class OpenRepository:
    """GitPython's view of one repository, from the top of its work tree and without a network.

    The library is imported when it is first needed: it takes a tenth of a second, and what was kept
    from another run often leaves nothing to ask.
    """

    def __init__(
        self, repository: Repository, blobs: BlobReader, *, is_partial: bool, head: str = HEAD
    ) -> None:
        """Open it; git itself is asked later.

        ``is_partial`` says whether objects may be missing here on purpose. ``head`` is where its
        history ends: at HEAD, behind which are the files on disk, or at a commit.
        """
        self.is_partial = is_partial
        self.head = head
        self._blobs = blobs
        self.repository = repository._replace(root=repository.toplevel)
        self.offline = go_offline(self.repository)

    @cached_property
    def repo(self) -> Repo:
        """The library's own object."""
        return _open(self.offline)

    @contextmanager
    def stream(self, command: str, *arguments: str) -> Iterator[IO[bytes]]:
        """Run a command of git and hand over its standard output, to be read to its end.

        Raises GitError, in git's own words, where git fails.
        """
        process = getattr(self.repo.git, command)(*arguments, as_process=True)
        # Git waits for ever where nobody reads its complaints and they fill the pipe.
        complaints: list[bytes] = []
        listener = Thread(target=lambda: complaints.append(process.stderr.read()), daemon=True)
        listener.start()
        try:
            yield process.stdout
            listener.join()
            status = process.proc.wait()
        finally:
            if process.proc.poll() is None:
                process.proc.terminate()
            process.proc.wait()
            listener.join()
            process.stdout.close()
            process.stderr.close()
        if status:
            raise GitError(_word_failure(b"".join(complaints), status))

    def find(self, command: str, *arguments: str) -> str | None:
        """Run a command of git and return its standard output, or None where it says no.

        Raises GitError, in git's own words, where git fails.
        """
        from git import GitCommandError

        try:
            out = getattr(self.repo.git, command)(*arguments, strip_newline_in_stdout=False)
        except GitCommandError as error:
            if error.status == 1:
                return None
            words = str(error.stderr).removeprefix("\n  stderr: '").removesuffix("'")
            raise GitError(_word_failure(words.encode(), int(str(error.status or 0)))) from error
        return str(out) or None

    def open_blob(self, name: str) -> Iterator[bytes] | None:
        """Return a blob's content in pieces, to be used up before the next; None without one.

        Raises GitError where git has the object and cannot read it.
        """
        if len(name) != _SHA1_DIGITS:
            data = self._blobs.find(name)
            return None if data is None else iter((data,))
        try:
            _, kind, size, stream = self._objects.stream_object_data(name)
        except (ValueError, OSError) as error:
            if f"{name} missing" in str(error):
                return None
            raise self._explain(name) from error
        if kind not in ("blob", b"blob"):
            raise GitError(f"git: object {name} is a {kind!s}, not a blob")
        return self._read_pieces(name, size, stream)

    def find_date(self, commit: str, told: str) -> str:
        """Return a committer's date (ISO 8601), which git's log ``told``, or gave up on.

        For its formats it turns a commit into UTF-8 from the encoding that the commit names. From
        UTF-16 (``i18n.commitEncoding``) that leaves nothing of the date but the format's own text.
        """
        return accept_date(told) or read_date(self._blobs.find(commit) or b"")

    def _read_pieces(
        self, name: str, size: int, stream: Git.CatFileContentStream
    ) -> Iterator[bytes]:
        while size:
            piece = stream.read(min(size, _CHUNK))
            if not piece:
                del stream  # which reads to its end when it goes: not after the pipe is closed
                raise self._explain(name)
            size -= len(piece)
            yield piece
        stream.read()  # the line end

    def _explain(self, name: str) -> GitError:
        """Say why git's process ended over an object, in its own words."""
        process = self._objects.cat_file_all
        said = b""
        if process is not None and process.proc is not None:
            process.proc.kill()
            said = process.proc.stderr.read() if process.proc.stderr else b""
        self._objects.clear_cache()
        words = " ".join(said.decode("utf-8", "replace").split()).removeprefix("fatal: ")
        lost = f"object {name} cannot be read"
        return GitError(f"git: {lost}: {words}" if words else explain_damage(self.repository, lost))

    @cached_property
    def _objects(self) -> Git:
        """Git's reader of objects as they are: one process for all that are asked for."""
        from git import Git

        git = Git(self.repo.git.working_dir)
        git.update_environment(**self.repo.git.environment(), **_RAW)
        weakref.finalize(self, git.clear_cache)
        return git

    @cached_property
    def has_commits(self) -> bool:
        """Whether HEAD names a commit; it does not in a repository that holds none yet.

        Raises GitError where HEAD is broken.
        """
        if resolve_commit(self.offline, self.head) is not None:
            return True
        require_sound_head(self.offline)
        return False


def _open(repository: Repository) -> Repo:
    from git import Git, InvalidGitRepositoryError, Repo

    try:
        repo = Repo(repository.toplevel)
    except InvalidGitRepositoryError:  # a hook's GIT_DIR, which the folder does not show
        repo = Repo(repository.git_dir)
    repo.git = Git(str(repository.toplevel))
    # GitPython adds to the environment, and takes nothing of a hook's out of it.
    repo.git.update_environment(
        **{
            **dict.fromkeys(_PATHSPECS, "0"),
            "GIT_DIR": str(repository.git_dir),
            "GIT_COMMON_DIR": str(repository.common_dir),
            "GIT_WORK_TREE": str(repository.toplevel),
            "GIT_INDEX_FILE": str(repository.git_dir / "index"),
            **repository.environment,
        }
    )
    return repo


def _word_failure(complaints: bytes, status: int) -> str:
    """Join the first and the last of git's complaints: what it met, and why it gave up."""
    lines = complaints.decode("utf-8", "replace").splitlines()
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in lines]
    ends = dict.fromkeys((*lines[:1], *lines[-1:]))
    return f"git: {'; '.join(ends) or f'failed with status {status}'}"
