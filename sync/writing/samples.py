"""How other translations are stamped: the style that a new stamp takes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sync.errors import LackingError, StampError
from sync.model import StampFormat, StampKind
from sync.stamps import FORMATS
from sync.writing.path_styles import PathStyle, read_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sync.model import Location, Stamp
    from sync.stamps.spec import StampSpec
    from sync.states.stamps import StampReader
    from sync.versions import Versions

_T = TypeVar("_T")

# Of what stands behind the path, lines (`#L3`) are the old version's.
URL = re.compile(
    r"(?P<lead>https?://\S+?/blob/)(?P<id>[0-9A-Fa-f]{7,64})/(?P<path>[^\s?#]+)"
    r"(?P<view>\?[^\s#]*)?(?:#\S*)?"
)
"""A commit's name in the address of a file, as forges have it."""


class Samples:
    """Asks all translations that can be read, so that the answer is always the same.

    What most of them do counts. One that cannot be read has no say, and hinders nobody.
    """

    def __init__(self, versions: Versions, reader: StampReader) -> None:
        """Look at nothing yet."""
        self._versions = versions
        self._reader = reader
        self._formats: dict[str, StampFormat] = {}
        self._lowered: dict[StampSpec, str | None] = {}
        self._paths: dict[StampSpec, PathStyle | None] = {}
        self._values: dict[StampSpec, str | None] = {}

    def find_format(self, language: str) -> StampFormat:
        """Return the format that most translations of a language use, else the comment."""
        if language not in self._formats:
            places = (each for each in self._list_places() if each.language == language)
            found = (stamp.format for stamp in self._read_stamps(places))
            kept = (each for each in found if not FORMATS[each].read_only)
            self._formats[language] = _choose(kept, tuple(StampFormat).index) or StampFormat.COMMENT
        return self._formats[language]

    def find_lowered(self, spec: StampSpec) -> str | None:
        """Return how other translations say that they are up to date: ``false``, or not at all."""
        if spec not in self._lowered:
            self._lowered[spec] = _choose(self._read_lowered(spec), str.swapcase)
        return self._lowered[spec]

    def find_value(self, spec: StampSpec) -> str | None:
        """Return a recorded value of the commonest form, of two alike the one with more digits."""
        if spec not in self._values:
            stamps = self._read_stamps(self._list_alike(spec))
            records = (stamp.record for stamp in stamps)
            values = sorted(each.value for each in records if each is not None and each.value)
            form = _choose(map(_read_form, values), tuple)
            self._values[spec] = next((each for each in values if _read_form(each) == form), None)
        return self._values[spec]

    def find_path_style(self, spec: StampSpec) -> PathStyle | None:
        """Return how others say the path of their source; None where most do not."""
        if spec not in self._paths:
            styles = Counter(self._read_path_styles(spec))
            absent = styles.pop(None, 0)
            style = _choose(styles.elements(), repr)
            self._paths[spec] = style if styles.total() > absent else None
        return self._paths[spec]

    def _read_path_styles(self, spec: StampSpec) -> Iterator[PathStyle | None]:
        """Yield it for each translation that is stamped."""
        from sync.project.record_texts import read_record_text
        from sync.stamps.records import parse_record, read_key

        for location in self._list_alike(spec):
            try:
                text = read_record_text(self._versions, location.path, spec)
                stamp = parse_record(text, spec)
            except (StampError, LackingError):
                continue
            if stamp is not None and stamp.record is not None:
                value = read_key(text, spec.path or "") or ""
                yield read_style(value, location.source, self.name(location))

    def name(self, location: Location) -> str:
        """Return what stamps call a source: its path in its own source root."""
        return self._versions.view.layout.entry_name(location)

    def _read_lowered(self, spec: StampSpec) -> Iterator[str]:
        from sync.project.record_texts import read_record_text
        from sync.stamps.records import read_key

        key = spec.key if spec.kind is StampKind.FLAG else spec.outdated
        for location in self._list_alike(spec) if key else ():
            try:
                text = read_record_text(self._versions, location.path, spec)
            except (StampError, LackingError):
                continue
            found = read_key(text, key or "")
            if found is not None and found.lower() == "false":
                yield found

    def _list_places(self) -> Iterator[Location]:
        view = self._versions.view
        return (view.layout.location(*pair) for pair in view.inventory.translations)

    def _list_alike(self, spec: StampSpec) -> Iterator[Location]:
        """Yield the translations that are stamped in the same way."""
        find = self._versions.view.specs.find
        return (place for place in self._list_places() if find(place) == spec)

    def _read_stamps(self, places: Iterable[Location]) -> Iterator[Stamp]:
        for place in places:
            try:
                stamp = self._reader.read(place)
            except (StampError, LackingError):
                continue
            if stamp is not None:
                yield stamp


def is_upper(digits: str) -> bool:
    """Tell whether hexadecimal digits are written in capitals."""
    return digits.upper() == digits != digits.lower()


class _Form(NamedTuple):
    """How a value is written; those with more digits come first."""

    negative_length: int
    is_upper: bool
    lead: str


def _read_form(value: str) -> _Form:
    url = URL.fullmatch(value)
    lead, _, digits = value.rpartition(":")
    if url is not None:
        lead, digits = url["lead"], url["id"]
    return _Form(-len(digits), is_upper(digits), lead)


def _choose(found: Iterable[_T], rank: Callable[[_T], object]) -> _T | None:
    """Return the commonest, of those as common the one of the lowest rank; None for none."""
    counts = Counter(found)
    return min(counts, key=lambda each: (-counts[each], rank(each)), default=None)
