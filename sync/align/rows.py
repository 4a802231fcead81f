"""Rows of two versions of a source's table: which of the old one became which of the new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from sync.align.alike import pair_alike
from sync.align.bounds import Budget, weigh_texts
from sync.align.keys import read_key, read_keys, read_name, read_tokens
from sync.align.likeness import find_likeness
from sync.align.sequences import Pair, gaps, pair_equal, pair_in_order, rising, unique
from sync.markdown.inline import read_inline
from sync.markdown.signature import is_verbatim

_SIMILAR = 80.0
_PERHAPS = 70.0
# What it takes to compare two rows of no length.
_COST = 100_000


def pair_version_rows(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], budget: Budget
) -> list[Pair] | None:
    """Pair rows, given as folded cells.

    These are rows that are equal, then those of the same name, wherever its links lead, then of the
    same links, that are equal but for links and code, that share a cell between the same
    neighbours, and that are alike. None where too many are left to compare each with each.
    """
    pairs = pair_in_order(ours, theirs)
    pairs += _pair_moved(ours, theirs, pairs)
    for read in (read_name, read_key):
        pairs += _leave_paired(pairs, unique(*read_keys(ours, theirs, read)))
    strangers = _Strangers(ours, theirs)
    for key in (_link_key, _without_links):
        pairs += filter(strangers.may_pair, _pair_by(ours, theirs, pairs, key))
    pairs += _pair_neighbours(ours, theirs, pairs)
    similar = _pair_similar(ours, theirs, pairs, budget)
    return None if similar is None else _uncross_twins(ours, pairs + similar)


class _Strangers:
    """Tells rows apart that give different names, in code or as options: they are not one edited.

    ``ours`` and ``theirs`` are rows of folded cells.
    """

    def __init__(self, ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]) -> None:
        self._rows = ours, theirs
        self._names = read_tokens(ours), read_tokens(theirs)
        self._known = set(self._names[0]), set(self._names[1])

    def may_pair(self, pair: Pair) -> bool:
        """Tell whether neither row's name is given to another row of the other side."""
        name, other = self._names[0][pair[0]], self._names[1][pair[1]]
        if None in (name, other) or name == other:
            return True
        return name not in self._known[1] and other not in self._known[0]

    def may_be_edited(self, pair: Pair) -> bool:
        """Tell whether rows of different names have words in common, cell by cell."""
        i, j = pair
        if None in (self._names[0][i], self._names[1][j]) or self._names[0][i] == self._names[1][j]:
            return True
        cells = zip(self._rows[0][i], self._rows[1][j], strict=False)
        shares = any(old == new and not is_verbatim(old) for old, new in cells)
        return shares and self.may_pair(pair)


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


def _leave_paired(pairs: Sequence[Pair], found: Iterable[Pair]) -> list[Pair]:
    """Leave out, of the pairs that were found, rows that are paired already."""
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    return [(i, j) for i, j in found if i not in taken[0] and j not in taken[1]]


def _pair_neighbours(
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], pairs: Sequence[Pair]
) -> list[Pair]:
    """Pair rows between the same neighbours that share a cell of words, which no other one has."""
    found: list[Pair] = []
    left, right = map(set, _unpaired(ours, theirs, pairs))
    width = min(map(len, (*ours, *theirs)), default=0)
    for here, there in gaps(rising(pairs), len(ours), len(theirs)):
        gone, come = [i for i in here if i in left], [j for j in there if j in right]
        for column in range(width):
            shared = unique(
                [_read_words(ours[i][column]) for i in gone],
                [_read_words(theirs[j][column]) for j in come],
            )
            new = [(gone[k], come[m]) for k, m in shared]
            found += _leave_paired(found, new)
    return found


def _read_words(cell: str) -> str | None:
    return None if is_verbatim(cell) else cell


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
    strangers = _Strangers(ours, theirs)

    def may_pair(score: float, i: int, j: int) -> bool:
        is_alike = score >= _SIMILAR or _same_name(ours[i], theirs[j])
        return is_alike and strangers.may_be_edited((i, j))

    return pair_alike(*texts, _PERHAPS, may_pair)


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
