"""What stands before a unit once it is written: the translation's own margin, while it fits.

A translation may write its lists in a manner of its own: other bullets, more blanks, a deeper
indent. What the source puts into such a list, or moves about in it, has to stand where its parents
stand there, not where they stand in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from sync.merge.flow import Passage
from sync.merge.outline import MARKERS, Sign, read_outline, read_sign
from sync.merge.stretches import UnitSides
from sync.units.margins import continue_margin, measure_lead
from sync.units.values import DocumentUnit, Margin

_LEAD = re.compile(r"[ \t>]*")
_INDENTED_ITEM = re.compile(r" {1,3}(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|\Z)")
_ITEM = re.compile(r"([ \t>]*)([0-9]{1,9})?([-*+.)])[ \t]*\Z")
_LEFT = re.compile(r"((?: {0,3}> ?)*) *")
_CODE_INDENT = 4

_Level = tuple[tuple[str, ...], int]


class Relaid(NamedTuple):
    """Units that are laid out anew: of the new ``source``, and what only the translation has.

    The first take the source's margin. The others, items with what they hold, move out as far as
    what they stood in has gone.
    """

    source: frozenset[int] = frozenset()
    translation: frozenset[int] = frozenset()

    def extend(self, others: Relaid) -> Relaid:
        """Add others."""
        return Relaid(self.source | others.source, self.translation | others.translation)


class Margins:
    """Chooses the margin of each passage in order, and remembers what was chosen."""

    def __init__(self, sides: UnitSides, relaid: Relaid) -> None:
        self._sides = sides
        self._relaid = relaid
        self._old, self._new, self._there = sides.old.units, sides.new.units, sides.there.units
        self._parents, self._lists = read_outline(sides.new.units)
        self._written: dict[int, str] = {}
        self._within: dict[int, tuple[str, ...]] = {}
        self._stays: dict[int, str] = {}  # the first margins of the translation's units, as written

    def choose(self, passage: Passage) -> Margin:
        """Choose what stands before a unit: the translation's, unless the source changed its."""
        margin = self._choose(passage)
        place = passage.new
        if passage.there is not None:
            self._stays[passage.there] = margin.first
        if place is not None:
            there = None if passage.there is None else self._there[passage.there]
            self._written[place] = margin.first
            if self._is_as_in_source(place, there, margin.first):
                self._within[place] = self._new[place].containers
        return margin

    def find_containers(self, passage: Passage) -> tuple[str, ...] | None:
        """Return what a passage stands in, its margin once chosen; None where nobody can say.

        That is what the new source has it stand in, unless the translation stands otherwise.
        """
        return None if passage.new is None else self._within.get(passage.new)

    def _is_as_in_source(self, place: int, there: DocumentUnit | None, first: str) -> bool:
        new, parent = self._new[place], self._parents.get(place)
        if there is not None and first == there.margin.first and there.containers != new.containers:
            return False
        return parent is None or self._within.get(parent.place) is not None

    def _choose(self, passage: Passage) -> Margin:
        place = passage.new
        there = None if passage.there is None else self._there[passage.there]
        if place is None:
            return Margin() if passage.there is None else self._stay(passage.there)
        if place in self._relaid.source and (there is None or there.is_sound):
            return self._outdent(place, self._lay_out(place, None))
        if there is None:
            return self._lay_out(place, self._find_list_sign(place))
        old = None if passage.old is None else self._old[passage.old]
        if old is None or not there.is_sound:
            return there.margin
        return self._follow(place, old, there)

    def _stay(self, place: int) -> Margin:
        """Return the margin of what only the translation has, within what is left around it."""
        unit = self._there[place]
        first = unit.margin.first
        parents = read_outline(self._there).parents if place in self._relaid.translation else {}
        around = opened = parents.get(place)
        while around is not None and around.place not in self._stays:
            around = parents.get(around.place)
        left = None if opened is None else _LEFT.fullmatch(first[: opened.column])
        if opened is None or left is None or not unit.is_sound:
            return self._shift(place)
        inside = None if around is None else _read_inside(self._stays[around.place], around.ordinal)
        first = (left[1] if inside is None else inside) + first[opened.column :]
        return Margin(first, continue_margin(first))

    def _shift(self, place: int) -> Margin:
        """Return the margin of what only the translation has, indented as what it stands among.

        That is the deeper of its neighbours which the source has put to another indent: a tag
        around them may have stayed.
        """
        unit = self._there[place]
        lead = measure_lead(unit.margin.first)
        places, leads = self._leads.get(_name_level(unit), ((), ()))
        at = bisect_left(places, place)
        shift = max(leads[max(0, at - 1) : at + 1], default=lead) - lead
        if not shift or not unit.is_sound:
            return unit.margin
        return Margin(*(_indent(margin, shift) for margin in unit.margin))

    @cached_property
    def _leads(self) -> Mapping[_Level, tuple[list[int], list[int]]]:
        """The translation's units that pair, by their levels, and how they will be indented."""
        found: dict[_Level, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        new_of = {old: new for new, old in self._sides.versions.old.items()}
        for old, there in sorted(self._sides.pairs.pairs.items(), key=itemgetter(1)):
            new = new_of.get(old)
            if new is None:
                continue
            before, after, unit = self._old[old], self._new[new], self._there[there]
            is_shifted = before.containers == after.containers == unit.containers
            was, now = measure_lead(before.margin.first), measure_lead(after.margin.first)
            own = measure_lead(unit.margin.first)
            places, leads = found[_name_level(unit)]
            places.append(there)
            leads.append(now if is_shifted and was != now else own)
        return found

    def _follow(self, place: int, old: DocumentUnit, there: DocumentUnit) -> Margin:
        """Keep a unit's margin while its containers stay and are where they were."""
        new = self._new[place]
        is_same = old.margin.first == new.margin.first and old.containers == new.containers
        if there.kind is not old.kind and old.kind is new.kind:
            return there.margin
        own = read_sign(there.margin.first)
        joined = self._find_list_sign(place) if place in self._joined else None
        if joined is not None and own is not None and joined.sign == own.sign:
            joined = None
        if (
            is_same
            and joined is None
            and (there.containers != new.containers or self._fits(place, there))
        ):
            return there.margin
        if joined is not None:
            return self._lay_out(place, joined)
        was_other = read_sign(old.margin.first) != read_sign(new.margin.first)
        return self._lay_out(place, self._find_list_sign(place) if was_other else own)

    def _fits(self, place: int, there: DocumentUnit) -> bool:
        """Tell whether a margin of the translation stands inside its parent as that is written."""
        parent = self._find_parent(place)
        first = there.margin.first
        if not parent or "\t" in first + parent:
            return True
        lead = _LEAD.match(first.removeprefix(parent))
        return first.startswith(parent) and len(lead[0] if lead else "") < _CODE_INDENT

    def _lay_out(self, place: int, sign: Sign | None) -> Margin:
        """Give a unit the source's margin behind its parent's as written, marked by ``sign``."""
        unit, opened = self._new[place], self._parents.get(place)
        first = unit.margin.first
        parent = self._find_parent(place)
        if parent is None or not unit.is_sound:
            return unit.margin
        is_alone = opened is not None and self._is_absent(opened.place)
        if "\t" in first + parent:
            parent, opened = "", None
        own = first[opened.column if opened else 0 :]
        if is_alone:
            own = own.lstrip(" \t")
        found = _ITEM.match(own)
        if sign is not None and found is not None and sign.is_number == (found[2] is not None):
            own = f"{found[1]}{found[2] or ''}{sign.sign}{sign.blanks}"
        if parent + own == first:
            return unit.margin
        return Margin(parent + own, continue_margin(parent + own))

    def _outdent(self, place: int, margin: Margin) -> Margin:
        """Take the blanks off a list that is in no other: below another one they would nest it.

        Those stay that what is no list has as well, as between the tags of an element.
        """
        if place in self._parents or not _INDENTED_ITEM.match(margin.first):
            return margin
        if self._prose_leads[place] == measure_lead(self._new[place].margin.first):
            return margin
        first = margin.first.lstrip(" ")
        return Margin(first, continue_margin(first))

    @cached_property
    def _prose_leads(self) -> Sequence[int]:
        """How the source's last unit before each that is in no list is indented."""
        found, lead = [], 0
        for unit in self._new:
            found.append(lead)
            if "item" not in unit.containers:
                lead = measure_lead(unit.margin.first)
        return found

    def _find_parent(self, place: int) -> str | None:
        """Return what an item puts before what it holds, as it was written; None: unknown.

        Where the translation lacks the item, that is what the next one about it puts there.
        """
        parent = self._parents.get(place)
        quotes = 0
        while parent is not None and self._is_absent(parent.place):
            quotes = parent.containers.count("quote")
            parent = self._parents.get(parent.place)
        if parent is None:
            return "> " * quotes
        first = self._written.get(parent.place)
        if first is None:
            return None
        quotes = max(0, quotes - parent.containers.count("quote"))
        inside = _read_inside(first, parent.ordinal)
        return None if inside is None else inside + "> " * quotes

    def _is_absent(self, place: int) -> bool:
        """Tell whether an item of the source stands nowhere in the translation, old or new."""
        return self._sides.versions.old.get(place) in self._absent

    @cached_property
    def _absent(self) -> frozenset[int | None]:
        """The old source's units that the translation has dropped."""
        segments = self._sides.pairs.segments
        return frozenset(i for each in segments if not each.theirs for i in each.ours)

    def _find_list_sign(self, place: int) -> Sign | None:
        """Return how the translation marks the items of the list that a unit is in, or comes to."""
        members = self._lists.get(place)
        if not members:
            return None
        places, signs = self._signs[members[0]]
        at = bisect_left(places, place)
        near = min(
            range(max(at - 1, 0), min(at + 1, len(places))),
            key=lambda k: abs(places[k] - place),
            default=None,
        )
        return None if near is None else signs[near]

    @cached_property
    def _joined(self) -> frozenset[int]:
        """The items of the new source that came into a list from another one.

        A list is the one that most of its items made before, those that are as deep as they were.
        """
        before = read_outline(self._old).lists
        known = self._sides.versions.old
        was = {
            place: before[known[place]][0] for place in self._lists if known.get(place) in before
        }
        joined: set[int] = set()
        for members in {places[0]: places for places in self._lists.values()}.values():
            items = [place for place in members if place in was]
            stayed = [
                place
                for place in items
                if self._old[known[place]].containers == self._new[place].containers
            ]
            for home, _ in Counter(was[place] for place in stayed or items).most_common(1):
                joined.update(place for place in items if was[place] != home)
        return frozenset(joined)

    @cached_property
    def _signs(self) -> Mapping[int, tuple[list[int], list[Sign]]]:
        """The items of each list, by its first, that kept their marks, and the translation's."""
        signs: dict[int, tuple[list[int], list[Sign]]] = defaultdict(lambda: ([], []))
        pairs = self._sides.pairs.pairs
        for place, members in self._lists.items():
            old = self._sides.versions.old.get(place)
            there = None if old is None else pairs.get(old)
            if old is None or there is None or place in self._relaid.source:
                continue
            if place in self._joined:
                continue
            sign = read_sign(self._there[there].margin.first)
            was, now = (read_sign(unit.margin.first) for unit in (self._old[old], self._new[place]))
            if sign is not None and was == now:
                places, found = signs[members[0]]
                places.append(place)
                found.append(sign)
        return signs


# Margins are few, and the units many that have them.
@lru_cache(maxsize=256)
def _read_inside(first: str, ordinal: int) -> str | None:
    """Return what stands before the lines inside an item, by the line that opens it."""
    ends = [found.end() for found in MARKERS.finditer(first)]
    return continue_margin(first[: ends[ordinal]]) if ordinal < len(ends) else None


def _indent(margin: str, shift: int) -> str:
    """Put so many blanks before a margin, or take them off where they are there."""
    return " " * shift + margin.removeprefix(" " * -shift)


def _name_level(unit: DocumentUnit) -> _Level:
    """Return what a unit stands in, the items aside that it opens, and how it is indented."""
    first = unit.margin.first
    opened = 2 * len(MARKERS.findall(first))  # the list, and the item
    around = unit.containers[: len(unit.containers) - opened]
    return around, measure_lead(first)
