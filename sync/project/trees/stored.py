"""What git holds of files that the work tree shows in another form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import GitError, ObjectError
from sync.git import BlobReader, go_offline
from sync.git.conversions import find_converted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sync.git import Repository


class StoredFiles:
    """The contents that git holds, or would hold, of files on disk which a checkout converts.

    One that is edited under a filter has none: what it shows is all that is known.
    """

    def __init__(self, repository: Repository, paths: Iterable[str]) -> None:
        """Find out which of ``paths`` those are; no content is read yet."""
        self._converted = find_converted(repository, paths)
        self._reader = BlobReader(go_offline(repository))

    def __contains__(self, path: str) -> bool:
        """Say whether a file is one of those."""
        return path in self._converted

    def read(self, path: str) -> bytes:
        """Return what git holds of one of them.

        Raises:
            ObjectError: git cannot read it.
        """
        held = self._converted[path].held
        try:
            return held if isinstance(held, bytes) else self._reader.read(held)
        except GitError as error:
            raise ObjectError(error.message, path=path) from error

    def is_text(self, path: str, held: bytes, shown: bytes) -> bool:
        """Say whether what git holds is the document itself, of which the disk shows a variant.

        What a filter leaves no line of stands for a content that is elsewhere (Git LFS) or hidden
        (git-crypt).
        """
        is_filtered = self._converted[path].is_filtered
        return not is_filtered or not _list_lines(held).isdisjoint(_list_lines(shown))


def _list_lines(data: bytes) -> frozenset[bytes]:
    return frozenset(filter(None, map(bytes.strip, data.splitlines())))
