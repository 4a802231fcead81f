"""Pages as site generators serve them: the address of a page is no path of a file.

Hugo, Jekyll, Docusaurus, MkDocs and their like serve ``a/b/flow.md`` at ``/a/b/flow/`` and the
index of a folder at the folder. A link to a page is written as seen from the file or as seen from
the page, whose folder is one deeper, and may begin at the site's root, where a language stands.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sync.markdown.addresses import is_language

_SERVED = (".md", ".mdx", ".markdown", ".html", ".htm")
_INDEXES = ("_index", "index")
# The page of its folder to GitHub, which has no pages for folders of other names, and to MkDocs.
_README = "README"
_FILE = re.compile(r"\.(?!html?\Z)[A-Za-z][A-Za-z0-9]*\Z", re.IGNORECASE)


def is_page_address(path: str) -> bool:
    """Tell whether a path may be a page's address: no file's suffix says otherwise."""
    return _FILE.search(path) is None


def name_page(path: str) -> str:
    """Return what is the same of a page's address and of the path of its file."""
    path = posixpath.normpath(path)
    stem, suffix = posixpath.splitext(path)
    path = stem if suffix.lower() in _SERVED else path
    folder, name = posixpath.split(path)
    return (folder or ".") if name in (*_INDEXES, _README) else path


class Site(NamedTuple):
    """What a site makes of the files; paths are relative to the project's root.

    ``exists`` says whether there is a file or folder. ``roots`` are the folders that the site's
    root may stand for, the likeliest first. ``is_parallel`` says that the languages stand side by
    side, as they do for generators; on GitHub translations stand apart, and a folder is a folder.
    """

    exists: Callable[[str], bool]
    roots: tuple[str, ...]
    is_parallel: bool

    def has_page(self, path: str) -> bool:
        """Tell whether a file is there whose page is served at ``path``."""
        return any(map(self.exists, self.list_files(path)))

    def list_files(self, path: str) -> Iterator[str]:
        """Yield the files of which the page may be that is served at ``path``."""
        page = name_page(path)
        names = (*_INDEXES, _README) if self.is_parallel else _INDEXES
        places = (page, *(posixpath.join(page, name) for name in names))
        return (place + suffix for place in places for suffix in _SERVED)

    def find_pages(self, address: str) -> Iterator[str]:
        """Yield the pages that an address from the site's root may be of."""
        segments = [part for part in address.split("/") if part]
        for parts in (segments, segments[1:]):
            if parts is segments or (segments and is_language(segments[0])):
                places = [posixpath.join(root, *parts) for root in self.roots]
                yield name_page(next(filter(self.has_page, places), places[0]))


def list_roots(source_root: str, document: str) -> tuple[str, ...]:
    """Return the folders that a site's root may stand for, as seen from a source document."""
    below = [source_root]
    for part in document.split("/")[:-1]:
        below.append(posixpath.join(below[-1], part))
    above = []
    while source_root:
        source_root = posixpath.dirname(source_root)
        above.append(source_root)
    return (*below, *above)
