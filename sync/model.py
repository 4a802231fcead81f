"""The vocabulary: what the stages hand to one another, as frozen values.

Those that exist once a translation are named tuples, not dataclasses: a check makes several for
each of tens of thousands of files, and a tuple is made in a third of the time.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeVar

_T = TypeVar("_T")


class State(StrEnum):
    """What a translation is to its source; the first that holds, in the order of the table."""

    MISSING = "missing"
    INVALID = "invalid"
    ORPHANED = "orphaned"
    UNSTAMPED = "unstamped"
    PENDING = "pending"
    STALE = "stale"
    CURRENT = "current"
    COSMETIC = "cosmetic"


UP_TO_DATE = (State.CURRENT, State.COSMETIC)
"""The states in which nothing is to be done."""

IS_BEHIND = {
    State.CURRENT: False,
    State.COSMETIC: False,
    State.STALE: True,
    State.PENDING: True,
    State.ORPHANED: True,
}
"""Whether the source has moved on since; of a state that is not here nobody can say."""


class StampFormat(StrEnum):
    """Where a stamp is kept."""

    COMMENT = "comment"
    SIDECAR = "sidecar"
    FRONT_MATTER = "front-matter"
    NOTEBOOK = "notebook"
    FILE = "file"
    HISTORY = "history"
    PLUGIN = "plugin"


class Reason(StrEnum):
    """Why a state is what it is, where the state alone does not say."""

    NOT_STAMPED = "not-stamped"
    SHALLOW = "shallow"
    PARTIAL_CLONE = "partial-clone"
    UNKNOWN_HASH = "unknown-hash"
    NO_GIT = "no-git"
    GENERATED_BLOCK = "generated-block"
    NOT_CHECKED_OUT = "not-checked-out"
    SUBMODULE = "submodule"
    UNKNOWN_COMMIT = "unknown-commit"
    NOT_IN_COMMIT = "not-in-commit"
    AMBIGUOUS_COMMIT = "ambiguous-commit"
    NOT_COMMITTED = "not-committed"
    FLAGGED = "flagged"
    IGNORED_COMMITS = "ignored-commits"


class TableStyle(StrEnum):
    """How the lines of tables are laid out that are written."""

    KEEP = "keep"
    COMPACT = "compact"
    ALIGNED = "aligned"


MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdx")
"""What the names of Markdown files end in."""

SIDECAR_NAME = ".co-op-translator.json"
"""The sidecar's file name, in the language's folder."""


class NameKind(StrEnum):
    """What names a version of a source."""

    DIGEST = "digest"
    COMMIT = "commit"
    BEFORE = "before"
    LAST = "last"


class VersionName(NamedTuple):
    """What names a version of a source; the history finds the base that it names.

    A digest is of the version's bytes (`sync.hashing` reads its text). A commit, as digits of its
    id, is one that holds the version. ``BEFORE`` a commit is what its first parent holds. ``LAST``
    is what the source was when the translation, whose path the text is, was last committed; behind
    a NUL the text may name the commit of the first-parent line that is the last to be looked at.
    """

    kind: NameKind
    text: str


class StampKind(StrEnum):
    """How a translation names the version that it was made from; a package may bring more ways."""

    HASH = "hash"
    COMMIT = "commit"
    FLAG = "flag"
    HISTORY = "history"
    PLUGIN = "plugin"


class SecondStamp(NamedTuple):
    """A version that a translation records beside the one that counts, and the key that does."""

    key: str
    name: VersionName


class Record(NamedTuple):
    """What a stamp in a project's own form records.

    ``value`` is what its ``key`` holds, as written; both are None under ``history``, and the value
    where a flag is not raised. ``name`` is None where it names no version: for a flag alone.
    ``paths`` are more places where the source may have been, as the stamp says them, ``ignore`` the
    words in the subjects of commits that do not count. ``second`` is what another key says.
    ``plugin`` is what the kind is called that a package brings.
    """

    kind: StampKind
    key: str | None = None
    value: str | None = None
    name: VersionName | None = None
    paths: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    second: SecondStamp | None = None
    plugin: str | None = None


class Stamp(NamedTuple):
    """The metadata in which a translation records the source that it was made from.

    Hashes are 32 lower-case hexadecimal digits (MD5). ``original_hash`` is None only in what
    ``new`` writes, which has a ``synced_hash`` alone. ``synced`` says what was brought to the
    version of ``synced_hash``: all of the "document", or its "tables" alone, as where it says
    nothing. A stamp in a project's own form has a ``record`` in place of an ``original_hash``. The
    other fields are as written in the file.
    """

    format: StampFormat
    original_hash: str | None
    synced_hash: str | None = None
    translation_date: str | None = None
    source_file: str | None = None
    language_code: str | None = None
    synced: str | None = None
    record: Record | None = None

    @property
    def kind(self) -> StampKind:
        """How it names the version."""
        return StampKind.HASH if self.record is None else self.record.kind

    @property
    def kind_name(self) -> str:
        """What its kind is called, by us or by the package that brings it."""
        plugin = None if self.record is None else self.record.plugin
        return plugin or self.kind.value

    @property
    def is_written_here(self) -> bool:
        """Whether what it was made from stands where this program writes: in no list of many."""
        return self.format not in (StampFormat.FILE, StampFormat.HISTORY)

    @property
    def is_started(self) -> bool:
        """Whether it is of a translation that was begun with the source's own words."""
        return self.original_hash is None and self.record is None

    @property
    def origin(self) -> VersionName | None:
        """What names the version that all of the translation was made from."""
        if self.original_hash is not None:
            return name_digest(self.original_hash)
        return None if self.record is None else self.record.name

    @property
    def destination(self) -> VersionName | None:
        """What names the version that it, or its tables alone, were brought to since."""
        return None if self.synced_hash is None else name_digest(self.synced_hash)

    def choose_prose(self, original: _T, synced: _T) -> _T:
        """Return which of two answers, about the version of each hash, is the one for its prose."""
        return synced if self.is_whole else original

    @property
    def is_whole(self) -> bool:
        """Whether its prose, too, was brought to the version of ``synced_hash``."""
        return self.synced_hash is not None and (self.synced == DOCUMENT or self.is_started)


