"""The units of a translation in the new source's order, each with what its translation keeps."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from sync.align.sequences import Pair, gaps, rising
from sync.align.unit_pairs import UnitPairs
from sync.align.unit_versions import UnitVersions
from sync.markdown.links import LinkSpace
from sync.merge.units import (
    MergedUnit,
    block_unit,
    keep_unit,
    merge_unit,
    start_unit,
)
from sync.merge.values import MergeOptions
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind


class Passage(NamedTuple):
    """What is to be written at one place: a unit, or a passage of the translation as it is.

    ``new`` is the source's unit, ``old`` what that was, ``there`` the first and ``last`` the last
    of the translation's units that it is; each is None where there is none. ``merged`` is None for
    a passage whose bytes stay, and for a ``table`` of the source, by its index. ``is_moved``: it
    stood elsewhere in the source.
    """

    new: int | None = None
    old: int | None = None
    there: int | None = None
    last: int | None = None
    merged: MergedUnit | None = None
    is_moved: bool = False
    table: int | None = None


class Segment(NamedTuple):
    """Units of the source and of its translation that answer to each other as a whole alone."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]


class UnitSides(NamedTuple):
    """The units of the old source, the new one and the translation, and how they pair.

    ``known`` are those of ``pairs`` that count: the translation's unit for each of the old source.
    ``same`` are the tables of the new source that are what they were, by their units; ``tables``
    maps the new source's tables, as units, to the translation's.
    """

    old: DocumentUnits
    new: DocumentUnits
    there: DocumentUnits
    versions: UnitVersions
    pairs: UnitPairs
    known: Mapping[int, int]
    same: frozenset[int] = frozenset()
    tables: Mapping[int, int] = MappingProxyType({})


