"""The documents that a change concerns, found without a look at all the others.

In a project of many documents most of what there is to list is others. Wherever it is not plain
that they do not matter, all are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.layout import is_language
from sync.model import SIDECAR_NAME
from sync.workflow.change.excerpt import Excerpt
from sync.workflow.near import FEW, find_documents, find_layout, find_start

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sync.git import KeepingReader
    from sync.trees import BlobTree
    from sync.workflow.project import Project, View


def view_near(
    project: Project, tree: BlobTree, reader: KeepingReader, paths: Collection[str]
) -> View | None:
    """Look at the documents that ``paths`` concern, in all languages; None where all are needed.

    What their states depend on is read into ``reader``, at once.
    """
    blobs = tree.blobs
    layout = find_layout(project.config, lambda name: any(p.startswith(f"{name}/") for p in blobs))
    start = find_start(project.config)
    if layout is None or start is None or len(paths) > FEW:
        return None
    documents = find_documents(layout, paths)
    if not all(layout.source_path(document) in blobs for document in documents):
        return None  # whatever it was may have moved to any place
    languages = _find_languages(blobs, start)
    files = {path for path in paths if path in blobs}
    for document in documents:
        files.add(layout.source_path(document))
        files.update(f"{start}{language}/{document}" for language in languages)
    view = project.view(Excerpt(tree, frozenset(files)))
    if not languages.issubset(view.inventory.languages) and not project.config.languages:
        return None
    reader.load(blobs[path] for path in _find_read(view, start, paths) if path in blobs)
    return view


def _find_languages(blobs: Collection[str], start: str) -> frozenset[str]:
    """Return the names of the translations' folders, as far as they look like languages."""
    at = len(start)
    parts = (path[at:].partition("/") for path in blobs if path.startswith(start))
    return frozenset(filter(is_language, {name for name, slash, _ in parts if slash}))


def _find_read(view: View, start: str, paths: Collection[str]) -> Iterator[str]:
    """Yield the files that tell the states of the translations that a change concerns."""
    for place in view.inventory.find_places():
        if place.source in paths or place.path in paths:
            yield from (place.path, place.source)
            yield f"{start}{place.language}/{SIDECAR_NAME}"