DOCUMENT = "document"
"""What a stamp's ``synced`` says where prose and tables were brought to its ``synced_hash``."""
TABLES = "tables"
"""What it says where the tables alone were."""


def name_digest(digest: str) -> VersionName:
    """Return the name of the version whose bytes have a digest."""
    return VersionName(NameKind.DIGEST, digest)


_FETCH_COMMANDS: dict[str, str] = {
    Reason.SHALLOW: "fetch --unshallow",
    Reason.PARTIAL_CLONE: "fetch --refetch --no-filter",
    Reason.SUBMODULE: "submodule update --init --recursive",
}


def find_fetch_command(reason: str | None) -> str | None:
    """Return git's command that gets what a clone lacks; None for any other reason.

    It begins behind ``git``: how that is called depends on where the reader is.
    """
    return None if reason is None else _FETCH_COMMANDS.get(reason)


class Base(NamedTuple):
    """A version of a source, found in git.

    ``blob`` is git's object name. ``commit``, ``path`` (relative to the root) and ``date`` (the
    committer's, ISO 8601) are None for a blob that no commit holds. ``same_as`` is a later blob to
    which nothing but commits led that do not count.
    """

    commit: str | None
    path: str | None
    blob: str
    date: str | None
    same_as: str | None = None


class Location(NamedTuple):
    """One document in one language, and the places where the two files are expected.

    ``document`` is relative to the source root; ``source`` and ``path`` (the translation) are
    relative to the root. All use ``/``. ``language`` is spelled as in the path.
    """

    language: str
    document: str
    source: str
    path: str


class Pending(NamedTuple):
    """How many cells (and inserted headings) wait for a translator, by kind of mark."""

    untranslated: int = 0
    fuzzy: int = 0


class Note(NamedTuple):
    """Something the translator should know, at a line (1-based) of the translation as it was."""

    line: int | None
    message: str


class Status(NamedTuple):
    """What is known of one translation."""

    location: Location
    state: State
    reason: str | None = None
    moved_to: str | None = None
    stamp: Stamp | None = None
    base: Base | None = None
    pending: Pending = Pending()

    @property
    def is_open(self) -> bool:
        """Whether a state that stamp and source told depends on the history as well."""
        return self.state in (State.PENDING, State.STALE) and self.reason is None
