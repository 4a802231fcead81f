"""Where the links of a document and of its translations lead, as the files stand."""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname
from typing import TYPE_CHECKING

from sync.markdown.links import LinkSpace
from sync.markdown.pages import Site, list_roots
from sync.project.trees import find_mount

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.model import Location
    from sync.project.project import View


def open_links(
    view: View, location: Location, exists: Callable[[str], bool] | None = None
) -> LinkSpace:
    """Return how links are resolved and rewritten between a source and one translation.

    ``exists`` is asked in the tree's place, if given.
    """
    layout, ask = view.inventory.layout, exists or view.tree.exists
    known = view.inventory.translations.documents_of(location.language)
    folder = layout.find_language_folder(location)
    mirrored = layout.find_mirrored(location)

    def to_source(path: str) -> str:
        if path == folder and mirrored is not None:
            return mirrored or "."
        reading = layout.locate(path, known)
        if reading is None or reading[0] != location.language:
            return path
        return layout.source_path(reading[1])

    @lru_cache(maxsize=1024)
    def to_translation(path: str) -> str | None:
        document = layout.document_of(path)
        if document is None:
            return None
        copy = layout.translation_path(location.language, document)
        return copy if copy == location.path or ask(copy) else None

    site = Site(
        lru_cache(maxsize=1024)(ask),
        list_roots(location.source.removesuffix(location.document).rstrip("/"), location.document),
        is_parallel=bool(mirrored and folder) and dirname(folder or "") == dirname(mirrored or ""),
    )
    is_apart = find_mount(location.source, layout.mounts) is not None
    languages = view.project.source_language.casefold(), location.language.casefold()
    return LinkSpace(
        location.source,
        location.path,
        to_source,
        to_translation,
        site,
        is_apart,
        languages=languages,
    )
