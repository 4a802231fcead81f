"""The texts of bases that were found, read from git's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import GitError
from sync.history.queries import BaseAnswer, BaseQuery, BaseText
from sync.model import Base, NameKind, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from sync.git import BlobReader


def read_base_texts(
    found: Mapping[BaseQuery, BaseAnswer],
    reader: BlobReader,
    find_local: Callable[[Collection[str]], Collection[str]],
) -> dict[BaseQuery, BaseText | Reason | GitError]:
    """Read the blobs of the bases found; leave out what is not there with the right bytes.

    ``find_local`` returns those of some blobs that can be read without a network.
    """
    bases = {query: base for query, base in found.items() if isinstance(base, Base)}
    texts: dict[BaseQuery, BaseText | Reason | GitError] = {
        query: reason for query, reason in found.items() if not isinstance(reason, Base)
    }
    if not bases:
        return texts
    local = sorted(find_local({base.blob for base in bases.values()}))
    blobs = {name: _read_blob(reader, name) for name in local}
    for query, base in bases.items():
        data = blobs.get(base.blob)
        if isinstance(data, GitError):
            texts[query] = data
        elif data is not None and _is_named(query, data):
            texts[query] = BaseText(base, data)
    return texts


def _read_blob(reader: BlobReader, name: str) -> bytes | GitError | None:
    try:
        return reader.find(name)
    except GitError as error:
        return error


def _is_named(query: BaseQuery, data: bytes) -> bool:
    """Tell whether a blob is what a query asks for; a commit names it, whatever its bytes are."""
    if query.name.kind is not NameKind.DIGEST:
        return True
    from sync.stamps.digests import read_digest

    form, digits = read_digest(query.name.text)
    return digits in form.digests(data)
