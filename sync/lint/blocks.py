"""The rules about blocks that a translation lacks, or has too many of."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sync.align.sequences import Pair, rising, unique
from sync.findings import Found
from sync.lint.copies import find_copies
from sync.lint.naming import quote
from sync.markdown.conflicts import find_conflict
from sync.markdown.document import BlockKind
from sync.markdown.lines import fold_space
from sync.markdown.signature import sign
from sync.units.disclaimer import find_ending
from sync.units.frames import leave_frames
from sync.units.openers import name_directive
from sync.units.values import DocumentUnit, DocumentUnits, UnitKind

if TYPE_CHECKING:
    from sync.align.unit_pairs import Segment, UnitPair
    from sync.lint.comparison import Comparison

_COMMENT = re.compile(r"<!--.*?-->|\{/\*.*?\*/\}", re.DOTALL)
_COUNTED = frozenset(
    {UnitKind.HEADING, UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.CODE, UnitKind.HTML}
)
_NOUNS = {
    UnitKind.HEADING: "heading",
    UnitKind.PARAGRAPH: "paragraph",
    UnitKind.ITEM: "list item",
    UnitKind.CODE: "code block",
    UnitKind.HTML: "HTML block",
}
_FLOWING = (UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.HTML)
_IN_ORDER = frozenset({*_COUNTED, UnitKind.TABLE, UnitKind.RULE})
# Paragraphs may be joined or parted: then they say as much as before, in other blocks. The length
# of so small a part of a block beside it tells nothing.
_SMALL = 0.25
_STRONG = ("link ", "code ")
# Where a sentence ends, in the scripts that have a sign for it.
_ENDS = "!?\u2026\u0589\u061f\u0964\u06d4"
_SENTENCE = re.compile(rf"[.{_ENDS}](?=[\s\"')*_\u00bb\u201d\u2019]|\Z)|[\u3002\uff01\uff1f]")


class Scale(NamedTuple):
    """What two texts are measured by: the characters of one for one of the other, and their names.

    Both functions name what a link leads to alike, each as its own side writes it.
    """

    ratio: float
    name_ours: Callable[[str], str | None]
    name_theirs: Callable[[str], str | None]

    @property
    def turned(self) -> Scale:
        """The same, seen from the translation."""
        return Scale(1 / self.ratio, self.name_theirs, self.name_ours)


class Pairing(NamedTuple):
    """A block of the source and the translation's."""

    ours: DocumentUnit
    theirs: DocumentUnit


class Leftover(NamedTuple):
    """Blocks of the source and of its translation that stand between the same neighbours.

    ``line`` (1-based) is where the translation's stand, or would stand. ``beside`` are the blocks
    above and below that are each other's.
    """

    ours: tuple[DocumentUnit, ...]
    theirs: tuple[DocumentUnit, ...]
    line: int
    beside: tuple[Pairing, ...] = ()

    @property
    def turned(self) -> Leftover:
        """The same, seen from the translation."""
        beside = tuple(Pairing(theirs, ours) for ours, theirs in self.beside)
        return Leftover(self.theirs, self.ours, self.line, beside)


def check_missing(comparison: Comparison) -> Iterator[Found]:
    """Find blocks of the source that nothing in the translation answers to."""
    counts: Counter[str] = Counter()
    for leftover in comparison.ask(list_leftovers):
        lacking = _count_lacking(leftover, comparison.ask(_find_scale))
        if lacking:
            first = leftover.ours[0]
            name = fold_space(first.text)
            counts[name] += 1
            named = f"{_name(first)} (line {first.start + 1})"
            if len(leftover.ours) > 1:
                named = f"among lines {first.start + 1} to {leftover.ours[-1].end}, from {named} on"
            message = f"the translation lacks {_word(lacking)} of the source, {named}"
            yield Found("block-missing", leftover.line, 1, message, (name, str(counts[name])))


