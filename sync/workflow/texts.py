"""The texts of sources and of their older versions, each parsed once for all languages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sync.errors import RefusedError
from sync.hashing import digest, digests

if TYPE_CHECKING:
    from sync.history import BaseQuery, History
    from sync.markdown.document import Markdown
    from sync.model import Location, Status
    from sync.project.trees import Tree

# The versions of a document are asked for together, language by language.
_PARSED = 8


class Texts:
    """Reads and parses; asks git once, for all the versions that will be needed."""

    def __init__(
        self,
        tree: Tree,
        history: History | None,
        bases: Mapping[tuple[str, str], bytes] | None = None,
    ) -> None:
        """Read nothing yet; ``bases`` are versions that are known already, by source and hash."""
        self._tree = tree
        self._history = history
        self._sources: dict[str, bytes] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._bases = dict(bases or {})
        self._base_names: dict[tuple[str, str], str] = {}
        self._parsed: OrderedDict[str, Markdown] = OrderedDict()

    @property
    def bases(self) -> Mapping[tuple[str, str], bytes]:
        """The older versions that were fetched, by source and hash."""
        return self._bases

    def find_blobs(self, statuses: Iterable[Status]) -> Mapping[tuple[str, str], str]:
        """Return git's names of the versions that `load_bases` would fetch, of those it has."""
        if self._history is None:
            return {}
        from sync.model import Base

        queries = {query for status in statuses for query in self._find_queries(status)}
        found = self._history.find_bases(queries) if queries else {}
        return {
            (q.source, q.hash): base.blob for q, base in found.items() if isinstance(base, Base)
        }

    def load_bases(self, statuses: Iterable[Status]) -> None:
        """Fetch from git the versions that the stamps of these translations name."""
        if self._history is None:
            return
        from sync.history import BaseText

        queries = {query for status in statuses for query in self._find_queries(status)}
        for query, found in self._history.read_bases(queries).items():
            if isinstance(found, BaseText):
                self._bases[query.source, query.hash] = found.data

    def _find_queries(self, status: Status) -> Iterable[BaseQuery]:
        from sync.history import BaseQuery
        from sync.states.stamps import read_source_file

        stamp, source = status.stamp, status.location.source
        if stamp is None:
            return
        other = read_source_file(stamp)
        also = (other,) if other not in ("", source) else ()
        present = self.name_source(status.location)
        for wanted in {stamp.original_hash, stamp.synced_hash} - {None, *present}:
            if wanted is not None:
                yield BaseQuery(source, wanted, also)

    def read_source(self, location: Location) -> bytes:
        """Return the present source's bytes; raises FileError where they cannot be read."""
        if location.source not in self._sources:
            self._sources[location.source] = self._tree.read(location.source)
        return self._sources[location.source]

    def name_source(self, location: Location) -> tuple[str, ...]:
        """Return the digests of the present source, that of its raw bytes first."""
        if location.source not in self._names:
            self._names[location.source] = digests(self.read_source(location))
        return self._names[location.source]

    def parse_source(self, location: Location) -> Markdown:
        """Return the present source, parsed; raises RefusedError where it is not UTF-8."""
        name = self.name_source(location)[0]
        return self._parse(name, self.read_source(location), location.source)

    def parse_version(self, location: Location, named: str | None) -> Markdown | None:
        """Return the version of a source that a hash names, None where it is not known."""
        if named is None:
            return None
        if named in self.name_source(location):
            return self.parse_source(location)
        key = location.source, named
        data = self._bases.get(key)
        if data is None:
            return None
        if key not in self._base_names:
            self._base_names[key] = digest(data)
        return self._parse(self._base_names[key], data, location.source)

    def parse(self, data: bytes, path: str) -> Markdown:
        """Parse a version; ``path`` is named where it cannot be read.

        Raises:
            RefusedError: it is not UTF-8, or nested too deep.
        """
        return self._parse(digest(data), data, path)

    def _parse(self, name: str, data: bytes, path: str) -> Markdown:
        if name not in self._parsed:
            self._parsed[name] = parse_document(data, path)
            while len(self._parsed) > _PARSED:
                self._parsed.popitem(last=False)
        self._parsed.move_to_end(name)
        return self._parsed[name]


def parse_document(data: bytes, path: str) -> Markdown:
    """Parse a document now; raises RefusedError, with its path, where it cannot be read."""
    from sync.markdown.document import read_markdown

    markdown = read_markdown(decode(data, path))
    try:
        _ = markdown.blocks
    except RefusedError as error:
        raise RefusedError(error.message, path=path, line=error.line) from error
    return markdown


def decode(data: bytes, path: str) -> str:
    """Decode a document; a byte order mark stays.

    Raises:
        RefusedError: it is not UTF-8, with the line.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RefusedError("is not UTF-8; convert it first", path=path, line=line) from error
