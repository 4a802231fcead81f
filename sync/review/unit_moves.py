"""The blocks of a source's new version, each with what it was and with its translation's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from sync.align.alignment import Alignment
from sync.align.sequences import gaps, rising
from sync.markdown.counted import counts
from sync.markdown.document import Markdown
from sync.merge.code import merge_code
from sync.merge.units import has_words
from sync.review.followed import Lag, find_lag, skim
from sync.review.places import Move
from sync.units.fences import is_prose_fence
from sync.units.head_texts import has_words as has_value_words
from sync.units.values import DocumentUnit, UnitKind

_MATTERS = frozenset(UnitKind) - {UnitKind.TABLE, UnitKind.RULE, UnitKind.GENERATED}


class UnitMove(NamedTuple):
    """A unit of the new source: what it was when it was translated, and its translations.

    ``old`` is None where the source had none. ``before`` is the translation's unit before the
    change, ``after`` what says the same after it; each is None where that is not certain. ``place``
    is the new unit's index.
    """

    new: DocumentUnit
    old: DocumentUnit | None
    before: DocumentUnit | None
    after: DocumentUnit | None
    place: int


class MarkedUnit(NamedTuple):
    """A unit that had a mark before the change, and the one that says the same after it."""

    old: DocumentUnit
    stayed: DocumentUnit | None
    is_worked_on: bool


class UnitMoves:
    """What a stamp moved past, unit by unit; nothing is aligned before somebody asks."""

    def __init__(self, move: Move) -> None:
        """Take a move whose texts say of which versions their prose is."""
        self.move = move
        self.before = move.before.translation
        self.after = move.after.translation
        # What the prose was made from, what it was brought to, and what it is said to be of now.
        self.prose = move.before.prose
        self.earned = move.prose_earned or self.prose
        self.source = move.after.prose
        self.alignment = Alignment(move.before)
        self._pairs: dict[tuple[Markdown, Markdown], Mapping[int, int]] = {}

    @cached_property
    def changed(self) -> tuple[UnitMove, ...]:
        """The units that the source has changed, or has new, since its words were translated."""
        if self.source is None or self.prose is None or self.earned is None:
            return ()
        return tuple(self._list_changed(self.earned, self.prose, self.source))

    def _list_changed(
        self, earned: Markdown, prose: Markdown, source: Markdown
    ) -> Iterator[UnitMove]:
        olds, units = self.list_units(earned), self.list_units(source)
        was, known = self._pair(earned, source), self._pair(prose, source)
        before = self.list_units(self.before)
        for place, new in enumerate(units):
            old = None if place not in was else olds[was[place]]
            if not self._matters(new) or (old is not None and old.says_as(new)):
                continue
            there = self.alignment.translated_units.get(known.get(place, -1))
            yield UnitMove(
                new,
                old,
                None if there is None else before[there],
                None if there is None else self.stayed.get(there),
                place,
            )

    def _matters(self, unit: DocumentUnit) -> bool:
        if unit.kind is UnitKind.FRONT_MATTER:
            return counts(unit.key, self.move.before.counted)
        return unit.kind in _MATTERS

    @cached_property
    def gone(self) -> tuple[tuple[DocumentUnit, DocumentUnit], ...]:
        """The units that the source lost, with the translation's that stayed all the same."""
        if self.source is None or self.prose is None:
            return ()
        old = self.list_units(self.prose)
        left = set(self._pair(self.prose, self.source).values())
        pairs = self.alignment.translated_units
        return tuple(
            (unit, self.stayed[pairs[place]])
            for place, unit in enumerate(old)
            if place not in left and self._matters(unit) and pairs.get(place) in self.stayed
        )

    @cached_property
    def stayed(self) -> Mapping[int, DocumentUnit]:
        """The translation's units after the change that say what they said, by their places."""
        old, units = self.list_units(self.before), self.list_units(self.after)
        kept = ((i, units[j]) for i, j in self._kept.items())
        return {i: unit for i, unit in kept if is_same_text(old[i], unit)}

    @cached_property
    def _kept(self) -> Mapping[int, int]:
        """Where the translation's units are after the change, edited or not."""
        return {i: j for j, i in self._pair(self.before, self.after).items()}

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where the new source's units are in the translation after the change, as is certain."""
        if self.source is None or self.prose is None:
            return {}
        pairs, kept = self.alignment.translated_units, self._kept
        return {
            place: kept[pairs[old]]
            for place, old in self._pair(self.prose, self.source).items()
            if pairs.get(old) in kept
        }

    def _pair(self, old: Markdown, new: Markdown) -> Mapping[int, int]:
        """Map units of a new version to those they were, one that took a lone one's place too."""
        if (old, new) not in self._pairs:
            self._pairs[old, new] = self._find_pairs(old, new)
        return self._pairs[old, new]

    def _find_pairs(self, old: Markdown, new: Markdown) -> Mapping[int, int]:
        pairs = dict(self.alignment.pair_units(old, new).old)
        ours, theirs = self.list_units(old), self.list_units(new)
        stayed = set(pairs.values())
        for left, right in gaps(
            rising(sorted((i, j) for j, i in pairs.items())), len(ours), len(theirs)
        ):
            gone = [i for i in left if i not in stayed]
            come = [j for j in right if j not in pairs]
            if len(gone) == len(come) == 1 and ours[gone[0]].kind is theirs[come[0]].kind:
                pairs[come[0]] = gone[0]
        return pairs

    @property
    def marked(self) -> Iterator[MarkedUnit]:
        """The translation's units that had a mark; one of a text that others had bare is passed."""
        old = self.list_units(self.before)
        bare = {(unit.kind, skim(unit.text)) for unit in old if unit.mark is None}
        for place, unit in enumerate(old):
            if unit.mark is not None and (unit.kind, skim(unit.text)) not in bare:
                kept = self._kept.get(place)
                is_bare = kept is not None and self.list_units(self.after)[kept].mark is None
                is_worked_on = is_bare and place not in self.stayed
                yield MarkedUnit(unit, self.stayed.get(place), is_worked_on)

    @cached_property
    def source_texts(self) -> frozenset[str]:
        """What the blocks of the new source say, as written and as they stand in translations."""
        source = self.source or self.move.source
        texts = [unit.text for unit in self.list_units(source)]
        localised = map(self.move.space.localise, texts)
        return frozenset(map(skim, (*texts, *localised)))

    def list_units(self, document: Markdown) -> tuple[DocumentUnit, ...]:
        """Return the units of one of the texts."""
        return self.alignment.list_units(document).units


