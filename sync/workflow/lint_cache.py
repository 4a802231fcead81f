"""What was found in translations, kept for as long as nothing changes that it depends on.

A key names the contents of the translation and of its source's versions, where they lie, the
rules, the configuration that matters, and the program down to its files. Whether the files that
links lead to are there is no part of it: an answer holds the paths that were asked for, and counts
only where the tree says the same of each.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sync import __version__
from sync.errors import FileError
from sync.findings import Severity
from sync.hashing import digest
from sync.lint.values import Found
from sync.model import Reason
from sync.workflow.linting import choose_location_rules, find_version, is_compared
from sync.workflow.looked import Looked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sync.cache import Cache, Section, Value
    from sync.history import History
    from sync.model import Status
    from sync.project.project import Project, View
    from sync.project.trees import Tree
    from sync.rules.choice import RuleChoice
    from sync.workflow.texts import Texts

SHARDS = 16
"""How many sections share the answers, by document: who lints one reads a part of them."""

ENTRIES = 2_000
"""How many answers a section keeps."""

ROOM = 4_000_000
"""How many bytes a section may take: 64 MB in all. An answer takes 500 on average."""

LONGEST = 65_536
"""The longest answer that is kept, in characters."""

_Kind = TypeVar("_Kind")
_REASONS = frozenset(Reason)


class Key(NamedTuple):
    """The name of an answer, the contents that it is about, and the rules that were asked."""

    name: str
    contents: tuple[str, str | None]
    rules: Collection[str]


class LintMemory:
    """Recalls what was found in translations; what is lost is found again."""

    def __init__(
        self, project: Project, view: View, history: History | None, choices: Sequence[RuleChoice]
    ) -> None:
        """Remember nothing yet; without a ``history`` there is nowhere to keep anything."""
        self._config = project.config
        self._tree = view.tree
        self._cache = None if history is None else history.cache
        self._choices = choices
        layout = view.inventory.layout
        self._common = repr(
            (name_program(), layout.source, layout.template.text, self._config.generated)
        )
        self._blobs: Mapping[tuple[str, str], str] = {}

    def name_all(self, statuses: Sequence[Status], texts: Texts) -> list[Key | None]:
        """Return the key of what can be found in each translation; None where there is none."""
        if self._cache is None:
            return [None] * len(statuses)
        self._blobs = texts.find_blobs(
            status
            for status in statuses
            if is_compared(status) and status.stamp is not None and status.stamp.synced_hash
        )
        return [self._name(status, texts) for status in statuses]

    def recall(self, status: Status, key: Key | None) -> Looked | None:
        """Return what was found, unless it is not known, or a file came or went meanwhile."""
        if key is None or self._cache is None:
            return None
        looked = _read(_section(self._cache, status).get(key.name), key)
        if looked is None or not _still_holds(self._tree, looked.asked):
            return None
        return looked._replace(asked={})

    def keep(self, status: Status, key: Key | None, looked: Looked) -> None:
        """Keep what was found in the very contents that the key names, unless it is long."""
        if key is None or self._cache is None or looked.contents != key.contents:
            return
        value = _write(looked)
        if len(repr(value)) <= LONGEST:
            _section(self._cache, status).put(key.name, value)

    def save(self) -> None:
        """Write what is new to the cache."""
        if self._cache is not None:
            self._cache.save()

    def _name(self, status: Status, texts: Texts) -> Key | None:
        location = status.location
        rules = tuple(choose_location_rules(self._config, location, self._choices))
        try:
            translation = digest(self._tree.read(location.path))
            source, version = self._name_versions(status, texts)
        except FileError:
            return None
        if version is None:
            return None
        facts = (location, rules, status.state, status.reason, status.stamp is None, version)
        contents = (translation, source)
        text = repr((self._common, facts, contents))
        return Key(digest(text.encode("utf-8", "backslashreplace")), contents, rules)

    def _name_versions(self, status: Status, texts: Texts) -> tuple[str | None, str | None]:
        """Return the present source's digest and the word for the version beneath the tables.

        That is None where it is not known whether there is one.
        """
        if not is_compared(status) or status.stamp is None:
            return None, ""
        source = status.location.source
        present, named = texts.name_source(status.location), find_version(status)
        if named is None or named in present:
            return present[0], "present"
        if status.stamp.synced_hash:
            return present[0], self._blobs.get((source, named), "unknown")
        if status.base is not None:
            return present[0], status.base.blob
        return present[0], "unknown" if status.reason in _REASONS else None


def _section(cached: Cache, status: Status) -> Section:
    shard = digest(status.location.document.encode("utf-8", "surrogateescape"))[0]
    return cached.section(f"lint-{shard}", ENTRIES, ROOM)


@cache
def name_program() -> str:
    """Return a word that differs where rules may judge otherwise: our files, Python, libraries.

    Files are told by size and time, libraries by the folders that installers leave for each.
    """
    package = Path(__file__).parents[1]
    files = sorted(
        (str(path.relative_to(package)), path.stat().st_size, path.stat().st_mtime_ns)
        for path in package.rglob("*.py")
    )
    libraries = sorted(name for folder in sys.path for name in _list_libraries(folder))
    return digest(repr((__version__, sys.version, files, libraries)).encode("utf-8", "replace"))


def _list_libraries(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(folder or os.curdir)  # noqa: PTH208  names alone are asked for
    except OSError:
        return
    yield from (name for name in names if name.endswith(".dist-info"))


def _still_holds(tree: Tree, asked: Mapping[str, bool]) -> bool:
    return all(tree.exists(path) is answer for path, answer in asked.items())


def _write(looked: Looked) -> Value:
    """Return an answer as the cache keeps it."""
    return [
        [path for path, answer in looked.asked.items() if answer],
        [path for path, answer in looked.asked.items() if not answer],
        [_write_found(found) for found in looked.found],
        list(looked.notices),
    ]


def _write_found(found: Found) -> Value:
    severity = None if found.severity is None else found.severity.value
    place: list[Value] = [found.rule, found.line, found.column, found.message]
    return [*place, list(found.identity), found.help, severity]


def _read(value: Value, key: Key) -> Looked | None:
    """Read an answer; one that is damaged is none."""
    try:
        there, gone, found, notices = _require(list, value)
        asked = dict.fromkeys(_read_texts(there), True) | dict.fromkeys(_read_texts(gone), False)
        read = tuple(_read_found(each, key.rules) for each in _require(list, found))
        return Looked(read, _read_texts(notices), asked, key.contents)
    except (TypeError, ValueError):
        return None


def _read_found(value: Value, rules: Collection[str]) -> Found:
    rule, line, column, message, identity, way_out, severity = _require(list, value)
    if rule not in rules:
        raise ValueError(rule)
    return Found(
        _require(str, rule),
        None if line is None else _require(int, line),
        None if column is None else _require(int, column),
        _require(str, message),
        _read_texts(identity),
        None if way_out is None else _require(str, way_out),
        None if severity is None else Severity(severity),
    )


def _read_texts(value: Value) -> tuple[str, ...]:
    return tuple(_require(str, text) for text in _require(list, value))


def _require(kind: type[_Kind], value: Value) -> _Kind:
    if type(value) is not kind:
        raise TypeError(value)
    return value