def check_extra(comparison: Comparison) -> Iterator[Found]:
    """Find blocks of the translation that nothing in the source answers to."""
    counts: Counter[str] = Counter()
    for leftover in comparison.ask(list_leftovers):
        surplus = _count_lacking(leftover.turned, comparison.ask(_find_scale).turned)
        copies = find_copies(leftover.ours, leftover.theirs, leftover.beside)
        surplus = surplus or Counter(unit.kind for unit in copies)
        if surplus:
            is_copied = len(copies) == surplus.total()
            first = (copies if is_copied else leftover.theirs)[0]
            name = fold_space(first.text)
            counts[name] += 1
            message = f"the translation has {_word(surplus)} more than the source, {_name(first)}"
            if is_copied:
                message += " once more"
            elif len(leftover.theirs) > 1:
                message = message.replace(", ", ", from ", 1) + " on"
            yield Found("block-extra", first.start + 1, 1, message, (name, str(counts[name])))


def list_leftovers(comparison: Comparison) -> tuple[Leftover, ...]:
    """Return the blocks that answer to nothing for sure, as leftovers between those that do."""
    if comparison.prose is None or find_conflict(comparison.translated) is not None:
        return ()
    alignment = comparison.alignment
    ours, theirs = map(alignment.list_units, (comparison.prose, comparison.translated))
    pairs = alignment.unit_pairs
    disclaimer = range(*(find_ending(theirs.units) or (0, 0)))
    apart = {*disclaimer, *(each.there for each in alignment.brought_headings.values())}
    leftovers = []
    lines = [_count_directives(side.units) for side in (ours, theirs)]
    lone = lines[0] - lines[1], lines[1] - lines[0]
    hidden = _Generated(ours, theirs, pairs.pairs)
    segments = list(pairs.segments)
    moved = _find_moved(comparison, (ours, theirs), segments)
    apart |= {j for _, j in moved}
    gone = {i for i, _ in moved}
    for here, there in segments:
        if hidden.stands_at(here, there):
            continue
        kept = (ours.units[i] for i in here if i not in gone)
        left = tuple(unit for unit in kept if _is_missed(unit, lone[0]))
        shown = (theirs.units[j] for j in there if j not in apart)
        right = leave_frames([unit for unit in shown if _is_missed(unit, lone[1])], left)
        if not left and not right:
            continue
        beside = _find_beside(pairs.flow, here, there)
        near = tuple(Pairing(ours.units[p.ours], theirs.units[p.theirs]) for p in beside if p)
        below = None if beside[1] is None else beside[1].theirs
        line = right[0].start + 1 if right else _find_line(comparison, theirs, below)
        leftovers.append(Leftover(left, right, line, near))
    return tuple(leftovers)


def _find_moved(
    comparison: Comparison, texts: tuple[DocumentUnits, DocumentUnits], segments: Sequence[Segment]
) -> set[Pair]:
    """Find blocks that stand elsewhere, as where each language sorts by its own alphabet.

    They are each other's by links and code that one block of either text has. The heading right
    above goes with such a block.
    """
    sides: tuple[dict[int, int], dict[int, int]] = {}, {}
    for number, segment in enumerate(segments):
        for places, held in zip(segment, sides, strict=True):
            held.update(dict.fromkeys(places, number))
    if len(set(sides[0].values()) | set(sides[1].values())) <= 1:
        return set()
    units = [side.units for side in texts]
    space = comparison.space
    names = [
        [frozenset(_sign((unit.text,), name).items()) if unit.is_text else None for unit in side]
        for side, name in zip(units, (space.name_source, space.name_translation), strict=True)
    ]
    found: set[Pair] = set()
    for i, j in unique(*names):
        if sides[0].get(i, -1) == sides[1].get(j, -1) or i not in sides[0] or j not in sides[1]:
            continue
        found.add((i, j))
        above = i - 1 in sides[0] and j - 1 in sides[1]
        if above and units[0][i - 1].level == units[1][j - 1].level > 0:
            found.add((i - 1, j - 1))
    return found


def _find_beside(
    flow: Sequence[UnitPair], here: Sequence[int], there: Sequence[int]
) -> tuple[UnitPair | None, UnitPair | None]:
    """Return the pairs above and below what is left over."""
    if here:
        at = bisect_right(flow, here[0], key=lambda pair: pair.ours)
    else:
        at = bisect_right(flow, there[0], key=lambda pair: pair.theirs)
    return flow[at - 1] if at else None, flow[at] if at < len(flow) else None


