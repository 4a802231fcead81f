"""Symbolic links that git holds: a source may be one, and then what it leads to is translated."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from sync.errors import GitError
from sync.history.objects import find_local

if TYPE_CHECKING:
    from sync.history.opened import OpenRepository

LINK_MODE = "120000"
LONGEST_CHAIN = 8
"""How many links to links are followed."""


class AbsentError(GitError):
    """A partial clone lacks an object."""


def read_link(git: OpenRepository, path: str, blob: str) -> str | None:
    """Return the path where a link leads; None where that is outside of the repository.

    Raises:
        AbsentError: a partial clone lacks the link.
        GitError: it cannot be read.
    """
    if blob not in find_local(git, (blob,)):
        raise AbsentError(f"git: the link {path} is not here")
    target = os.fsdecode(b"".join(git.open_blob(blob) or ()))
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    return None if place.startswith("/") or place.partition("/")[0] == ".." else place
