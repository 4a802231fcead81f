"""Several layouts of one root as one, and what they hold as one inventory."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field

from sync.errors import StampError
from sync.model import Location
from sync.project.inventory import Inventory
from sync.project.layout import Layout
from sync.project.status_list import Translations


class JoinedLayout(Layout):
    """Layouts as one, in which a document goes by its path from the root, so that it is unique.

    ``owners`` are the layouts of each document, by number, ``languages`` those of each layout.
    ``holders`` are the layouts of the translations that are there, by language and document.
    """

    __slots__ = ("_holders", "_languages", "_owners", "_parts")

    def __init__(
        self,
        parts: Sequence[Layout],
        owners: Mapping[str, Sequence[int]],
        languages: Sequence[Collection[str]],
        holders: Mapping[tuple[str, str], int],
    ) -> None:
        """Take the layouts, and what is known of whose is what."""
        super().__init__("", parts[0].template)
        self._parts = tuple(parts)
        self._owners = owners
        self._languages = languages
        self._holders = holders

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The source root and the template of each layout."""
        return tuple(place for part in self._parts for place in part.places)

    @property
    def mounts(self) -> tuple[str, ...]:
        """What the paths of sources in other repositories begin with."""
        return tuple(dict.fromkeys(mount for part in self._parts for mount in part.mounts))

    @property
    def is_named(self) -> bool:
        """Whether some translations themselves say of which documents they are."""
        return any(part.is_named for part in self._parts)

    def number_of(self, language: str, document: str) -> int:
        """Return which layout says where a document's translation is: the one that has it.

        One that is not there is the first's that knows the language. One that is not known, such
        as the target of a link, is the deepest source root's.
        """
        if (language, document) in self._holders:
            return self._holders[language, document]
        owners = self._owners.get(document)
        if owners is None:
            roots = {
                at: len(part.source)
                for at, part in enumerate(self._parts)
                if part.document_of(document) is not None
            }
            return max(roots, key=lambda at: roots[at], default=0)
        return next((at for at in owners if language in self._languages[at]), owners[0])

    def locate(self, path: str, known: Container[str] | None = None) -> tuple[str, str] | None:
        """Return the language and the document of a translation's path."""
        for part in self._parts:
            reading = part.locate(path, None if known is None else _Below(part, known))
            if reading is not None:
                found = reading[0], part.source_path(reading[1])
                if self.translation_path(*found) == path:
                    return found
        return None

    def translation_path(self, language: str, document: str) -> str:
        """Return the path where a document's translation is expected."""
        part, own = self._resolve(language, document)
        return part.translation_path(language, own)

    def find_language_folder(self, location: Location) -> str | None:
        """Return the folder whose name tells the translation's language."""
        part, own = self._resolve(location.language, location.document)
        return part.find_language_folder(location._replace(document=own))

    def find_mirrored(self, location: Location) -> str | None:
        """Return the source root that a language's folder mirrors as a whole."""
        part, own = self._resolve(location.language, location.document)
        return part.find_mirrored(location._replace(document=own))

    def find_fault(self, location: Location) -> StampError | None:
        """Return what is wrong with what a translation says of its document."""
        part, own = self._resolve(location.language, location.document)
        return part.find_fault(location._replace(document=own))

    def find_naming_key(self, location: Location) -> str | None:
        """Return the key by which a translation names its document, where its path does not."""
        part, own = self._resolve(location.language, location.document)
        return part.find_naming_key(location._replace(document=own))

    def entry_name(self, location: Location) -> str:
        """Return what stamps and sidecars call a document: its path in its own source root."""
        return self._resolve(location.language, location.document)[1]

    def code_of(self, language: str) -> str:
        """Return the code of a language."""
        codes = (part.code_of(language) for part in self._parts)
        return next((code for code in codes if code != language), language)

    def _resolve(self, language: str, document: str) -> tuple[Layout, str]:
        part = self._parts[self.number_of(language, document)]
        own = part.document_of(document)
        return part, document if own is None else own


