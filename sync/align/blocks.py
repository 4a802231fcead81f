"""Blocks of prose: which of one text answers to which of another."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from sync.align.likeness import find_overlap
from sync.align.monotone import align_in_order
from sync.align.sequences import Pair, gaps, pair_in_order, rising, unique
from sync.align.unit_versions import pair_unit_versions
from sync.align.versions import TablePair
from sync.markdown.document import Block, BlockKind, Markdown
from sync.markdown.generated import GeneratedPair
from sync.markdown.signature import sign
from sync.stamps.comment import LABEL
from sync.units.reading import list_units

# What two headings of different levels are worth beside two of one level, which are worth 1.
_OTHER_LEVEL = 0.3


@lru_cache(maxsize=8)  # all translations of a source ask the same
def place_version_blocks(
    base: Markdown,
    source: Markdown,
    tables: tuple[Pair, ...],
    generated: tuple[GeneratedPair, ...] = (),
) -> Mapping[int, int]:
    """Map blocks of a new version, tables among them, to those that stood in their places.

    These are the pairs of tables (old, new) and of units, and what is equal or has the same shape
    between them, though it may say something else altogether.
    """
    versions = pair_unit_versions(base, source, tables, generated)
    units = [_list_unit_blocks(document, generated) for document in (base, source)]
    at = _table_places(base), _table_places(source)
    pairs = [
        (units[0][old], units[1][new], new in versions.moved)
        for new, old in versions.old.items()
        if old in units[0] and new in units[1]
    ]
    stayed = [(i, j) for i, j, is_moved in pairs if not is_moved]
    anchors = rising([*stayed, *((at[0][i], at[1][j]) for i, j in tables)])
    ours, theirs = ([block.wording for block in doc.blocks] for doc in (base, source))
    equal = list(anchors)
    for left, right in gaps(anchors, len(ours), len(theirs)):
        inner = pair_in_order([ours[i] for i in left], [theirs[j] for j in right])
        equal += [(left.start + i, right.start + j) for i, j in inner]
    places = {j: i for i, j in _fill_gaps(base.blocks, source.blocks, sorted(equal))}
    return places | {j: i for i, j, is_moved in pairs if is_moved and base.blocks[i].table is None}


def _list_unit_blocks(
    document: Markdown, generated: tuple[GeneratedPair, ...]
) -> Mapping[int, int]:
    """Map units to the blocks that they are; keys of front matter are none."""
    at = {block.start: place for place, block in enumerate(document.blocks)}
    units = list_units(document, generated).units
    return {
        place: at[unit.block.start] for place, unit in enumerate(units) if unit.block is not None
    }


@lru_cache(maxsize=8)
def find_moved(
    base: Markdown,
    source: Markdown,
    tables: tuple[TablePair, ...],
    generated: tuple[GeneratedPair, ...] = (),
) -> tuple[TablePair, ...]:
    """Return pairs of tables, those as ``moved`` that passed prose which stayed, or a container."""
    indices = tuple((pair.base, pair.source) for pair in tables)
    versions = pair_unit_versions(base, source, indices, generated)
    units = list_units(source, generated).units
    moved = {units[place].table for place in versions.moved}
    at = _table_places(base), _table_places(source)
    return tuple(
        pair._replace(
            moved=pair.moved
            or pair.source in moved
            or base.blocks[old].containers != source.blocks[new].containers
        )
        for pair in tables
        for old, new in [(at[0][pair.base], at[1][pair.source])]
    )


def pair_translated_blocks(
    base: Markdown, translated: Markdown, tables: Iterable[Pair]
) -> dict[int, int]:
    """Map blocks of a source to those of its translation, by tables, headings and shape.

    A stretch between two known blocks is mapped where both sides have the same shapes. What stands
    at the translation's head alone, a stamp and front matter made for one, is no part of it: the
    source's front matter answers to all of the head, so that nothing is put between its blocks.
    """
    ours, theirs = base.blocks, translated.blocks
    places = _table_places(base), _table_places(translated)
    anchors = [(places[0][i], places[1][j]) for i, j in tables]
    head = _count_head(theirs)
    if head and ours[:1] and ours[0].kind is BlockKind.FRONT_MATTER:
        anchors.append((0, head - 1))
    return dict(_fill_gaps(ours, theirs, sorted(anchors), head))


def _count_head(blocks: Sequence[Block]) -> int:
    """Return how many blocks are front matter and the comment of a stamp, at a text's head."""
    count = int(bool(blocks) and blocks[0].kind is BlockKind.FRONT_MATTER)
    return count + any(LABEL in block.content for block in blocks[count : count + 1])


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
    for ours, theirs in gaps(anchors, len(base.blocks), len(translated.blocks)):
        left = _headings(base.blocks, ours)
        right = _headings(translated.blocks, theirs)
        common = pair_in_order([level for _, level in left], [level for _, level in right])
        found.update(left[i][0] for i, _ in common)
    return frozenset(found)


