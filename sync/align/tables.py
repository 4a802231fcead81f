"""A source and its translation: which table of the one is which of the other.

They keep their order; shape and signature tell where tables are lacking or added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from sync.align.counted import Counted
from sync.align.sequences import Pair, rising
from sync.markdown.document import BlockKind, Markdown, Table
from sync.markdown.links import LinkSpace
from sync.markdown.marks import strip_mark
from sync.markdown.signature import sign

# More comparisons than this between tables that differ are not made: they stay unpaired.
_COMPARISONS = 250_000
# Alignments whose scores differ by less are equally good; sums of fractions are inexact.
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class TablePairs:
    """The best alignment: ``pairs`` of indices into the documents' tables, ascending in both.

    ``doubtful`` are those of the source's tables for which another alignment is just as good, so
    that nobody can say which of the translation's tables they are.
    """

    pairs: tuple[Pair, ...]
    doubtful: frozenset[int]


def pair_translated_tables(base: Counted, translated: Counted, space: LinkSpace) -> TablePairs:
    """Align the tables of a source and of its translation, in order, with gaps.

    Tables that are left alone between the same neighbours pair as well: they are each other's,
    however damaged.
    """
    scores = _score(base, translated, space)
    size = len(base.tables), len(translated.tables)
    sure = _find_sure(scores)
    pairs: list[Pair] = []
    doubtful: set[int] = set()
    for ours, theirs in _gaps(sure, *size):
        found, unsure = _align(scores, ours, theirs)
        pairs += found
        doubtful |= unsure
    pairs = sorted([*pairs, *sure])
    for ours, theirs in _gaps(pairs, *size):
        if len(ours) == len(theirs) and doubtful.isdisjoint(ours):
            pairs += zip(ours, theirs, strict=True)
    return TablePairs(
        tuple(sorted((base.tables[i], translated.tables[j]) for i, j in pairs)),
        frozenset(base.tables[i] for i in doubtful),
    )


@dataclass(frozen=True, slots=True)
class _Face:
    """What is compared of a table; ``section`` is None where sections are not comparable."""

    columns: int
    rows: int
    signature: Counter[str]
    section: int | None


@dataclass(frozen=True, slots=True)
class _Scores:
    ours: Sequence[_Face]
    theirs: Sequence[_Face]

    def score(self, i: int, j: int) -> float:
        """Return how well two tables fit; above 0 they may be the same."""
        old, new = self.ours[i], self.theirs[j]
        score = 1.0 if old.columns == new.columns else -1.5
        score += 1.0 if old.rows == new.rows else -0.3
        if old.section is not None:
            score += 1.0 if old.section == new.section else -1.0
        either = (old.signature | new.signature).total()
        if either:
            score += 4 * (old.signature & new.signature).total() / either - 1
        return score


def _score(base: Counted, translated: Counted, space: LinkSpace) -> _Scores:
    levels = _heading_levels(base.document), _heading_levels(translated.document)
    comparable = levels[0] == levels[1]
    return _Scores(
        tuple(_read_faces(base, space, source=True, sections=comparable)),
        tuple(_read_faces(translated, space, source=False, sections=comparable)),
    )


def _heading_levels(document: Markdown) -> list[int]:
    return [block.level for block in document.blocks if block.kind is BlockKind.HEADING]


def _read_faces(
    counted: Counted, space: LinkSpace, *, source: bool, sections: bool
) -> Iterator[_Face]:
    numbers = _number_sections(counted.document)
    for place in counted.tables:
        table = counted.document.tables[place]
        yield _Face(
            table.columns,
            len(table.rows),
            _sign_table(table, space, source=source),
            numbers[place] if sections else None,
        )


def _number_sections(document: Markdown) -> list[int]:
    """Return, for each table, the number of headings above it."""
    numbers: list[int] = []
    headings = 0
    for block in document.blocks:
        headings += block.kind is BlockKind.HEADING
        if block.kind is BlockKind.TABLE:
            numbers.append(headings)
    return numbers


def _sign_table(table: Table, space: LinkSpace, *, source: bool) -> Counter[str]:
    resolve = space.resolve_source if source else space.resolve_translation
    return sign((strip_mark(cell) for row in table.content for cell in row), resolve)


def _find_sure(scores: _Scores) -> list[Pair]:
    """Pair, in order, tables of the same shape and signature that are unique on both sides."""
    left, right = [_key(face) for face in scores.ours], [_key(face) for face in scores.theirs]
    counts = Counter(left), Counter(right)
    places = {key: j for j, key in enumerate(right) if key and counts[1][key] == 1}
    return rising([(i, places[k]) for i, k in enumerate(left) if counts[0][k] == 1 and k in places])


def _key(face: _Face) -> Hashable:
    if not face.signature:
        return None
    return (face.columns, face.rows, face.section, frozenset(face.signature.items()))


def _gaps(pairs: Sequence[Pair], ours: int, theirs: int) -> Iterator[tuple[range, range]]:
    i = j = 0
    for end_i, end_j in (*pairs, (ours, theirs)):
        if i < end_i and j < end_j:
            yield range(i, end_i), range(j, end_j)
        i, j = end_i + 1, end_j + 1


def _align(scores: _Scores, ours: range, theirs: range) -> tuple[list[Pair], set[int]]:
    """Return the monotone alignment with gaps of the highest score (Needleman-Wunsch).

    With it come the tables of ``ours`` that another alignment of that score pairs otherwise.
    """
    if len(ours) * len(theirs) > _COMPARISONS:
        return [], set()
    fits = {(i, j): scores.score(i, j) for i in ours for j in theirs}
    before, after = _best_before(fits, ours, theirs), _best_after(fits, ours, theirs)
    best = after[ours.start, theirs.start]
    equal = [
        (i, j)
        for (i, j), fit in fits.items()
        if fit > 0 and before[i, j] + fit + after[i + 1, j + 1] >= best - _SLACK
    ]
    counts = Counter(i for i, _ in equal), Counter(j for _, j in equal)
    doubtful = {i for i, j in equal if counts[0][i] > 1 or counts[1][j] > 1}
    return _trace(fits, after, ours, theirs), doubtful


_Totals = dict[Pair, float]


def _best_before(fits: _Totals, ours: range, theirs: range) -> _Totals:
    """Return, for each place, the highest score of what lies before it on both sides."""
    best: _Totals = {}
    for i in range(ours.start, ours.stop + 1):
        for j in range(theirs.start, theirs.stop + 1):
            best[i, j] = max(
                best.get((i - 1, j), 0.0),
                best.get((i, j - 1), 0.0),
                best.get((i - 1, j - 1), 0.0) + fits.get((i - 1, j - 1), 0.0),
            )
    return best


def _best_after(fits: _Totals, ours: range, theirs: range) -> _Totals:
    """Return, for each place, the highest score of what lies behind it on both sides."""
    best: _Totals = {}
    for i in range(ours.stop, ours.start - 1, -1):
        for j in range(theirs.stop, theirs.start - 1, -1):
            best[i, j] = max(
                best.get((i + 1, j), 0.0),
                best.get((i, j + 1), 0.0),
                best.get((i + 1, j + 1), 0.0) + fits.get((i, j), 0.0),
            )
    return best


def _trace(fits: _Totals, after: _Totals, ours: range, theirs: range) -> list[Pair]:
    pairs: list[Pair] = []
    i, j = ours.start, theirs.start
    while i < ours.stop and j < theirs.stop:
        if fits[i, j] > 0 and after[i, j] == fits[i, j] + after[i + 1, j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif after[i, j] == after[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs
