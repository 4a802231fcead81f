"""What became of the units of a document, for reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from sync.merge.flow import Passage
from sync.merge.front_matter import MergedFrontMatter
from sync.merge.layout import WrittenText
from sync.merge.stretches import UnitSides
from sync.merge.units import UnitOutcome
from sync.merge.values import UnitMerge
from sync.model import Note
from sync.units.values import UnitKind

_REPORTED = frozenset(UnitKind) - {UnitKind.TABLE, UnitKind.RULE, UnitKind.GENERATED}


class UnitReport:
    """What became of the units, in the order of the text; those that are gone come last."""

    def __init__(
        self,
        sides: UnitSides,
        head: MergedFrontMatter,
        passages: Sequence[Passage],
        removed: Sequence[int],
        written: WrittenText,
    ) -> None:
        """Take what was written; ``removed`` are the translation's units that went."""
        self._sides = sides
        self._head = head
        self._passages = passages
        self._removed = removed
        self._lines = written.lines

    def list_units(self) -> Iterator[UnitMerge]:
        """Yield the units that were not kept where they stood."""
        for each in self._all:
            if each.outcome != UnitOutcome.KEPT:
                yield each

    def count(self) -> Mapping[str, int]:
        """Count all units by what became of them; tables count by their cells, elsewhere."""
        found = Counter(each.outcome for each in self._all)
        return {outcome.value: found[outcome.value] for outcome in UnitOutcome}

    def tell_guesses(self) -> Iterator[Note]:
        """Say where new units stand below some of which nobody can say which is which."""
        is_vague = False
        for place, passage in enumerate(self._passages):
            if place not in self._lines:
                continue
            if is_vague and passage.there is None:
                line = self._lines[place] + 1
                yield Note(
                    line,
                    "what is new is put in here, a guess: nothing tells which of the "
                    "blocks above is which; move it if it belongs elsewhere",
                )
            is_vague = passage.is_vague

    @cached_property
    def _all(self) -> Sequence[UnitMerge]:
        return tuple(self._list_all())

    def _list_all(self) -> Iterator[UnitMerge]:
        new, there = self._sides.new.units, self._sides.there.units
        for key in self._head.keys:
            source = new[key.new].start + 1
            place = None if key.there is None else there[key.there].start + 1
            yield UnitMerge(UnitKind.FRONT_MATTER.value, source, place, key.outcome.value)
        for place, passage in enumerate(self._passages):
            if place in self._lines:
                yield from self._read_passage(passage)
        for place in (*self._head.removed, *self._removed):
            unit = there[place]
            if unit.table is None and unit.kind in _REPORTED:
                yield UnitMerge(unit.kind.value, None, unit.start + 1, UnitOutcome.REMOVED.value)

    def _read_passage(self, passage: Passage) -> Iterator[UnitMerge]:
        new, there = self._sides.new.units, self._sides.there.units
        source = None if passage.new is None else new[passage.new]
        if passage.merged is None:
            if passage.table is None and passage.there is not None:
                for each in there[passage.there : (passage.last or passage.there) + 1]:
                    if each.kind in _REPORTED:
                        yield UnitMerge(each.kind.value, None, each.start + 1, "kept")
            return
        unit = None if passage.there is None else there[passage.there]
        form = source or unit
        if form is None or form.kind not in _REPORTED:
            return
        outcome = passage.merged.outcome
        if passage.is_moved and outcome is UnitOutcome.KEPT:
            outcome = UnitOutcome.MOVED
        yield UnitMerge(
            form.kind.value,
            None if source is None else source.start + 1,
            None if unit is None else unit.start + 1,
            outcome.value,
        )
