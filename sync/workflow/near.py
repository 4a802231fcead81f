"""The documents that some files belong to, found without a look at all the others.

In a project of many documents most of what there is to list is others. Wherever it is not plain
that they do not matter, there is no such view, and all are looked at.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from sync.discovery import DEFAULT_SOURCE, open_disk
from sync.layout import Layout, is_language, parse_template
from sync.trees import is_closed
from sync.trees.few import FewFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from sync.config import Config
    from sync.workflow.project import Project, View

FEW = 20
"""So many files at most: looking at each is to cost less than looking at all that is there."""

_FIELDS = "{lang}/{path}"


def find_start(config: Config) -> str | None:
    """Return what paths of translations begin with, before the language's folder.

    None where a path alone does not tell what it belongs to.
    """
    start = config.translations.removesuffix(_FIELDS)
    return None if start == config.translations or "{" in start else start


def find_layout(config: Config, holds_folder: Callable[[str], bool]) -> Layout | None:
    """Return the layout, if paths alone tell languages, documents and translations."""
    if find_start(config) is None or (config.source is None and holds_folder(DEFAULT_SOURCE)):
        return None
    layout = Layout(config.source or "", parse_template(config.translations))
    return layout if layout.is_marked else None


def find_documents(layout: Layout, paths: Iterable[str]) -> frozenset[str]:
    """Return what may be the documents of paths, those of sources and those of translations."""
    found: set[str] = set()
    for path in paths:
        reading, own = layout.locate(path), layout.document_of(path)
        found.update(each for each in (own, reading and reading[1]) if each)
    return frozenset(found)


def view_disk_near(project: Project, paths: Collection[str]) -> View | None:
    """Look at the documents of ``paths`` on disk; None where all are needed.

    Of a translation's document no other translation is looked at.
    """
    root = project.root
    layout = find_layout(project.config, lambda name: os.path.lexists(root / name))
    start = find_start(project.config)
    if layout is None or start is None or len(paths) > FEW:
        return None
    try:
        files = sorted(_find_files(root, layout, start, paths))
    except OSError:
        return None
    repository = project.repository
    whole = open_disk(project.config, root, repository)
    if not files:
        return project.view(FewFiles(whole, root, (), repository))
    sources = map(layout.source_path, find_documents(layout, files))
    if not _are_plain(root, files) or not all((root / each).is_file() for each in sources):
        return None  # behind a link or in a repository of its own, or it may have moved
    if whole.find_ignored(files):
        return None
    return project.view(FewFiles(whole, root, files, repository))


def view_translations_near(project: Project, paths: Collection[str]) -> View | None:
    """Look at those of ``paths`` that may be translations, and at their sources."""
    layout = find_layout(project.config, lambda name: os.path.lexists(project.root / name))
    if layout is None:
        return None
    return view_disk_near(project, [path for path in paths if layout.locate(path) is not None])


def _find_files(root: Path, layout: Layout, start: str, paths: Collection[str]) -> set[str]:
    """Return the files there are of the documents of ``paths``; raises OSError where unreadable."""
    languages: list[str] | None = None
    found: set[str] = set()
    for path in paths:
        reading = layout.locate(path)
        if reading is not None:
            found.update((path, layout.source_path(reading[1])))
            continue
        if languages is None:
            languages = [name for name in _list_folder(root / start) if is_language(name)]
        found.add(path)
        document = layout.document_of(path)
        if document:
            found.update(f"{start}{language}/{document}" for language in languages)
    return {path for path in found if os.path.lexists(root / path)}


def _list_folder(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  names alone are asked for
    except FileNotFoundError:
        return []


def _are_plain(root: Path, files: Iterable[str]) -> bool:
    """Tell whether these are files that a look at all of the root's would list."""
    top = os.fspath(root)
    known = {""}
    return all(_is_file(f"{top}/{path}") and _is_open(top, path, known) for path in files)


def _is_file(place: str) -> bool:
    return stat.S_ISREG(os.lstat(place).st_mode)


def _is_open(top: str, path: str, known: set[str]) -> bool:
    """Tell of the folders above a file that each is one, open, and no other repository's."""
    for folder in _list_parents(path):
        if folder in known:
            return True
        place = f"{top}/{folder}"
        if is_closed(folder.rpartition("/")[2]) or not stat.S_ISDIR(os.lstat(place).st_mode):
            return False
        if os.path.lexists(f"{place}/.git"):
            return False
        known.add(folder)
    return True


def _list_parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path