class Flow:
    """Decides unit by unit what stands where; ``start`` is the first unit below front matter."""

    def __init__(self, sides: UnitSides, space: LinkSpace, options: MergeOptions) -> None:
        self._sides = sides
        self._space = space
        self._options = options
        self._old, self._new, self._there = sides.old.units, sides.new.units, sides.there.units
        self._known = sides.known

    @cached_property
    def share(self) -> float:
        """How many units pair, as a part of those of the shorter of the source and translation."""
        here, there = (
            [place for place in places if units[place].kind is not UnitKind.RULE]
            for places, units in (
                (self._sides.pairs.here, self._old),
                (self._sides.pairs.there, self._there),
            )
        )
        shorter = min(len(here), len(there))
        known = set(here)
        found = sum(1 for i in self._sides.pairs.pairs if i in known)
        return found / shorter if shorter else float(not here)

    @cached_property
    def has_changes(self) -> bool:
        """Whether the source changed anything but tables: else all of the prose keeps its bytes."""
        old = [unit for unit in self._old if unit.table is None]
        new = [unit for unit in self._new if unit.table is None]
        return [_identify(unit) for unit in old] != [_identify(unit) for unit in new]

    def write(self) -> Iterator[Passage]:
        """Yield the passages in order, front matter and the disclaimer aside."""
        written: dict[int, int] = {}  # the translation's units, and after which passage
        passages: list[Passage] = []
        own = list(self._list_own())
        for passage in self._write_source():
            there = passage.there
            if there is not None and self._is_displaced(passage):
                own.append((there, passage))
                continue
            if there is not None:
                for place in range(there, (passage.last or there) + 1):
                    written[place] = len(passages)
            passages.append(passage)
        after: dict[int, list[Passage]] = defaultdict(list)
        for place, passage in sorted(own, key=itemgetter(0)):
            before = place - 1
            while before >= 0 and before not in written:
                before -= 1
            after[written.get(before, -1)].append(passage)
        yield from after[-1]
        for place, passage in enumerate(passages):
            yield passage
            yield from after[place]

    def _is_displaced(self, passage: Passage) -> bool:
        """Tell whether a unit stays where the translation, not the source, has put it."""
        is_other = passage.old in self._displaced or passage.there in self._enclosed
        return is_other and not passage.is_moved

    @cached_property
    def _enclosed(self) -> frozenset[int]:
        """The translation's units inside a stretch that keeps its bytes, and no part of it."""
        stretches = (
            segment.theirs
            for segment in self._segments
            if segment.ours and segment.theirs and self._is_untouched(segment)
        )
        return frozenset(
            place
            for places in stretches
            for place in set(range(places[0], places[-1])).difference(places)
        )

    @cached_property
    def _displaced(self) -> frozenset[int]:
        """Units of the old source that pair by a name and stand in another order over there.

        A translator may gather definitions at the end, or put a table elsewhere.
        """
        tables = self._sides.versions.old, self._sides.tables
        named = dict(self._sides.pairs.named)
        named |= {tables[0][new]: j for new, j in tables[1].items() if new in tables[0]}
        flow = [(pair.ours, pair.theirs) for pair in self._sides.pairs.flow]
        ours, theirs = [i for i, _ in flow], [j for _, j in flow]
        fitting = [
            (i, j) for i, j in named.items() if bisect_left(ours, i) == bisect_left(theirs, j)
        ]
        return frozenset(named).difference(ours, (i for i, _ in rising([*flow, *fitting])))

    def _write_source(self) -> Iterator[Passage]:
        done: set[int] = set()
        for place, unit in enumerate(self._new):
            if unit.kind is UnitKind.FRONT_MATTER or place >= self._sides.new.tail:
                continue
            old = self._sides.versions.old.get(place)
            segment = None if old is None else self._segment_of.get(old)
            if segment is None:
                yield from self._write_unit(place, old)
            elif segment not in done:
                done.add(segment)
                yield from self._write_segment(segment, place)

    def _write_unit(self, place: int, old: int | None) -> Iterator[Passage]:
        new = self._new[place]
        there = None if old is None else self._known.get(old)
        if new.table is not None:
            there = self._sides.tables.get(place)
        is_moved = place in self._sides.versions.moved
        if there is None or (old is None and new.table is None):
            if old is None or not self._is_same(old, place):
                merged = None if new.table is not None else start_unit(new, self._space)
                yield Passage(place, old, merged=merged, table=new.table)
            return
        merged = None
        if new.table is None and old is not None:
            merged = merge_unit(
                self._old[old], new, self._there[there], self._space, self._options.on_change
            )
        yield Passage(place, old, there, there, merged, is_moved, new.table)

    def _write_segment(self, number: int, place: int) -> Iterator[Passage]:
        segment = self._segments[number]
        if not segment.theirs:
            return
        if self._is_untouched(segment):
            first, *others = _split_runs(segment.theirs)
            yield Passage(place, segment.ours[0], first.start, first.stop - 1)
            for run in others:  # what stands between, such as a definition, has its own place
                yield Passage(there=run.start, last=run.stop - 1)
            return
        for there in segment.theirs:
            unit = self._there[there]
            merged = None if unit.kind is UnitKind.TABLE else block_unit(unit)
            yield Passage(None, None, there, there, merged)

    def _is_untouched(self, segment: Segment) -> bool:
        """Tell whether the source left all of a segment as it was, and put nothing in it."""
        start, new_of = segment.ours[0], self._new_of
        first = new_of.get(start)
        return first is not None and all(
            new_of.get(old) == first + old - start and self._is_same(old, first + old - start)
            for old in segment.ours  # between two may stand what pairs by its name
        )

    def _is_same(self, old: int, new: int) -> bool:
        before, after = self._old[old], self._new[new]
        if after.table is not None:
            return new in self._sides.same
        return _identify(before) == _identify(after)

    def _list_own(self) -> Iterator[tuple[int, Passage]]:
        """Yield the translation's units that answer to nothing in the source, by their places."""
        gone = {j for i, j in self._known.items() if i not in self._new_of}
        placed = {*self._known.values(), *gone, *self._sides.tables.values()}
        for segment in self._segments:
            is_gone = not any(old in self._new_of for old in segment.ours)
            if segment.ours and not is_gone:
                placed.update(segment.theirs)
            elif segment.ours:
                for there in segment.theirs:
                    placed.add(there)
                    unit = self._there[there]
                    merged = None if unit.kind is UnitKind.TABLE else block_unit(unit)
                    yield there, Passage(None, None, there, there, merged)
        for place, unit in enumerate(self._there[: self._sides.there.tail]):
            if unit.kind is not UnitKind.FRONT_MATTER and place not in placed:
                merged = None if unit.kind is UnitKind.TABLE else keep_unit(unit)
                yield place, Passage(None, None, place, place, merged)

    @cached_property
    def removed(self) -> tuple[int, ...]:
        """The translation's units whose source is gone."""
        return tuple(
            j
            for i, j in sorted(self._known.items())
            if i not in self._new_of and self._old[i].kind is not UnitKind.FRONT_MATTER
        )

    @cached_property
    def _new_of(self) -> Mapping[int, int]:
        return {old: new for new, old in self._sides.versions.old.items()}

    @cached_property
    def _segments(self) -> list[Segment]:
        pairs = self._sides.pairs
        here = {i: k for k, i in enumerate(pairs.here)}
        there = {j: k for k, j in enumerate(pairs.there)}
        counted = self._known
        anchors: list[Pair] = [
            (here[pair.ours], there[pair.theirs])
            for pair in pairs.flow
            if counted.get(pair.ours) == pair.theirs
        ]
        named = {i for i, _ in pairs.named}, {j for _, j in pairs.named}
        named[1].update(self._sides.tables.values())
        segments = []
        for ours, theirs in gaps(anchors, len(here), len(there)):
            left = tuple(pairs.here[k] for k in ours if pairs.here[k] not in named[0])
            right = tuple(pairs.there[k] for k in theirs if pairs.there[k] not in named[1])
            if left or right:
                segments.append(Segment(left, right))
        return segments

    @cached_property
    def _segment_of(self) -> Mapping[int, int]:
        """The segment of each unit of the old source that is in one with a translation's units."""
        return {
            old: number
            for number, segment in enumerate(self._segments)
            for old in segment.ours
            if segment.theirs
        }


def _identify(unit: DocumentUnit) -> tuple[UnitKind, int, str]:
    """Return what is the same of a unit that nobody edited."""
    return unit.kind, unit.level, unit.says


def _split_runs(places: Sequence[int]) -> list[range]:
    """Part rising places where one is left out."""
    starts = [k for k, place in enumerate(places) if not k or places[k - 1] + 1 != place]
    return [
        range(places[start], places[stop - 1] + 1)
        for start, stop in zip(starts, [*starts[1:], len(places)], strict=True)
    ]
