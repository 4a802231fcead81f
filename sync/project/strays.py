"""Translations whose source is gone, where the language stands in the file's name.

No folder tells such a file from a document: ``guide.fr.md`` looks like ``guide.old.md``. Without
its source beside it, it is a translation if it says so itself, by its stamp or by a key that names
its document, or if git knows the source that it had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.errors import FileError, StampError
from sync.project.documents import names_document
from sync.project.known_stamps import has_record
from sync.stamps import HEAD_BYTES, NeedMore, find_file_parser, parse_embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from sync.model import Stamp
    from sync.project.layout import Layout
    from sync.project.trees import Tree
    from sync.stamps.spec import StampSpec

Reading = tuple[str, str]
"""A language and a document."""


def choose_readings(
    layout: Layout,
    tree: Tree,
    strays: Mapping[str, Sequence[Reading]],
    spec: StampSpec | None,
    find_former: Callable[[Collection[str]], Collection[str]],
) -> dict[str, Reading]:
    """Return of which document each of ``strays`` is a translation; those of none are left out.

    They are given by path, with all that each may be, the likeliest first. ``find_former`` returns
    those of some paths that git knows, though no file is there.
    """
    chosen: dict[str, Reading] = {}
    for path, readings in strays.items():
        stamped = _choose_stamped(layout, tree, path, readings, spec)
        if stamped is not None:
            chosen[path] = stamped
    own = layout.template.own  # a file with this word may as well be a source that was renamed
    left = {
        path: [reading for reading in readings if reading[0] != own]
        for path, readings in strays.items()
        if path not in chosen
    }
    places = {layout.source_path(reading[1]) for each in left.values() for reading in each}
    former = find_former(places) if places else ()
    for path, readings in left.items():
        known = [each for each in readings if layout.source_path(each[1]) in former]
        chosen.update({path: known[0]} if known else {})
    return chosen


def _choose_stamped(
    layout: Layout, tree: Tree, path: str, readings: Sequence[Reading], spec: StampSpec | None
) -> Reading | None:
    """Return what a file is by its stamp; one that is broken, or names nothing, is one too."""
    if spec is not None and spec.document is not None and names_document(tree, path, spec):
        return readings[0]
    if find_file_parser(path) is not None:
        return None
    try:
        stamp = _read_stamp(tree, path)
    except FileError:
        return None
    except StampError:
        return readings[0]
    if stamp is not None:
        code = stamp.language_code
        fitting = [
            each for each in readings if code is None or layout.names_language(code, each[0])
        ]
        named = (each for each in fitting if _names_source(stamp, each[1]))
        return next(named, fitting[0] if fitting else None)
    return readings[0] if has_record(tree, path, spec) else None


def _read_stamp(tree: Tree, path: str) -> Stamp | None:
    """Return a file's stamp in our own form."""
    head = tree.read_head(path, HEAD_BYTES)
    stamp = parse_embedded(head, path, complete=len(head) < HEAD_BYTES)
    if isinstance(stamp, NeedMore):
        stamp = parse_embedded(tree.read(path), path, complete=True)
    return None if isinstance(stamp, NeedMore) else stamp


def _names_source(stamp: Stamp, document: str) -> bool:
    source = (stamp.source_file or "").replace("\\", "/")
    return source.rpartition("/")[2] == document.rpartition("/")[2]
