"""The files of gitattributes(5), as far as to see whether a checkout may convert contents."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sync.files import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.git.repository import Repository

FILTER = "filter"
CONVERTING = (FILTER, "ident", "working-tree-encoding")
"""The attributes that make what is on disk another text than git holds.

What is done to line endings is no matter of ours: hashes count whatever these are.
"""


def may_convert(repository: Repository, paths: Iterable[str], nested: Iterable[str]) -> bool:
    """Say whether attributes may convert files, by a look at the files of them and no process.

    ``nested`` are the folders of repositories of their own, as `DiskTree` has them. Attributes of
    the user or the system, outside of the repository, are not looked for.
    """
    top = os.fspath(repository.toplevel)
    folders = {""}
    for path in paths:
        folder = (repository.prefix + path).rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    files = [f"{top}/{folder}/.gitattributes" for folder in folders]
    files += [f"{repository.root}/{each}/.git/info/attributes" for each in nested]
    files.append(f"{repository.common_dir}/info/attributes")
    return any(map(_names_conversion, files))


def _names_conversion(file: str) -> bool:
    try:
        text = read_regular(file)
    except OSError:
        return False
    return any(name.encode() in text for name in CONVERTING)
