"""Blobs: their bytes, their digests, and which of them are here.

All go through ``git cat-file`` in its batch modes, whose formats are those of git-cat-file(1): one
process for any number of blobs, however they are stored, packed, loose or borrowed.
"""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING

from sync.errors import GitError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sync.history.plumbing import Plumbing

_CHUNK = 1 << 20
# A replacement (git-replace(1)) has the name of a blob and the bytes of another.
_RAW = "--no-replace-objects"


def read_blobs(git: Plumbing, names: Collection[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield each blob's name and bytes, in the order asked for; None for one that is not here.

    In a partial clone ``names`` must have gone through :func:`find_local`. Raises GitError where
    git cannot read an object that it has. To read a base whose name the cache knows, nothing but
    git is started: that is what a hook does.
    """
    from sync.git import read_blobs as read_all

    return read_all(git.offline, names, _RAW)


def digest_blobs(
    git: Plumbing, names: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...] | None]]:
    """Yield each blob's name and digests, as ``hashing.digests`` has them; None for one not here.

    However large a blob is, only a piece of it is in memory at a time.
    """
    for name, chunks in _stream_blobs(git, names):
        yield name, None if chunks is None else digest_chunks(chunks)


def digest_chunks(chunks: Iterable[bytes]) -> tuple[str, ...]:
    """Return the distinct digests of what ``chunks`` join to: as it is, with LF, with CRLF."""
    raw, lf, crlf = (hashlib.md5(usedforsecurity=False) for _ in range(3))
    held = b""
    for chunk in chunks:
        raw.update(chunk)
        text = held + chunk
        # The other half of a line ending cut in two is in the next chunk.
        held = b"\r" if text.endswith(b"\r") else b""
        unix = text[: len(text) - len(held)].replace(b"\r\n", b"\n")
        lf.update(unix)
        crlf.update(unix.replace(b"\n", b"\r\n"))
    lf.update(held)
    crlf.update(held)
    return tuple(dict.fromkeys(digest.hexdigest() for digest in (raw, lf, crlf)))


def list_blobs(git: Plumbing) -> Iterator[str]:
    """Yield the names of all blobs that are here, reachable or not, in a quick order to read."""
    command = ("cat-file", "--batch-all-objects", "--unordered")
    with git.stream(*command, "--batch-check=%(objecttype) %(objectname)") as output:
        for line in output:
            kind, _, name = line.decode("ascii").rstrip("\n").partition(" ")
            if kind == "blob":
                yield name


def find_local(git: Plumbing, names: Collection[str]) -> set[str]:
    """Return those of ``names`` that can be read without a network: all but in a partial clone.

    Those that it lacks are fetched first, all at once, where the user allows it.

    Raises:
        FetchError: they cannot be fetched.
    """
    from sync.git.fetching import fetch_blobs, may_fetch

    wanted = set(names)
    if not wanted or not git.is_partial:
        return wanted
    local = wanted.intersection(list_blobs(git))
    if local == wanted or not may_fetch(git.repository):
        return local
    fetch_blobs(git.repository, wanted - local)
    return wanted.intersection(list_blobs(git))


def _stream_blobs(
    git: Plumbing, names: Collection[str]
) -> Iterator[tuple[str, Iterator[bytes] | None]]:
    """Yield each blob's name and its bytes in chunks, to be used up before the next."""
    if not names:
        return
    requests = (name.encode("ascii") for name in names)
    with git.stream(_RAW, "cat-file", "--batch", requests=requests) as output:
        while header := output.readline().decode("ascii").split():
            name, kind = header[:2]
            if kind == "missing":
                yield name, None
            elif kind != "blob":
                raise GitError(f"git: object {name} is a {kind}, not a blob")
            else:
                yield name, _read_chunks(output, int(header[2]), name)
                output.read(1)


def _read_chunks(stream: IO[bytes], size: int, name: str) -> Iterator[bytes]:
    left = size
    while left:
        chunk = stream.read(min(left, _CHUNK))
        if not chunk:
            raise GitError(f"git: object {name} cannot be read; `git fsck` says more")
        left -= len(chunk)
        yield chunk
