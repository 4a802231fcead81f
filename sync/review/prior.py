"""What translations were before a change, which may have moved them and their sources.

A translation is what its file was before, wherever that was. Where there was none, or where its
source has moved away from it, it is what the document had in the language.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sync.errors import ConfigError, FileError, StampError
from sync.git import list_renames
from sync.project.config import CONFIG_NAME
from sync.states.assessment import assess
from sync.states.stamps import StampReader
from sync.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sync.errors import SyncError
    from sync.git import Repository
    from sync.model import Location, Stamp, Status
    from sync.project.trees import Tree
    from sync.sources import Source


class Compared(NamedTuple):
    """What a change lies between: ``commit`` and what ``sides`` name as `sync.git.compare` does.

    ``commit`` is None before the first, and where nothing is staged; ``paths`` are those whose
    content differs.
    """

    repository: Repository
    commit: str | None
    sides: tuple[str, ...]
    paths: frozenset[str]


class Prior(NamedTuple):
    """A translation before a change: where it was, or would have been, and what read it there."""

    versions: Versions
    location: Location

    @property
    def was_there(self) -> bool:
        """Whether there was a translation."""
        return self.versions.view.inventory.holds(self.location)

    @property
    def source(self) -> Source:
        """Its source as it was; raises FileError where it cannot be read."""
        return self.versions.source(self.location.source)

    def read(self) -> bytes:
        """Return what the translation said; raises FileError where it cannot be read."""
        return self.versions.read(self.location.path)


class _Reader:
    """The state before a change as a configuration has it read."""

    def __init__(self, versions: Versions) -> None:
        self.versions = versions
        self.layout = versions.view.layout
        self.inventory = versions.view.inventory
        self.stamps = StampReader(versions, self.layout, versions.view.specs)

    @cached_property
    def orphans(self) -> frozenset[Location]:
        return frozenset(self.inventory.orphans)

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, str]]:
        return {path: key for key, path in self.inventory.translations.items()}

    def find_file(self, path: str, place: Location) -> Location | None:
        """Return the translation whose file is at ``path``, which is likely that of ``place``."""
        if path == place.path and self.inventory.holds(place):
            located = self._locate(place.language, place.document)
            if located == place:  # nearly always
                return place
        key = self._keys.get(path) if self.versions.exists(path) else None
        return None if key is None else self._locate(*key)

    def find_document(self, source: str, language: str) -> Location | None:
        """Return the translation of the document whose source is at ``source``, there or not."""
        document = self.layout.document_of(source) if self.versions.exists(source) else None
        return None if document is None else self._locate(language, document)

    def _locate(self, language: str, document: str) -> Location:
        return self.layout.location(language, document)


class PriorState:
    """Reads translations as they were before a change.

    The configuration of now reads that state, too, so that nothing is laid to a change that only
    is read anew. What it does not know there is read by the configuration of then, if the change
    touched that; and so are the states of all translations that that one knows, as they may be
    what a change of the configuration changed.
    """

    def __init__(self, tree: Tree, after: Versions, compared: Compared) -> None:
        """Take the files of before, and what they have become."""
        self._tree = tree
        self._after = after
        self._compared = compared
        self._plain = _Reader(Versions(after.view.project.view(tree)))
        self._known: dict[Location, tuple[_Reader, Location]] = {}

    def find(self, place: Location) -> Prior:
        """Return what the translation that is at ``place`` now was before."""
        reader, location = self._find(place)
        return Prior(reader.versions, location)

    @property
    def is_read_otherwise(self) -> bool:
        """Whether another configuration than that of now says what things were."""
        return self._configured is not None

    def exists(self, path: str) -> bool:
        """Say whether there was a file or folder at ``path``."""
        return self._plain.versions.exists(path)

    def read_stamp(self, place: Location) -> Stamp | None:
        """Return the stamp that a translation had, None where none could be read."""
        reader, location = self._find(place)
        try:
            return reader.stamps.read(location) if reader.inventory.holds(location) else None
        except StampError:
            return None

    def read_beside(self, place: Location) -> Stamp | None:
        """Return what a file beside a translation said of it; raises as `StampReader` does."""
        reader, location = self._find(place)
        return reader.stamps.read_beside(location)

    def assess(
        self, places: Iterable[Location], known: Mapping[Location, Stamp | None]
    ) -> tuple[Mapping[Location, Status], tuple[SyncError, ...]]:
        """Return what translations were, by where they are now, and what kept git from telling.

        ``known`` are the stamps of those that are where they were, as the configuration of now
        reads them.
        """
        found: dict[Location, Status] = {}
        failures: list[SyncError] = []
        pairs = sorted(((self._find_state(each), each) for each in places), key=self._number)
        for is_other, group in groupby(pairs, key=self._number):
            origins, now = zip(*group, strict=True)
            stamps = {} if is_other else known
            answer = assess(origins[0].versions, [each.location for each in origins], stamps)
            found.update(zip(now, answer.statuses, strict=True))
            failures += answer.failures
        return found, tuple(failures)

    def _find_state(self, place: Location) -> Prior:
        """Return what tells the state that a translation had."""
        reader = self._configured
        then = None if reader is None else reader.find_file(self._trace(place.path), place)
        if reader is None or then is None or not self._is_language_of(place, then):
            return self.find(place)
        return Prior(reader.versions, then)

    def _number(self, pair: tuple[Prior, Location]) -> bool:
        return pair[0].versions is not self._plain.versions

    @cached_property
    def renames(self) -> Mapping[str, str]:
        """Old path → new one of the files that the change moved, as git sees it."""
        from sync.git.fetching import is_partial

        compared = self._compared
        if compared.commit is None:  # nothing can have moved
            return {}
        is_exact = is_partial(compared.repository)  # contents are not fetched for that
        return list_renames(compared.repository, *compared.sides, is_exact=is_exact)

    @cached_property
    def _renamed_from(self) -> Mapping[str, str]:
        return {new: old for old, new in self.renames.items()}

    def _trace(self, path: str) -> str:
        """Return where a file was."""
        if path not in self._compared.paths or self.exists(path):
            return path
        return self._renamed_from.get(path, path)

    def _find(self, place: Location) -> tuple[_Reader, Location]:
        if place not in self._known:
            self._known[place] = next(self._search(place))
        return self._known[place]

    def _search(self, place: Location) -> Iterator[tuple[_Reader, Location]]:
        """Yield what a translation may have been, the likeliest first."""
        path, source = self._trace(place.path), self._trace(place.source)
        files = [
            (reader, found)
            for reader in self._readers()
            if (found := reader.find_file(path, place)) is not None
            and self._is_language_of(place, found)
        ]
        # Of what is an orphan as it is read there, and none now, the document was elsewhere.
        is_orphan = place in self._orphans
        yield from (each for each in files if is_orphan or each[1] not in each[0].orphans)
        yield from files
        named = [
            (reader, found)
            for reader in self._readers()
            if (found := reader.find_document(source, place.language)) is not None
        ]
        yield from (each for each in named if self._has_left(*each))
        yield from (each for each in named if not each[0].inventory.holds(each[1]))
        yield self._plain, place

    def _is_language_of(self, place: Location, found: Location) -> bool:
        """Tell whether two places are of one language, which may be spelled otherwise now."""
        languages = self._after.view.inventory.languages
        return found.language == place.language or found.language not in languages

    def _has_left(self, reader: _Reader, found: Location) -> bool:
        """Tell whether a translation was there whose file is no more: it is nobody else's past."""
        is_gone = found.path not in self.renames and not self._after.exists(found.path)
        return is_gone and reader.inventory.holds(found)

    @cached_property
    def _orphans(self) -> frozenset[Location]:
        return frozenset(self._after.view.inventory.orphans)

    def _readers(self) -> Iterator[_Reader]:
        yield self._plain
        if self._configured is not None:
            yield self._configured

    @cached_property
    def _configured(self) -> _Reader | None:
        """The reader of the configuration of then; None where it says what that of now does.

        None, too, where it was broken.
        """
        project, compared = self._after.view.project, self._compared
        is_same = project.caller.names_config or CONFIG_NAME not in compared.paths
        if compared.commit is None or is_same:
            return None
        from sync.project.config.reading import read_config_at
        from sync.project.project import Project
        from sync.project.trees.commit import CommitTree

        try:
            config = read_config_at(CommitTree(compared.repository, compared.commit))
            if config == project.config:
                return None
            then = Project(project.root, config, compared.repository, project.caller)
            return _Reader(Versions(then.view(self._tree)))
        except (ConfigError, FileError):
            return None
