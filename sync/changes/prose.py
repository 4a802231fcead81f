"""What changed in a source outside its tables, block by block."""

from __future__ import annotations

from sync.align.likeness import find_likeness
from sync.align.sequences import Pair, pair_equal, rising
from sync.changes.values import ProseChange, ProseChangeKind
from sync.markdown.document import Block, Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.prose import prose_blocks, prose_content

# Two blocks of one kind in one place are an edited one from here on (percent of likeness).
_SIMILAR = 50.0
_COMPARISONS = 250_000


def compare_prose(
    base: Markdown, source: Markdown, pairs: tuple[GeneratedPair, ...]
) -> tuple[ProseChange, ...]:
    """Return the blocks outside tables and generated spans that changed, in the source's order.

    Removed ones come last. Line breaks within a paragraph do not count.
    """
    ours, theirs = prose_blocks(base, pairs), prose_blocks(source, pairs)
    equal = pair_equal([prose_content(b) for b in ours], [prose_content(b) for b in theirs])
    stayed = set(rising(equal))
    edited = _pair_edited(ours, theirs, equal)
    kinds = {j: (i, ProseChangeKind.CHANGED) for i, j in edited}
    kinds |= {j: (i, ProseChangeKind.MOVED) for i, j in equal if (i, j) not in stayed}
    unchanged = {j for _, j in stayed}
    changes = []
    for j, block in enumerate(theirs):
        if j in unchanged:
            continue
        i, kind = kinds.get(j, (None, ProseChangeKind.ADDED))
        old = None if i is None else ours[i]
        changes.append(_describe(base, source, old, block, kind))
    kept = {i for i, _ in (*equal, *edited)}
    gone = (block for i, block in enumerate(ours) if i not in kept)
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


def _pair_edited(
    ours: tuple[Block, ...], theirs: tuple[Block, ...], equal: list[Pair]
) -> list[Pair]:
    """Pair blocks of one shape between the same unchanged neighbours, by likeness, in order."""
    bounds = rising(equal)
    taken = {i for i, _ in equal}, {j for _, j in equal}
    starts = [(0, 0), *((i + 1, j + 1) for i, j in bounds)]
    ends = [*bounds, (len(ours), len(theirs))]
    edited: list[Pair] = []
    for (a, c), (b, d) in zip(starts, ends, strict=True):
        left = [i for i in range(a, b) if i not in taken[0]]
        right = [j for j in range(c, d) if j not in taken[1]]
        edited += _pair_gap(ours, theirs, left, right)
    return edited


def _pair_gap(
    ours: tuple[Block, ...], theirs: tuple[Block, ...], left: list[int], right: list[int]
) -> list[Pair]:
    if len(left) == len(right) == 1 and ours[left[0]].shape == theirs[right[0]].shape:
        return [(left[0], right[0])]
    if len(left) * len(right) > _COMPARISONS:
        return []
    scored = [
        (-score, abs(i - j), i, j)
        for i in left
        for j in right
        if ours[i].shape == theirs[j].shape
        if (score := _likeness(ours[i], theirs[j])) >= _SIMILAR
    ]
    pairs: list[Pair] = []
    for _, _, i, j in sorted(scored):
        if all((i < k) == (j < m) and i != k and j != m for k, m in pairs):
            pairs.append((i, j))
    return pairs


def _likeness(ours: Block, theirs: Block) -> float:
    return find_likeness(ours.content, theirs.content, _SIMILAR)
