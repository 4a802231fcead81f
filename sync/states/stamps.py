"""The stamps of translations, read from wherever they are kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import FileError, LackingError, StampError
from sync.stamps import (
    HEAD_BYTES,
    NeedMore,
    Sidecar,
    find_file_parser,
    parse_embedded,
)
from sync.stamps.fields import read_source_file
from sync.stamps.opened import OpenSidecar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sync.model import Location, Stamp
    from sync.project.layout import Layout
    from sync.project.specs import Specs
    from sync.project.trees import Tree
    from sync.states.records import RecordReader
    from sync.versions import Versions


class StampDoubt(NamedTuple):
    """What is no obstacle but deserves a look, in the stamp of one translation.

    ``kind`` is shared by doubts that one cause may have made in a whole language.
    """

    location: Location
    kind: str
    message: str


def word_doubts(doubts: Iterable[StampDoubt]) -> Iterator[str]:
    """Yield a line for the first doubt of a kind in each language, which counts the others."""
    groups: dict[tuple[str, str], list[StampDoubt]] = {}
    for doubt in doubts:
        groups.setdefault((doubt.location.language, doubt.kind), []).append(doubt)
    for (language, _), alike in groups.items():
        more = f"; the like in {len(alike) - 1} more of {language}" if len(alike) > 1 else ""
        yield f"{alike[0].location.path}: {alike[0].message}{more}"


class StampReader:
    """Reads the stamps in one state of the files, each sidecar once; ``doubts`` fill up."""

    def __init__(self, tree: Tree | Versions, layout: Layout, specs: Specs) -> None:
        """Read nothing yet; ``specs`` tell which form a translation's stamp has."""
        self.doubts: list[StampDoubt] = []
        self._tree = tree
        self._layout = layout
        self._specs = specs
        self._sidecars: dict[str, OpenSidecar] = {}
        self._sidecar_paths: dict[tuple[str, str], str | None] = {}

    def forget(self) -> None:
        """Drop what the sidecars said: who reads language by language has done with them."""
        self._sidecars.clear()
        self._sidecar_paths.clear()

    def read(self, location: Location) -> Stamp | None:
        """Return the stamp of a translation that is there; None if it has none.

        Where the file and the sidecar both hold one, the sidecar's counts. Where the project
        records elsewhere what a translation was made from, that counts, and ours says no more than
        how far it was brought since.

        Raises:
            StampError: it cannot be read or trusted.
            LackingError: a partial clone lacks it.
        """
        fault = self._layout.find_fault(location)
        if fault is not None:
            raise fault
        spec = self._specs.find(location)
        if spec is not None and spec.is_in_text:
            return self._place(location, self._records.read(location, spec))
        stamp = self._read_own(location)
        if spec is not None and spec.is_elsewhere:
            return _join(self._records.read(location, spec), stamp)
        if stamp is not None or spec is None:
            return stamp
        return self._records.read_adopted(location, spec) or self._records.read(location, spec)

    def _place(self, location: Location, stamp: Stamp | None) -> Stamp | None:
        """Return a stamp whose paths are read from the folders of its own source root, too.

        Where several projects are one, documents go by their paths from the root, which do not
        tell where each project's sources begin.
        """
        own = self._layout.entry_name(location)
        record = None if stamp is None else stamp.record
        if stamp is None or record is None or not record.paths or own == location.document:
            return stamp
        from sync.versions import spread_paths

        paths = spread_paths(record.paths, location.source.removesuffix(own))
        return stamp._replace(record=record._replace(paths=paths))

    @cached_property
    def _records(self) -> RecordReader:
        """What reads stamps in projects' own forms; imported here, as most projects have none."""
        from sync.states.records import RecordReader

        return RecordReader(self._tree, self._specs.find_submodule)

    def _read_own(self, location: Location) -> Stamp | None:
        """Return a stamp of our own form."""
        entry = self.read_entry(location)
        embedded = self._read_embedded(location.path)
        stamp = entry or embedded
        if stamp is not None and ((entry and embedded) or not _is_in_place(stamp, location)):
            self._check_source_file(location, stamp)
            self.doubts.extend(_find_differences(location, stamp, embedded, self._layout))
        return stamp

    def read_entry(self, location: Location) -> Stamp | None:
        """Return what a sidecar says of a translation, which need not be there.

        Raises:
            StampError: the sidecar, or its entry, cannot be read or trusted.
        """
        path = self._find_sidecar_path(location)
        if path is None:
            return None
        if path not in self._sidecars:
            self._sidecars[path] = self._read_sidecar(path)
        return self._sidecars[path].find(self._layout.entry_name(location))

    def find_files(self, location: Location) -> frozenset[str]:
        """Return the paths of the files beside a translation that may hold its stamp."""
        sidecar, spec = self._find_sidecar_path(location), self._specs.find(location)
        paths = (sidecar, None if spec is None or spec.is_in_text else spec.place)
        return frozenset(path for path in paths if path is not None)

    def read_beside(self, location: Location) -> Stamp | None:
        """Return what such a file says of a translation, which need not be there.

        Raises:
            StampError: the file, or what it says, cannot be read or trusted.
        """
        entry, spec = self.read_entry(location), self._specs.find(location)
        if spec is not None and spec.is_elsewhere:
            return _join(self._records.read(location, spec), entry)
        if entry is not None or spec is None or spec.is_in_text:
            return entry
        return self._records.read(location, spec)

    def _find_sidecar_path(self, location: Location) -> str | None:
        """Return where the sidecar would be: one place for all documents of a folder."""
        key = location.language, location.document.rpartition("/")[0]
        if key not in self._sidecar_paths:
            self._sidecar_paths[key] = self._layout.find_sidecar(location)
        return self._sidecar_paths[key]

    def _read_sidecar(self, path: str) -> OpenSidecar:
        if not self._tree.exists(path):
            return OpenSidecar.of(Sidecar())
        try:
            return OpenSidecar(self._tree.read(path), path)
        except LackingError:
            raise
        except FileError as error:
            broken = StampError(error.message, path=error.path)
            broken.__cause__ = error
            return OpenSidecar.of(Sidecar(broken=broken))

    def _read_embedded(self, path: str) -> Stamp | None:
        try:
            parse = find_file_parser(path)
            if parse is not None:
                return parse(self._tree.read(path), path)
            head = self._tree.read_head(path, HEAD_BYTES)
            found = parse_embedded(head, path, complete=len(head) < HEAD_BYTES)
            if isinstance(found, NeedMore):
                found = parse_embedded(self._tree.read(path), path, complete=True)
        except LackingError:
            raise
        except FileError as error:
            raise StampError(error.message, path=error.path) from error
        return None if isinstance(found, NeedMore) else found

    def _check_source_file(self, location: Location, stamp: Stamp) -> None:
        if stamp.source_file in (None, location.source):
            return
        if self._tree.escapes(read_source_file(stamp)):
            message = (
                "source_file lies behind a link that leaves the root; "
                "write a path inside of it, or remove the stamp"
            )
            raise StampError(message, path=location.path)


