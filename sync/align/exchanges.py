"""Rows that changed places with one another, which numbers and names that are unique can tell."""

from __future__ import annotations

from collections.abc import Sequence

from sync.align.guards import find_doubt
from sync.align.keys import pair_names
from sync.align.sequences import unique
from sync.markdown.links import LinkSpace
from sync.markdown.marks import strip_mark
from sync.markdown.signature import sign

# As many rows whose only number changed places may be one number mistyped for the other.
_MISTYPED = 2

_Rows = Sequence[tuple[str, ...]]
Signature = frozenset[tuple[str, int]]
"""What a row keeps in every language, and how often."""


def find_exchanged(
    ours: _Rows,
    theirs: _Rows,
    signatures: tuple[Sequence[Signature], Sequence[Signature]],
    space: LinkSpace,
) -> dict[int, int]:
    """Map rows of a source to those of its translation, if some of them changed places.

    Both have as many rows, given as cells as rendered, and as what `sign_rows` says of them. One
    number or name that is mistyped moves no row: those that seem to be elsewhere must stand in one
    another's places, all of them, and nothing else may say that they stand where they stood.
    """
    before, after = signatures
    signs = dict(unique(before, after))
    names = dict(pair_names(ours, theirs))
    moved = [i for i, j in signs.items() if i != j]
    is_sure = len(moved) > _MISTYPED or all(len(before[i]) > 1 for i in moved)
    if is_sure or any(find_doubt(ours[i], theirs[i], space) for i in moved if i < len(theirs)):
        told = _find_permuted(signs, names, ours, theirs, space)
        if told:
            return told
    return _find_permuted(names, signs, ours, theirs, space)


def sign_rows(
    ours: _Rows, theirs: _Rows, space: LinkSpace
) -> tuple[list[Signature], list[Signature]]:
    """Return the signatures of a source's rows and of its translation's."""
    before = [sign(row, space.resolve_source) for row in ours]
    after = [sign(map(strip_mark, row), space.resolve_translation) for row in theirs]
    return [frozenset(each.items()) for each in before], [frozenset(each.items()) for each in after]


def _find_permuted(
    told: dict[int, int], others: dict[int, int], ours: _Rows, theirs: _Rows, space: LinkSpace
) -> dict[int, int]:
    """Return ``told`` if rows changed places by it and ``others`` do not contradict that."""
    moved = {i: j for i, j in told.items() if i != j}
    if not moved or moved.keys() != set(moved.values()):
        return {}
    back = {j: i for i, j in others.items()}
    contradicted = any(others.get(i, j) != j or back.get(j, i) != i for i, j in moved.items())
    if contradicted or any(find_doubt(ours[i], theirs[j], space) for i, j in moved.items()):
        return {}
    return told
