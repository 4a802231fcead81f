"""A source and its translation, unit by unit: which unit of the one is which of the other.

They are in two languages. Anchors, which only one unit of either can be, come first; between them
a pair counts where hardly any other alignment would do (`align.posterior`). What is left makes
segments: stretches of which nobody can say more than that they answer to each other as wholes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from sync.align.sequences import Pair, gaps, rising, unique
from sync.align.unit_features import Features, Scorer, list_features
from sync.markdown.addresses import name_everywhere
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import LinkSpace
from sync.units.frames import find_own_frames
from sync.units.openers import pair_directives
from sync.units.reading import list_units
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind

SURE = 0.99
"""The least probability of a pair beside what is inserted, removed or moved."""

# What is as short may be the same in several languages without being the same text.
_LONG = 12
_IN_FLOW = frozenset(UnitKind) - {UnitKind.FRONT_MATTER, UnitKind.REFERENCE, UnitKind.GENERATED}


class UnitPair(NamedTuple):
    """A unit of a source and the translation's, with the probability that they are each other's."""

    ours: int
    theirs: int
    chance: float


class Segment(NamedTuple):
    """Units of a source and of its translation that answer to each other as a whole, or to none."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]


class UnitPairs(NamedTuple):
    """How the units of a source and of its translation answer to each other.

    ``flow`` are the pairs in order; ``named`` pair by a name (keys, references, generated blocks)
    or as tables do, in any order. ``here`` and ``there`` are the units that make the flow: those
    that stand in an order and are neither of ``named`` nor a translator's program's own.
    """

    flow: tuple[UnitPair, ...]
    named: tuple[Pair, ...]
    here: tuple[int, ...]
    there: tuple[int, ...]

    @property
    def pairs(self) -> dict[int, int]:
        """The translation's unit for each of the source's."""
        return {**dict(self.named), **{pair.ours: pair.theirs for pair in self.flow}}

    @property
    def segments(self) -> Iterator[Segment]:
        """The stretches between pairs: units that answer to each other as wholes, or to nothing."""
        named = {i for i, _ in self.named}, {j for _, j in self.named}
        places = (
            {i: k for k, i in enumerate(self.here)},
            {j: k for k, j in enumerate(self.there)},
        )
        anchors = [(places[0][pair.ours], places[1][pair.theirs]) for pair in self.flow]
        for ours, theirs in gaps(anchors, len(self.here), len(self.there)):
            left = tuple(self.here[k] for k in ours if self.here[k] not in named[0])
            right = tuple(self.there[k] for k in theirs if self.there[k] not in named[1])
            if left or right:
                yield Segment(left, right)