def _join(recorded: Stamp | None, own: Stamp | None) -> Stamp | None:
    """Return what a project recorded elsewhere, with how far our own stamp says it was brought."""
    if recorded is None or own is None:
        return recorded or own
    return recorded._replace(synced_hash=own.synced_hash, synced=own.synced)


def _is_in_place(stamp: Stamp, location: Location) -> bool:
    """Tell whether a stamp says of its place what the place says."""
    return stamp.source_file == location.source and stamp.language_code == location.language


def names_other_source(stamp: Stamp, location: Location, layout: Layout) -> bool:
    """Tell whether a stamp says another source than its place, as after a move by hand."""
    known = ("", layout.entry_name(location), location.document, location.source)
    return stamp.source_file not in known and read_source_file(stamp) not in known


def _find_differences(
    location: Location, stamp: Stamp, embedded: Stamp | None, layout: Layout
) -> Iterator[StampDoubt]:
    """Yield the doubts about one translation."""
    if names_other_source(stamp, location, layout):
        message = (
            f"its stamp names the source {read_source_file(stamp)!r}, but its place says "
            f"{location.document!r}, which counts; stamping it again corrects that"
        )
        yield StampDoubt(location, "source", message)
    code = stamp.language_code
    if code and not layout.names_language(code, location.language):
        message = (
            f"its stamp names the language {stamp.language_code!r}, "
            f"but its place says {location.language!r}, which counts"
        )
        yield StampDoubt(location, "language", message)
    if embedded is not None and _hashes(embedded) != _hashes(stamp):
        message = "its stamp differs from the sidecar's entry, which counts"
        yield StampDoubt(location, "sidecar", message)


def _hashes(stamp: Stamp) -> tuple[str | None, str | None]:
    return stamp.original_hash, stamp.synced_hash
