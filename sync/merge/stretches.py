"""The units of all three texts, and the stretches of them in which nothing tells which is which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from sync.align.brought import BroughtHeading
from sync.align.unit_pairs import Segment, UnitPairs
from sync.align.unit_versions import UnitVersions
from sync.markdown.directives import is_directive
from sync.merge.frames import OwnFrames, find_frames
from sync.merge.units import MergedUnit, block_unit, has_words
from sync.units.margins import measure_lead
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind


class UnitSides(NamedTuple):
    """The units of the old source, the new one and the translation, and how they pair.

    ``pairs`` are those that count. ``same`` are the tables of the new source that are what they
    were, by their units; ``tables`` maps the new source's tables, as units, to the translation's.
    ``brought`` are the new source's headings that a table brought into the translation,
    ``respelled`` its units that only write their links in another way, as they wrote them.
    """

    old: DocumentUnits
    new: DocumentUnits
    there: DocumentUnits
    versions: UnitVersions
    pairs: UnitPairs
    same: frozenset[int] = frozenset()
    tables: Mapping[int, int] = MappingProxyType({})
    brought: Mapping[int, BroughtHeading] = MappingProxyType({})
    respelled: Mapping[int, DocumentUnit] = MappingProxyType({})


class Stretches:
    """Says what becomes of the stretches that do not pair.

    ``rebuilds``: what does not pair is written from the source, and no stretch stands for it.
    """

    def __init__(self, sides: UnitSides, *, rebuilds: bool) -> None:
        self._sides = sides
        self._rebuilds = rebuilds
        self._old, self._new, self._there = sides.old.units, sides.new.units, sides.there.units

    @cached_property
    def new_of(self) -> Mapping[int, int]:
        """The new source's unit for each of the old one's."""
        return {old: new for new, old in self._sides.versions.old.items()}

    @cached_property
    def segments(self) -> Sequence[Segment]:
        """The stretches that do not pair, without tables: others say what becomes of these.

        Only those of the translation stay in them that answer to none of the source.
        """
        tables = frozenset(self._sides.tables.values())
        return [
            segment._replace(
                ours=tuple(i for i in segment.ours if self._old[i].table is None),
                theirs=tuple(j for j in segment.theirs if j not in tables),
            )
            for segment in self._sides.pairs.segments
        ]

    @cached_property
    def frames(self) -> OwnFrames:
        """The translator's own wrappers, and anchors above headings."""
        sides = self._sides
        placed = {*sides.pairs.pairs.values(), *sides.tables.values()}
        placed.update(heading.there for heading in sides.brought.values())
        doubtful = {j for each in self.segments if each.ours for j in each.theirs}
        return find_frames(self._there[: sides.there.tail], placed, doubtful)

    @cached_property
    def segment_of(self) -> Mapping[int, int]:
        """The segment of each unit of the old source that is in one with a translation's units."""
        return {
            old: number
            for number, segment in enumerate(self.segments)
            for old in segment.ours
            if segment.theirs and not self._rebuilds
        }

    @cached_property
    def seats(self) -> Sequence[int | None]:
        """The new source's unit in whose place each segment is written."""
        return [self._choose_seat(segment) for segment in self.segments]

    def _choose_seat(self, segment: Segment) -> int | None:
        """Choose the first of a segment's units that stayed, as it does not go with a part.

        Lines of directives stay before what they hold, whichever of them moved.
        """
        places = [self.new_of[old] for old in segment.ours if old in self.new_of]
        if not any(is_directive(self._old[old].text) for old in segment.ours):
            moved = self._sides.versions.moved
            stayed = [new for new in places if new not in moved]
            places = stayed or places
        return min(places, default=None)

    def list_places(self, new: int, old: int | None) -> list[int]:
        """Return the source's units that are written with one: those of its stretch, if any."""
        number = None if old is None else self.segment_of.get(old)
        if number is None:
            return [new]
        return [new, *(self.new_of[k] for k in self.segments[number].ours if k in self.new_of)]

    @cached_property
    def gone(self) -> frozenset[int]:
        """The translation's units that pair with what the source took out, and their anchors."""
        gone = frozenset(
            j
            for i, j in self._sides.pairs.pairs.items()
            if i not in self.new_of and self._old[i].kind is not UnitKind.FRONT_MATTER
        )
        return gone.union(*(self.frames.anchors.get(place, ()) for place in gone))

    def goes_along(self, segment: Segment) -> bool:
        """Tell whether a segment goes with what is above and below it, which the source took out.

        Whichever of its units is whose: each is one of those that went. What is below may stay
        where it is further out, as what comes after a list, or where it begins a section.
        """
        sides = list(zip(segment.ours, segment.theirs, strict=False))
        if not len(sides) == len(segment.ours) == len(segment.theirs):
            return False
        is_alike = all(self._old[i].kind is self._there[j].kind for i, j in sides)
        is_gone = not any(old in self.new_of for old in segment.ours)
        last, below = segment.theirs[-1], segment.theirs[-1] + 1
        below = self._pass_by_anchors(below)
        ends = below == len(self._there) or below in self.gone
        ends = ends or len(self._there[below].containers) < len(self._there[last].containers)
        opens = _opens(self._there, below) and _opens(self._old, segment.ours[-1] + 1)
        return is_alike and is_gone and segment.theirs[0] - 1 in self.gone and (ends or opens)

    def _pass_by_anchors(self, place: int) -> int:
        """Return the heading that a translator's own anchor at a place is above, else the place."""
        anchors = self.frames.anchors.items()
        return next((heading for heading, places in anchors if place in places), place)

    def is_untouched(self, segment: Segment) -> bool:
        """Tell whether the source left all of a segment as it was, and put nothing in it."""
        start, new_of = segment.ours[0], self.new_of
        first = new_of.get(start)
        return first is not None and all(
            new_of.get(old) == first + old - start and self.is_same(old, first + old - start)
            for old in segment.ours  # between two may stand what pairs by its name
        )

    def is_put_elsewhere(self, segment: Segment) -> bool:
        """Tell whether an untouched segment is in other containers, or at another indent."""
        pairs = ((self._old[i], self._new[self.new_of[i]]) for i in segment.ours)
        return any(is_put_elsewhere(old, new) for old, new in pairs)

    def is_one_for_one(self, segment: Segment) -> bool:
        """Tell whether the translation's units follow those of the source.

        Whichever is whose, their order stays.
        """
        sides = list(zip(segment.ours, segment.theirs, strict=False))
        return (
            len(segment.ours) == len(segment.theirs)
            and all(self._old[i].kind is self._there[j].kind for i, j in sides)
            and all(self._there[j].is_sound and self._there[j].table is None for _, j in sides)
        )

    def is_same(self, old: int, new: int) -> bool:
        """Tell whether a unit of the source is what it was."""
        before, after = self._old[old], self._new[new]
        if after.table is not None:
            return new in self._sides.same
        return before.is_as(after)

    def block(self, segment: Segment) -> Callable[[DocumentUnit], MergedUnit]:
        """Return what becomes of a segment's units in the translation, which the source changed."""
        stale = {
            self._old[i].kind
            for i in segment.ours
            if not has_words(self._old[i])
            and not is_directive(self._old[i].text)
            and (i not in self.new_of or not self.is_same(i, self.new_of[i]))
        }
        return lambda unit: block_unit(unit, is_stale=unit.kind in stale)


def _opens(units: Sequence[DocumentUnit], place: int) -> bool:
    """Tell whether a section begins at a place, or the text ends there."""
    return place == len(units) or units[place].kind in (UnitKind.HEADING, UnitKind.RULE)


def is_put_elsewhere(old: DocumentUnit, new: DocumentUnit) -> bool:
    """Tell whether a source puts a unit into other containers, or to another indent."""
    leads = measure_lead(old.margin.first), measure_lead(new.margin.first)
    return old.containers != new.containers or leads[0] != leads[1]