class UnitPairing:
    """Pairs the units of a source with its translation's; ``tables`` pair as said, by index.

    ``generated`` are the blocks that do not count. ``old_targets`` are those of links that the
    source changed, by what they are now, for a translation that has these already. ``aside`` are
    units of the translation that answer to nothing in the source, as its own frames do.

    Each stretch between two anchors is worked out when one of its units is asked for: who asks
    for a few, or for all, gets the same answers.
    """

    def __init__(
        self,
        texts: tuple[Markdown, Markdown],
        tables: Iterable[Pair],
        space: LinkSpace,
        generated: tuple[GeneratedPair, ...] = (),
        *,
        old_targets: Mapping[str, str] = MappingProxyType({}),
        aside: Collection[int] = (),
    ) -> None:
        """Find the anchors, and nothing else yet."""
        ours, theirs = (list_units(text, generated) for text in texts)
        self._ours = ours
        self._theirs = theirs
        self._tables = tables
        self._space = space
        self._old_targets = old_targets
        self._here = self._list_flow(ours)
        own = find_own_frames(ours.units, theirs.units).union(aside)
        self._there = [place for place in self._list_flow(theirs) if place not in own]
        self._named = [*self._pair_named(), *self._pair_tables()]
        left, right = (list_features(text, generated) for text in texts)
        self._left = [left[i].resolve(space.name_source) for i in self._here]
        self._right = [right[j].resolve(self._name_translation) for j in self._there]
        here = {i: k for k, i in enumerate(self._here)}
        there = {j: k for k, j in enumerate(self._there)}
        known = [(here[i], there[j]) for i, j in self._named if i in here and j in there]
        self._anchors = self._find_anchors(self._left, self._right, known)
        self._found: dict[int, UnitPair] = {}
        for i, j in self._anchors:
            self._add(i, j, 1.0)
        self._stretches = list(gaps(self._anchors, len(self._left), len(self._right)))
        self._stretch_of = {
            self._here[k]: number
            for number, (stretch, _) in enumerate(self._stretches)
            for k in stretch
        }
        self._done: set[int] = set()

    def _resolve_translation(self, destination: str) -> str | None:
        target = self._space.resolve_translation(destination)
        return self._old_targets.get(name_everywhere(target), target) if target else target

    def _name_translation(self, destination: str) -> str | None:
        return self._space.name_page(self._resolve_translation(destination))

    def find(self, place: int) -> UnitPair | None:
        """Return the pair of one of the source's units, if it has one."""
        number = self._stretch_of.get(place)
        if number is not None:
            self._work_out(number)
        opener = self._ends[0].get(place)
        if opener is not None:
            self.find(opener)
            return self._find_end(place, self._found)
        return self._found.get(place) or self._by_name.get(place)

    def list_pairs(self, is_asked: Callable[[int, int], bool] | None = None) -> UnitPairs:
        """Return all pairs, or the anchors and those of the stretches that are asked for.

        ``is_asked`` gets the units of the source before a stretch and behind it.
        """
        for number, (stretch, _) in enumerate(self._stretches):
            if is_asked is None or is_asked(*self._find_sides(stretch)):
                self._work_out(number)
        return UnitPairs(
            tuple(self._list_flow_pairs()),
            tuple((i, j) for i, j in self._named if i not in self._found),
            tuple(self._here),
            tuple(self._there),
        )

    def _list_flow_pairs(self) -> list[UnitPair]:
        """Return the pairs in order; lines that close directives pair as those that open them."""
        ours, theirs = self._ends
        if not ours or not theirs:
            return sorted(self._found.values())
        for place in ours.keys() & self._found.keys():
            self.find(ours[place])
        found = {
            i: pair
            for i, pair in self._found.items()
            if i not in ours and pair.theirs not in theirs
        }
        ends = (self._find_end(place, found) for place in ours)
        found |= {pair.ours: pair for pair in ends if pair is not None}
        kept = rising(sorted((pair.ours, pair.theirs) for pair in found.values()))
        return [found[i] for i, _ in kept]

    def _find_end(self, place: int, found: Mapping[int, UnitPair]) -> UnitPair | None:
        """Return the pair of a line that closes a directive, by that of the one that opens it."""
        opener = found.get(self._ends[0][place])
        there = None if opener is None else self._end_of.get(opener.theirs)
        if opener is None or there is None:
            return None
        return opener._replace(ours=place, theirs=there)

    @cached_property
    def _end_of(self) -> Mapping[int, int]:
        return {opener: place for place, opener in self._ends[1].items()}

    @cached_property
    def _ends(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        return pair_directives(self._ours.units), pair_directives(self._theirs.units)

    @cached_property
    def _by_name(self) -> dict[int, UnitPair]:
        return {i: UnitPair(i, j, 1.0) for i, j in self._named}

    def _work_out(self, number: int) -> None:
        if number in self._done:
            return
        self._done.add(number)
        ours, theirs = self._stretches[number]
        for (i, j), chance in self._scorer.find(ours, theirs):
            self._add(ours.start + i, theirs.start + j, chance)

    def _find_sides(self, stretch: range) -> Pair:
        before = self._here[stretch.start - 1] if stretch.start else -1
        is_last = stretch.stop == len(self._here)
        return before, self._ours.tail if is_last else self._here[stretch.stop]

    def find_share(self, enough: float) -> float:
        """Return how many units pair as a part of those of the shorter text.

        Stretches are worked out for it until that is ``enough``.
        """
        here, there = (
            {place for place in places if units.units[place].kind is not UnitKind.RULE}
            for places, units in ((self._here, self._ours), (self._there, self._theirs))
        )
        shorter = min(len(here), len(there))
        if not shorter:
            return float(not here)
        unknown = {*range(len(self._stretches))} - self._done
        left = iter(sorted(unknown, key=self._measure))  # the least work for a pair comes first
        while True:
            share = len(here & (self._by_name.keys() | self._found.keys())) / shorter
            number = next(left, None)
            if share >= enough or number is None:
                return share
            self._work_out(number)

    def _measure(self, number: int) -> int:
        ours, theirs = self._stretches[number]
        return len(ours) * len(theirs)

    def _add(self, ours: int, theirs: int, chance: float) -> None:
        pair = UnitPair(self._here[ours], self._there[theirs], chance)
        self._found[pair.ours] = pair

    @cached_property
    def _scorer(self) -> Scorer:
        return Scorer(self._left, self._right)

    def _list_flow(self, document: DocumentUnits) -> list[int]:
        return [
            place
            for place, unit in enumerate(document.units)
            if unit.kind in _IN_FLOW and place < document.tail and place not in document.pinned
        ]

    def _pair_named(self) -> Iterator[Pair]:
        """Pair keys and generated blocks by name, references by what they lead to, then label."""
        ours, theirs = (side.units[: side.tail] for side in (self._ours, self._theirs))
        space = self._space
        taken: tuple[set[int], set[int]] = (set(), set())
        for here, there in (
            (map(_name_key, ours), map(_name_key, theirs)),
            (
                (_name_target(unit, space.resolve_source) for unit in ours),
                (_name_target(unit, self._resolve_translation) for unit in theirs),
            ),
            (map(_name_label, ours), map(_name_label, theirs)),
        ):
            for i, j in unique(list(here), list(there)):
                if i not in taken[0] and j not in taken[1]:
                    taken[0].add(i)
                    taken[1].add(j)
                    yield i, j

    def _pair_tables(self) -> Iterator[Pair]:
        here, there = self._ours.tables, self._theirs.tables
        for i, j in self._tables:
            if i in here and j in there:
                yield here[i], there[j]

    def _find_anchors(
        self, left: Sequence[Features], right: Sequence[Features], known: Sequence[Pair]
    ) -> list[Pair]:
        texts = (
            [each.says if each.length > _LONG else "" for each in side] for side in (left, right)
        )
        signed = unique([each.anchor for each in left], [each.anchor for each in right])
        used = {i for i, _ in known}, {j for _, j in known}
        found = {
            (i, j) for i, j in (*signed, *unique(*texts)) if i not in used[0] and j not in used[1]
        }
        return rising(sorted({*known, *found}))


def read_target(unit: DocumentUnit) -> str | None:
    """Return the destination that a reference definition names."""
    from sync.markdown.references import read_definitions

    lines = [f"{line}\n" for line in unit.body]
    found = list(read_definitions(lines, [("label", 0, len(lines))]).values())
    return found[0].text if found else None


def _name_key(unit: DocumentUnit) -> Hashable:
    is_named = unit.kind in (UnitKind.FRONT_MATTER, UnitKind.GENERATED)
    return (unit.kind, unit.key) if is_named else None


def _name_target(unit: DocumentUnit, resolve: Callable[[str], str | None]) -> Hashable:
    target = read_target(unit) if unit.kind is UnitKind.REFERENCE else None
    return (resolve(target) or target) if target else None


def _name_label(unit: DocumentUnit) -> Hashable:
    return unit.text.partition("]:")[0] if unit.kind is UnitKind.REFERENCE else None
