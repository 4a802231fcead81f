"""What a pull request is compared with, and fetching it into a clone that lacks it.

``actions/checkout`` leaves a pull request's test merge, one commit deep: its parents, the base
first, are named in it and are not there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from action.inputs import AUTO, CHECK, NONE
from sync.errors import FileError, UsageError
from sync.git import compare, find_merge_base, find_repository, resolve_commit, run
from sync.git.fetching import deepen, fetch_objects, fetch_parents, fetch_revision, is_partial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from action.inputs import Inputs
    from sync.git import Repository

FETCHED = "refs/translation-sync/base"
"""Where a revision goes that was not there."""

_PULL_REQUEST = "pull_request"  # at pull_request_target, HEAD is the base's


def find_revision(inputs: Inputs, environment: Mapping[str, str], folder: Path) -> str | None:
    """Return the revision to compare ``folder``'s HEAD with, and see to it that this is possible.

    None where all is to be looked at.

    Raises:
        UsageError: there can be no such revision, or no repository.
        GitError: git failed, or what is needed cannot be fetched.
    """
    if inputs.mode != CHECK or inputs.changed_from == NONE:
        return None
    is_ours = environment.get("GITHUB_EVENT_NAME") == _PULL_REQUEST and not inputs.baseline
    if inputs.changed_from == AUTO and not is_ours:
        return None
    repository = _open(folder)
    if inputs.changed_from != AUTO:
        revision = resolve_commit(repository, inputs.changed_from)
        revision = revision or _fetch_named(repository, inputs.changed_from)
    else:
        revision = _find_merged(repository, environment)
        revision = revision or _fetch_named(repository, environment.get("GITHUB_BASE_REF", ""))
    _relate(_open(folder), revision)
    _fetch_former(_open(folder), revision)
    return revision


def _open(folder: Path) -> Repository:
    repository = find_repository(folder)
    if repository is None:
        raise UsageError("there is no git repository: actions/checkout must come before this step")
    return repository


def _find_merged(repository: Repository, environment: Mapping[str, str]) -> str | None:
    """Return the commit that HEAD merges the pull request into; None where it does not.

    The event's own ``base.sha`` may be older than that: it would blame the pull request for what
    others did to the base branch since.
    """
    parents = _read_parents(repository)
    if parents[1:] != (_read_head(environment),):
        return None
    if resolve_commit(repository, parents[0]) is None:
        fetch_parents(repository)
    return parents[0]


def _read_parents(repository: Repository) -> tuple[str, ...]:
    """Read the parents that HEAD names, whether they are there or not."""
    head, _, _ = run(repository, "cat-file", "commit", "HEAD").partition(b"\n\n")
    lines = head.decode("utf-8", "replace").splitlines()
    return tuple(line.removeprefix("parent ") for line in lines if line.startswith("parent "))


def _read_head(environment: Mapping[str, str]) -> str | None:
    """Return the pull request's own last commit, as the event tells it."""
    file = environment.get("GITHUB_EVENT_PATH", "")
    try:
        event = json.loads(Path(file).read_bytes())
    except (OSError, ValueError) as error:
        raise FileError(f"the event cannot be read: {error}", path=file) from error
    match event:
        case {"pull_request": {"head": {"sha": str(head)}}}:
            return head
    return None


def _fetch_named(repository: Repository, name: str) -> str:
    """Fetch a branch, tag or commit, also one that is named as git names a remote's branch."""
    remote_name = name.removeprefix("origin/")
    checked = run(
        repository, "check-ref-format", "--normalize", f"refs/heads/{remote_name}", accept=(0, 1)
    )
    if not checked or not remote_name:
        raise UsageError(f"{name!r} names no revision: give a branch, tag or commit")
    fetch_revision(repository, remote_name, FETCHED)
    return FETCHED


def _relate(repository: Repository, revision: str) -> None:
    """Fetch the commits down to where HEAD and ``revision`` parted, where they are not there."""
    if repository.is_shallow and not run(repository, "merge-base", "HEAD", revision, accept=(0, 1)):
        deepen(repository)


def _fetch_former(repository: Repository, revision: str) -> None:
    """Fetch the contents that the change replaced, which git would fetch one by one."""
    if not is_partial(repository):
        return
    base = find_merge_base(repository, revision)
    listed = run(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    missing = set(_list_former(repository, base)) - set(listed.decode("ascii").split())
    if missing:
        fetch_objects(repository, missing)


def _list_former(repository: Repository, base: str) -> Iterator[str]:
    """Yield the contents of files as they were at ``base``."""
    for change in compare(repository, base, "HEAD"):
        if change.old_mode.startswith("100"):
            yield change.old_blob
