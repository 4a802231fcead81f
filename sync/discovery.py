"""Which documents a project has, in which languages, and which translations are there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sync.config.values import Config
from sync.git import Repository
from sync.globs import Glob, build_include, parse_glob
from sync.layout import Layout, parse_template
from sync.model import Location
from sync.trees import DiskTree, Tree, is_below, is_closed

DEFAULT_SOURCE = "source"


class Inventory(NamedTuple):
    """What was found; documents and languages are sorted by code point.

    ``translations`` maps language and document to the path of each translation that is there.
    ``orphans`` are the translations that are there although their document is gone.
    """

    layout: Layout
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    translations: Mapping[tuple[str, str], str]
    orphans: tuple[Location, ...]

    def locations(self) -> tuple[Location, ...]:
        """Return every document in every language and every orphan, by document, then language."""
        location = self.layout.location
        places = [location(lang, doc) for doc in self.documents for lang in self.languages]
        if not self.orphans:
            return tuple(places)
        places.extend(self.orphans)
        return tuple(sorted(places, key=lambda place: (place.document, place.language)))

    def holds(self, location: Location) -> bool:
        """Say whether the translation at ``location`` is there, orphaned or not."""
        return (location.language, location.document) in self.translations


def open_disk(config: Config, root: Path, repository: Repository | None) -> DiskTree:
    """Return the files on disk, with the closed folders that ``config`` names."""
    named = [segment for text in config.include for segment in parse_glob(text).segments]
    named += [*config.translations.split("/"), *(config.source or "").split("/")]
    globs = [parse_glob(segment) for segment in named if is_closed(segment)]
    return DiskTree(root, repository, lambda name: any(glob.covers(name) for glob in globs))


def discover(config: Config, tree: Tree) -> Inventory:
    """Find out what ``tree`` holds.

    Raises:
        FileError, GitError: the tree cannot be listed.
    """
    template = parse_template(config.translations)
    roots = (DEFAULT_SOURCE, "") if config.source is None else (config.source,)
    for source in roots:
        search = _Search(config, tree, Layout(source, template))
        if search.documents:
            break
    return search.build_inventory()


class _Search:
    """One look at a tree under one source root."""

    def __init__(self, config: Config, tree: Tree, layout: Layout) -> None:
        self._tree = tree
        self._layout = layout
        self._wanted = frozenset(config.languages)
        self._include = tuple(map(parse_glob, config.include))
        self._exclude = tuple(map(parse_glob, config.exclude))
        self._is_included = build_include(self._include)
        self._names_any = any(_names_special(glob) for glob in self._include)
        self._files = tree.files()
        self._present = frozenset(self._files)
        candidates = set(self._find_candidates())
        self._languages = self._find_unmarked_languages(candidates)
        self.documents = candidates - set(self._find_own(candidates))

    def build_inventory(self) -> Inventory:
        """Find the translations of the documents."""
        translations = dict(self._find_translations())
        translations |= self._find_linked()
        orphans = tuple(self._find_orphans())
        for orphan in orphans:
            translations[orphan.language, orphan.document] = orphan.path
        languages = self._wanted or {language for language, _ in translations}
        return Inventory(
            layout=self._layout,
            documents=tuple(sorted(self.documents)),
            languages=tuple(sorted(languages)),
            translations=translations,
            orphans=orphans,
        )

    def _find_candidates(self) -> Iterator[str]:
        """Yield the documents of all files that the patterns admit as sources."""
        for path in self._files:
            document = self._layout.document_of(path)
            if document and self._admits(path, document) and not self._tree.escapes(path):
                yield document

    def _admits(self, path: str, document: str) -> bool:
        """Say whether a source could be at ``path``, going by the path alone.

        Patterns may be relative to the root or to the source root.
        """
        if not self._is_included(path) and not self._is_included(document):
            return False
        special = self._find_special(path, document)
        if special:
            if not self._names_any:
                return False
            depth = path.count("/") - document.count("/")
            below = {at - depth for at in special}
            named = (g.admits(path, special) or g.admits(document, below) for g in self._include)
            if not any(named):
                return False
        return not any(glob.covers(path) or glob.covers(document) for glob in self._exclude)

    def _find_special(self, path: str, document: str) -> set[int]:
        """Find the segments of ``path`` below the source root that ``include`` must spell out."""
        holder = self._layout.find_holder(path)
        special = set() if holder is None else {holder}
        if special and not self._names_any:
            return special
        depth = path.count("/") - document.count("/")
        names = path.split("/")
        special.update(at for at in range(depth, len(names) - 1) if is_closed(names[at]))
        ignored = self._tree.ignored
        if ignored and is_below(path, ignored):
            tops = (at for at in range(depth, len(names)) if "/".join(names[: at + 1]) in ignored)
            special.update(tops)
        return special

    def _find_unmarked_languages(self, candidates: Collection[str]) -> frozenset[str]:
        """Find the languages where a language's folder looks like any other.

        There, a folder is a language's if the configuration says so, or, without its word, if a
        file in it has its source in place.
        """
        if self._layout.is_marked or self._layout.template.is_suffix or self._wanted:
            return self._wanted
        read = (self._read_own(document, candidates) for document in candidates)
        return frozenset(reading[0] for reading in read if reading and self._has_source(reading))

    def _find_own(self, candidates: Collection[str]) -> Iterator[str]:
        """Yield the candidates that are translations themselves, unless ``include`` names them.

        A suffix makes a translation only where the source is beside it.
        """
        if self._layout.is_marked:
            return
        is_suffix = self._layout.template.is_suffix
        for document in candidates:
            reading = self._read_own(document, candidates)
            if reading is None or self._is_named(document):
                continue
            if self._has_source(reading) if is_suffix else reading[0] in self._languages:
                yield document

    def _read_own(self, document: str, candidates: Collection[str]) -> tuple[str, str] | None:
        """Read a candidate as a translation."""
        return self._layout.locate(self._layout.source_path(document), candidates)

    def _has_source(self, reading: tuple[str, str]) -> bool:
        return self._layout.source_path(reading[1]) in self._present

    def _is_named(self, document: str) -> bool:
        """Say whether ``include`` spells out the file's name."""
        path = self._layout.source_path(document)
        last = {path.count("/")}
        below = {document.count("/")}
        return any(g.admits(path, last) or g.admits(document, below) for g in self._include)

    def _find_translations(self) -> Iterator[tuple[tuple[str, str], str]]:
        for path, reading in self._readings():
            if reading[1] in self.documents:
                yield reading, path

    def _readings(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each file that is where a translation may be, sources left out."""
        locate = self._layout.locate
        languages = self._languages
        is_suffix = self._layout.template.is_suffix
        by_folder = not self._layout.is_marked and not is_suffix
        for path in self._files:
            reading = locate(path, self.documents)
            if reading is None or (by_folder and reading[0] not in languages):
                continue
            if self._wanted and reading[0] not in self._wanted:
                continue
            if self._layout.document_of(path) not in self.documents:
                yield path, reading

    def _find_orphans(self) -> Iterator[Location]:
        """Yield the translations whose document is gone, and was not just left out."""
        if self._layout.template.is_suffix and not self._layout.is_marked:
            return
        gone = []
        for path, (language, document) in self._readings():
            source = self._layout.source_path(document)
            if document in self.documents or source in self._present:
                continue
            if self._admits(source, document) and not is_below(path, self._tree.ignored):
                gone.append(Location(language, document, source, path))
        if gone:
            ignored = self._tree.find_ignored({place.source for place in gone})
            yield from (place for place in gone if place.source not in ignored)

    def _find_linked(self) -> dict[tuple[str, str], str]:
        """Find translations behind folders' links that leave the root: there, but not to trust."""
        linked = {}
        for link in self._tree.outside:
            reading = self._layout.locate(f"{link}/x")
            if reading is None or (self._wanted and reading[0] not in self._wanted):
                continue
            for document in self.documents:
                path = self._layout.translation_path(reading[0], document)
                if path.startswith(f"{link}/") and self._tree.exists(path):
                    linked[reading[0], document] = path
        return linked


def _names_special(glob: Glob) -> bool:
    """Say whether a pattern could spell out any folder."""
    return any(segment and segment[0] not in "*?[" for segment in glob.segments)
