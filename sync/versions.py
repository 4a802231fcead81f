"""The one reader of versions: files in one state of them, and the sources that stamps name.

Each file is read once, each base looked up once, and each version parsed once for all languages.
"""

from __future__ import annotations

import posixpath
from collections import OrderedDict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sync.errors import FileError, GitError, LackingError, RefusedError
from sync.hashing import digest
from sync.model import Base, NameKind, Reason
from sync.sources import Source
from sync.stamps.fields import read_source_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sync.case import Case
    from sync.history import BaseAnswer, BaseQuery, BaseText, History
    from sync.markdown.dialect import Dialect
    from sync.markdown.document import Markdown
    from sync.model import Location, Stamp, Status, VersionName
    from sync.project.project import Project, View
    from sync.project.trees.stored import StoredFiles

ROOM = 16_000_000
"""How many bytes of files are kept for those who ask again; what is beyond is read again."""

ROOM_OF_BODIES = 128_000_000
"""The same where translations are read as a whole: those of some 6,000 of common size."""

# The versions of a document are asked for together, language by language.
_PARSED = 8


class Versions:
    """Reads what one state of the files shows, and the older versions that stamps name.

    ``failure`` is git's own, where it could answer nothing. Where it is pickled the receiver looks
    at the project's files anew, and has the older versions that were fetched.
    """

    def __init__(
        self,
        view: View,
        *,
        bodies: bool = False,
        history: History | None = None,
        find_uncommitted: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """Read nothing yet; ``bodies`` says that translations will be read as a whole.

        The project's history is asked, unless another one is given. ``find_uncommitted`` returns
        the paths that a commit to be will touch, where these files are what it is to hold.
        """
        self.view = view
        self._given = history
        self._find_uncommitted = find_uncommitted
        self.failure: GitError | None = None
        self._bodies = bodies
        self._room = ROOM_OF_BODIES if bodies else ROOM
        self._kept: dict[str, bytes] = {}
        self._sources: dict[str, Source | FileError] = {}
        self._answers: dict[BaseQuery, BaseAnswer] = {}
        self._unread: dict[BaseQuery, GitError | Reason] = {}
        self._texts: dict[BaseQuery, bytes] = {}
        self._parsed: OrderedDict[tuple[str, Dialect], Markdown] = OrderedDict()

    @cached_property
    def history(self) -> History | None:
        """The history that is asked; None outside git."""
        return self._given or self.view.open_history()

    @cached_property
    def uncommitted(self) -> frozenset[str]:
        """The paths that the commit to be touches, none where there is to be none."""
        return self._find_uncommitted()

    def __reduce__(self) -> tuple[object, ...]:
        """Send no files: an inventory may be large, and the disk is there."""
        return _look_anew, (self.view.project, self._texts)

    def read(self, path: str) -> bytes:
        """Return a file's content; raises FileError where it cannot be read."""
        data = self._kept.get(path)
        if data is None:
            data = self.view.tree.read(path)
            if len(data) <= self._room:
                self._kept[path] = data
                self._room -= len(data)
        return data

    def read_head(self, path: str, size: int) -> bytes:
        """Return a file's first ``size`` bytes, or all; raises what `read` does."""
        if self._bodies or path in self._kept:
            return self.read(path)[:size]
        return self.view.tree.read_head(path, size)

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder at ``path``."""
        return self.view.tree.exists(path)

    def escapes(self, path: str) -> bool:
        """Say whether ``path`` is, or lies behind, a link that leaves the root."""
        return self.view.tree.escapes(path)

    def source(self, path: str) -> Source:
        """Return a source as it is now; raises FileError where it cannot be read."""
        if path not in self._sources:
            self._sources[path] = self._read_source(path)
        known = self._sources[path]
        if isinstance(known, FileError):
            raise known
        return known

    @property
    def unreadable(self) -> tuple[FileError, ...]:
        """The errors of sources asked for in vain, by path; what a clone lacks is none."""
        known = (self._sources[path] for path in sorted(self._sources))
        return tuple(
            each
            for each in known
            if isinstance(each, FileError) and not isinstance(each, LackingError)
        )

    def _read_source(self, path: str) -> Source | FileError:
        try:
            data = self.read(path)
            read = None if path in self._kept else self.read
            if self._stored is None or path not in self._stored:
                return Source(path, data, read)
            held = self._stored.read(path)
        except FileError as error:
            return error
        reread = None if read is None else self._stored.read
        if self._stored.is_text(path, held, data):
            return Source(path, held, reread, other=Source(path, data, read))
        return Source(path, data, read, other=Source(path, held, reread))

    @cached_property
    def _stored(self) -> StoredFiles | None:
        """What git holds of the sources that a checkout converted; None where nothing could."""
        find_path = self.view.layout.source_path
        return self.view.tree.open_stored([*map(find_path, self.view.inventory.documents)])

    def look_up(self, queries: Iterable[BaseQuery]) -> None:
        """Find the base that each query asks for, all at once."""
        wanted = [query for query in queries if query not in self._answers]
        if self.history is not None and wanted:
            try:
                self._answers.update(self.history.find_bases(wanted))
            except GitError as error:
                self.failure = error

    def find(self, query: BaseQuery) -> Base | str:
        """Return a base that was looked up, or the reason why there is none."""
        if self.history is None:
            return Reason.NO_GIT.value
        answer = self._answers.get(query)
        if answer is None or isinstance(answer, GitError):
            return str(answer or self.failure)
        return answer.value if isinstance(answer, Reason) else answer

    def find_failure(self, query: BaseQuery) -> GitError | Reason | None:
        """Return what kept the text of a base that was found from being read, if anything did."""
        if self.text(query) is not None:
            return None
        return self._unread.get(query) or self.failure

    @property
    def failures(self) -> tuple[GitError, ...]:
        """What git failed at, each failure once."""
        known = (self.failure, *self._answers.values(), *self._unread.values())
        failed = {str(each): each for each in known if isinstance(each, GitError)}
        return tuple(failed.values())

    def fetch(self, queries: Iterable[BaseQuery]) -> None:
        """Read the texts of the bases that queries ask for, all at once.

        What git fails at is among the `failures`, and hides nothing else.
        """
        wanted = {each for each in queries if self.text(each) is None}
        if self.history is None or not wanted:
            return
        self.look_up(wanted)
        known = {query: self._answers[query] for query in wanted if query in self._answers}
        try:
            self._keep(self.history.read_bases(known))
        except GitError as error:
            self.failure = error

    def _keep(self, read: Mapping[BaseQuery, BaseText | Reason | GitError]) -> None:
        from sync.history import BaseText

        for query, answer in read.items():
            if isinstance(answer, BaseText):
                self._texts[_name_text(query)] = answer.data
                self._answers[query] = answer.base
            elif isinstance(answer, GitError) or self._is_only_lacking(query, answer):
                self._unread[query] = answer
            else:
                self._answers[query] = answer

    def _is_only_lacking(self, query: BaseQuery, answer: Reason) -> bool:
        """Tell whether git knows which version a commit holds, and lacks no more than its text."""
        is_known = query.name.kind is not NameKind.DIGEST and query in self._answers
        return is_known and answer is Reason.PARTIAL_CLONE

    def text(self, query: BaseQuery) -> bytes | None:
        """Return the bytes of a source's version that was fetched, None where it was not."""
        return self._texts.get(_name_text(query))

    def is_present(self, query: BaseQuery) -> bool:
        """Tell whether a version is the present source; but for a digest it must be looked up.

        Raises FileError where the source cannot be read, and its name in git does not tell.
        """
        answer = self._answers.get(query)
        if isinstance(answer, Base) and answer.blob == self.view.tree.find_blob(query.source):
            return True
        source = self.source(query.source)
        if query.name.kind is NameKind.DIGEST:
            return source.is_named_by(query.name)
        return isinstance(answer, Base) and source.is_blob(answer.blob)

    def load(self, statuses: Iterable[Status]) -> None:
        """Fetch the versions that the stamps of these translations name, as `fetch` does."""
        stamped = [(each.location, each.stamp) for each in statuses if each.stamp is not None]
        queries = {
            query_version(location, stamp, named)
            for location, stamp in stamped
            for named in (stamp.origin, stamp.destination)
            if named is not None
        }
        self.look_up(each for each in queries if each.name.kind is not NameKind.DIGEST)
        self.fetch(each for each in queries if self._is_past(each))

    def _is_past(self, query: BaseQuery) -> bool:
        """Tell whether a version is not the present one."""
        try:
            return not self.is_present(query)
        except FileError:  # which is told of the translation
            return False

    def parse_source(self, location: Location) -> Markdown:
        """Return the present source, parsed; raises RefusedError where it is not UTF-8."""
        source = self.source(location.source)
        return self._parse(source.digest, source.data, location.source, location.source)

    def parse_version(self, status: Status, named: VersionName | None) -> Markdown | None:
        """Return the version of a source that its stamp names, None where it is not known."""
        if named is None or status.stamp is None:
            return None
        location = status.location
        query = query_version(location, status.stamp, named)
        if self.is_present(query):
            return self.parse_source(location)
        data = self.text(query)
        return None if data is None else self.parse(data, location.source)

    def parse(self, data: bytes, path: str, like: str | None = None) -> Markdown:
        """Parse a version; ``path`` is named where it cannot be read.

        It is of the kind that the file at ``like`` is, else the one at ``path``.

        Raises:
            RefusedError: it is not UTF-8, or nested too deep.
        """
        return self._parse(digest(data), data, path, like or path)

    def _parse(self, name: str, data: bytes, path: str, like: str) -> Markdown:
        dialect = self.view.project.find_dialect(like)
        key = name, dialect
        if key not in self._parsed:
            from sync.markdown.signature import forget_texts

            forget_texts()
            self._parsed[key] = parse_document(data, path, dialect)
            while len(self._parsed) > _PARSED:
                self._parsed.popitem(last=False)
        self._parsed.move_to_end(key)
        return self._parsed[key]

    def open(self, status: Status, exists: Callable[[str], bool] | None = None) -> Case:
        """Put a translation beside the versions that its stamp names.

        ``exists`` is asked in the tree's place, if given. The translation is parsed when somebody
        asks for its blocks, which raises RefusedError where it is nested too deep.

        Raises:
            FileError: it, or its source, cannot be read.
            RefusedError: one of the texts is not UTF-8.
        """
        from sync.case import Case
        from sync.markdown.document import read_markdown
        from sync.markdown.signature import forget_texts
        from sync.project.links import open_links

        forget_texts()
        location, stamp = status.location, status.stamp
        translation = decode(self.read(location.path), location.path)
        source = self.parse_source(location)
        base = known = prose = None
        if stamp is not None:
            base = self.parse_version(status, stamp.origin)
            known = self.parse_version(status, stamp.destination) if stamp.destination else base
            prose = stamp.choose_prose(base, known)
        if status.reason == Reason.GENERATED_BLOCK:
            known = prose = source
        there = read_markdown(translation, self.view.project.find_dialect(location.path))
        links = open_links(self.view, location, exists)
        return Case(
            status,
            base,
            known,
            source,
            there,
            links.between(source, (base, known, prose), there),
            self.view.project.generated,
            prose,
            self.view.project.config.front_matter,
        )


def _look_anew(project: Project, texts: Mapping[BaseQuery, bytes]) -> Versions:
    versions = Versions(project.view_files(), bodies=True)
    versions._texts.update(texts)  # noqa: SLF001  its own
    return versions


def _name_text(query: BaseQuery) -> BaseQuery:
    """Return a question without what has no part in the text: a digest has one, wherever it is."""
    return query._replace(also=()) if query.name.kind is NameKind.DIGEST else query


def query_version(location: Location, stamp: Stamp, named: VersionName) -> BaseQuery:
    """Return the question for the version of a translation's source that its name says."""
    record = stamp.record
    if record is None:
        return _query(location.document, location.source, named, (read_source_file(stamp),), ())
    return _query(location.document, location.source, named, record.paths, record.ignore)


@lru_cache(maxsize=1024)
def _query(
    document: str,
    source: str,
    named: VersionName,
    others: tuple[str, ...],
    ignore: tuple[str, ...],
) -> BaseQuery:
    """Return the question, which is that of many languages."""
    from sync.history import BaseQuery

    return BaseQuery(source, named, spread_paths(others, source.removesuffix(document)), ignore)


def spread_paths(paths: Iterable[str], source_root: str) -> tuple[str, ...]:
    """Return where paths that stamps say may lead: from the root, then from each folder below it.

    The last is the source root.
    """
    parts = source_root.rstrip("/").split("/") if source_root else []
    folders = ["/".join(parts[:size]) for size in range(len(parts) + 1)]
    spread = (posixpath.join(folder, path) for path in paths if path for folder in folders)
    return tuple(dict.fromkeys(spread))


def parse_document(data: bytes, path: str, dialect: Dialect) -> Markdown:
    """Parse a document now; raises RefusedError, with its path, where it cannot be read."""
    from sync.markdown.document import read_markdown

    markdown = read_markdown(decode(data, path), dialect)
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
