"""A source and its translation, unit by unit: which unit of the one is which of the other.

They are in two languages. Anchors, which only one unit of either can be, come first; between them
a pair counts where hardly any other alignment would do (`align.posterior`). What is left makes
segments: stretches of which nobody can say more than that they answer to each other as wholes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from sync.align.posterior import find_posteriors
from sync.align.sequences import Pair, gaps, rising, unique
from sync.markdown.links import LinkSpace, strip_suffix
from sync.markdown.signature import is_verbatim, sign
from sync.units.shortcodes import name_shortcodes
from sync.units.values import TEXTS, DocumentUnit, DocumentUnits, UnitKind

LIKELY = 0.95
"""The least probability of a pair."""
SURE = 0.99
"""The least probability of a pair beside what is inserted, removed or moved."""

# The log-odds of a match, by what speaks for it or against it. Tuned on pairs of real documents
# that answer to each other one for one, with units dropped, added, doubled, merged and swapped.
_SAME_KIND = 0.5
_TEXT_AND_ITEM = -3.0
_TEXT_AND_HTML = -4.0
_DEPTH = -1.0
_LEVEL = -2.0
_OTHER_WORDS = -4.0
_SAME_TEXT = 4.0
_SHARED_MOST = 9.0
_LOST = -1.5
_LOST_MOST = -6.0
_LENGTH_MOST = 4.0
# Gale and Church, 1993: a translation's length varies with the square root of the length.
_VARIANCE = 4.0
_LONG = 12
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{2,}")
_TEXT_OR_HTML = {UnitKind.PARAGRAPH, UnitKind.HTML}
_IN_FLOW = frozenset(UnitKind) - {UnitKind.FRONT_MATTER, UnitKind.REFERENCE, UnitKind.GENERATED}


class UnitPair(NamedTuple):
    """A unit of a source and the translation's, with the probability that they are each other's."""

    ours: int
    theirs: int
    chance: float


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
    def segments(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
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
                yield left, right


class _Features(NamedTuple):
    """What of a unit is the same in every language, and how long it is.

    All of it is looked at many times, and so worked out once; ``total`` counts the signature.
    """

    kind: UnitKind
    level: int
    depth: int
    says: str
    signature: Counter[str]
    total: int
    anchor: Hashable
    length: int
    has_words: bool


class UnitPairing:
    """Pairs the units of a source with its translation's; ``tables`` pair as said, by index.

    Each stretch between two anchors is worked out when one of its units is asked for: who asks
    for a few, or for all, gets the same answers.
    """

    def __init__(
        self,
        ours: DocumentUnits,
        theirs: DocumentUnits,
        tables: Iterable[Pair],
        space: LinkSpace,
    ) -> None:
        """Find the anchors, and nothing else yet."""
        self._ours = ours
        self._theirs = theirs
        self._tables = tables
        self._space = space
        self._here = self._list_flow(ours)
        self._there = self._list_flow(theirs)
        self._named = [*self._pair_named(), *self._pair_tables()]
        self._left = [self._read(ours.units[i], is_source=True) for i in self._here]
        self._right = [self._read(theirs.units[j], is_source=False) for j in self._there]
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

    def find(self, place: int) -> UnitPair | None:
        """Return the pair of one of the source's units, if it has one."""
        number = self._stretch_of.get(place)
        if number is not None:
            self._work_out(number)
        return self._found.get(place) or self._by_name.get(place)

    def list_pairs(self) -> UnitPairs:
        """Return all pairs."""
        for number in range(len(self._stretches)):
            self._work_out(number)
        return UnitPairs(
            tuple(sorted(self._found.values())),
            tuple((i, j) for i, j in self._named if i not in self._found),
            tuple(self._here),
            tuple(self._there),
        )

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

    def _add(self, ours: int, theirs: int, chance: float) -> None:
        pair = UnitPair(self._here[ours], self._there[theirs], chance)
        self._found[pair.ours] = pair

    @cached_property
    def _scorer(self) -> _Scorer:
        return _Scorer(self._left, self._right)

    def _list_flow(self, document: DocumentUnits) -> list[int]:
        return [
            place
            for place, unit in enumerate(document.units)
            if unit.kind in _IN_FLOW and place < document.tail and place not in document.pinned
        ]

    def _pair_named(self) -> Iterator[Pair]:
        """Pair keys and generated blocks by name, references by what they lead to, then label."""
        for name in (self._name_key, self._name_target, self._name_label):
            left = [name(unit, is_source=True) for unit in self._ours.units[: self._ours.tail]]
            right = [
                name(unit, is_source=False) for unit in self._theirs.units[: self._theirs.tail]
            ]
            yield from unique(left, right)

    def _name_key(self, unit: DocumentUnit, *, is_source: bool) -> Hashable:
        del is_source
        is_named = unit.kind in (UnitKind.FRONT_MATTER, UnitKind.GENERATED)
        return (unit.kind, unit.key) if is_named else None

    def _name_target(self, unit: DocumentUnit, *, is_source: bool) -> Hashable:
        if unit.kind is not UnitKind.REFERENCE:
            return None
        target = read_target(unit)
        resolve = self._space.resolve_source if is_source else self._space.resolve_translation
        return (resolve(target) or target) if target else None

    def _name_label(self, unit: DocumentUnit, *, is_source: bool) -> Hashable:
        del is_source
        return unit.text.partition("]:")[0] if unit.kind is UnitKind.REFERENCE else None

    def _pair_tables(self) -> Iterator[Pair]:
        here, there = (
            {unit.table: place for place, unit in enumerate(side.units) if unit.table is not None}
            for side in (self._ours, self._theirs)
        )
        for i, j in self._tables:
            if i in here and j in there:
                yield here[i], there[j]

    def _read(self, unit: DocumentUnit, *, is_source: bool) -> _Features:
        resolve = self._space.resolve_source if is_source else self._space.resolve_translation
        if unit.kind is UnitKind.CODE:
            signature = Counter(f"word {word}" for word in set(_WORD.findall(unit.text)))
            signature[f"info {unit.body[0].strip()}"] += 1
        elif unit.kind in (UnitKind.TABLE, UnitKind.RULE):
            signature = Counter()
        else:
            signature = sign([unit.text], lambda link: name_image(link) or resolve(link))
            if unit.kind is UnitKind.HTML:
                signature.update(f"tag {tag}" for tag in re.findall(r"</?[a-z0-9-]+", unit.text))
            signature.update(f"shortcode {name}" for name in name_shortcodes(unit.text))
        strong = frozenset(
            (name, count)
            for name, count in signature.items()
            if name.startswith(("link ", "code ", "word "))
        )
        group = "text" if unit.kind in TEXTS else unit.kind
        anchor = (group, unit.level, strong) if strong else None
        has_words = unit.kind not in TEXTS or not is_verbatim(unit.text)
        return _Features(
            unit.kind,
            unit.level,
            len(unit.containers),
            unit.says,
            signature,
            signature.total(),
            anchor,
            len(unit.text),
            has_words,
        )

    def _find_anchors(
        self, left: Sequence[_Features], right: Sequence[_Features], known: Sequence[Pair]
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


class _Scorer:
    """Scores matches between two runs of units by what they share, their shape and their length."""

    def __init__(self, left: Sequence[_Features], right: Sequence[_Features]) -> None:
        self._left = left
        self._right = right

    def find(self, ours: range, theirs: range) -> list[tuple[Pair, float]]:
        """Return the pairs of two runs that are likely, in order."""
        there = self._right[theirs.start : theirs.stop]

        def score(i: int, places: range) -> Iterator[float | None]:
            return self._score(self._left[ours.start + i], there[places.start : places.stop])

        found = find_posteriors(score, len(ours), len(theirs))
        likely = [(pair, chance) for pair, chance in sorted(found.items()) if chance >= LIKELY]
        kept = set(rising([pair for pair, _ in likely]))
        return [(pair, chance) for pair, chance in likely if pair in kept]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        counts = Counter(name for each in self._left for name in each.signature)
        total = len(self._left) + 1
        return {name: log(total / count) for name, count in counts.items()}

    @cached_property
    def _ratio(self) -> float:
        """How many characters of the translation stand for one of the source."""
        ours = sum(each.length for each in self._left if each.kind in TEXTS)
        theirs = sum(each.length for each in self._right if each.kind in TEXTS)
        return min(4.0, max(0.2, theirs / ours)) if ours and theirs else 1.0

    def _score(self, ours: _Features, theirs: Iterable[_Features]) -> Iterator[float | None]:
        """Score the matches of one unit, which is done more often than anything else."""
        is_measured = ours.kind in TEXTS and ours.length > 0
        expected = ours.length * self._ratio
        spread, scale = _VARIANCE * max(expected, 1.0), max(1.0, self._ratio)
        for each in theirs:
            total = _KINDS[ours.kind, each.kind]
            if total is None:
                yield None
                continue
            total += _DEPTH * abs(ours.depth - each.depth) / 2
            total += _LEVEL if ours.level != each.level else 0.0
            total += self._score_signature(ours, each) if ours.total or each.total else 0.0
            total += _OTHER_WORDS if ours.has_words != each.has_words else 0.0
            if ours.length and ours.says == each.says:
                total += _SAME_TEXT
            elif is_measured:
                distance = (each.length - expected) ** 2 / spread / 2
                total -= min(_LENGTH_MOST, distance / scale)
            yield total

    def _score_signature(self, ours: _Features, theirs: _Features) -> float:
        lost = ours.total + theirs.total
        found = 0.0
        for name, many in ours.signature.items():  # in this order, for sums that are ever the same
            if name in theirs.signature:
                count = min(many, theirs.signature[name])
                found += self._rarity[name] * count
                lost -= 2 * count
        return min(_SHARED_MOST, found) + max(_LOST_MOST, _LOST * lost)


def name_image(link: str) -> str | None:
    """Name a picture by its stem: translations have copies of their own, with a hash in the name.

    So Co-op Translator names them, ``translated_images/STEM.HASH.LANGUAGE.EXTENSION``.
    """
    path = strip_suffix(link)
    if not path.lower().endswith(_PICTURES):
        return None
    return f"picture {path.rpartition('/')[2].partition('.')[0]}"


def read_target(unit: DocumentUnit) -> str | None:
    """Return the destination that a reference definition names."""
    from sync.markdown.references import read_definitions

    lines = [f"{line}\n" for line in unit.body]
    found = list(read_definitions(lines, [("label", 0, len(lines))]).values())
    return found[0].text if found else None


def _weigh_kinds(ours: UnitKind, theirs: UnitKind) -> float | None:
    """Return what two kinds say; None where no translation makes one of the other."""
    if ours is theirs:
        return _SAME_KIND
    if UnitKind.HEADING in (ours, theirs):
        return None
    if ours in TEXTS and theirs in TEXTS:
        return _TEXT_AND_ITEM
    return _TEXT_AND_HTML if {ours, theirs} == _TEXT_OR_HTML else None


_KINDS = {(ours, theirs): _weigh_kinds(ours, theirs) for ours in UnitKind for theirs in UnitKind}
