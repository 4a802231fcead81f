"""Blocks of a translation that say once more, word for word, what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from sync.markdown.signature import is_verbatim
from sync.units.openers import name_directive
from sync.units.values import DocumentUnit


def find_copies(
    ours: Sequence[DocumentUnit],
    theirs: Sequence[DocumentUnit],
    beside: Sequence[tuple[DocumentUnit, DocumentUnit]],
) -> tuple[DocumentUnit, ...]:
    """Find texts of a translation that it has twice, where it has more of them than the source.

    ``beside`` are the pairs above and below, the source's block first. Parts of a text that was
    parted do not say the same, whatever their lengths are. What the source says twice there may be
    said twice.
    """
    here, there = ([unit for unit in side if _is_words(unit)] for side in (ours, theirs))
    repeated = _list_repeated(here, [pair[0] for pair in beside])
    copies = _list_repeated(there, [pair[1] for pair in beside])
    surplus = min(len(there) - len(here), len(copies) - len(repeated))
    return tuple(copies[: max(0, surplus)])


def _list_repeated(
    units: Sequence[DocumentUnit], beside: Sequence[DocumentUnit]
) -> list[DocumentUnit]:
    known = {unit.says for unit in beside}
    repeated = []
    for unit in units:
        if unit.says in known:
            repeated.append(unit)
        known.add(unit.says)
    return repeated


def _is_words(unit: DocumentUnit) -> bool:
    is_said = unit.is_text and not is_verbatim(unit.text)
    return is_said and any(name_directive(line) is None for line in unit.body)
