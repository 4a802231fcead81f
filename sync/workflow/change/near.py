"""The documents that a change concerns, found without a look at all the others.

In a project of many documents most of what there is to list is others. Wherever it is not plain
that they do not matter, all are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.discovery import DEFAULT_SOURCE
from sync.layout import Layout, is_language, parse_template
from sync.model import SIDECAR_NAME
from sync.workflow.change.excerpt import Excerpt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sync.config import Config
    from sync.git import KeepingReader
    from sync.trees import BlobTree
    from sync.workflow.project import Project, View

_FEW = 20  # paths, so that looking at each costs less than looking at all that is there
_FIELDS = "{lang}/{path}"


def view_near(
    project: Project, tree: BlobTree, reader: KeepingReader, paths: Collection[str]
) -> View | None:
    """Look at the documents that ``paths`` concern, in all languages; None where all are needed.

    What their states depend on is read into ``reader``, at once.
    """
    blobs = tree.blobs
    layout = _find_layout(project.config, blobs)
    if layout is None or len(paths) > _FEW:
        return None
    documents = _find_documents(layout, paths)
    if not all(layout.source_path(document) in blobs for document in documents):
        return None  # whatever it was may have moved to any place
    start = project.config.translations.removesuffix(_FIELDS)
    languages = _find_languages(blobs, start)
    files = {path for path in paths if path in blobs}
    for document in documents:
        files.add(layout.source_path(document))
        files.update(f"{start}{language}/{document}" for language in languages)
    view = project.view(Excerpt(tree, frozenset(files)))
    if not languages.issubset(view.inventory.languages) and not project.config.languages:
        return None
    reader.load(blobs[path] for path in _find_read(view, paths) if path in blobs)
    return view


def _find_layout(config: Config, blobs: Collection[str]) -> Layout | None:
    """Return the layout, if its paths alone tell languages, documents and translations."""
    start = config.translations.removesuffix(_FIELDS)
    if start == config.translations or "{" in start:
        return None
    if config.source is None and any(path.startswith(f"{DEFAULT_SOURCE}/") for path in blobs):
        return None
    layout = Layout(config.source or "", parse_template(config.translations))
    return layout if layout.is_marked else None


def _find_documents(layout: Layout, paths: Collection[str]) -> frozenset[str]:
    """Return what may be the documents of paths, those of sources and those of translations."""
    readings = (layout.locate(path) for path in paths)
    located = (reading[1] for reading in readings if reading is not None)
    own = (layout.document_of(path) for path in paths)
    return frozenset(document for document in (*located, *own) if document)


def _find_languages(blobs: Collection[str], start: str) -> frozenset[str]:
    """Return the names of the translations' folders, as far as they look like languages."""
    at = len(start)
    parts = (path[at:].partition("/") for path in blobs if path.startswith(start))
    return frozenset(filter(is_language, {name for name, slash, _ in parts if slash}))


def _find_read(view: View, paths: Collection[str]) -> Iterator[str]:
    """Yield the files that tell the states of the translations that a change concerns."""
    layout = view.inventory.layout
    start = layout.template.text.removesuffix(_FIELDS)
    for place in view.inventory.find_places():
        if place.source in paths or place.path in paths:
            yield from (place.path, place.source)
            yield f"{start}{place.language}/{SIDECAR_NAME}"
