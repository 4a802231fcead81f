"""Repositories within the repository: submodules, and clones that it knows nothing of.

Git's index and history of the one say nothing of the files of the other.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync.git.repository import find_repository, run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from sync.git.repository import Repository

_SUBMODULE = "160000 "


def find_nested(root: Path, path: str) -> str | None:
    """Return the folder below ``root`` of the repository that a path lies in, if it is another."""
    folder = path.rpartition("/")[0]
    while folder and not _has_git(root, folder):
        folder = folder.rpartition("/")[0]
    return folder or None


def group_by_nested(root: Path, paths: Iterable[str]) -> dict[str, list[str]]:
    """Return paths by the folder that `find_nested` tells, ``""`` for those of the root's own."""
    groups: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in known:
            known[folder] = find_nested(root, path) or ""
        groups.setdefault(known[folder], []).append(path)
    return groups


def open_nested(repository: Repository, folder: str) -> Repository:
    """Return the repository in a folder below the root, which may be the root's own."""
    return find_repository(repository.root / folder) or repository


def list_absent(repository: Repository, nested: Collection[str]) -> frozenset[str]:
    """Return the folders of submodules below the root that are not initialised.

    ``nested`` are the folders of repositories that are there, whose own submodules are told, too.
    """
    return frozenset(
        place
        for place in _list_submodules(repository, nested)
        if not _has_git(repository.root, place)
    )


def _list_submodules(repository: Repository, nested: Collection[str]) -> Iterator[str]:
    if (repository.toplevel / ".gitmodules").exists():
        yield from _list_links(repository)
    for folder in nested:
        if (repository.root / folder / ".gitmodules").exists():
            inner = open_nested(repository, folder)
            yield from (f"{folder}/{place}" for place in _list_links(inner))


def _list_links(repository: Repository) -> Iterator[str]:
    """Yield the paths below the root where git's index has another repository's commit."""
    for record in os.fsdecode(run(repository, "ls-files", "-z", "--stage")).split("\0"):
        if record.startswith(_SUBMODULE):
            yield record.partition("\t")[2]


def _has_git(root: Path, folder: str) -> bool:
    return os.path.lexists(f"{root}/{folder}/.git")
