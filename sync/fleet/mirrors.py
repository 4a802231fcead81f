"""Mirrors: our bare clones, without contents but for those that a look needs.

This is the only place of a fleet that fetches.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filelock import FileLock

from sync.errors import FetchError, GitError, SyncError
from sync.fleet.addresses import SCHEMES
from sync.fleet.folders import name_folder
from sync.git import list_folder, run
from sync.git.fetching import FETCH, fetch_objects, is_partial, list_local
from sync.git.repository import Repository, add_settings, build_environment
from sync.git.upstream import open_clone
from sync.model import MARKDOWN_SUFFIXES, SIDECAR_NAME
from sync.project.at_commit import open_root, require_revision
from sync.project.config.root import CONFIG_NAME
from sync.project.query import Query
from sync.states.assessment import assess
from sync.trend.points import Every
from sync.versions import Versions
from sync.workflow.history import Period, find_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.git import Entry

_BLOBLESS = "--filter=blob:none"
_QUIETLY = ("--quiet", "--no-auto-maintenance", "--recurse-submodules=no")
_FETCH = ("fetch", *_QUIETLY, "--no-write-fetch-head", _BLOBLESS)
_LINK = "120000"
_NAMES = frozenset({CONFIG_NAME, SIDECAR_NAME, ".gitignore"})
_SUFFIXES = (*MARKDOWN_SUFFIXES, ".ipynb")


class Order(NamedTuple):
    """A mirror to be made or brought up to date, as ``FILE`` lists the repository.

    ``mirrors`` is the folder of all, ``whole`` asks for the contents of all the past as well. What
    was ``done`` already is told again, and no more than contents are fetched.
    """

    name: str
    address: str
    mirrors: str
    revision: str = "HEAD"
    root: str = "."
    whole: bool = False
    done: str | None = None


class Fetched(NamedTuple):
    """What became of a mirror: ``done`` is a word, ``error`` a line where it failed.

    One ``is_waiting`` whose contents hang on other mirrors, which have to be up to date first.
    """

    name: str
    done: str
    error: str | None = None
    is_waiting: bool = False


def find_mirror(mirrors: Path, name: str) -> Path:
    """Return the folder of a repository's mirror."""
    return mirrors / name_folder(name)


def fetch(order: Order) -> Fetched:
    """Make a mirror, or bring it up to date; what is wrong is part of the answer."""
    place = find_mirror(Path(order.mirrors), order.name)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(place.parent / f".{place.name}.lock"):
            done = order.done or _bring(order, place)
            is_waiting = _fetch_contents(order, place)
    except (SyncError, OSError) as error:
        words = str(error) if isinstance(error, SyncError) else error.strerror or str(error)
        return Fetched(order.name, "failed", " ".join(words.split()))
    return Fetched(order.name, done, is_waiting=is_waiting)


def _bring(order: Order, place: Path) -> str:
    return _update(order, place) if os.path.lexists(place) else _clone(order, place)


def _clone(order: Order, place: Path) -> str:
    """Clone beside the place, and move there what is whole."""
    draft = place.with_name(f".{place.name}.partial")
    shutil.rmtree(draft, ignore_errors=True)  # of a run that was killed: the lock is ours
    options = ("clone", "--mirror", "--origin=origin", _BLOBLESS, "--quiet", "--no-local")
    _call(place.parent, *options, "--", order.address, os.fspath(draft))
    draft.rename(place)
    return "cloned"


def _update(order: Order, place: Path) -> str:
    repository = _open(place)
    is_mirror = run(repository, "config", "--get", "remote.origin.mirror", accept=(0, 1))
    if is_mirror.strip() != b"true":
        message = f"{os.fspath(place)!r} is there, and is no mirror of ours"
        raise GitError(f"{message}: move it away, or name another folder with --mirrors")
    _call(place, "config", "remote.origin.url", order.address)
    before = _list_references(repository)
    _call(place, *_FETCH, "--prune", "origin")
    _follow_head(place)
    return "up to date" if _list_references(repository) == before else "updated"


def _follow_head(place: Path) -> None:
    """Let HEAD name the branch or the commit that the remote's does: a mirror's fetch leaves it."""
    told = os.fsdecode(_call(place, "ls-remote", "--symref", "origin", "HEAD"))
    first, _, name = told.partition("\n")[0].partition("\t")
    if name != "HEAD":
        return
    if first.startswith("ref: refs/heads/"):
        _call(place, "symbolic-ref", "HEAD", first.removeprefix("ref: "))
    elif not first.startswith("ref: "):
        _call(place, *_FETCH, "origin", first)  # no branch needs to lead to it
        _call(place, "update-ref", "--no-deref", "HEAD", first)


def _list_references(repository: Repository) -> bytes:
    head = run(repository, "rev-parse", "--verify", "--quiet", "HEAD", accept=(0, 1, 128))
    return run(repository, "for-each-ref") + head


def _fetch_contents(order: Order, place: Path) -> bool:
    """Fetch what a look will read: in one batch, and in a second what the first tells of.

    Return whether the second has to wait: sources in other repositories are those of their mirrors,
    and so are the versions that stamps name.
    """
    repository = _open(place)
    commit = require_revision(repository, order.revision)
    has_all = not is_partial(repository)
    if not has_all:
        _fetch_missing(repository, _choose(list_folder(repository, commit)))
    environment = {**repository.environment, FETCH: "1"}
    project = open_root(repository._replace(environment=environment), commit, order.root)
    has_upstreams = bool(project.caller.upstreams)
    if has_upstreams and order.done is None:
        return True
    if has_all and not has_upstreams:
        return False
    view = project.view_files()
    found = assess(Versions(view), view.inventory.locations())
    if order.whole and not has_upstreams:  # with those there is no history to be told
        find_history(project, Query(place), Period(Every.DAY))
    failed = next((each for each in found.failures if isinstance(each, FetchError)), None)
    if failed is not None:
        raise failed
    return False


def _choose(entries: Iterable[Entry]) -> Iterable[str]:
    """Yield the blobs of documents, translations, sidecars, configuration and links."""
    for entry in entries:
        is_named = entry.path.rpartition("/")[2] in _NAMES
        if is_named or entry.mode == _LINK or entry.path.endswith(_SUFFIXES):
            yield entry.blob


def _fetch_missing(repository: Repository, blobs: Iterable[str]) -> None:
    missing = set(blobs) - list_local(repository)
    if missing:
        fetch_objects(repository, missing)


def _open(place: Path) -> Repository:
    repository = open_clone(place)
    if repository is None:
        message = f"{os.fspath(place)!r} is there, and is no repository"
        raise GitError(f"{message}: move it away, or name another folder with --mirrors")
    return repository._replace(environment=_ask_nothing(repository.environment))


def _call(folder: Path, *arguments: str) -> bytes:
    """Run git where there may be no repository yet."""
    environment = _ask_nothing(build_environment())
    # A mirror that is named by its folder is meant, whatever git would find by itself.
    environment |= add_settings(environment, (("safe.bareRepository", "all"),))
    here = Repository(folder, folder, folder, folder, "", is_shallow=False, environment=environment)
    return run(here, *arguments)


def _ask_nothing(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which git and ssh ask nobody, and run no other transports.

    An empty ``GIT_ASKPASS`` keeps git from the program that a desktop names (git's prompt.c), and
    ``SSH_ASKPASS_REQUIRE`` keeps ssh from the terminal (ssh(1)).
    """
    quiet = {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "false",
        "SSH_ASKPASS_REQUIRE": "force",
        "GIT_ALLOW_PROTOCOL": ":".join(each for each in SCHEMES if "+" not in each),
    }
    made = {**environment, **quiet}
    return made | add_settings(made, (("credential.interactive", "false"),))
