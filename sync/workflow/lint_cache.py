"""What was found in translations, kept for as long as nothing changes that it depends on.

A key names the contents of the translation and of its source's versions, where they lie, the
rules, the configuration that matters, and the program down to its files. Whether the files that
links lead to are there is no part of it: an answer holds the paths that were asked for, and counts
only where the tree says the same of each. On the real repositories that this was measured on a
second run takes a seventh of the first one's time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sync.cache import Cache
from sync.cache.codec import decode, encode
from sync.errors import FileError
from sync.findings import Found
from sync.hashing import digest
from sync.model import Base, Reason, State
from sync.project.location_rules import choose_location_rules
from sync.versions import query_version
from sync.workflow.keeping import name_reading, still_holds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sync.cache import Section
    from sync.errors import SyncError
    from sync.history import BaseQuery
    from sync.model import Status
    from sync.rules.choice import RuleChoice
    from sync.versions import Versions

COMPARED = (State.CURRENT, State.COSMETIC, State.STALE, State.PENDING)
"""The states of translations that are laid beside the source they were made from."""

LINTED = (*COMPARED, State.UNSTAMPED, State.INVALID, State.ORPHANED)
"""The states of those that are there to be looked at."""

ENTRIES = 2_000
"""How many answers a section keeps."""

ROOM = 4_000_000
"""How many bytes each of the 16 sections may take: 64 MB in all. An answer takes 500 on average."""

LONGEST = 65_536
"""The longest answer that is kept, in characters."""

_REASONS = frozenset(Reason)


class Mended(NamedTuple):
    """A translation's text before and after, how many findings that mends, and what is left."""

    before: str
    after: str
    number: int
    left: tuple[Found, ...]


class Linted(NamedTuple):
    """What was found in one translation, and what there is to say of its comments.

    ``asked`` holds each path whose existence mattered, and whether something was there.
    ``contents`` are the digests of the translation and, if it was read, of the present source.
    ``mended`` is None where nothing was to be mended, or that was not asked for. ``error`` is
    what kept the translation from being looked at.
    """

    found: tuple[Found, ...]
    notices: tuple[str, ...] = ()
    asked: Mapping[str, bool] = {}
    contents: tuple[str, str | None] = ("", None)
    mended: Mended | None = None
    error: SyncError | None = None


def is_compared(status: Status) -> bool:
    """Tell whether a translation is laid beside the source that it was made from."""
    is_known = status.stamp is not None and status.reason != Reason.SUBMODULE
    return is_known and status.state in COMPARED


class Key(NamedTuple):
    """The name of an answer, the contents that it is about, and the rules that were asked."""

    name: str
    contents: tuple[str, str | None]
    rules: Collection[str]


class _Kept(NamedTuple):
    """An answer as it is kept."""

    found: tuple[Found, ...]
    notices: tuple[str, ...]
    asked: dict[str, bool]


class LintCache:
    """Recalls what was found in translations; what is lost is found again."""

    def __init__(self, versions: Versions, choices: Sequence[RuleChoice]) -> None:
        """Remember nothing yet; outside git nothing outlives the run."""
        self._config = versions.view.project.config
        self._versions = versions
        self._cache = Cache(None) if versions.history is None else versions.history.cache
        self._choices = choices
        self._common = name_reading(versions.view)

    def name_all(self, statuses: Sequence[Status]) -> list[Key | None]:
        """Return the key of what can be found in each translation; None where there is none."""
        compared = (each for each in statuses if is_compared(each))
        self._versions.look_up(filter(None, map(_query_synced, compared)))
        return [self._name(status) for status in statuses]

    def recall(self, status: Status, key: Key | None) -> Linted | None:
        """Return what was found, unless it is not known, or a file came or went meanwhile."""
        if key is None:
            return None
        try:
            kept = decode(_Kept, _section(self._cache, status).get(key.name))
        except ValueError:  # nothing is kept, or it is damaged
            return None
        is_other = any(each.rule not in key.rules for each in kept.found)
        if is_other or not still_holds(kept.asked, self._versions):
            return None
        return Linted(kept.found, kept.notices, contents=key.contents)

    def keep(self, status: Status, key: Key | None, linted: Linted) -> None:
        """Keep what was found in the very contents that the key names, unless it is long."""
        if key is None or linted.contents != key.contents:
            return
        found = tuple(each._replace(fix=()) for each in linted.found)
        value = encode(_Kept(found, linted.notices, dict(linted.asked)))
        if len(repr(value)) <= LONGEST:
            _section(self._cache, status).put(key.name, value)

    def save(self) -> None:
        """Write what is new to the cache."""
        self._cache.save()

    def _name(self, status: Status) -> Key | None:
        location = status.location
        rules = tuple(choose_location_rules(self._config, location, self._choices))
        try:
            translation = digest(self._versions.read(location.path))
            source, version = self._name_versions(status)
        except FileError:
            return None
        if version is None:
            return None
        facts = (location, rules, status.state, status.reason, status.stamp is None, version)
        contents = (translation, source)
        text = repr((self._common, facts, contents))
        return Key(digest(text.encode("utf-8", "backslashreplace")), contents, rules)

    def _name_versions(self, status: Status) -> tuple[str | None, str | None]:
        """Return the present source's digest and the word for the version beneath the tables.

        That is None where it is not known whether there is one.
        """
        stamp = status.stamp
        if stamp is None or not is_compared(status):
            return None, ""
        source = self._versions.source(status.location.source)
        named = stamp.destination or stamp.origin
        is_present = status.state is State.CURRENT or status.reason == Reason.GENERATED_BLOCK
        if is_present or source.is_named_by(named):
            return source.digest, "present"
        query = _query_synced(status)
        base: Base | str | None = status.base
        if query is not None:  # the base of the status is that of ``original_hash``
            base = self._versions.find(query)
        if isinstance(base, Base):
            return source.digest, base.blob
        reason = base or status.reason
        return source.digest, "unknown" if reason in _REASONS else None


def _query_synced(status: Status) -> BaseQuery | None:
    """Return the question for the version that the tables were brought to since, if they were."""
    stamp = status.stamp
    if stamp is None or stamp.destination is None:
        return None
    return query_version(status.location, stamp, stamp.destination)


def _section(cached: Cache, status: Status) -> Section:
    """Return one of 16, by document: who lints one reads a part of what is kept."""
    shard = digest(status.location.document.encode("utf-8", "surrogateescape"))[0]
    return cached.section(f"lint-{shard}", ENTRIES, ROOM)
