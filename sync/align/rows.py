"""Rows of two versions of a source's table: which of the old one became which of the new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from sync.align.bounds import Budget, weigh_texts
from sync.align.likeness import LONG_TEXT, find_likeness
from sync.align.sequences import Pair, pair_equal, pair_in_order
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
    for key in (_whole, _link_key, _without_links):
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


def _whole(row: tuple[str, ...]) -> Hashable:
    return row if any(row) else None


def _link_key(row: tuple[str, ...]) -> Hashable:
    return tuple(piece.text for cell in row for piece in read_inline(cell).links) or None


def _without_links(row: tuple[str, ...]) -> Hashable:
    frames = tuple(read_inline(cell).frame for cell in row)
    return frames if any(read_inline(cell).words.strip() for cell in row) else None


def _pair_by(
    ours: Sequence[tuple[str, ...]],
    theirs: Sequence[tuple[str, ...]],
    pairs: Sequence[Pair],
    key: Callable[[tuple[str, ...]], Hashable],
) -> list[Pair]:
    """Pair rows that are left and whose key, None where a row has none, is unique on both sides.

    Of rows that are equal as a whole, twins pair in order.
    """
    left, right = _unpaired(ours, theirs, pairs)
    keyed = [(key(ours[i]), i) for i in left], [(key(theirs[j]), j) for j in right]
    counts = [Counter(found for found, _ in side) for side in keyed]
    kept = [
        [
            (found, place)
            for found, place in side
            if found is not None and (key is _whole or counts[0][found] == counts[1][found] == 1)
        ]
        for side in keyed
    ]
    equal = pair_equal([found for found, _ in kept[0]], [found for found, _ in kept[1]])
    return [(kept[0][i][1], kept[1][j][1]) for i, j in equal]


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
    scored = sorted(
        (-score, abs(i - j), i, j)
        for i, j, score in _find_alike(*texts)
        if score >= _SIMILAR or _same_name(ours[i], theirs[j])
    )
    found: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in scored:
        if i not in taken[0] and j not in taken[1]:
            found.append((i, j))
            taken[0].add(i)
            taken[1].add(j)
    return found


def _find_alike(
    ours: Mapping[int, str], theirs: Mapping[int, str]
) -> Iterator[tuple[int, int, float]]:
    """Yield the keys of texts that are perhaps each other's, and how alike they are."""
    from rapidfuzz import fuzz, process

    short = {j: text for j, text in theirs.items() if len(text) <= LONG_TEXT}
    long = {j: text for j, text in theirs.items() if len(text) > LONG_TEXT}
    for i, text in ours.items():
        is_short = len(text) <= LONG_TEXT
        if is_short:
            found = process.extract_iter(text, short, scorer=fuzz.ratio, score_cutoff=_PERHAPS)
            yield from ((i, j, score) for _, score, j in found)
        for j, other in long.items() if is_short else theirs.items():
            score = find_likeness(text, other, _PERHAPS)
            if score >= _PERHAPS:
                yield i, j, score


def _same_name(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return bool(ours) and ours[0] == theirs[0] and not is_verbatim(ours[0])


def _pair_named(
    ours: Sequence[tuple[str, ...]],
    theirs: Sequence[tuple[str, ...]],
    left: Sequence[int],
    right: Sequence[int],
) -> list[Pair]:
    """Pair rows too many to compare: those whose first cell is unique, equal and no number."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for j in right:
        by_name[theirs[j][0]].append(j)
    counts = Counter(ours[i][0] for i in left)
    return [
        (i, by_name[name][0])
        for i in left
        if len(by_name.get(name := ours[i][0], ())) == 1
        and counts[name] == 1
        and _same_name(ours[i], theirs[by_name[name][0]])
        and find_likeness(" | ".join(ours[i]), " | ".join(theirs[by_name[name][0]])) >= _PERHAPS
    ]
