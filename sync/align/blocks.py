"""Blocks of prose: which of one text answers to which of another, to find places in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from sync.align.sequences import Pair, pair_in_order, rising
from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.signature import sign


def pair_version_blocks(base: Markdown, source: Markdown, tables: Iterable[Pair]) -> dict[int, int]:
    """Map blocks of a source's new version to those of the old one; edited ones by their place.

    ``tables`` are the pairs of tables (old, new), which are known already.
    """
    paired = list(tables)
    ours = _name_blocks(base, {i: i for i, _ in paired})
    theirs = _name_blocks(source, {j: i for i, j in paired})
    pairs = _fill_gaps(base.blocks, source.blocks, pair_in_order(ours, theirs))
    return {j: i for i, j in pairs}


def pair_translated_blocks(
    base: Markdown, translated: Markdown, tables: Iterable[Pair]
) -> dict[int, int]:
    """Map blocks of a source to those of its translation, by tables, headings and shape.

    A stretch between two known blocks is mapped where both sides have the same shapes.
    """
    ours, theirs = base.blocks, translated.blocks
    places = _table_places(base), _table_places(translated)
    anchors = [(places[0][i], places[1][j]) for i, j in tables]
    return dict(_fill_gaps(ours, theirs, sorted(anchors)))


def find_translated_headings(
    base: Markdown, translated: Markdown, tables: Iterable[Pair]
) -> frozenset[int]:
    """Return the headings of a source, as block indices, that the translation seems to have.

    Between two known tables, a translation with fewer headings lacks those that a longest common
    sequence of levels leaves over. That is no base for a place, only for not writing one twice.
    """
    places = _table_places(base), _table_places(translated)
    anchors = sorted((places[0][i], places[1][j]) for i, j in tables)
    found: set[int] = set()
    for a, b, c, d in _gaps(anchors, len(base.blocks), len(translated.blocks)):
        left = _headings(base.blocks, a, b)
        right = _headings(translated.blocks, c, d)
        common = pair_in_order([level for _, level in left], [level for _, level in right])
        found.update(left[i][0] for i, _ in common)
    return frozenset(found)


def _name_blocks(document: Markdown, tables: dict[int, int]) -> list[Hashable]:
    names: list[Hashable] = []
    for place, block in enumerate(document.blocks):
        if block.table is None:
            names.append((block.shape, block.content))
        else:
            names.append(("table", tables.get(block.table, (id(document), place))))
    return names


def _table_places(document: Markdown) -> list[int]:
    return [place for place, block in enumerate(document.blocks) if block.table is not None]


def _fill_gaps(
    ours: Sequence[Block], theirs: Sequence[Block], anchors: Sequence[Pair]
) -> list[Pair]:
    pairs = list(anchors)
    for a, b, c, d in _gaps(anchors, len(ours), len(theirs)):
        headings = _pair_headings(ours[a:b], theirs[c:d])
        inner = [(a + i, c + j) for i, j in headings]
        pairs += inner
        for e, f, g, h in _gaps([(i - a, j - c) for i, j in inner], b - a, d - c):
            left, right = ours[a + e : a + f], theirs[c + g : c + h]
            if [x.shape for x in left] == [y.shape for y in right]:
                pairs += [(a + e + k, c + g + k) for k in range(len(left))]
    return sorted(pairs)


def _gaps(anchors: Sequence[Pair], ours: int, theirs: int) -> list[tuple[int, int, int, int]]:
    starts = [(0, 0), *((i + 1, j + 1) for i, j in anchors)]
    ends = [*anchors, (ours, theirs)]
    return [(i, k, j, m) for (i, j), (k, m) in zip(starts, ends, strict=True) if i < k or j < m]


def _pair_headings(ours: Sequence[Block], theirs: Sequence[Block]) -> list[Pair]:
    """Pair all headings where the levels are the same, else by what they share, then by rank."""
    left, right = _headings(ours, 0, len(ours)), _headings(theirs, 0, len(theirs))
    pairs: list[Pair] = []
    todo = [(0, len(left), 0, len(right))]
    while todo:
        a, b, c, d = todo.pop()
        inner = left[a:b], right[c:d]
        if [level for _, level in inner[0]] == [level for _, level in inner[1]]:
            pairs += zip(range(a, b), range(c, d), strict=True)
            continue
        known = _pair_signed(_sign_headings(ours, inner[0]), _sign_headings(theirs, inner[1]))
        known = known or _pair_outermost(*inner)
        pairs += [(a + i, c + j) for i, j in known]
        if known:
            todo += [(a + e, a + f, c + g, c + h) for e, f, g, h in _gaps(known, b - a, d - c)]
    return sorted((left[i][0], right[j][0]) for i, j in pairs)


_Headings = Sequence[tuple[int, int]]


def _headings(blocks: Sequence[Block], start: int, end: int) -> list[tuple[int, int]]:
    """Return the place and the level of each heading from ``start`` to ``end``."""
    return [
        (place, blocks[place].level)
        for place in range(start, end)
        if blocks[place].kind is BlockKind.HEADING
    ]


def _sign_headings(blocks: Sequence[Block], headings: _Headings) -> list[Hashable]:
    """Return the level, numbers, code and emoji of each heading; None where it has only a level."""
    signatures = [sign([blocks[place].content], lambda _: None) for place, _ in headings]
    return [
        (level, frozenset(signature.items())) if signature else None
        for (_, level), signature in zip(headings, signatures, strict=True)
    ]


def _pair_signed(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[Pair]:
    """Pair, in order, those that are not None, unique on each side and equal."""
    counts = Counter(ours), Counter(theirs)
    places = {key: j for j, key in enumerate(theirs) if key and counts[1][key] == 1}
    return rising([(i, places[k]) for i, k in enumerate(ours) if counts[0][k] == 1 and k in places])


def _pair_outermost(ours: _Headings, theirs: _Headings) -> list[Pair]:
    """Pair the headings of the highest rank where both sides have as many: their sections."""
    top = min((level for _, level in (*ours, *theirs)), default=0)
    left, right = (
        [place for place, (_, level) in enumerate(side) if level == top] for side in (ours, theirs)
    )
    return list(zip(left, right, strict=True)) if len(left) == len(right) else []
