"""Files of git's of which a partial clone may lack some."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from sync.errors import FetchError, LackingError, ObjectError
from sync.git import BlobReader, Listing, go_offline
from sync.git.fetching import fetch_objects, is_partial, list_local, may_fetch
from sync.project.trees.blobs import LINK_MODE, BlobTree

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sync.git import Entry, Repository


class PartialTree(BlobTree):
    """Files that are read from git; what is lacking is fetched only where the user allows it."""

    def __init__(self, repository: Repository, entries: Iterable[Entry], lacking: str) -> None:
        """Take the entries; of their contents only links are read now.

        ``lacking`` says of a file that is not here why that is so.
        """
        self._online = repository
        self._lacking = lacking
        held = tuple(entries)
        links = [each for each in held if each.mode == LINK_MODE and self.is_local(each.blob)]
        files = {each.path: each.blob for each in held if each.mode != LINK_MODE}
        reader = BlobReader(go_offline(repository))
        super().__init__(repository, Listing(files, tuple(links)), reader)

    def is_local(self, blob: str) -> bool:
        """Say whether a blob can be read without a network."""
        return self._local is None or blob in self._local

    def _read(self, path: str, size: int) -> bytes:
        blob = self.blobs.get(path)
        if blob is not None and not self.is_local(blob):
            self._fetch(path)
        return super()._read(path, size)

    def _fetch(self, path: str) -> None:
        """Fetch all files of this kind at once: who asks for one will ask for the others."""
        if not may_fetch(self._online):
            raise LackingError(self._lacking, path=path)
        suffix = os.path.splitext(path)[1]  # noqa: PTH122  no Path a file
        blobs = {blob for each, blob in self.blobs.items() if each.endswith(suffix)}
        wanted = {blob for blob in blobs if not self.is_local(blob)}
        try:
            fetch_objects(self._online, wanted)
        except FetchError as error:
            raise ObjectError(error.message, path=path) from error
        vars(self).pop("_local", None)

    @cached_property
    def _local(self) -> Container[str] | None:
        """The names of all objects that are here; None where none is missing on purpose."""
        return list_local(self._online) if is_partial(self._online) else None
