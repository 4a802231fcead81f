"""Fetching what a clone left out: commits of a shallow one, contents of a partial one.

Only where the environment says ``TRANSLATION_SYNC_FETCH=1``, as in CI: nobody's clone grows, and
nothing waits for a network, unasked.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync.errors import FetchError, GitError
from sync.git.blobs import BlobReader
from sync.git.index import list_left_out, may_leave_out
from sync.git.repository import go_offline, read_words, run, start

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.git.repository import Repository

FETCH = "TRANSLATION_SYNC_FETCH"
"""The environment variable that allows it."""

NOT_FETCHED = "what the clone lacks cannot be fetched"
"""How every failure to fetch begins."""

# Of commits and trees there are few, and they are small: contents come when they are asked for.
_FILTER = "--filter=blob:none"
_PARTIAL = r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$"
_QUIETLY = (
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
    "--recurse-submodules=no",
    "--quiet",
)


def may_fetch(repository: Repository) -> bool:
    """Tell whether the environment allows fetching."""
    return repository.environment.get(FETCH, "") not in ("", "0")


def is_partial(repository: Repository) -> bool:
    """Tell whether contents may be missing here on purpose (``git clone --filter``)."""
    return bool(run(repository, "config", "--get-regexp", _PARTIAL, accept=(0, 1)))


def list_local(repository: Repository) -> frozenset[str]:
    """Return the names of all objects that are here, of whatever kind."""
    command = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    return frozenset(run(go_offline(repository), *command).decode("ascii").split())


def fetch_objects(repository: Repository, names: Iterable[str]) -> None:
    """Fetch blobs or trees that a partial clone left out, all over one connection.

    Git itself fetches one at a time what ``cat-file`` meets; these are the arguments that it does
    so with (``fetch_objects`` in its promisor-remote.c). The commits that are here are not worth
    telling the server, which is asked for these objects and nothing else.

    Raises:
        FetchError: it cannot be done.
    """
    _fetch(repository, names, "-c", "fetch.negotiationAlgorithm=noop", "fetch", _FILTER)


def fetch_trees(repository: Repository) -> bool:
    """Fetch the trees that a partial clone left out, without contents; tell whether there were any.

    Each is sent with all below it, so that those are asked for that a walk meets first.

    Raises:
        FetchError: it cannot be done.
    """
    command = ("rev-list", "--objects", "--all", _FILTER, "--missing=print")
    lines = run(go_offline(repository), *command).decode("ascii", "replace").splitlines()
    lacking = [line[1:] for line in lines if line.startswith("?")]
    if lacking:
        fetch_objects(repository, lacking)
    return bool(lacking)


def deepen(repository: Repository) -> None:
    """Fetch the commits and trees, without contents, that a shallow clone left out.

    Asks for the commits where it was cut off, which the server has, whatever was committed here
    since. A server that knows no filters sends everything.

    Raises:
        FetchError: it cannot be done.
    """
    _fetch(repository, read_boundary(repository), "fetch", "--unshallow", _FILTER)


def fetch_parents(repository: Repository) -> None:
    """Fetch the parents of the commits where a shallow clone was cut off, contents included.

    Raises:
        FetchError: it cannot be done.
    """
    _fetch(repository, read_boundary(repository), "fetch", "--deepen=1")


def fetch_revision(repository: Repository, name: str, reference: str) -> None:
    """Fetch what the remote calls ``name``, a branch, tag or commit, and refer to it here.

    Of its history a shallow clone gets nothing.

    Raises:
        FetchError: it cannot be done.
    """
    depth = ("--depth=1",) if repository.is_shallow else ()
    _fetch(repository, (f"+{name}:{reference}",), "fetch", *depth)


def _fetch(repository: Repository, wanted: Iterable[str], *command: str) -> None:
    lines = "".join(f"{each}\n" for each in sorted(wanted))
    try:
        remote = _choose_remote(repository)
        process = start(repository, *command, *_QUIETLY, "--stdin", remote)
    except GitError as error:
        raise FetchError(f"{NOT_FETCHED}: {error.message}") from error
    _, words = process.communicate(os.fsencode(lines))
    if process.returncode:
        reason = read_words(words)
        raise FetchError(f"{NOT_FETCHED} from {remote}: {reason}")


def read_boundary(repository: Repository) -> list[str]:
    """Return the commits where a shallow clone was cut off: they seem to add all that is there."""
    return (repository.common_dir / "shallow").read_text("ascii").split()


def _choose_remote(repository: Repository) -> str:
    """Return the remote that the clone came from, as far as can be told."""
    remotes = os.fsdecode(run(repository, "remote")).split()
    for remote in (*_list_promisors(repository), "origin", *remotes):
        if remote in remotes:
            return remote
    raise FetchError("there is no remote")


def _list_promisors(repository: Repository) -> list[str]:
    """Return the remotes that have promised to hold what is missing."""
    out = run(repository, "config", "--get-regexp", r"^remote\..*\.promisor$", accept=(0, 1))
    names = [line.partition(" ")[0] for line in os.fsdecode(out).splitlines()]
    return [name.removeprefix("remote.").removesuffix(".promisor") for name in names]


def read_left_out(repository: Repository | None, path: str) -> bytes | None:
    """Return what git holds of a file that a checkout leaves out; None for any other.

    ``path`` is relative to the root. Raises GitError where git fails, or lacks it.
    """
    if repository is None or not may_leave_out(repository):
        return None
    blobs = {each.path: each.blob for each in list_left_out(repository)}
    if path not in blobs:
        return None
    place = repository if may_fetch(repository) else go_offline(repository)
    with BlobReader(place) as reader:
        return reader.read(blobs[path])
