"""Rows of two versions of a source's table: which of the old one became which of the new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from sync.align.bounds import Budget, weigh_texts
from sync.align.likeness import LONG_TEXT, find_likeness
from sync.align.sequences import Pair, pair_best, pair_equal, pair_in_order, unique
from sync.markdown.inline import read_inline
from sync.markdown.signature import is_verbatim

_SIMILAR = 80.0
_PERHAPS = 70.0
# What it takes to compare two rows of no length.
_COST = 100_000


def pair_version_rows(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], budget: Budget
) -> list[Pair] | None:
    """Pair rows, given as folded cells: equal, by a unique link, but for links, by likeness.

    None where too many are left to compare each with each.
    """
    pairs = pair_in_order(ours, theirs)
    pairs += _pair_moved(ours, theirs, pairs)
    for key in (_link_key, _without_links):
        pairs += _pair_by(ours, theirs, pairs, key)
    similar = _pair_similar(ours, theirs, pairs, budget)
    return None if similar is None else _uncross_twins(ours, pairs + similar)


def _uncross_twins(ours: Sequence[Hashable], pairs: Sequence[Pair]) -> list[Pair]:
    """Let rows that were equal keep their order, whichever of them was edited."""
    twins: dict[Hashable, list[Pair]] = defaultdict(list)
    for i, j in sorted(pairs):
        twins[ours[i]].append((i, j))
    return sorted(
        (i, j)
        for group in twins.values()
        for (i, _), j in zip(group, sorted(j for _, j in group), strict=True)
    )


def _link_key(row: tuple[str, ...]) -> Hashable:
    return tuple(piece.text for cell in row for piece in read_inline(cell).links) or None


def _without_links(row: tuple[str, ...]) -> Hashable:
    frames = tuple(read_inline(cell).frame for cell in row)
    return frames if any(read_inline(cell).words.strip() for cell in row) else None


def _pair_moved(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], pairs: Sequence[Pair]
) -> list[Pair]:
    """Pair rows that are left, not empty and equal as a whole, twins in order."""
    left, right = _unpaired(ours, theirs, pairs)
    left, right = [i for i in left if any(ours[i])], [j for j in right if any(theirs[j])]
    equal = pair_equal([ours[i] for i in left], [theirs[j] for j in right])
    return [(left[i], right[j]) for i, j in equal]


def _pair_by(
    ours: Sequence[tuple[str, ...]],
    theirs: Sequence[tuple[str, ...]],
    pairs: Sequence[Pair],
    key: Callable[[tuple[str, ...]], Hashable],
) -> list[Pair]:
    """Pair rows that are left and whose key, None where a row has none, is unique on both sides."""
    left, right = _unpaired(ours, theirs, pairs)
    found = unique([key(ours[i]) for i in left], [key(theirs[j]) for j in right])
    return [(left[i], right[j]) for i, j in found]


def _unpaired(
    ours: Sequence[object], theirs: Sequence[object], pairs: Iterable[Pair]
) -> tuple[list[int], list[int]]:
    used_ours, used_theirs = set(), set()
    for i, j in pairs:
        used_ours.add(i)
        used_theirs.add(j)
    return (
        [i for i in range(len(ours)) if i not in used_ours],
        [j for j in range(len(theirs)) if j not in used_theirs],
    )


def _pair_similar(
    ours: Sequence[tuple[str, ...]],
    theirs: Sequence[tuple[str, ...]],
    pairs: Sequence[Pair],
    budget: Budget,
) -> list[Pair] | None:
    left, right = _unpaired(ours, theirs, pairs)
    if not budget.spend(_weigh(ours, theirs, left, right)):
        named = _pair_named(ours, theirs, left, right)
        left, right = _unpaired(ours, theirs, [*pairs, *named])
        if not budget.spend(_weigh(ours, theirs, left, right)):
            return None
        return named + _pair_alike(ours, theirs, left, right)
    return _pair_alike(ours, theirs, left, right)


def _weigh(
    ours: Sequence[tuple[str, ...]],
    theirs: Sequence[tuple[str, ...]],
    left: Sequence[int],
    right: Sequence[int],
) -> int:
    lengths = [len(" | ".join(ours[i])) for i in left], [len(" | ".join(theirs[j])) for j in right]
    return _COST * len(left) * len(right) + weigh_texts(*lengths)


def _pair_alike(
    ours: Sequence[tuple[str, ...]],
    theirs: Sequence[tuple[str, ...]],
    left: Sequence[int],
    right: Sequence[int],
) -> list[Pair]:
    texts = {i: " | ".join(ours[i]) for i in left}, {j: " | ".join(theirs[j]) for j in right}
    return pair_best(
        (score, i, j)
        for score, i, j in _find_alike(*texts)
        if score >= _SIMILAR or _same_name(ours[i], theirs[j])
    )


def _find_alike(
    ours: Mapping[int, str], theirs: Mapping[int, str]
) -> Iterator[tuple[float, int, int]]:
    """Yield how alike texts are that are perhaps each other's, and their keys."""
    from rapidfuzz import fuzz, process

    short = {j: text for j, text in theirs.items() if len(text) <= LONG_TEXT}
    long = {j: text for j, text in theirs.items() if len(text) > LONG_TEXT}
    for i, text in ours.items():
        is_short = len(text) <= LONG_TEXT
        if is_short:
            found = process.extract_iter(text, short, scorer=fuzz.ratio, score_cutoff=_PERHAPS)
            yield from ((score, i, j) for _, score, j in found)
        for j, other in long.items() if is_short else theirs.items():
            score = find_likeness(text, other, _PERHAPS)
            if score >= _PERHAPS:
                yield score, i, j


def _same_name(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return bool(ours) and ours[0] == theirs[0] and not is_verbatim(ours[0])


def _pair_named(
    ours: Sequence[tuple[str, ...]],
    theirs: Sequence[tuple[str, ...]],
    left: Sequence[int],
    right: Sequence[int],
) -> list[Pair]:
    """Pair rows too many to compare: those whose first cell is unique, equal and no number."""
    named = unique([ours[i][0] for i in left], [theirs[j][0] for j in right])
    return [
        (i, j)
        for i, j in ((left[k], right[m]) for k, m in named)
        if _same_name(ours[i], theirs[j])
        and find_likeness(" | ".join(ours[i]), " | ".join(theirs[j])) >= _PERHAPS
    ]
