"""Which documents a project has, in which languages, and which translations are there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sync.git import Repository, may_leave_out, require_index
from sync.model import Location
from sync.project.config.values import Config
from sync.project.inventory import Inventory
from sync.project.known_stamps import KnownSpec, KnownSpecs
from sync.project.layout import Layout
from sync.project.patterns import build_include, covers, is_negated, spells_out
from sync.project.status_list import Translations
from sync.project.template import parse_template
from sync.project.trees import DiskTree, Tree, is_below, is_closed

if TYPE_CHECKING:
    from sync.stamps.spec import StampSpec

DEFAULT_SOURCE = "source"

FindFormer = Callable[[Collection[str]], Collection[str]]
"""What returns those of some paths that git knows, though no file is there."""


def open_disk(config: Config, root: Path, repository: Repository | None) -> Tree:
    """Return the files of the work tree, with the closed folders that ``config`` names.

    Raises:
        GitError: git's index cannot be read, or is missing.
    """
    disk = DiskTree(root, repository, find_opened(config))
    if repository is None:
        return disk
    require_index(repository)
    if not may_leave_out(repository):
        return disk
    from sync.project.trees.sparse import add_left_out

    return add_left_out(disk, repository)


def find_opened(config: Config) -> Callable[[str], bool]:
    """Return what says which closed folders are listed, by name: those that ``config`` names."""
    configs = config.projects or (config,)
    texts = [
        text for each in configs for text in (*each.include, each.translations, each.source or "")
    ]
    return lambda name: any(spells_out(each, (name,)) for each in texts)


def discover(
    config: Config,
    tree: Tree,
    files: Sequence[str] | None = None,
    known: KnownSpecs | None = None,
    find_former: FindFormer = lambda _: (),
) -> Inventory:
    """Find out what ``tree`` holds; several projects are told of as one.

    ``files`` are the tree's, where they have been listed already, ``known`` the stamps that were
    found in it, or in another state of the files, by the number of the project. ``find_former`` is
    asked for the sources of files that have none.

    Raises:
        FileError, GitError: the tree cannot be listed.
    """
    files = tree.files() if files is None else files
    known = KnownSpecs() if known is None else known
    if not config.projects:
        return _discover_one(config, tree, files, known.of(config, 0), find_former)
    from sync.project.joined import join

    specs = [known.of(each, number) for number, each in enumerate(config.projects)]
    pairs = zip(config.projects, specs, strict=True)
    return join([_discover_one(each, tree, files, spec, find_former) for each, spec in pairs])


def _discover_one(
    config: Config, tree: Tree, files: Sequence[str], spec: KnownSpec, find_former: FindFormer
) -> Inventory:
    mount = config.upstream.mount if config.upstream is not None else ""
    is_elsewhere = bool(mount)
    template = parse_template(
        config.translations,
        config.languages,
        source_language=config.source_language,
        is_elsewhere=is_elsewhere,
    )
    codes = dict(config.codes)
    roots = (DEFAULT_SOURCE, "") if config.source is None else (config.source,)
    for source in roots:
        layout = Layout(source, template, codes, mount)
        search = _Search(config, tree, files, layout, spec, find_former=find_former)
        if search.documents or (source and is_below(source, tree.absent)):
            break
    return search.build_inventory()


class _Search:
    """One look at a tree under one source root."""

    def __init__(
        self,
        config: Config,
        tree: Tree,
        files: Sequence[str],
        layout: Layout,
        spec: KnownSpec,
        *,
        find_former: FindFormer,
    ) -> None:
        self._tree = tree
        self._known = spec
        self._layout = layout
        self._wanted = frozenset(config.languages)
        self._include = config.include
        self._exclude = config.exclude
        self._is_included = build_include(config.include)
        self._names_any = any(map(_names_folder, config.include))
        self._files = files
        candidates = set(self._find_candidates())
        self._doubts: tuple[str, ...] = ()
        self._languages = self._wanted
        if self._is_in_doubt:
            self._judge_languages(candidates)
        self._strays = self._find_strays(candidates, find_former)
        self.documents = candidates - set(self._find_own(candidates))

    def build_inventory(self) -> Inventory:
        """Find the translations of the documents."""
        readings = list(self._readings())
        spec = self._known.find(self._tree, self._layout, (path for path, _ in readings))
        if spec is not None and spec.document is not None:
            readings = self._ask_documents(spec, spec.document, readings)
        found, strays = self._find_translations(readings)
        for language, document in self._find_linked():
            found.setdefault(language, set()).add(document)
        orphans = tuple(self._find_orphans(strays, spec))
        for orphan in orphans:
            found.setdefault(orphan.language, set()).add(orphan.document)
        absent = frozenset(filter(self._layout.concerns, self._tree.absent))
        for language in self._find_absent_languages(absent):
            found.setdefault(language, set())
        translations = Translations(self._layout, found)
        languages = self._wanted or translations.languages
        return Inventory(
            layout=self._layout,
            documents=tuple(sorted(self.documents)),
            languages=tuple(sorted(languages)),
            translations=translations,
            orphans=orphans,
            doubts=self._doubts,
            absent=absent,
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
        name = self._name(path)
        if not (self._is_included(name, document) and self._layout.template.fits(document)):
            return False
        special = self._find_special(path, document)
        if special and not (self._names_any and self._is_named(path, document, special)):
            return False
        return not covers(self._exclude, name, document)

    def _name(self, path: str) -> str:
        """Return a source's path as patterns know it: as its own repository has it."""
        return path.removeprefix(f"{self._layout.mount}/") if self._layout.mount else path

    def _is_named(self, path: str, document: str, special: Collection[int]) -> bool:
        """Say whether ``include`` admits ``path`` by patterns that spell out its special names."""
        segments = path.split("/")
        names = [segments[at] for at in sorted(special)]
        include = [each for each in self._include if is_negated(each) or spells_out(each, names)]
        return build_include(include)(self._name(path), document)

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

    @property
    def _is_in_doubt(self) -> bool:
        """Whether a language's folder, or its end of a name, looks like any other.

        Then it is a language if the configuration says so, or, without its word, by evidence.
        """
        return not self._wanted and not self._layout.has_own_folder

    def _judge_languages(self, candidates: Collection[str]) -> None:
        from sync.project.evidence import Page, judge_languages

        pages: dict[str, list[Page]] = {}
        present = frozenset(self._files)
        for path in self._files:
            reading = self._layout.locate(path, candidates)
            source = reading and self._layout.source_path(reading[1])
            if reading and source and self._is_included(self._name(source), reading[1]):
                page = Page(path, reading[1], source in present)
                pages.setdefault(reading[0], []).append(page)
        self._languages, self._doubts = judge_languages(
            self._layout, self._tree, pages, self._known.found
        )

    def _find_own(self, candidates: Collection[str]) -> Iterator[str]:
        """Yield the candidates that are translations themselves, unless ``include`` names them.

        A suffix makes a translation only where the source is beside it, or is known to be gone.
        """
        if self._layout.is_marked:
            return
        is_suffix = self._layout.template.is_suffix
        present = frozenset(self._files) if is_suffix else frozenset()
        for document in candidates:
            path = self._layout.source_path(document)
            stray = self._strays.get(path)
            reading = stray or self._layout.locate(path, candidates)
            if reading is None:
                continue
            if self._is_named(path, document, {self._layout.find_language(path)}):
                continue
            is_one = not is_suffix or stray or self._layout.source_path(reading[1]) in present
            if self._is_language(reading[0]) and is_one:
                yield document

    def _find_strays(
        self, candidates: Collection[str], find_former: FindFormer
    ) -> Mapping[str, tuple[str, str]]:
        """Find the translations by their names' ends whose source is gone, and what each is."""
        if self._layout.is_marked or not self._layout.template.is_suffix:
            return {}
        present = frozenset(self._files)
        unsure: dict[str, list[tuple[str, str]]] = {}
        for path in self._files:
            first = self._layout.locate(path, candidates)
            if first is None or self._layout.source_path(first[1]) in present:
                continue
            readings = [each for each in self._layout.read(path) if self._is_reading(*each)]
            if readings and not is_below(path, self._tree.ignored):
                unsure[path] = readings
        if not unsure:
            return {}
        from sync.project.strays import choose_readings

        return choose_readings(self._layout, self._tree, unsure, self._known.found, find_former)

    def _is_reading(self, language: str, document: str) -> bool:
        """Say whether a name may be a translation's, going by its language and the patterns."""
        name = self._name(self._layout.source_path(document))
        return self._is_language(language) and self._is_included(name, document)

    def _is_language(self, word: str) -> bool:
        """Say whether what stands in the place of a language is one.

        At a name's end, one that is not the project's is a language still: its file is no document.
        """
        if word in self._languages:
            return True
        if not self._wanted or not self._layout.template.is_suffix:
            return False
        from sync.languages import is_known

        return is_known(word)

    def _ask_documents(
        self, spec: StampSpec, key: str, readings: Sequence[tuple[str, tuple[str, str]]]
    ) -> list[tuple[str, tuple[str, str]]]:
        """Let translations say of which documents they are."""
        from sync.project.documents import NamedLayout, name_places

        places = name_places(
            self._tree, self._layout, spec, readings, self.documents, memory=self._known.named
        )
        self._layout = NamedLayout(self._layout, key, places)
        self._doubts += places.lost
        return list(places.readings.items())

    def _find_translations(
        self, readings: Iterable[tuple[str, tuple[str, str]]]
    ) -> tuple[dict[str, set[str]], list[Location]]:
        """Find each language's documents, and the translations whose document is not known."""
        known = {document: document for document in self.documents}
        found: dict[str, set[str]] = {}
        strays = []
        for path, (language, document) in readings:
            if document in known:
                found.setdefault(language, set()).add(known[document])
            else:
                source = self._layout.source_path(document)
                strays.append(Location(language, document, source, path))
        return found, strays

    def _readings(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each file that is where a translation may be, sources left out."""
        locate = self._layout.locate
        languages = self._languages
        takes_any = not self._wanted and not self._is_in_doubt
        for path in self._files:
            reading = self._strays.get(path) or locate(path, self.documents)
            if reading is None or not (takes_any or reading[0] in languages):
                continue
            if self._layout.document_of(path) not in self.documents:
                yield path, reading

    def _find_orphans(
        self, strays: Sequence[Location], spec: StampSpec | None
    ) -> Iterator[Location]:
        """Yield the translations whose document is gone, and was not just left out."""
        if self._layout.template.is_suffix and not self._layout.is_marked:
            strays = [place for place in strays if place.path in self._strays]
        present = self._find_present({place.source for place in strays})
        ignored = self._tree.ignored - self._tree.nested  # a submodule's files are not ignored
        gone = [
            place
            for place in strays
            if place.source not in present
            and self._admits(place.source, place.document)
            and not is_below(place.path, ignored)
        ]
        if gone:
            left_out = self._tree.find_ignored({place.source for place in gone})
            gone = [place for place in gone if place.source not in left_out]
            yield from self._choose_stamped(gone, spec) if self._layout.is_mixed else gone

    def _choose_stamped(
        self, places: Sequence[Location], spec: StampSpec | None
    ) -> Iterator[Location]:
        """Yield the files that are translations by their stamps, among other pages."""
        from sync.project.known_stamps import is_stamped

        yield from (place for place in places if is_stamped(self._tree, place.path, spec))

    def _find_present(self, paths: Collection[str]) -> Collection[str]:
        """Return those of ``paths`` that are files."""
        return set(paths).intersection(self._files) if paths else ()

    def _find_absent_languages(self, absent: Collection[str]) -> Iterator[str]:
        """Yield the languages whose folders lie in submodules that are not here."""
        for folder in absent:
            reading = self._layout.locate(f"{folder}/x")
            if reading is None or (self._wanted and reading[0] not in self._wanted):
                continue
            if self._layout.is_marked or reading[0] in self._languages:
                yield reading[0]

    def _find_linked(self) -> Iterator[tuple[str, str]]:
        """Yield translations behind folders' links that leave the root: there, but not to trust."""
        for link in self._tree.outside:
            reading = self._layout.locate(f"{link}/x")
            if reading is None or (self._wanted and reading[0] not in self._wanted):
                continue
            for document in self.documents:
                path = self._layout.translation_path(reading[0], document)
                if path.startswith(f"{link}/") and self._tree.exists(path):
                    yield reading[0], document


def _names_folder(pattern: str) -> bool:
    """Say whether a pattern could spell out any folder."""
    return not is_negated(pattern) and any(
        segment and segment[0] not in "*?[" for segment in pattern.split("/")
    )
