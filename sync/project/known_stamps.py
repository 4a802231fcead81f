"""Which stamps a project has, where its configuration does not say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sync.errors import FileError, StampError
from sync.model import Stamp
from sync.stamps import HEAD_BYTES, find_file_parser, parse_embedded

if TYPE_CHECKING:
    from sync.model import Location
    from sync.project.layout import Layout
    from sync.project.trees import Tree
    from sync.stamps.known import KnownStamp
    from sync.stamps.spec import StampSpec

# How many translations are looked at, all over the project: nearly all have the key, or none.
_LOOKED_AT = 100
_DECISIVE = b"original_hash"


def find_known_spec(tree: Tree, layout: Layout, locations: Iterable[Location]) -> StampSpec | None:
    """Return how most translations record their source's version; None for stamps of our own form.

    One stamp of Co-op Translator's decides for all.
    """
    counts: Counter[KnownStamp] = Counter()
    places = tuple(locations)
    for location in places[:: max(len(places) // _LOOKED_AT, 1)]:
        if _has_sidecar(tree, layout, location):
            return None
        head = _read_head(tree, location.path)
        if head is None or find_file_parser(location.path) is not None:
            continue
        if _is_stamped(head, location.path):
            return None
        from sync.stamps.known import find_fitting

        counts.update(find_fitting(head.decode("utf-8", "replace")))
    return max(counts, key=lambda known: counts[known]).spec if counts else None


def _read_head(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read_head(path, HEAD_BYTES)
    except FileError:
        return None


def _has_sidecar(tree: Tree, layout: Layout, location: Location) -> bool:
    sidecar = layout.find_sidecar(location)
    return sidecar is not None and tree.exists(sidecar)


def _is_stamped(head: bytes, path: str) -> bool:
    """Tell whether a translation has a stamp of Co-op Translator's, one that is broken included.

    A ``synced_hash`` alone says nothing: it stands beside any project's stamp.
    """
    if _DECISIVE not in head:
        return False
    try:
        found = parse_embedded(head, path, complete=len(head) < HEAD_BYTES)
    except StampError:
        return True
    return isinstance(found, Stamp) and not found.is_started
