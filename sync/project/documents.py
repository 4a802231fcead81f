"""Translations that name their documents by a key, in place of their own paths."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import LackingError, StampError
from sync.project.layout import Layout
from sync.project.record_texts import read_record_text
from sync.stamps.records import read_document

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping

    from sync.model import Location
    from sync.project.trees import Tree
    from sync.stamps.spec import StampSpec

Reading = tuple[str, str]
"""A language and a document."""


class NamedPlaces(NamedTuple):
    """Where the translations are that name their documents, and what is wrong with some.

    ``readings`` has a language and a document for every path, ``faults`` an error for those whose
    names cannot count. ``named`` are those that say it by the key. ``lost`` are lines about those
    that have no place.
    """

    readings: Mapping[str, Reading]
    faults: Mapping[str, StampError]
    named: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()


class NamedLayout(Layout):
    """A layout in which translations that are there say of which document they are.

    Where none is, one is expected where the document's own path leads.
    """

    __slots__ = ("_faults", "_key", "_named", "_paths", "_readings")

    def __init__(self, plain: Layout, key: str, places: NamedPlaces) -> None:
        """Take the layout that counts where nothing is named, and the ``key`` that names."""
        source = plain.source.removeprefix(plain.mount).removeprefix("/") if plain.mount else None
        super().__init__(
            plain.source if source is None else source, plain.template, plain.codes, plain.mount
        )
        self._key = key
        self._readings = places.readings
        self._faults = places.faults
        self._named = places.named
        self._paths = {reading: path for path, reading in places.readings.items()}

    @property
    def is_named(self) -> bool:
        """Whether translations themselves say of which documents they are."""
        return True

    def locate(self, path: str, known: Container[str] | None = None) -> Reading | None:
        """Return the language and the document of a translation's path; None for other paths."""
        return self._readings.get(path) or super().locate(path, known)

    def translation_path(self, language: str, document: str) -> str:
        """Return the path where a document's translation is, or is expected."""
        path = self._paths.get((language, document))
        return super().translation_path(language, document) if path is None else path

    def find_language_folder(self, location: Location) -> str | None:
        """Return the folder whose name tells the language of the translation where it is."""
        own = super().locate(location.path)
        place = location if own is None else location._replace(document=own[1])
        return super().find_language_folder(place)

    def find_fault(self, location: Location) -> StampError | None:
        """Return what is wrong with what a translation says of its document."""
        return self._faults.get(location.path)

    def find_naming_key(self, location: Location) -> str | None:
        """Return the key by which a translation names its document, if it does."""
        return self._key if location.path in self._named else None


def name_places(
    tree: Tree,
    layout: Layout,
    spec: StampSpec,
    plain: Iterable[tuple[str, Reading]],
    documents: Collection[str],
    *,
    memory: dict[str, str | None],
) -> NamedPlaces:
    """Ask each translation that its path makes one of which document it is.

    The ``memory`` of what git's blobs say holds for other states of the files, too.
    """
    naming = _Naming(tree, layout, spec, documents, memory)
    for path, own in sorted(plain):
        naming.take(path, own)
    return naming.conclude()


def names_document(tree: Tree, path: str, spec: StampSpec) -> bool:
    """Tell whether a file says by the key of ``spec`` that it is a document's translation."""
    try:
        return read_document(read_record_text(tree, path, spec), spec, path) is not None
    except LackingError:
        return False
    except StampError:  # it says so, and not well
        return True


class _Naming:
    """What translations claim to be, until all of them have been heard."""

    def __init__(
        self,
        tree: Tree,
        layout: Layout,
        spec: StampSpec,
        documents: Collection[str],
        memory: dict[str, str | None],
    ) -> None:
        self._memory = memory
        self._tree = tree
        self._layout = layout
        self._spec = spec
        self._documents = frozenset(documents)
        self._own: dict[str, Reading] = {}
        self._claims: dict[Reading, list[str]] = {}
        self._faults: dict[str, StampError] = {}
        self._named: set[str] = set()

    def take(self, path: str, own: Reading) -> None:
        """Hear what a translation says; one that says nothing goes by its own path."""
        document = own[1]
        try:
            named = self._read(path)
            if named is not None:
                document = self._find_document(named)
                self._named.add(path)
        except LackingError:
            pass  # nobody knows what it says; its stamp is not known either
        except StampError as error:
            self._faults[path] = error
        self._own[path] = own
        self._claims.setdefault((own[0], document), []).append(path)

    def _read(self, path: str) -> str | None:
        """Return what a translation says, which the same blob says in any state of the files."""
        blob = self._tree.find_blob(path)
        if blob is None or blob not in self._memory:
            text = read_record_text(self._tree, path, self._spec)
            named = read_document(text, self._spec, path)
            self._memory.update({} if blob is None else {blob: named})
            return named
        return self._memory[blob]

    def conclude(self) -> NamedPlaces:
        """Give each a place: of several that are of one document the first, by path, has it.

        The others stand where their own paths lead, or, where that is another's place, are told of
        alone.
        """
        readings: dict[str, Reading] = {}
        places: dict[Reading, str] = {}
        later: list[str] = []
        for reading, paths in self._claims.items():
            first, *others = sorted(paths, key=lambda path: path in self._faults)
            readings[first], places[reading] = reading, first
            later += others
            for path in others:
                self._faults.setdefault(path, self._word_clash(path, reading[1], first))
        for path in later:
            if places.setdefault(self._own[path], path) == path:
                readings[path] = self._own[path]
        lost = tuple(str(self._faults[path]) for path in later if path not in readings)
        return NamedPlaces(readings, self._faults, frozenset(self._named), lost)

    def _word_clash(self, path: str, document: str, first: str) -> StampError:
        way_out = f"correct its {self._spec.document}, or remove one of the two"
        message = f"is a translation of {document!r}, as {first} is, which counts; {way_out}"
        return StampError(message, path=path)

    def _find_document(self, named: str) -> str:
        """Return the document that a name means: a path below the source root, with it or not."""
        name = posixpath.normpath(named.replace("\\", "/"))
        root = self._layout.source[len(self._layout.mount) :].strip("/")
        inner = name.removeprefix(f"{root}/")
        is_whole = name not in self._documents and inner in self._documents
        return inner if is_whole else name
