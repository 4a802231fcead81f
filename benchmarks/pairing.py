"""How many blocks pair, and how many with another, in real pairs from which blocks were taken.

In a translation that has its source's blocks one for one, block k of the one is block k of the
other; so that stays when some of either are cut out, and what is left has to be found again. This
asks the program's alignment itself: a merge shows no pair that the source left alone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from benchmarks.bench import MARKDOWN, Bench
from benchmarks.results import Section, at_least, at_most
from sync.align.unit_pairs import UnitPairing
from sync.markdown.document import Markdown, read_markdown
from sync.markdown.links import LinkSpace
from sync.units.reading import list_units
from sync.units.values import TEXTS, DocumentUnit, UnitKind

_JUDGED = TEXTS | {UnitKind.CODE}
_LEAST, _LONGEST = 12, 400  # blocks of a document
_MOST = 150  # documents of a repository
_TAKEN = 4  # blocks that are taken at most
_SPACE = LinkSpace("a.md", "xx/a.md", lambda path: path.removeprefix("xx/"), lambda _: None)


class _Side(NamedTuple):
    """A text from its first block to its last, and its blocks."""

    document: Markdown
    units: Sequence[DocumentUnit]

    @property
    def shape(self) -> list[object]:
        return [(unit.kind, unit.level, unit.containers) for unit in self.units]

    def leave_out(self, places: Collection[int]) -> _Side | None:
        """Cut blocks out; None where what is left reads otherwise."""
        taken = [self.units[place] for place in places]
        gone = {line for unit in taken for line in range(unit.start, unit.end)}
        lines = (line for at, line in enumerate(self.document.lines) if at not in gone)
        document = read_markdown("".join(lines))
        units = list_units(document).units
        left = [unit.text for place, unit in enumerate(self.units) if place not in places]
        return _Side(document, units) if [unit.text for unit in units] == left else None


def measure_pairing(bench: Bench) -> Iterator[Section]:
    """Measure how blocks pair: all there, some taken from the translation, the source, or both."""
    title = "Blocks of real pairs, some taken out"
    if bench.missing:
        yield Section(title, skipped=bench.missing)
        return
    results = []
    for name in MARKDOWN:
        counts: Counter[str] = Counter()
        for number, sides in enumerate(_list_pairs(bench, name)):
            for way in ((False, False), (True, False), (False, True), (True, True)):
                counts += _judge(sides, way, random.Random(number))
        all_there, right, wrong = (counts[each] for each in ("all", "right", "wrong"))
        results += [
            at_least(f"{name}: blocks paired", right, all_there, 97),
            at_most(
                f"{name}: blocks paired with another's",
                100 * wrong / max(1, right + wrong),
                0.1,
                " %",
                f"{wrong:,} of {right + wrong:,}",
            ),
        ]
    yield Section(title, results)


def _list_pairs(bench: Bench, name: str) -> Iterator[tuple[_Side, _Side]]:
    """Yield pairs of texts with the same blocks, the same ones each time."""
    cases = bench.corpora[name].list_consecutive()
    texts = sorted({(case.base, case.translation) for case in cases})
    random.Random(4).shuffle(texts)
    count = 0
    for source, translation in texts:
        ours, theirs = _read(source), _read(translation)
        if _LEAST <= len(ours.units) <= _LONGEST and ours.shape == theirs.shape:
            yield ours, theirs
            count += 1
            if count == (_MOST // 5 if bench.quick else _MOST):
                return


def _read(text: str) -> _Side:
    """Read a text without its front matter, its stamp and its translator's disclaimer."""
    read = list_units(document := read_markdown(text))
    kept = [
        unit
        for place, unit in enumerate(read.units[: read.tail])
        if unit.kind is not UnitKind.FRONT_MATTER and place not in read.pinned
    ]
    if not kept:
        return _Side(document, ())
    document = read_markdown("".join(document.lines[kept[0].start : kept[-1].end]))
    return _Side(document, list_units(document).units)


def _judge(
    sides: tuple[_Side, _Side], way: tuple[bool, bool], chance: random.Random
) -> Counter[str]:
    """Count what pairs, and how, with blocks taken from the sides that are named."""
    judged = [k for k, unit in enumerate(sides[0].units) if unit.kind in _JUDGED]
    most = min(len(judged) // 4, chance.randint(1, _TAKEN))
    taken = [set(chance.sample(judged, most)) if takes else set() for takes in way]
    left = [side.leave_out(places) for side, places in zip(sides, taken, strict=True)]
    ours, theirs = left
    if ours is None or theirs is None:
        return Counter()
    here, there = (
        [k for k in range(len(side.units)) if k not in places]
        for side, places in zip(sides, taken, strict=True)
    )
    found = UnitPairing((ours.document, theirs.document), [], _SPACE).list_pairs().flow
    pairs = [(here[each.ours], there[each.theirs]) for each in found]
    right = sum(i == j for i, j in pairs if i in judged)
    wrong = sum(i != j for i, j in pairs if i in judged)
    whole = len(set(judged).difference(*taken))
    return Counter(all=whole, right=right, wrong=wrong)