class _Generated:
    """Generated blocks that one side has between comments, and the other, it may be, without."""

    def __init__(
        self, ours: DocumentUnits, theirs: DocumentUnits, pairs: Mapping[int, int]
    ) -> None:
        """Take both texts, and which unit is which."""
        known = set(pairs), set(pairs.values())
        self._lone = tuple(
            [
                place
                for place, unit in enumerate(text.units)
                if unit.kind is UnitKind.GENERATED and place not in taken
            ]
            for text, taken in zip((ours, theirs), known, strict=True)
        )
        flow = sorted((i, j) for i, j in pairs.items() if ours.units[i].kind in _IN_ORDER)
        self._pairs = rising(flow)

    def stands_at(self, here: Sequence[int], there: Sequence[int]) -> bool:
        """Tell whether such a block stands between the same neighbours as what is left over."""
        if not any(self._lone):
            return False
        for side, places in enumerate((here, there)):
            if places:
                before = [pair for pair in self._pairs if pair[side] < places[0]]
                after = [pair for pair in self._pairs if pair[side] > places[-1]]
                low = before[-1] if before else (-1, -1)
                high = after[0] if after else (sys.maxsize, sys.maxsize)
                return any(low[k] < place < high[k] for k in (0, 1) for place in self._lone[k])
        return False


def measure_ratio(comparison: Comparison) -> float:
    """Return how many characters of the translation stand for one of the source."""
    alignment = comparison.alignment
    if comparison.prose is None:
        return 1.0
    ours, theirs = map(alignment.list_units, (comparison.prose, comparison.translated))
    pairs = [(ours.units[p.ours], theirs.units[p.theirs]) for p in alignment.unit_pairs.flow]
    texts = [(old, new) for old, new in pairs if old.is_text and new.is_text]
    before, after = (sum(len(pair[side].text) for pair in texts) for side in (0, 1))
    return min(4.0, max(0.2, after / before)) if before and after else 1.0


def _find_scale(comparison: Comparison) -> Scale:
    space = comparison.space
    return Scale(comparison.ask(measure_ratio), space.name_source, space.name_translation)


def counts(unit: DocumentUnit) -> bool:
    """Tell whether a reader would miss a block."""
    if unit.kind not in _COUNTED or "CO_OP_TRANSLATOR" in unit.text:
        return False
    if all(line.count("|") > 1 for line in unit.body):
        return False  # a table that is broken: the rules about tables tell of it
    return bool(_COMMENT.sub("", unit.text).strip())


def _is_missed(unit: DocumentUnit, lone: Counter[str]) -> bool:
    """Tell whether a block counts, and not for lines alone that the other text has elsewhere.

    What opens and closes a directive is a block of its own where blank lines stand beside it.
    """
    names = list(map(name_directive, unit.body)) if unit.is_text else [None]
    return counts(unit) and any(name is None or lone[name] for name in names)


def _count_directives(units: Iterable[DocumentUnit]) -> Counter[str]:
    lines = (line for unit in units if unit.is_text for line in unit.body)
    return Counter(name for line in lines if (name := name_directive(line)) is not None)


def _find_line(comparison: Comparison, theirs: DocumentUnits, place: int | None) -> int:
    """Return the line of the block below, or the last one of what is the source's."""
    if place is None and theirs.tail < len(theirs.units):
        place = theirs.tail
    if place is not None:
        return theirs.units[place].start + 1
    return max(1, len(comparison.translated.lines))


def _count_lacking(leftover: Leftover, scale: Scale) -> Counter[UnitKind]:
    """Count by kind the blocks of one side that the other lacks."""
    ours, theirs = leftover.ours, leftover.theirs
    lacking = Counter(unit.kind for unit in ours)
    lacking.subtract(unit.kind for unit in theirs)
    _balance(lacking)
    texts, there = ([unit for unit in side if _flows(unit)] for side in (ours, theirs))
    is_said = bool(theirs) and _says_all(texts, there, scale.ratio)
    if is_said or any(_is_joined(leftover, pair, scale) for pair in leftover.beside):
        for kind in _FLOWING:
            del lacking[kind]
        if len(texts) != sum(unit.kind in _FLOWING for unit in ours):
            del lacking[UnitKind.CODE]  # indented: words that a translation has as text
    return +lacking


