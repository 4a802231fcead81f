"""What a translation keeps of a unit, and how well two units fit by that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from math import exp, log
from typing import NamedTuple

from sync.align.posterior import find_posteriors
from sync.align.sequences import Pair, rising
from sync.markdown.document import Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.links import strip_suffix
from sync.markdown.references import Definition, read_links
from sync.markdown.signature import is_verbatim, keeps_something, sign
from sync.units.reading import list_units
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
# Names that both have say as much as they are rare, and at most so much. None is missed where it
# lacks: some are translated, and any word may stand at the head of a sentence.
_NAMED_MOST = 5.0
# Gale and Church, 1993: a translation's length varies with the square root of the length.
_VARIANCE = 4.0
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]{2,}")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{2,}")
_OPENING = ("!!!", "???", "===", ":::")
_OPENER = re.compile(r"(!!!|\?{3}|={3}(?=[!+]* *\")|:{3,})[ +!]*([\w-]*)")
_TAG = re.compile(r"</?[a-z0-9-]+")
_TEXT_OR_HTML = {UnitKind.PARAGRAPH, UnitKind.HTML}
_STRONG = ("link ", "code ", "word ")
_UNLINKED = frozenset({UnitKind.TABLE, UnitKind.RULE, UnitKind.CODE})

# A unit's shape by number, what it says, its signature with that's total, its length and names.
_Candidate = tuple[int, str, Mapping[str, int], int, int, frozenset[str]]


class Shape(NamedTuple):
    """What a unit is, whatever it says; ``has_words`` is True of all that is no running text."""

    kind: UnitKind
    level: int
    depth: int
    has_words: bool


class Features(NamedTuple):
    """What of a unit is the same in every language, and how long it is.

    All of it is looked at many times, and so worked out once; ``total`` counts the signature.
    ``links`` are destinations as written, which are no part of it before it is known what they
    point at: of one source that is something else for each of its translations. ``names`` are
    words in Latin letters that any language may leave as they are.
    """

    shape: Shape
    says: str
    signature: Mapping[str, int]
    total: int
    anchor: Hashable
    length: int
    links: tuple[str, ...]
    names: frozenset[str] = frozenset()

    def resolve(self, resolve: Callable[[str], str | None]) -> Features:
        """Add what the links point at; ``resolve`` says what a destination does."""
        if not self.links:
            return self
        signature = dict(self.signature)
        for link in self.links:
            target = resolve(link)
            target = name_image(target or link) or target
            if target is not None:
                name = f"link {target}"
                signature[name] = signature.get(name, 0) + 1
        return self._replace(
            signature=signature,
            total=sum(signature.values()),
            anchor=_find_anchor(self.shape, signature),
        )


@lru_cache(maxsize=8)  # all translations of a source ask the same
def list_features(
    document: Markdown, generated: tuple[GeneratedPair, ...] = ()
) -> tuple[Features, ...]:
    """Read what a translation keeps of each unit of a text, its links as they are written."""
    definitions = document.definitions
    return tuple(
        _read_features(unit, definitions) for unit in list_units(document, generated).units
    )


def _read_features(unit: DocumentUnit, definitions: Mapping[str, Definition]) -> Features:
    text = unit.text
    opener = _name_opener(unit)
    if unit.is_text and not keeps_something(text) and "{{" not in text and opener is None:
        shape = Shape(unit.kind, unit.level, len(unit.containers), any(map(str.isalpha, text)))
        return Features(shape, unit.says, {}, 0, None, len(text), (), _find_names(text))
    has_words = not (unit.is_text and is_verbatim(unit.text))
    shape = Shape(unit.kind, unit.level, len(unit.containers), has_words)
    signature = _sign(unit) if opener is None else {**_sign(unit), opener: 1}
    return Features(
        shape,
        unit.says,
        signature,
        sum(signature.values()),
        _find_anchor(shape, signature),
        len(unit.text),
        ()
        if unit.kind in _UNLINKED
        else tuple(each.text for each in read_links(unit.text, definitions)),
        _find_names(text) if unit.is_text else frozenset(),
    )


def _find_names(text: str) -> frozenset[str]:
    return frozenset(_NAME.findall(text))


def _name_opener(unit: DocumentUnit) -> str | None:
    """Name what a line opens: ``!!! note``, a tab; its title is a language's."""
    if not unit.is_text or not unit.body[-1].startswith(_OPENING):
        return None
    found = _OPENER.match(unit.body[-1])
    return None if found is None else f"opens {found[1]} {found[2]}"


def _sign(unit: DocumentUnit) -> Mapping[str, int]:
    if unit.kind is UnitKind.CODE:
        words = dict.fromkeys(_WORD.findall(unit.text))
        return {**{f"word {word}": 1 for word in words}, f"info {unit.body[0].strip()}": 1}
    if unit.kind in _UNLINKED:
        return {}
    signature = sign([unit.text], lambda _: None)
    if unit.kind is UnitKind.HTML:
        signature.update(f"tag {tag}" for tag in _TAG.findall(unit.text))
    if "{{" in unit.text:
        signature.update(f"shortcode {name}" for name in name_shortcodes(unit.text))
    return signature