def guess_headings(
    base: Markdown, translated: Markdown, known: Mapping[int, int]
) -> Mapping[int, int]:
    """Map headings of a source, as blocks, to the translation's that may be theirs.

    ``known`` are blocks that surely answer to each other. Between them headings pair in order,
    those first of one level and those whose sections hold the same kinds of blocks.
    """
    found: dict[int, int] = {}
    sizes = len(base.blocks), len(translated.blocks)
    for ours, theirs in gaps(rising(sorted(known.items())), *sizes):
        left, right = _headings(base.blocks, ours), _headings(translated.blocks, theirs)
        shapes = (
            [_list_shapes(base.blocks, place) for place, _ in left],
            [_list_shapes(translated.blocks, place) for place, _ in right],
        )
        levels = [level for _, level in left], [level for _, level in right]

        def score(i: int, j: int, levels: _Levels = levels, shapes: _Shapes = shapes) -> float:
            same = levels[0][i] == levels[1][j]
            return (1.0 if same else _OTHER_LEVEL) + find_overlap(shapes[0][i], shapes[1][j])

        aligned = align_in_order(score, range(len(left)), range(len(right)))
        if aligned is not None:
            found |= {left[i][0]: right[j][0] for i, j in aligned[0]}
    return found


_Levels = tuple[Sequence[int], Sequence[int]]
_Shapes = tuple[Sequence[Sequence[Hashable]], Sequence[Sequence[Hashable]]]


def _list_shapes(blocks: Sequence[Block], heading: int) -> list[Hashable]:
    return [block.shape for block in list_section(blocks, heading)]


def list_section(blocks: Sequence[Block], heading: int) -> Iterator[Block]:
    """Yield the blocks between a heading and the next one; no other is touched."""
    following = (blocks[place] for place in range(heading + 1, len(blocks)))
    return takewhile(lambda block: block.kind is not BlockKind.HEADING, following)


def _table_places(document: Markdown) -> list[int]:
    return [place for place, block in enumerate(document.blocks) if block.table is not None]


def _fill_gaps(
    ours: Sequence[Block], theirs: Sequence[Block], anchors: Sequence[Pair], head: int = 0
) -> list[Pair]:
    known = list(anchors)
    for left, right in gaps(anchors, len(ours), len(theirs)):
        known += _pair_headings(ours, theirs, left, right)
    known.sort()
    pairs = list(known)
    for left, right in gaps(known, len(ours), len(theirs)):
        # A table between two anchors has no counterpart.
        here = [i for i in left if ours[i].table is None]
        there = [j for j in right if theirs[j].table is None and j >= head]
        if [ours[i].shape for i in here] == [theirs[j].shape for j in there]:
            pairs += zip(here, there, strict=True)
    return sorted(pairs)


def _pair_headings(
    ours: Sequence[Block], theirs: Sequence[Block], here: range, there: range
) -> list[Pair]:
    """Pair all headings where the levels are the same, else by what they share, then by rank."""
    left, right = _headings(ours, here), _headings(theirs, there)
    pairs: list[Pair] = []
    todo = [(0, len(left), 0, len(right))]
    while todo:
        a, b, c, d = todo.pop()
        inner = left[a:b], right[c:d]
        if [level for _, level in inner[0]] == [level for _, level in inner[1]]:
            pairs += zip(range(a, b), range(c, d), strict=True)
            continue
        known = rising(unique(_sign_headings(ours, inner[0]), _sign_headings(theirs, inner[1])))
        known = known or _pair_outermost(*inner)
        pairs += [(a + i, c + j) for i, j in known]
        if known:
            todo += [
                (a + above.start, a + above.stop, c + below.start, c + below.stop)
                for above, below in gaps(known, b - a, d - c)
            ]
    return [(left[i][0], right[j][0]) for i, j in pairs]


_Headings = Sequence[tuple[int, int]]


def _headings(blocks: Sequence[Block], places: range) -> list[tuple[int, int]]:
    """Return the place and the level of each heading among some blocks."""
    return [
        (place, blocks[place].level) for place in places if blocks[place].kind is BlockKind.HEADING
    ]


def _sign_headings(blocks: Sequence[Block], headings: _Headings) -> list[Hashable]:
    """Return the level, numbers, code and emoji of each heading; None where it has only a level."""
    signatures = [sign([blocks[place].content], lambda _: None) for place, _ in headings]
    return [
        (level, frozenset(signature.items())) if signature else None
        for (_, level), signature in zip(headings, signatures, strict=True)
    ]


def _pair_outermost(ours: _Headings, theirs: _Headings) -> list[Pair]:
    """Pair the headings of the highest rank where both sides have as many: their sections."""
    top = min((level for _, level in (*ours, *theirs)), default=0)
    left, right = (
        [place for place, (_, level) in enumerate(side) if level == top] for side in (ours, theirs)
    )
    return list(zip(left, right, strict=True)) if len(left) == len(right) else []
