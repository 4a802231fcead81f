"""What the stamps of a language said, recalled for as long as none of its files changed.

That is told as git's index tells it, by size, times and place on the disk, and under git's
condition: a file that changed within the moment in which it was read may change again unseen, so
that of such files nothing is kept.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, cast

from sync import __version__
from sync.cache import Section
from sync.hashing import digest
from sync.model import Stamp, StampFormat
from sync.trees import DiskTree
from sync.workflow.places import find_sidecar_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.cache import Value
    from sync.model import Location
    from sync.trees import Survey
    from sync.workflow.project import Project, View

FEWEST = 16
"""So many translations of a language at least: fewer are read as quickly."""

MOMENT = 2_000_000_000
"""How long a file must have been as it is, in nanoseconds: FAT's clock counts two seconds."""

ROOM = 4_000_000
"""How many bytes a language may take."""

_ROOTS = 4  # with different configurations, that a repository has beside each other
_FORMATS: dict[str | None, StampFormat | None] = {None: None}
_FORMATS.update((each.value, each) for each in StampFormat)
_FIELDS = ("original_hash", "synced_hash", "translation_date", "language_code")
_TEXTS = frozenset({str, type(None)})


class StampMemory:
    """Opens the page of each language. In git's own objects there is nothing to remember."""

    def __init__(self, project: Project, view: View, moment: int = MOMENT) -> None:
        """Remember nothing yet; of files younger than ``moment`` nothing is kept."""
        self._moment = moment
        self._tree = view.tree if isinstance(view.tree, DiskTree) else None
        self._layout = view.inventory.layout
        self._root = project.root
        repository = project.repository
        self._folder = None if repository is None else repository.git_dir / "translation-sync"

    def open(self, language: str, places: Sequence[Location]) -> Page:
        """Look at the files of a language, before any of them is read."""
        if self._tree is None or self._folder is None or len(places) < FEWEST:
            return Page(places, self._moment)
        survey = self._tree.survey(self._list_files(places))
        layout = self._layout
        about = repr((_name_reader(), str(self._root), layout.source, layout.template.text))
        path = self._folder / f"stamps-{_name(language)}.json"
        return Page(places, self._moment, Section(path, _ROOTS, ROOM), _name(about), survey)

    def _list_files(self, places: Sequence[Location]) -> Iterator[str]:
        """Yield the translations and the sidecars that may speak of them."""
        folders = {location.document.rpartition("/")[0]: location for location in places}
        sidecars = {find_sidecar_path(self._layout, each) for each in folders.values()}
        yield from (location.path for location in places)
        yield from sorted(path for path in sidecars if path is not None)


class Page:
    """The stamps of one language; one without a section neither recalls nor keeps any."""

    def __init__(
        self,
        places: Sequence[Location],
        moment: int,
        section: Section | None = None,
        key: str = "",
        survey: Survey | None = None,
    ) -> None:
        """Take the places in order, and how their files look."""
        self._places = places
        self._moment = moment
        self._section = section
        self._key = key
        self._survey = survey

    def recall(self) -> list[Stamp | None] | None:
        """Return the stamp of each place, None for one without; nothing if a file changed."""
        if self._section is None or self._survey is None:
            return None
        match self._section.get(self._key):
            case [str(facts), columns] if facts == self._survey.facts:
                return _read_columns(columns, self._places)
        return None

    def keep(self, stamps: Sequence[Stamp | None]) -> None:
        """Keep the stamps, unless a file is too new, or one has more to it than can be kept."""
        survey = self._survey
        if self._section is None or survey is None:
            return
        pairs = list(zip(stamps, self._places, strict=True))
        if time.time_ns() - survey.newest < self._moment or not all(map(_is_plain, pairs)):
            return
        self._section.put(self._key, [survey.facts, _write_columns(stamps)])
        with suppress(OSError):
            self._section.save()


def _is_plain(pair: tuple[Stamp | None, Location]) -> bool:
    """Tell of a stamp whether its source is that of its place, if it names one."""
    stamp, location = pair
    return stamp is None or stamp.source_file in (None, location.source)


def _write_columns(stamps: Sequence[Stamp | None]) -> Value:
    """Return a column for each field; of a source, whether it is named."""
    absent = Stamp(StampFormat.COMMENT, None)
    columns: list[Value] = [
        [None if stamp is None else stamp.format.value for stamp in stamps],
        ["" if stamp is not None and stamp.source_file else None for stamp in stamps],
    ]
    columns += ([getattr(stamp or absent, name) for stamp in stamps] for name in _FIELDS)
    return columns


def _read_columns(value: Value, places: Sequence[Location]) -> list[Stamp | None] | None:
    """Read what :func:`_write_columns` wrote; None where it makes no sense."""
    columns = value if isinstance(value, list) else []
    if len(columns) != 2 + len(_FIELDS) or not all(_is_column(each, places) for each in columns):
        return None
    formats, *texts = cast("list[list[str | None]]", columns)
    if not _FORMATS.keys() >= set(formats):
        return None
    rows = zip(map(_FORMATS.__getitem__, formats), places, *texts, strict=True)
    return [row[0] and _make_stamp(row[0], row[1].source, row[2:]) for row in rows]


def _is_column(column: Value, places: Sequence[Location]) -> bool:
    is_long = isinstance(column, list) and len(column) == len(places)
    return is_long and _TEXTS.issuperset(map(type, cast("list[Value]", column)))


def _make_stamp(kind: StampFormat, source: str, texts: Sequence[str | None]) -> Stamp:
    """Return a stamp; what a document's or a language's have in common is kept once."""
    named, original, synced, date, language = texts
    named = None if named is None else source
    original = original and intern(original)
    return Stamp(kind, original, synced, date, named, language and intern(language))


@cache
def _name_reader() -> str:
    """Return a word that differs where stamps may be read in another way: by our own files."""
    package = Path(__file__).parents[1] / "stamps"
    files = sorted((each.name, each.stat().st_mtime_ns) for each in os.scandir(package))
    return repr((__version__, files))


def _name(text: str) -> str:
    return digest(text.encode("utf-8", "surrogateescape"))
