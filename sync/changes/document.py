"""A whole document: all that changed since a translation was made."""

from __future__ import annotations

from sync.align.alignment import Alignment
from sync.align.blocks import BlockPairs
from sync.case import Case
from sync.changes.tables import compare_tables
from sync.changes.values import Changes, ProseChange, ProseChangeKind
from sync.markdown.document import BlockKind, Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.units import Unit, list_prose


def compare_document(case: Case) -> Changes | None:
    """Compare the base of a translation with its source, the translation's rows beside them.

    None where the base is not known.
    """
    if case.base is None:
        return None
    alignment = Alignment(case._replace(known=case.known or case.base))
    blocks = alignment.pair_blocks(case.base, case.source)
    return Changes(
        compare_tables(alignment, case.base),
        _compare_prose(case.base, case.source, blocks, case.generated),
    )


def _compare_prose(
    base: Markdown, source: Markdown, pairs: BlockPairs, generated: tuple[GeneratedPair, ...]
) -> tuple[ProseChange, ...]:
    """Return the blocks outside tables and generated blocks that changed, in the source's order.

    Removed ones come last. Line breaks within a paragraph do not count.
    """
    unchanged = {j for _, j in pairs.stayed}
    kinds = {j: (i, ProseChangeKind.CHANGED) for i, j in pairs.edited}
    kinds |= {j: (i, ProseChangeKind.MOVED) for i, j in pairs.moved}
    before = {unit.place: unit for unit in list_prose(base, generated)}
    changes = []
    for new in list_prose(source, generated):
        if new.place not in unchanged:
            i, kind = kinds.get(new.place, (None, ProseChangeKind.ADDED))
            changes.append(_describe(None if i is None else before[i], new, kind))
    kept = {i for i, _ in (*pairs.stayed, *pairs.moved, *pairs.edited)}
    gone = (unit for place, unit in before.items() if place not in kept)
    changes += [_describe(old, None, ProseChangeKind.REMOVED) for old in gone]
    return tuple(changes)


def _describe(old: Unit | None, new: Unit | None, kind: ProseChangeKind) -> ProseChange:
    return ProseChange(
        kind,
        None if new is None else new.line + 1,
        None if old is None else old.line + 1,
        None if old is None else old.raw,
        None if new is None else new.raw,
        _name(new if old is None else old),
    )


def _name(unit: Unit | None) -> str:
    block = None if unit is None else unit.block
    return "front matter" if block and block.kind is BlockKind.FRONT_MATTER else "block"