def is_same_text(ours: DocumentUnit, theirs: DocumentUnit) -> bool:
    """Tell whether two units of a translation say the same, trifles and marks aside."""
    if ours.kind is UnitKind.CODE or theirs.kind is UnitKind.CODE:
        return ours.says == theirs.says
    return skim(ours.text) == skim(theirs.text)


def needs_words(unit: DocumentUnit) -> bool:
    """Tell whether a unit has words that a translator has to look at."""
    return has_value_words(unit) if unit.kind is UnitKind.FRONT_MATTER else has_words(unit)


def find_unit_lag(move: Move, each: UnitMove) -> Lag | None:
    """Say what changed in a source's unit that its translation, which stayed, does not show."""
    old, new, there = each.old, each.new, each.after
    if old is None or there is None or there.mark is not None:
        return None
    if all(map(is_prose_fence, (old, new, there))):
        before, after, said = ("\n".join(each.body[1:-1]) for each in (old, new, there))
        return find_lag(before, after, said, move.space)
    if new.kind is UnitKind.CODE:
        merged = merge_code(old.body, new.body, there.body).lines
        return None if merged == there.body else Lag("its code changed", is_certain=True)
    if new.kind is UnitKind.FRONT_MATTER and not has_value_words(new):
        is_behind = old.text == there.text != new.text
        return Lag(f"{old.key} became {new.text}", is_certain=True) if is_behind else None
    if new.kind is UnitKind.REFERENCE:
        before, after, said = (
            f"[x]({unit.text.partition(']:')[2].split()[0]})" for unit in (old, new, there)
        )
        return find_lag(before, after, said, move.space)
    return find_lag(old.text, new.text, there.text, move.space)
