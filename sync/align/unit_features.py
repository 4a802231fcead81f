"""What a translation keeps of a unit, and how well two units fit by that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from sync.align.posterior import find_posteriors
from sync.align.sequences import Pair, rising
from sync.markdown.links import strip_suffix
from sync.markdown.signature import is_verbatim, sign
from sync.units.shortcodes import name_shortcodes
from sync.units.values import TEXTS, DocumentUnit, UnitKind

LIKELY = 0.95
"""The least probability of a pair."""

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
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{2,}")
_TEXT_OR_HTML = {UnitKind.PARAGRAPH, UnitKind.HTML}


class Features(NamedTuple):
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


def read_features(unit: DocumentUnit, resolve: Callable[[str], str | None]) -> Features:
    """Read what a translation keeps of a unit; ``resolve`` says what a destination points at."""
    if unit.kind is UnitKind.CODE:
        signature = Counter(f"word {word}" for word in dict.fromkeys(_WORD.findall(unit.text)))
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
    return Features(
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


class Scorer:
    """Scores matches between two runs of units by what they share, their shape and their length."""

    def __init__(self, left: Sequence[Features], right: Sequence[Features]) -> None:
        """Take the units of both texts; rarity and lengths are those of all of them."""
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

    def _score(self, ours: Features, theirs: Iterable[Features]) -> Iterator[float | None]:
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

    def _score_signature(self, ours: Features, theirs: Features) -> float:
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