def _says_all(texts: Sequence[DocumentUnit], there: Sequence[DocumentUnit], ratio: float) -> bool:
    """Tell whether fewer blocks are as long as all, rather than as all but the shortest."""
    surplus = len(texts) - len(there)
    if surplus <= 0:
        return True
    rest = sorted((len(unit.text) for unit in texts), reverse=True)[:-surplus]
    said = _measure(there)
    return abs(said - ratio * _measure(texts)) < abs(said - ratio * sum(rest))


def _is_joined(leftover: Leftover, pair: Pairing, scale: Scale) -> bool:
    """Tell whether what lacks is said in the block beside it, or is a part of what that was.

    Its links and code tell where they are there, and else the lengths. Where what lacks is a small
    part of them, it takes as many sentences as both have, and no less to read.
    """
    texts = [unit for unit in leftover.ours if _flows(unit)]
    if leftover.theirs or len(texts) != len(leftover.ours) or not all(map(_flows, pair)):
        return False
    if _keeps(texts, pair, scale):
        return True
    ratio, lone = scale.ratio, _measure(texts)
    ours, theirs = len(pair.ours.text), len(pair.theirs.text)
    if lone < _SMALL * ours:
        both = _count_sentences((*texts, pair.ours))
        return theirs > ratio * ours and _count_sentences((pair.theirs,)) == both
    return abs(theirs - ratio * (ours + lone)) < abs(theirs - ratio * ours)


def _count_sentences(units: Iterable[DocumentUnit]) -> int:
    """Count the sentences of texts; what follows the last one's end is one, too."""
    ends = (_SENTENCE.split(unit.text) for unit in units)
    return sum(any(map(str.isalnum, part)) for each in ends for part in each)


def _keeps(texts: Sequence[DocumentUnit], pair: Pairing, scale: Scale) -> bool:
    """Tell whether a block keeps what its own source has not, and these texts have."""
    wanted = _sign((unit.text for unit in texts), scale.name_ours)
    if not wanted:
        return False
    own = _sign((pair.ours.text,), scale.name_ours)
    return wanted <= _sign((pair.theirs.text,), scale.name_theirs) - own


def _sign(texts: Iterable[str], name: Callable[[str], str | None]) -> Counter[str]:
    """Count the links and code of texts; an anchor is a heading's words, which are translated."""
    found: Counter[str] = Counter()
    for each, count in sign(texts, name).items():
        if each.startswith(_STRONG):
            found[each.partition("#")[0] if each.startswith("link ") else each] += count
    return found


def _flows(unit: DocumentUnit) -> bool:
    """Tell whether a block is text in a row, which may be joined to others or parted."""
    is_indented = unit.block is not None and unit.block.kind is BlockKind.CODE
    return unit.kind in _FLOWING or is_indented


def _balance(lacking: Counter[UnitKind]) -> None:
    """Let a paragraph that became an item, HTML or a heading stand for one."""
    kinds = (*_FLOWING, UnitKind.HEADING)
    for kind in kinds:
        for other in kinds:
            moved = min(-lacking[kind], lacking[other])
            if moved > 0:
                lacking[kind] += moved
                lacking[other] -= moved


def _measure(units: Sequence[DocumentUnit]) -> int:
    return sum(len(unit.text) for unit in units)


def _word(kinds: Counter[UnitKind]) -> str:
    """Return what blocks are called, counted by kind."""
    words = [
        f"{'a' if count == 1 else count} {noun}{'' if count == 1 else 's'}".replace("a H", "an H")
        for kind, noun in _NOUNS.items()
        if (count := kinds[kind])
    ]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _name(unit: DocumentUnit) -> str:
    line = unit.text.partition("\n")[0] if unit.kind is not UnitKind.CODE else unit.text
    return quote(line)