class _Below:
    """The documents of a layout among those of all."""

    def __init__(self, part: Layout, known: Container[str]) -> None:
        self._part = part
        self._known = known

    def __contains__(self, document: object) -> bool:
        return self._part.source_path(str(document)) in self._known


def join(inventories: Sequence[Inventory]) -> Inventory:
    """Make one inventory of several.

    A file that is a translation of one project is no document of another, and a document belongs
    to the projects with the deepest source root that holds it.
    """
    return _Joining(inventories).build_inventory()


@dataclass(slots=True)
class _Joining:
    """The parts of several inventories, put together in the order of the projects."""

    parts: Sequence[Inventory]
    owners: dict[str, list[int]] = field(default_factory=dict)
    found: dict[str, set[str]] = field(default_factory=dict)
    paths: dict[tuple[str, str], str] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    orphans: list[Location] = field(default_factory=list)
    holders: dict[tuple[str, str], int] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def build_inventory(self) -> Inventory:
        """Put them together."""
        self._find_owners()
        languages = [part.languages for part in self.parts]
        for at, part in enumerate(self.parts):
            self._take_translations(at, part)
        for at, part in enumerate(self.parts):
            self._take_orphans(at, part)
        layouts = [part.layout for part in self.parts]
        layout = JoinedLayout(layouts, self.owners, languages, self.holders)
        return Inventory(
            layout=layout,
            documents=tuple(sorted(self.owners)),
            languages=tuple(sorted({name for each in languages for name in each})),
            translations=Translations(layout, self.found),
            orphans=tuple(self.orphans),
            absent=frozenset(folder for part in self.parts for folder in part.absent),
            doubts=(*(doubt for part in self.parts for doubt in part.doubts), *self.doubts),
            own_languages={
                document: tuple(sorted({name for at in owners for name in languages[at]}))
                for document, owners in self.owners.items()
            },
        )

    def _find_owners(self) -> None:
        taken = {path for part in self.parts for path in part.translations.values()}
        depths: dict[str, int] = {}
        for at, part in enumerate(self.parts):
            depth = len(part.layout.source)
            for document in part.documents:
                path = part.layout.source_path(document)
                if path in taken or self._is_held(at, path) or depth < depths.get(path, 0):
                    continue
                if depth > depths.get(path, 0):
                    self.owners.pop(path, None)
                depths[path] = depth
                self.owners.setdefault(path, []).append(at)

    def _is_held(self, at: int, path: str) -> bool:
        """Say whether a path lies among another project's translations."""
        others = (part.layout for number, part in enumerate(self.parts) if number != at)
        return any(layout.find_holder(path) is not None for layout in others)

    def _take_translations(self, at: int, part: Inventory) -> None:
        gone = {(each.language, each.document) for each in part.orphans}
        for key in part.translations:
            language, document = key[0], part.layout.source_path(key[1])
            if key in gone or at not in self.owners.get(document, ()):
                continue
            path = part.translations[key]
            if path in self.placed:
                continue
            first = self.paths.setdefault((language, document), path)
            if first == path:
                self.placed.add(path)
                self.holders[language, document] = at
                self.found.setdefault(language, set()).add(document)
            else:
                self.doubts.append(
                    f"{path}: {first} is that document's translation into {language!r} as well, "
                    "by another project, which counts; name each project's 'languages'"
                )

    def _take_orphans(self, at: int, part: Inventory) -> None:
        for orphan in part.orphans:
            document = orphan.source
            key = orphan.language, document
            is_known = orphan.path in self.placed or orphan.path in self.owners
            if is_known or key in self.holders or document in self.owners:
                continue
            self.placed.add(orphan.path)
            self.holders[key] = at
            self.found.setdefault(orphan.language, set()).add(document)
            self.orphans.append(orphan._replace(document=document))
