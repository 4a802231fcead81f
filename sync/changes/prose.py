"""What changed in a source outside its tables, block by block."""

from __future__ import annotations

from sync.align.blocks import BlockPairs
from sync.changes.values import ProseChange, ProseChangeKind
from sync.markdown.document import Block, Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.prose import list_prose


def compare_prose(
    base: Markdown, source: Markdown, pairs: BlockPairs, generated: tuple[GeneratedPair, ...]
) -> tuple[ProseChange, ...]:
    """Return the blocks outside tables and generated blocks that changed, in the source's order.

    Removed ones come last. Line breaks within a paragraph do not count.
    """
    unchanged = {j for _, j in pairs.stayed}
    kinds = {j: (i, ProseChangeKind.CHANGED) for i, j in pairs.edited}
    kinds |= {j: (i, ProseChangeKind.MOVED) for i, j in pairs.moved}
    changes = []
    for j in list_prose(source, generated):
        if j not in unchanged:
            i, kind = kinds.get(j, (None, ProseChangeKind.ADDED))
            old = None if i is None else base.blocks[i]
            changes.append(_describe(base, source, old, source.blocks[j], kind))
    kept = {i for i, _ in (*pairs.stayed, *pairs.moved, *pairs.edited)}
    gone = (base.blocks[i] for i in list_prose(base, generated) if i not in kept)
    changes += [_describe(base, source, block, None, ProseChangeKind.REMOVED) for block in gone]
    return tuple(changes)


def _describe(
    base: Markdown, source: Markdown, old: Block | None, new: Block | None, kind: ProseChangeKind
) -> ProseChange:
    return ProseChange(
        kind,
        None if new is None else new.start + 1,
        None if old is None else old.start + 1,
        None if old is None else _text(base, old),
        None if new is None else _text(source, new),
    )


def _text(document: Markdown, block: Block) -> str:
    return "".join(document.lines[block.start : block.end]).rstrip("\r\n")
