"""Blobs: their digests, and which of them are here.

One process of git gives any number of blobs, however they are stored, packed, loose or borrowed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sync.errors import GitError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sync.history.opened import OpenRepository
    from sync.stamps.digests import DigestForm


def digest_blobs(
    git: OpenRepository, names: Collection[str], form: DigestForm
) -> Iterator[tuple[str, tuple[str, ...] | GitError | None]]:
    """Yield each blob's name and digests, as its ``form`` has them; None for one not here.

    One that git cannot read hides no other: its error is yielded. However large a blob is, only a
    piece of it is in memory at a time, where the form is that of most stamps.
    """
    for name in names:
        try:
            pieces = git.open_blob(name)
            if pieces is None:
                yield name, None
            elif form.is_plain:
                yield name, digest_chunks(pieces)
            else:
                yield name, form.digests(b"".join(pieces))
        except GitError as error:
            yield name, error


def digest_chunks(chunks: Iterable[bytes]) -> tuple[str, ...]:
    """Return the distinct digests of what ``chunks`` join to: as it is, with LF, with CRLF."""
    raw, crlf = (hashlib.md5(usedforsecurity=False) for _ in range(2))
    lf = None  # up to the first CR it is as it is
    held = b""
    for chunk in chunks:
        if lf is None and b"\r" in chunk:
            lf = raw.copy()
        raw.update(chunk)
        text = held + chunk
        # The other half of a line ending cut in two is in the next chunk.
        held = b"\r" if text.endswith(b"\r") else b""
        unix = text[: len(text) - len(held)].replace(b"\r\n", b"\n")
        if lf is not None:
            lf.update(unix)
        crlf.update(unix.replace(b"\n", b"\r\n"))
    crlf.update(held)
    if lf is None:
        return tuple(dict.fromkeys((raw.hexdigest(), crlf.hexdigest())))
    lf.update(held)
    return tuple(dict.fromkeys(each.hexdigest() for each in (raw, lf, crlf)))


def list_blobs(git: OpenRepository) -> Iterator[str]:
    """Yield the names of all blobs that are here, reachable or not, in a quick order to read."""
    command = ("--batch-all-objects", "--unordered", "--batch-check=%(objecttype) %(objectname)")
    with git.stream("cat_file", *command) as output:
        for line in output:
            kind, _, name = line.decode("ascii").rstrip("\n").partition(" ")
            if kind == "blob":
                yield name


def find_local(git: OpenRepository, names: Collection[str]) -> set[str]:
    """Return those of ``names`` that can be read without a network: all but in a partial clone.

    Those that it lacks are fetched first, all at once, where the user allows it.

    Raises:
        FetchError: they cannot be fetched.
    """
    from sync.git.fetching import fetch_objects, may_fetch

    wanted = set(names)
    if not wanted or not git.is_partial:
        return wanted
    local = wanted.intersection(list_blobs(git))
    if local == wanted or not may_fetch(git.repository):
        return local
    fetch_objects(git.repository, wanted - local)
    return wanted.intersection(list_blobs(git))
