"""The units of a translation in the new source's order, each with what its translation keeps."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from sync.align.brought import BroughtHeading
from sync.align.sequences import rising
from sync.markdown.inline import read_inline
from sync.markdown.links import LinkSpace
from sync.merge.definitions import find_used
from sync.merge.holders import Holders
from sync.merge.stretches import Stretches, UnitSides
from sync.merge.units import (
    MergedUnit,
    UnitOutcome,
    UnitTriple,
    keep_unit,
    merge_unit,
    start_unit,
)
from sync.merge.values import OnChange
from sync.units.frames import is_anchor
from sync.units.values import DocumentUnit, UnitKind


class Passage(NamedTuple):
    """What is to be written at one place: a unit, or a passage of the translation as it is.

    ``new`` is the source's unit, ``old`` what that was, ``there`` the first and ``last`` the last
    of the translation's units that it is; each is None where there is none. ``merged`` is None for
    a passage whose bytes stay, and for a ``table`` of the source, by its index. ``is_moved``: it
    stood elsewhere in the source. ``is_vague``: nothing tells which of its units is which, so that
    the place of what is new behind it is a guess.
    """

    new: int | None = None
    old: int | None = None
    there: int | None = None
    last: int | None = None
    merged: MergedUnit | None = None
    is_moved: bool = False
    table: int | None = None
    is_vague: bool = False


class Flow:
    """Decides unit by unit what stands where, below the front matter.

    ``tables`` are the lines of the source's tables that are to be written. ``rebuilds``: what does
    not pair is written from the source, and what answers to it goes.
    """

    def __init__(
        self,
        sides: UnitSides,
        space: LinkSpace,
        on_change: OnChange,
        tables: Mapping[int, Sequence[str]],
        *,
        rebuilds: bool = False,
    ) -> None:
        self._sides = sides
        self._space = space
        self._on_change = on_change
        self._rebuilds = rebuilds
        self._tables = tables
        self._used: frozenset[int] = frozenset()
        self._old, self._new, self._there = sides.old.units, sides.new.units, sides.there.units
        self._known = sides.pairs.pairs
        self._stretches = Stretches(sides, rebuilds=rebuilds)
        self._brought = {} if rebuilds else sides.brought

    def write(self) -> Iterator[Passage]:
        """Yield the passages in order, front matter and the disclaimer aside."""
        written: dict[int, int] = {}  # the translation's units, and after which passage
        passages: list[Passage] = []
        own = list(self._list_own())
        for passage in self._bring_holders(self._write_source()):
            there = passage.there
            if there is not None and self._is_displaced(passage):
                own.append((there, passage))
                continue
            if there is not None:
                for place in range(there, (passage.last or there) + 1):
                    written[place] = len(passages)
            passages.append(passage)
        self._used = find_used(self._there, self._stretches.gone, self._list_texts(passages, own))
        own += [(place, self._keep(place, keep_unit)) for place in self._used]
        after = self._pass_by_new(self._place_own(own, written, passages), passages)
        ordered = chain(after[-1], *([each, *after[k]] for k, each in enumerate(passages)))
        for passage in ordered:
            yield from self._list_anchors(passage)
            yield passage

    def _place_own(
        self,
        own: Iterable[tuple[int, Passage]],
        written: Mapping[int, int],
        passages: Sequence[Passage],
    ) -> dict[int, list[Passage]]:
        """Return what stays by the passages that it follows; -1 is the beginning.

        What closes a wrapper of all the page comes behind all that stands within, and what is new.
        """
        after: dict[int, list[Passage]] = defaultdict(list)
        closing = self._stretches.frames.closing
        seen = follows = -1
        for place, passage in sorted(own, key=itemgetter(0)):
            while seen + 1 < place:
                seen += 1
                follows = written.get(seen, follows)
            if closing is not None and place >= closing:
                follows = max(follows, _find_end(passages, closing))
            after[follows].append(passage)
        return after

    def _list_anchors(self, passage: Passage) -> Iterator[Passage]:
        """Yield the translator's own anchors right above a heading, wherever that goes."""
        anchors = self._stretches.frames.anchors
        if passage.there is not None:
            for place in anchors.get(passage.there, ()):
                yield self._keep(place, keep_unit)

    def _pass_by_new(
        self, own: Mapping[int, list[Passage]], passages: Sequence[Passage]
    ) -> dict[int, list[Passage]]:
        """Let a translator's own section follow what is new in the section that it followed.

        So it is with what a rule parts from the rest at the end, such as a disclaimer of another
        program. Else the source's new units would be read as parts of it.
        """
        after: dict[int, list[Passage]] = defaultdict(list)
        for place, run in sorted(own.items()):
            units = [self._there[each.there or 0] for each in run]
            first = next((unit for unit in units if not is_anchor(unit)), units[0])
            last = run[-1].there
            is_end = first.kind is UnitKind.RULE and last == self._sides.there.tail - 1
            while (
                place >= 0
                and (first.kind is UnitKind.HEADING or is_end)
                and place + 1 < len(passages)
                and self._belongs_above(passages[place + 1], 0 if is_end else first.level)
            ):
                place += 1  # noqa: PLW2901
            after[place] += run
        return after

    def _belongs_above(self, passage: Passage, level: int) -> bool:
        """Tell whether a passage is new and opens no section of a ``level``, or above it."""
        if passage.there is not None or passage.new is None:
            return False
        unit = self._new[passage.new]
        return unit.kind is not UnitKind.HEADING or unit.level > level

    def _is_displaced(self, passage: Passage) -> bool:
        """Tell whether a unit stays where the translation, not the source, has put it."""
        is_other = passage.old in self._displaced or passage.there in self._enclosed
        return is_other and not passage.is_moved

    @cached_property
    def _enclosed(self) -> frozenset[int]:
        """The translation's units inside a stretch that keeps its bytes, and no part of it."""
        stretches = (
            segment.theirs
            for segment in self._stretches.segments
            if segment.ours and segment.theirs and self._stretches.is_untouched(segment)
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
        for place, unit in enumerate(self._new):
            if unit.kind is UnitKind.FRONT_MATTER or place >= self._sides.new.tail:
                continue
            old = self._sides.versions.old.get(place)
            segment = None if old is None else self._stretches.segment_of.get(old)
            if segment is None:
                if old is None and place in self._brought:
                    yield self._write_brought(place, self._brought[place])
                else:
                    yield from self._write_unit(place, old)
            elif self._stretches.seats[segment] == place:
                yield from self._write_segment(segment, place)

    def _bring_holders(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """Put above what is new, or moved, what it stands in or under and the translation lacks.

        It may have left out a whole tab, admonition or section, or nothing may tell which of its
        own is which. What comes new must not fall into the container above, or under another
        heading; and a line that opens one comes to no translation that has nothing of what it
        holds.
        """
        there: set[int] = set()
        openers = frozenset(self._holders.openers.values())
        for passage in passages:
            place = passage.new
            if place is None:
                yield passage
                continue
            is_new = passage.there is None
            if is_new and place in openers and len(self._new[place].body) == 1:
                continue  # until something comes into it
            if is_new or passage.is_moved or self._is_put_elsewhere(place, passage.old):
                for holder in self._holders.list_above(place, self._is_lacking):
                    if holder not in there:
                        there.add(holder)
                        merged = start_unit(self._new[holder], self._space)
                        yield Passage(holder, self._sides.versions.old.get(holder), merged=merged)
            there.update(self._stretches.list_places(place, passage.old))
            yield passage

    def _is_put_elsewhere(self, new: int, old: int | None) -> bool:
        """Tell whether the source has put a unit into other containers."""
        return old is not None and self._old[old].containers != self._new[new].containers

    def _is_lacking(self, new: int) -> bool:
        """Tell whether a translation surely lacks what was in its source already."""
        old = self._sides.versions.old.get(new)
        return old is not None and old not in self._known and old not in self._stretches.segment_of

    @cached_property
    def _holders(self) -> Holders:
        return Holders(self._new)

    def _write_brought(self, place: int, heading: BroughtHeading) -> Passage:
        there = heading.there
        merged = self._merge(UnitTriple(heading.old, self._new[place], self._there[there]))
        return Passage(place, None, there, there, merged)

    def _merge(self, triple: UnitTriple) -> MergedUnit:
        return merge_unit(triple, self._space, self._on_change)

    def _write_unit(self, place: int, old: int | None) -> Iterator[Passage]:
        new = self._new[place]
        there = None if old is None else self._known.get(old)
        if new.table is not None:
            there = self._sides.tables.get(place)
        is_moved = place in self._sides.versions.moved
        if there is None or (old is None and new.table is None):
            if old is None or self._rebuilds or not self._stretches.is_same(old, place):
                merged = None if new.table is not None else start_unit(new, self._space)
                yield Passage(place, old, merged=merged, table=new.table)
            return
        merged = None
        if new.table is None and old is not None:
            triple = UnitTriple(self._old[old], new, self._there[there])
            merged = self._merge_respelled(place, triple) or self._merge(triple)
        yield Passage(place, old, there, there, merged, is_moved, new.table)

    def _merge_respelled(self, place: int, triple: UnitTriple) -> MergedUnit | None:
        """Merge a unit whose links the source writes in another way, where that is all it changed.

        The translation's links stay in its text, and lead where the source's do. None where there
        is more to it, or where its links, which may name definitions, are others.
        """
        new = self._sides.respelled.get(place)
        if new is None:
            return None
        before, now = (read_inline(each.text).links for each in (triple.old, triple.translated))
        if len(before) != len(now):
            return None
        merged = self._merge(triple._replace(new=new))
        return merged if merged.outcome in (UnitOutcome.KEPT, UnitOutcome.RELINKED) else None

    def _write_segment(self, number: int, place: int) -> Iterator[Passage]:
        segment = self._stretches.segments[number]
        if not self._stretches.is_untouched(segment):
            for there in segment.theirs:
                yield self._keep(there, self._stretches.block(segment))._replace(is_vague=True)
        elif not self._stretches.is_put_elsewhere(segment):
            is_vague = len(segment.ours) != len(segment.theirs)
            first, *others = _split_runs(segment.theirs)
            yield Passage(place, segment.ours[0], first.start, first.stop - 1, is_vague=is_vague)
            for run in others:  # what stands between, such as a definition, has its own place
                yield Passage(there=run.start, last=run.stop - 1, is_vague=is_vague)
        elif self._stretches.is_one_for_one(segment):
            for old, there in zip(segment.ours, segment.theirs, strict=True):
                merged = keep_unit(self._there[there])
                yield Passage(self._stretches.new_of[old], old, there, there, merged)
        else:
            for there in segment.theirs:
                yield self._keep(there, keep_unit)._replace(is_vague=True)

    def _keep(self, place: int, merge: Callable[[DocumentUnit], MergedUnit]) -> Passage:
        """Keep a unit of the translation; a table has its bytes, whatever becomes of others."""
        unit = self._there[place]
        return Passage(there=place, last=place, merged=merge(unit) if unit.table is None else None)

    def _list_own(self) -> Iterator[tuple[int, Passage]]:
        """Yield the translation's units that answer to nothing in the source, by their places."""
        placed = {*self._known.values(), *self._sides.tables.values()}
        placed.update(heading.there for heading in self._brought.values())
        placed.update(*self._stretches.frames.anchors.values())  # they go with their headings
        for segment in self._stretches.segments:
            if not segment.ours:
                continue
            placed.update(segment.theirs)
            is_gone = not any(old in self._stretches.new_of for old in segment.ours)
            if is_gone and not self._rebuilds and not self._stretches.goes_along(segment):
                block = self._stretches.block(segment)
                yield from ((there, self._keep(there, block)) for there in segment.theirs)
        for place, unit in enumerate(self._there[: self._sides.there.tail]):
            if unit.kind is not UnitKind.FRONT_MATTER and place not in placed:
                yield place, self._keep(place, keep_unit)

    def _list_texts(
        self, passages: Iterable[Passage], own: Iterable[tuple[int, Passage]]
    ) -> Iterator[str]:
        """Yield what will be written where links may stand: in running texts and in tables."""
        for passage in (*passages, *map(itemgetter(1), own)):
            merged, there, table = passage.merged, passage.there, passage.table
            if merged is not None:
                unit = self._there[there or 0] if passage.new is None else self._new[passage.new]
                yield merged.text if unit.is_text else ""
            elif table is not None and table in self._tables:
                yield "\n".join(self._tables[table])
            elif there is not None:
                units = self._there[there : (passage.last or there) + 1]
                yield from (unit.text for unit in units if unit.is_text or unit.table is not None)

    @property
    def removed(self) -> tuple[int, ...]:
        """The translation's units whose source is gone, and those that are written anew."""
        gone = self._stretches.gone - self._used
        for each in self._stretches.segments:
            if each.ours and (self._rebuilds or self._stretches.goes_along(each)):
                gone |= {*each.theirs}
        anchors = self._stretches.frames.anchors
        return tuple(sorted(gone.union(*(anchors.get(place, ()) for place in gone))))


def _find_end(passages: Sequence[Passage], closing: int) -> int:
    """Return the last passage that the translation has above a place, or does not have yet."""
    found = (k for k, each in enumerate(passages) if each.there is None or each.there < closing)
    return max(found, default=-1)


def _split_runs(places: Sequence[int]) -> list[range]:
    """Part rising places where one is left out."""
    starts = [k for k, place in enumerate(places) if not k or places[k - 1] + 1 != place]
    return [
        range(places[start], places[stop - 1] + 1)
        for start, stop in zip(starts, [*starts[1:], len(places)], strict=True)
    ]
