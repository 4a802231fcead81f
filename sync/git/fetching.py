"""Fetching what a clone left out: commits of a shallow one, contents of a partial one.

Only where the environment says ``TRANSLATION_SYNC_FETCH=1``, as in CI: nobody's clone grows, and
nothing waits for a network, unasked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import FetchError, GitError
from sync.git.repository import read_words, run, start

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.git.repository import Repository

FETCH = "TRANSLATION_SYNC_FETCH"
"""The environment variable that allows it."""

# Of commits and trees there are few, and they are small: contents come when they are asked for.
_FILTER = "--filter=blob:none"
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


def fetch_blobs(repository: Repository, names: Iterable[str]) -> None:
    """Fetch blobs that a partial clone left out, all over one connection.

    Git itself fetches one at a time what ``cat-file`` meets; these are the arguments that it does
    so with (``fetch_objects`` in its promisor-remote.c). Offering commits would be wrong: the
    server takes the contents of whatever is offered for known.

    Raises:
        FetchError: it cannot be done.
    """
    _fetch(repository, names, "-c", "fetch.negotiationAlgorithm=noop", "fetch", _FILTER)


def deepen(repository: Repository) -> None:
    """Fetch the commits and trees, without contents, that a shallow clone left out.

    Asks for the commits where it was cut off, which the server has, whatever was committed here
    since. A server that knows no filters sends everything.

    Raises:
        FetchError: it cannot be done.
    """
    boundary = (repository.common_dir / "shallow").read_text("ascii").split()
    _fetch(repository, boundary, "fetch", "--unshallow", _FILTER)


def _fetch(repository: Repository, names: Iterable[str], *command: str) -> None:
    wanted = "".join(f"{name}\n" for name in sorted(names)).encode("ascii")
    try:
        remote = _choose_remote(repository)
        process = start(repository, *command, *_QUIETLY, "--stdin", remote)
    except GitError as error:
        raise FetchError(f"the history cannot be fetched: {error.message}") from error
    _, words = process.communicate(wanted)
    if process.returncode:
        raise FetchError(f"the history cannot be fetched from {remote}: {read_words(words)}")


def _choose_remote(repository: Repository) -> str:
    """Return the remote that the clone came from, as far as can be told."""
    partial = run(repository, "config", "--get-regexp", r"^remote\..*\.promisor$", accept=(0, 1))
    sources = [
        line.split(" ")[0].removeprefix("remote.").removesuffix(".promisor")
        for line in partial.decode("utf-8", "surrogateescape").splitlines()
    ]
    remotes = run(repository, "remote").decode("utf-8", "surrogateescape").split()
    for remote in (*sources, "origin", *remotes):
        if remote in remotes:
            return remote
    raise FetchError("there is no remote")
