"""Which stamps a project has, where its configuration does not say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sync.errors import FileError, LackingError, StampError
from sync.model import Stamp
from sync.stamps import HEAD_BYTES, find_file_parser, parse_embedded

if TYPE_CHECKING:
    from sync.project.config.values import Config
    from sync.project.layout import Layout
    from sync.project.trees import Tree
    from sync.stamps.known import KnownStamp
    from sync.stamps.spec import StampSpec

# How many translations are looked at, all over the project: nearly all have the key, or none.
_LOOKED_AT = 100
_DECISIVE = b"original_hash"


class KnownSpec:
    """How one project stamps its translations: as its configuration says, or as is found once."""

    def __init__(self, config: Config) -> None:
        """Look at nothing yet; ``named`` remembers which documents git's blobs name."""
        self.named: dict[str, str | None] = {}
        self._is_known = config.stamp is not None or config.spec is not None
        self._spec = config.spec and _complete(config.spec)

    def find(self, tree: Tree, layout: Layout, paths: Iterable[str]) -> StampSpec | None:
        """Return it, going by the translations at ``paths``; None for stamps of our own form.

        What the first state of the files showed that has any translations holds for all.
        """
        if not self._is_known:
            looked_at = tuple(paths)
            self._is_known = bool(looked_at)
            self._spec = _find_spec(tree, layout, looked_at)
        return self._spec

    @property
    def found(self) -> StampSpec | None:
        """What was found so far."""
        return self._spec


class KnownSpecs:
    """How several projects stamp theirs, by number."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[int, KnownSpec] = {}

    def of(self, config: Config, number: int) -> KnownSpec:
        """Return what is known of a project."""
        known = self._known.get(number)
        if known is None:  # asked for once a translation
            known = self._known[number] = KnownSpec(config)
        return known


def _complete(spec: StampSpec) -> StampSpec:
    from sync.stamps.known import complete

    return complete(spec)


def is_stamped(tree: Tree, path: str, spec: StampSpec | None) -> bool:
    """Tell whether a file has a stamp, or a broken one, in a project's own form or in ours."""
    head = _read_head(tree, path)
    if head is None or find_file_parser(path) is not None:
        return False
    return _is_stamped(head, path) or (spec is not None and has_record(tree, path, spec))


def has_record(tree: Tree, path: str, spec: StampSpec | None = None) -> bool:
    """Tell whether a file has a stamp in the form of ``spec``, else begins with one that is known.

    A broken one is one, too, where it is known what form it should have.
    """
    if find_file_parser(path) is not None or (spec is not None and not spec.is_in_text):
        return False
    if spec is None:
        from sync.stamps.known import find_fitting

        head = _read_head(tree, path) or b""
        return any(True for _ in find_fitting(head.decode("utf-8", "replace")))
    from sync.project.record_texts import read_record_text
    from sync.stamps.records import parse_record

    try:
        stamp = parse_record(read_record_text(tree, path, spec), spec, path)
    except LackingError:
        return False
    except StampError:
        return True
    return bool(stamp and stamp.record and stamp.record.value)


def _find_spec(tree: Tree, layout: Layout, paths: Sequence[str]) -> StampSpec | None:
    """Return how most translations record their source's version.

    One stamp of Co-op Translator's decides for all.
    """
    counts: Counter[KnownStamp] = Counter()
    for path in paths[:: max(len(paths) // _LOOKED_AT, 1)]:
        if _has_sidecar(tree, layout, path):
            return None
        head = _read_head(tree, path)
        if head is None or find_file_parser(path) is not None:
            continue
        if _is_stamped(head, path):
            return None
        from sync.stamps.known import find_fitting

        counts.update(find_fitting(head.decode("utf-8", "replace")))
    if not counts:
        return None
    from sync.stamps.known import KNOWN

    return max(KNOWN, key=lambda known: counts[known]).spec


def _read_head(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read_head(path, HEAD_BYTES)
    except FileError:
        return None


def _has_sidecar(tree: Tree, layout: Layout, path: str) -> bool:
    reading = layout.locate(path)
    sidecar = None if reading is None else layout.find_sidecar(layout.location(*reading))
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