def _find_anchor(shape: Shape, signature: Mapping[str, int]) -> Hashable:
    """Return what only one unit of either text can be, if it is alone with it there."""
    strong = [each for each in signature.items() if each[0].startswith(_STRONG)]
    group = UnitKind.PARAGRAPH if shape.kind in TEXTS else shape.kind
    return (group, shape.level, frozenset(strong)) if strong else None


class Scorer:
    """Weighs matches between two runs of units by what they share, their shape and their length."""

    def __init__(self, left: Sequence[Features], right: Sequence[Features]) -> None:
        """Take the units of both texts; rarity and lengths are those of all of them."""
        self._left = left
        self._right = right

    def find(self, ours: range, theirs: range) -> list[tuple[Pair, float]]:
        """Return the pairs of two runs that are likely, in order."""
        there = self._candidates[theirs.start : theirs.stop]

        def weigh(i: int, places: range) -> list[float]:
            return self._weigh(self._left[ours.start + i], there[places.start : places.stop])

        likely = sorted(find_posteriors(weigh, len(ours), len(theirs), LIKELY).items())
        kept = set(rising([pair for pair, _ in likely]))
        return [(pair, chance) for pair, chance in likely if pair in kept]

    @cached_property
    def _shapes(self) -> Mapping[Shape, int]:
        """The shapes of the translation's units, numbered."""
        shapes = dict.fromkeys(each.shape for each in self._right)
        return {shape: number for number, shape in enumerate(shapes)}

    @cached_property
    def _candidates(self) -> list[_Candidate]:
        numbers = self._shapes
        return [
            (
                numbers[each.shape],
                each.says,
                each.signature,
                each.total,
                each.length,
                each.names & self._names.keys(),
            )
            for each in self._right
        ]

    @cached_property
    def _known(self) -> dict[Shape, list[float | None]]:
        return {}

    def _weigh_shapes(self, ours: Shape) -> Sequence[float | None]:
        """Return what each shape of the translation says beside one, by number; None: nothing."""
        if ours not in self._known:
            self._known[ours] = [_weigh_shape(ours, each) for each in self._shapes]
        return self._known[ours]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        counts = Counter(name for each in self._left for name in each.signature)
        total = len(self._left) + 1
        return {name: log(total / count) for name, count in counts.items()}

    @cached_property
    def _names(self) -> dict[str, float]:
        """What a name says that both texts have, by how many units of the source have it."""
        there = frozenset[str]().union(*(each.names for each in self._right))
        counts = Counter(name for each in self._left for name in each.names & there)
        total = len(self._left) + 1
        return {name: log(total / count) for name, count in counts.items()}

    @cached_property
    def _ratio(self) -> float:
        """How many characters of the translation stand for one of the source."""
        ours, theirs = (
            sum(each.length for each in side if each.shape.kind in TEXTS)
            for side in (self._left, self._right)
        )
        return min(4.0, max(0.2, theirs / ours)) if ours and theirs else 1.0

    def _weigh(self, ours: Features, theirs: Iterable[_Candidate]) -> list[float]:
        """Return the odds of one unit's matches, which is done more often than anything else."""
        by_shape = self._weigh_shapes(ours.shape)
        says, many = ours.says, ours.total
        has_text = ours.length > 0
        is_measured = has_text and ours.shape.kind in TEXTS
        expected = ours.length * self._ratio
        spread = 2 * _VARIANCE * max(expected, 1.0) * max(1.0, self._ratio)
        names = ours.signature.keys()
        called = sorted(ours.names & self._names.keys())
        odds = []
        for shape, said, signature, total, length, there in theirs:
            weight = by_shape[shape]
            if weight is None:
                odds.append(0.0)
                continue
            if many and total and not names.isdisjoint(signature):
                weight += self._weigh_signature(ours, signature, total)
            elif many or total:
                weight += max(_LOST_MOST, _LOST * (many + total))
            if called and there and not there.isdisjoint(called):
                found = sum(self._names[name] for name in called if name in there)
                weight += min(_NAMED_MOST, found)
            if has_text and says == said:
                weight += _SAME_TEXT
            elif is_measured:
                off = length - expected
                distance = off * off / spread
                weight -= min(_LENGTH_MOST, distance)
            odds.append(exp(weight))
        return odds

    def _weigh_signature(self, ours: Features, theirs: Mapping[str, int], total: int) -> float:
        lost = ours.total + total
        found = 0.0
        for name, many in ours.signature.items():  # in this order, for sums that are the same
            if name in theirs:
                count = min(many, theirs[name])
                found += self._rarity[name] * count
                lost -= 2 * count
        return min(_SHARED_MOST, found) + max(_LOST_MOST, _LOST * lost)


def _weigh_shape(ours: Shape, theirs: Shape) -> float | None:
    weight = _weigh_kinds(ours.kind, theirs.kind)
    if weight is None:
        return None
    weight += _DEPTH * abs(ours.depth - theirs.depth) / 2
    weight += _LEVEL if ours.level != theirs.level else 0.0
    return weight + (_OTHER_WORDS if ours.has_words != theirs.has_words else 0.0)


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
