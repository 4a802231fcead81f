"""Translations by the hundred thousand, kept small.

Places are counted, not listed, and statuses are made when they are looked at, in the order of
reports: by document, then language. What is read by language is walked by language.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, TypeAlias, overload

from sync.model import Location, Stamp, State, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sync.project.layout import Layout

Entry: TypeAlias = Stamp | State | Status
"""What is kept of a status: the stamp of a current one, a state that says it all, or all of it."""


class Translations(Mapping[tuple[str, str], str]):
    """The path of each translation that is there, by language and document.

    What is kept is the documents of each language; languages that have the same share them.
    """

    def __init__(self, layout: Layout, documents: Mapping[str, Collection[str]]) -> None:
        """Take the documents of each language."""
        shared: dict[frozenset[str], frozenset[str]] = {}
        self._layout = layout
        self._documents: dict[str, frozenset[str]] = {}
        for language, held in documents.items():
            frozen = frozenset(held)
            self._documents[language] = shared.setdefault(frozen, frozen)

    @property
    def languages(self) -> Collection[str]:
        """The languages that have any."""
        return self._documents.keys()

    def __contains__(self, key: object) -> bool:
        """Say whether a translation is there, without making its path."""
        match key:
            case (str(language), str(document)):
                return self.holds(language, document)
        return False

    def documents_of(self, language: str) -> frozenset[str]:
        """Return the documents whose translation into a language is there."""
        return self._documents.get(language, frozenset())

    def holds(self, language: str, document: str) -> bool:
        """Say whether a document's translation is there."""
        return document in self._documents.get(language, ())

    def __getitem__(self, key: tuple[str, str]) -> str:
        """Return the path of a translation that is there."""
        if key not in self:
            raise KeyError(key)
        return self._layout.translation_path(*key)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield language and document of each."""
        for language, documents in self._documents.items():
            yield from ((language, document) for document in documents)

    def __len__(self) -> int:
        """Count them."""
        return sum(map(len, self._documents.values()))


class Places(Sequence[Location]):
    """Documents, each in its languages."""

    def __init__(self, layout: Layout, rows: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Take documents in order, each with its languages in order."""
        self._layout = layout
        self._rows = tuple(rows)
        self._starts = (0, *accumulate(len(languages) for _, languages in self._rows))

    def __len__(self) -> int:
        """Count them."""
        return self._starts[-1]

    def __iter__(self) -> Iterator[Location]:
        """Yield them in order."""
        location = self._layout.location
        for document, languages in self._rows:
            for language in languages:
                yield location(language, document)

    def languages(self) -> Iterator[str]:
        """Yield the language of each, in order."""
        return chain.from_iterable(languages for _, languages in self._rows)

    @overload
    def __getitem__(self, index: int) -> Location: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Location]: ...
    def __getitem__(self, index: int | slice) -> Location | Sequence[Location]:
        """Make one, or several."""
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        at = range(len(self))[index]
        row = bisect_right(self._starts, at) - 1
        document, languages = self._rows[row]
        return self._layout.location(languages[at - self._starts[row]], document)

    def walk_languages(self) -> Iterator[tuple[int, Location]]:
        """Yield them by language, then document, each with its place in the order."""
        numbers = {
            languages: {language: number for number, language in enumerate(languages)}
            for languages in {languages for _, languages in self._rows}
        }
        rows = [
            (document, start, numbers[languages])
            for (document, languages), start in zip(self._rows, self._starts, strict=False)
        ]
        for language in sorted({each for languages in numbers for each in languages}):
            for document, start, known in rows:
                number = known.get(language)
                if number is not None:
                    yield start + number, self._layout.location(language, document)


class StatusList(Sequence[Status]):
    """The statuses of translations, each made anew when it is looked at."""

    def __init__(self, places: Sequence[Location], entries: Sequence[Entry]) -> None:
        """Take the places and what is known of each, in the same order."""
        self._places = places
        self._entries = entries

    def __len__(self) -> int:
        """Count them."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Status]:
        """Yield them in order."""
        return map(_complete, self._places, self._entries)

    @overload
    def __getitem__(self, index: int) -> Status: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Status]: ...
    def __getitem__(self, index: int | slice) -> Status | Sequence[Status]:
        """Make one, or several."""
        if isinstance(index, slice):
            return tuple(map(_complete, self._places[index], self._entries[index]))
        return _complete(self._places[index], self._entries[index])

    def states(self) -> Iterator[State]:
        """Yield the states alone, in order."""
        return map(_find_state, self._entries)

    def languages(self) -> Iterator[str]:
        """Yield the languages alone, in order."""
        if isinstance(self._places, Places):
            return self._places.languages()
        return (place.language for place in self._places)

    def choose(self, states: Collection[State]) -> tuple[Status, ...]:
        """Return those in one of ``states``, in order."""
        entries = enumerate(self._entries)
        wanted = (at for at, entry in entries if _find_state(entry) in states)
        return tuple(self[at] for at in wanted)


def walk_languages(places: Sequence[Location]) -> Iterable[tuple[int, Location]]:
    """Return places by language, each with its place in the order."""
    if isinstance(places, Places):
        return places.walk_languages()
    return sorted(enumerate(places), key=lambda pair: pair[1].language)


def choose_states(statuses: Sequence[Status], states: Collection[State]) -> tuple[Status, ...]:
    """Return those of ``statuses`` that are in one of ``states``."""
    if isinstance(statuses, StatusList):
        return statuses.choose(states)
    return tuple(status for status in statuses if status.state in states)


def count_states(statuses: Sequence[Status]) -> Mapping[State, int]:
    """Count the translations in each of the eight states, those with none included."""
    counted = Counter(_read_states(statuses))
    return {state: counted[state] for state in State}


def count_languages(statuses: Sequence[Status]) -> Mapping[str, Mapping[State, int]]:
    """Count the same by language."""
    counted: dict[str, dict[State, int]] = {}
    pairs = zip(_read_languages(statuses), _read_states(statuses), strict=True)
    for (language, state), count in Counter(pairs).items():
        counted.setdefault(language, dict.fromkeys(State, 0))[state] = count
    return counted


def _read_languages(statuses: Sequence[Status]) -> Iterator[str]:
    if isinstance(statuses, StatusList):
        return statuses.languages()
    return (one.location.language for one in statuses)


def _read_states(statuses: Sequence[Status]) -> Iterator[State]:
    return (
        statuses.states() if isinstance(statuses, StatusList) else (one.state for one in statuses)
    )


def _find_state(entry: Entry) -> State:
    if type(entry) is Stamp:
        return State.CURRENT
    return entry if isinstance(entry, State) else entry.state  # type: ignore[union-attr]


def _complete(location: Location, entry: Entry) -> Status:
    if type(entry) is Stamp:
        return Status(location, State.CURRENT, stamp=entry)
    return Status(location, entry) if isinstance(entry, State) else entry  # type: ignore[return-value]
