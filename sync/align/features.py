"""What shows of a table in every language, and the alignment of tables by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from sync.align.bounds import refuse_translated
from sync.align.monotone import align_in_order
from sync.align.sequences import Pair, gaps, rising, unique
from sync.markdown.document import BlockKind, Markdown


class TableFeatures(NamedTuple):
    """What is compared of a table, or of lines that look like one.

    ``rows`` are the numbers of rows that it may have; ``section`` is None where sections are not
    comparable. ``line`` (0-based) is where it begins. ``is_table`` says that it is a table that
    counts, ``is_whole`` that nothing of it is known to be lacking or surplus.
    """

    columns: int
    rows: frozenset[int]
    signature: Counter[str]
    section: int | None
    line: int
    is_table: bool = True
    is_whole: bool = True


def align_features(
    ours: Sequence[TableFeatures], theirs: Sequence[TableFeatures]
) -> tuple[list[Pair], set[int]]:
    """Return the best alignment in order, and those of ``ours`` that may pair otherwise as well.

    Tables that are left alone between the same neighbours pair, too.

    Raises:
        RefusedError: there are too many tables to compare, and not the same on both sides.
    """
    size = len(ours), len(theirs)
    # Tables of the same shape and signature that are unique on both sides.
    sure = rising(unique([*map(_key, ours)], [*map(_key, theirs)]))
    pairs: list[Pair] = []
    doubtful: set[int] = set()
    for left, right in gaps(sure, *size):
        aligned = align_in_order(lambda i, j: _score(ours[i], theirs[j]), left, right)
        if aligned is None:
            pairs += _pair_level(ours, theirs, left, right)
        else:
            pairs += aligned[0]
            doubtful |= aligned[1]
    pairs = sorted([*pairs, *sure])
    for left, right in gaps(pairs, *size):
        alone = [i for i in left if ours[i].is_table], [j for j in right if theirs[j].is_table]
        if len(alone[0]) == len(alone[1]) and doubtful.isdisjoint(alone[0]):
            pairs += zip(*alone, strict=True)
    return sorted(pairs), doubtful


def has_same_headings(base: Markdown, translated: Markdown) -> bool:
    """Tell whether two documents have the same heading levels, so that sections are comparable."""
    return _heading_levels(base) == _heading_levels(translated)


def number_sections(document: Markdown, lines: Sequence[int]) -> list[int]:
    """Return, for each of some ascending lines (0-based), the number of headings above it."""
    headings = [b.start for b in document.blocks if b.kind is BlockKind.HEADING]
    numbers: list[int] = []
    number = 0
    for line in lines:
        while number < len(headings) and headings[number] < line:
            number += 1
        numbers.append(number)
    return numbers


def _heading_levels(document: Markdown) -> list[int]:
    return [block.level for block in document.blocks if block.kind is BlockKind.HEADING]


def _score(old: TableFeatures, new: TableFeatures) -> float:
    """Return how well two tables fit; above 0 they may be the same."""
    score = 1.0 if old.columns == new.columns else -1.5
    score += -0.3 if old.rows.isdisjoint(new.rows) else 1.0
    if old.section is not None:
        score += 1.0 if old.section == new.section else -1.0
    if old.is_table != new.is_table:
        score -= 0.5
    shared = (old.signature & new.signature).total()
    either = (old.signature | new.signature).total()
    if not (old.is_whole and new.is_whole):
        either = min(old.signature.total(), new.signature.total())
    return score + (4 * shared / either - 1 if either else 0)


def _pair_level(
    ours: Sequence[TableFeatures], theirs: Sequence[TableFeatures], left: range, right: range
) -> list[Pair]:
    """Pair many tables one by one: the best alignment, if none is there that would not fit."""
    pairs = list(zip(left, right, strict=False))
    if len(left) != len(right) or any(_score(ours[i], theirs[j]) <= 0 for i, j in pairs):
        raise refuse_translated(theirs[right.start].line, (len(left), len(right)))
    return pairs


def _key(features: TableFeatures) -> Hashable:
    if not features.signature:
        return None
    signature = frozenset(features.signature.items())
    return (features.columns, features.rows, features.section, features.is_table, signature)
