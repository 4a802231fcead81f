"""A clone of another repository, bare or not, of which nothing but objects is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import GitError
from sync.git.commits import resolve_commit
from sync.git.repository import BINDINGS, Repository, add_settings, build_environment, run

if TYPE_CHECKING:
    from collections.abc import Mapping

_ANY_CLONE = (("safe.bareRepository", "all"),)
_DEFAULTS = ("origin/HEAD", "HEAD")
_PROBE = ("rev-parse", "--is-shallow-repository", "--absolute-git-dir", "--git-common-dir")


def open_clone(place: Path, like: Repository | None = None) -> Repository | None:
    """Return the repository whose top, or whose git directory, ``place`` is; None without one.

    Its files on disk are nobody's business here, so that a bare one is as good. Git is run in it
    with what the environment of one ``like`` it says beyond ours.

    Raises:
        GitError: git refuses (``safe.directory``), is missing, or the repository is damaged.
    """
    if not place.is_dir():
        return None
    top = Path(os.path.realpath(place))
    has_own = os.path.lexists(top / ".git")
    probe = _probe(top)
    try:
        out = os.fsdecode(run(probe, *_PROBE))
    except GitError:
        if has_own or (top / "objects").is_dir():
            raise
        return None
    is_shallow, git_dir, common_dir = out.removesuffix("\n").split("\n", 2)
    # What git finds further up is the repository that the place lies in, and none of its own.
    if not has_own and os.path.realpath(git_dir) != os.fspath(top):
        return None
    return probe._replace(
        git_dir=Path(git_dir),
        common_dir=(top / common_dir).resolve(),
        is_shallow=is_shallow == "true",
        environment=probe.environment if like is None else _extend(probe.environment, like),
    )


def _extend(environment: Mapping[str, str], like: Repository) -> Mapping[str, str]:
    """Return an environment with what another repository's has beyond ours, but for its places."""
    ours = build_environment()
    added = {
        name: text
        for name, text in like.environment.items()
        if name not in BINDINGS and ours.get(name) != text
    }
    made = {**environment, **added}
    return made | add_settings(made, _ANY_CLONE)


def peek(place: Path, revision: str) -> str | None:
    """Return the commit that a revision names in a whole clone, by one process of git.

    None where that does not tell: no clone, a shallow one, or no such revision.
    """
    top = os.path.realpath(place)
    if revision.startswith("-") or not place.is_dir():
        return None
    probe = _probe(Path(top))
    told = ("--is-shallow-repository", "--absolute-git-dir", f"{revision}^{{commit}}")
    lines = os.fsdecode(run(probe, "rev-parse", *told, accept=(0, 128))).splitlines()
    if len(lines) != len(told) or lines[0] != "false":
        return None
    is_own = os.path.lexists(f"{top}/.git") or os.path.realpath(lines[1]) == top
    return lines[2] if is_own else None


def _probe(top: Path) -> Repository:
    """Return what asks git about a folder; one that is named by its path is meant."""
    environment = build_environment()
    environment |= add_settings(environment, _ANY_CLONE)
    return Repository(top, top, top, top, "", is_shallow=False, environment=environment)


def find_tip(repository: Repository, revision: str | None) -> str | None:
    """Return the commit that ``revision`` names there, by default the remote's HEAD, else HEAD."""
    named = _DEFAULTS if revision is None else (revision,)
    commits = (resolve_commit(repository, each) for each in named)
    return next(filter(None, commits), None)
