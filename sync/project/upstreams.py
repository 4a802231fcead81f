"""The repositories that hold sources, where those are not the project's own."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import ConfigError, GitError
from sync.git import call_git, find_repository, list_commit
from sync.git.nested import list_absent
from sync.git.upstream import find_tip, open_clone
from sync.names import quote_name
from sync.project.trees.mounted import MountedTree
from sync.project.trees.partial import PartialTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.git import Repository
    from sync.history import History
    from sync.project.config import Config, Upstream
    from sync.project.trees import Tree


class OpenUpstream(NamedTuple):
    """A clone, the commit that is read of it, and that commit's files."""

    repository: Repository
    tip: str
    tree: Tree

    def open_history(self, own: Repository | None) -> History:
        """Return the history behind the commit.

        Its answers are kept in the project's own repository, and nowhere where it has none.
        """
        from sync.cache import Cache
        from sync.history import CACHE_NAME, History

        if own is None:
            return History(self.repository, self.tip, Cache(None))
        place = os.fsencode(self.repository.common_dir)
        name = hashlib.sha256(place).hexdigest()[:16]
        cache = Cache(own.common_dir / CACHE_NAME / f"upstream-{name}")
        return History(self.repository, self.tip, cache)


def open_upstreams(
    root: Path, config: Config, own: Repository | None = None
) -> Mapping[str, OpenUpstream]:
    """Open each clone that a configuration names, by what the paths of its files begin with.

    What git may do in the project's ``own`` repository, such as fetch, it may do there.

    Raises:
        ConfigError: one is not there, lacks the revision, or git cannot read it.
    """
    opened: dict[str, OpenUpstream] = {}
    for each in config.projects or (config,):
        if each.upstream is None:
            continue
        mount = each.upstream.mount
        if mount not in opened:
            opened[mount] = _open(root, each.upstream, own)
        _require_source(each, each.upstream, opened[mount])
    return opened


def mount(tree: Tree, upstreams: Mapping[str, OpenUpstream]) -> Tree:
    """Return a state of the project's files with those of its upstreams."""
    return MountedTree(tree, {at: each.tree for at, each in upstreams.items()})


def _open(root: Path, upstream: Upstream, own: Repository | None) -> OpenUpstream:
    # The root may be a folder of a commit, and on no disk.
    place = root / upstream.repository
    place = place if root.is_dir() else Path(os.path.normpath(place))
    try:
        repository = open_clone(place, like=own)
        if repository is None:
            raise _fail(upstream, _explain_absence(upstream, place))
        tip = find_tip(repository, upstream.revision)
        if tip is None:
            raise _fail(upstream, _explain_revision(upstream, place))
        entries = list_commit(repository, tip)
    except GitError as error:
        message = f"git cannot read the clone at {upstream.repository!r}: {error.message}"
        raise _fail(upstream, message) from error
    lacking = f"the partial clone {upstream.repository} lacks it"
    return OpenUpstream(repository, tip, PartialTree(repository, entries, lacking))


def _explain_absence(upstream: Upstream, place: Path) -> str:
    clone = f"`git clone --filter=blob:none URL {_name(upstream, place)}`"
    is_taken = place.is_file() or (place.is_dir() and any(place.iterdir()))
    if is_taken:
        wrong = f"{upstream.repository!r} is there, and is no clone"
        return f"{wrong}: name the top of one, or another place that {clone} may make"
    outer = find_repository(place.parent)
    if outer is not None and place.name in list_absent(outer, ()):
        path = os.path.relpath(os.path.realpath(place), os.path.realpath(outer.toplevel))
        init = f"`{call_git(outer.toplevel)} submodule update --init {quote_name(path)}`"
        return f"the submodule {upstream.repository!r} is not initialised: {init} brings it"
    return f"there is no clone at {upstream.repository!r}: {clone} makes it"


def _explain_revision(upstream: Upstream, place: Path) -> str:
    if upstream.revision is None:
        wrong = f"the HEAD of {upstream.repository!r} names no commit"
        return f"{wrong}: name a branch, tag or commit of it under 'revision'"
    fetch = f"`git -C {_name(upstream, place)} fetch`"
    return f"{upstream.repository!r} knows no revision {upstream.revision!r}; {fetch} may bring it"


def _name(upstream: Upstream, place: Path) -> str:
    """Return the path of a clone as a shell takes it from where we are."""
    here = os.path.relpath(os.path.normpath(place))
    return quote_name(here or upstream.repository)


def _require_source(config: Config, upstream: Upstream, opened: OpenUpstream) -> None:
    if config.source and not opened.tree.exists(config.source):
        place = f"{upstream.repository!r} at {upstream.revision or opened.tip[:10]!r}"
        raise _fail(upstream, f"there is no folder {config.source!r} in {place}")


def _fail(upstream: Upstream, message: str) -> ConfigError:
    return ConfigError(f"upstream: {message}", path=upstream.file, line=upstream.line)
