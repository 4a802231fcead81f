"""Two versions of a source: which table, column and row of the old one is which of the new.

Both are in one language, so text decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from sync.align.columns import pair_columns
from sync.align.likeness import LONG_TEXT, find_likeness, find_overlap
from sync.align.sequences import Pair, pair_equal, pair_in_order, rising
from sync.markdown.document import Markdown, Table
from sync.markdown.inline import read_inline
from sync.markdown.signature import is_verbatim

# Weights and thresholds were measured on the revisions of real documentation (tests hold cases).
_SAME_TABLE = 1.6
_SIMILAR = 80.0
_PERHAPS = 70.0
# More comparisons than this between unpaired rows are not made: such rows count as new.
_COMPARISONS = 1_000_000
# The same, in pairs of characters.
_CHARACTERS = 100_000_000_000


@dataclass(frozen=True, slots=True)
class TablePair:
    """Table ``base`` of the old version became table ``source`` of the new one.

    ``same`` says that no cell differs, so that at most the format does; ``moved`` that it passed
    a table that stayed. ``columns`` and ``rows`` pair indices, old first.
    """

    base: int
    source: int
    same: bool
    moved: bool
    columns: tuple[Pair, ...]
    rows: tuple[Pair, ...]


def pair_tables(base: Markdown, source: Markdown, ignored: IgnoredTables) -> tuple[TablePair, ...]:
    """Pair the tables of two versions, in the order of the new one."""
    ours = [i for i in range(len(base.tables)) if i not in ignored.base]
    theirs = [j for j in range(len(source.tables)) if j not in ignored.source]
    equal = pair_equal(
        [_fold_table(base.tables[i]) for i in ours],
        [_fold_table(source.tables[j]) for j in theirs],
    )
    pairs = [(ours[i], theirs[j]) for i, j in equal]
    same = set(pairs)
    pairs += _pair_changed(base, source, ours, theirs, pairs)
    stayed = set(rising(pairs))
    return tuple(
        _compare(base.tables[i], source.tables[j], (i, j), (i, j) in same, (i, j) not in stayed)
        for i, j in sorted(pairs, key=lambda pair: pair[1])
    )


@dataclass(frozen=True, slots=True)
class IgnoredTables:
    """The tables, by index, that stand in generated blocks and do not count."""

    base: frozenset[int] = frozenset()
    source: frozenset[int] = frozenset()


def fold(cell: str) -> str:
    """Return a cell's text with its white space collapsed: what counts as the same text."""
    return " ".join(cell.split())


_Folded = tuple[tuple[str, ...], ...]


def _fold_table(table: Table) -> _Folded:
    return tuple(tuple(map(fold, row)) for row in table.content)


def _pair_changed(
    base: Markdown,
    source: Markdown,
    ours: Sequence[int],
    theirs: Sequence[int],
    taken: Sequence[Pair],
) -> list[Pair]:
    used_base, used_source = {i for i, _ in taken}, {j for _, j in taken}
    left = [i for i in ours if i not in used_base]
    right = [j for j in theirs if j not in used_source]
    if len(left) * len(right) > _COMPARISONS // 100:
        return []
    scored = [(-_score(base, source, i, j), abs(i - j), i, j) for i in left for j in right]
    pairs: list[Pair] = []
    for score, _, i, j in sorted(scored):
        if -score >= _SAME_TABLE and i not in used_base and j not in used_source:
            used_base.add(i)
            used_source.add(j)
            pairs.append((i, j))
    return pairs


def _score(base: Markdown, source: Markdown, i: int, j: int) -> float:
    old, new = base.tables[i], source.tables[j]
    ours, theirs = _fold_table(old), _fold_table(new)
    score = 1.0 if ours[0] == theirs[0] else 0.0
    score += 0.7 if _nearest_heading(base, old) == _nearest_heading(source, new) else 0.0
    score += _similarity(ours, theirs)
    ours, theirs = _share_columns(ours, theirs)
    score += 1.5 * find_overlap(ours[1:], theirs[1:])
    return score + find_overlap([row[0] for row in ours[1:]], [row[0] for row in theirs[1:]])


def _share_columns(ours: _Folded, theirs: _Folded) -> tuple[_Folded, _Folded]:
    """Leave out what only one side has, where most of the narrower table's columns are shared."""
    pairs = [] if ours[0] == theirs[0] else pair_equal(ours[0], theirs[0])
    if 2 * len(pairs) <= min(len(ours[0]), len(theirs[0])):
        return ours, theirs
    return (
        tuple(tuple(row[i] for i, _ in pairs) for row in ours),
        tuple(tuple(row[j] for _, j in pairs) for row in theirs),
    )


def _nearest_heading(document: Markdown, table: Table) -> str:
    return document.blocks[table.headings[-1]].content if table.headings else ""


def _similarity(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> float:
    ours = " ".join(cell for row in first for cell in row)
    theirs = " ".join(cell for row in second for cell in row)
    return find_likeness(ours, theirs) / 100


def _compare(old: Table, new: Table, place: Pair, same: bool, moved: bool) -> TablePair:  # noqa: FBT001
    if same:
        columns = tuple((k, k) for k in range(old.columns))
        rows = tuple((k, k) for k in range(len(old.rows)))
        return TablePair(*place, same=True, moved=moved, columns=columns, rows=rows)
    columns = pair_columns(_fold_table(old), _fold_table(new))
    found = _pair_rows(
        _project(old, [i for i, _ in columns]), _project(new, [j for _, j in columns])
    )
    return TablePair(*place, same=False, moved=moved, columns=columns, rows=tuple(found))


def _project(table: Table, columns: Sequence[int]) -> list[tuple[str, ...]]:
    return [tuple(fold(row[k]) for k in columns) for row in table.content[1:]]


def _pair_rows(ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]]) -> list[Pair]:
    """Pair rows: equal, then by a unique link, then but for links, then by likeness."""
    pairs = pair_in_order(ours, theirs)
    for key in (_whole, _link_key, _without_links):
        pairs += _pair_by(ours, theirs, pairs, key)
    pairs += _pair_similar(ours, theirs, pairs)
    return _uncross_twins(ours, pairs)


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
    ours: Sequence[tuple[str, ...]], theirs: Sequence[tuple[str, ...]], pairs: Sequence[Pair]
) -> list[Pair]:
    left, right = _unpaired(ours, theirs, pairs)
    texts = {i: " | ".join(ours[i]) for i in left}, {j: " | ".join(theirs[j]) for j in right}
    lengths = [sum(min(len(text), LONG_TEXT) for text in side.values()) for side in texts]
    if len(left) * len(right) > _COMPARISONS or lengths[0] * lengths[1] > _CHARACTERS:
        return _pair_named(ours, theirs, left, right)
    scored: list[tuple[float, int, int, int]] = []
    for i in left:
        for j in right:
            score = find_likeness(texts[0][i], texts[1][j], _PERHAPS)
            if score >= _SIMILAR or (score >= _PERHAPS and _same_name(ours[i], theirs[j])):
                scored.append((-score, abs(i - j), i, j))
    found: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in sorted(scored):
        if i not in taken[0] and j not in taken[1]:
            found.append((i, j))
            taken[0].add(i)
            taken[1].add(j)
    return found


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
