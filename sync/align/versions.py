"""Two versions of a source: which table, column and row of the old one is which of the new.

Both are in one language, so text decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from sync.align.bounds import Budget, refuse_versions, weigh_texts
from sync.align.columns import find_rivals, pair_columns
from sync.align.likeness import find_likeness, find_overlap
from sync.align.rows import pair_version_rows
from sync.align.sequences import Pair, pair_best, pair_equal, rising, unique
from sync.markdown.document import Markdown, Table
from sync.markdown.lines import fold_space

# Weights and thresholds were measured on the revisions of real documentation (tests hold cases).
_SAME_TABLE = 1.6
# What two documents' tables and rows may cost to compare, and what it takes for two empty tables
# and for two rows in them.
_MOST = 400_000_000_000
_TABLE_COST, _ROW_COST = 10_000_000, 5_000
# What it may cost to say which columns of two tables are which before it is known that they fit.
_MOST_COLUMNS = 100_000_000


class TablePair(NamedTuple):
    """Table ``base`` of the old version became table ``source`` of the new one.

    ``same`` says that no cell differs, so that at most the format does; ``moved`` that it passed
    a table that stayed. ``columns`` and ``rows`` pair indices, old first. ``rivals`` are new
    columns that may have been other old ones as well, with those.
    """

    base: int
    source: int
    same: bool
    moved: bool
    columns: tuple[Pair, ...]
    rows: tuple[Pair, ...]
    rivals: tuple[tuple[int, tuple[int, ...]], ...] = ()


@lru_cache(maxsize=8)  # all translations of a source ask the same
def pair_tables(base: Markdown, source: Markdown, ignored: IgnoredTables) -> tuple[TablePair, ...]:
    """Pair the tables of two versions, in the order of the new one.

    Raises:
        RefusedError: so much changed at once that nobody can compare it all.
    """
    ours, theirs = _read_views(base, ignored.base), _read_views(source, ignored.source)
    pairs = _pair_same(ours, theirs)
    same = len(pairs)
    budget = Budget(_MOST)
    pairs += _pair_changed(*_without(ours, theirs, pairs), budget)
    stayed = set(rising([(old.place, new.place) for old, new in pairs]))
    found = [
        _compare(old, new, budget, same=k < same, moved=(old.place, new.place) not in stayed)
        for k, (old, new) in enumerate(pairs)
    ]
    return tuple(sorted(found, key=lambda pair: pair.source))


class IgnoredTables(NamedTuple):
    """The tables, by index, that stand in generated blocks and do not count."""

    base: frozenset[int] = frozenset()
    source: frozenset[int] = frozenset()


_Folded = tuple[tuple[str, ...], ...]


class _View:
    """A table by its index, its cells folded, header first, and what stands above it.

    ``above`` are the headings, outermost first; ``before`` is what the block before it says.
    """

    def __init__(
        self, place: int, table: Table, above: tuple[str, ...], before: Hashable = None
    ) -> None:
        self.place = place
        self.table = table
        self.rows = tuple(tuple(map(fold_space, row)) for row in table.content)
        self.above = above
        self.heading = above[-1] if above else ""
        self.before = before

    @property
    def key(self) -> tuple[tuple[str, ...], str]:
        return self.rows[0], self.heading

    @cached_property
    def text(self) -> str:
        return " ".join(cell for row in self.rows for cell in row)


def _read_views(document: Markdown, ignored: frozenset[int]) -> list[_View]:
    views: list[_View] = []
    before: Hashable = None
    for block in document.blocks:
        if block.table is not None and block.table not in ignored:
            table = document.tables[block.table]
            above = tuple(document.blocks[heading].content for heading in table.headings)
            views.append(_View(block.table, table, above, before))
        before = block.wording
    return views


_Views = Sequence[_View]
_Paired = list[tuple[_View, _View]]


def _pair_same(ours: _Views, theirs: _Views) -> _Paired:
    """Pair the tables that are equal; what stands above them, then their order, parts twins."""
    pairs: _Paired = []
    for key in (_tell_place, _tell_section, _tell_rows):
        left, right = _without(ours, theirs, pairs)
        pairs += [(left[i], right[j]) for i, j in pair_equal([*map(key, left)], [*map(key, right)])]
    return sorted(pairs, key=lambda pair: pair[0].place)


def _tell_place(view: _View) -> Hashable:
    return view.rows, view.above, view.before


def _tell_section(view: _View) -> Hashable:
    return view.rows, view.heading


def _tell_rows(view: _View) -> Hashable:
    return view.rows


def _without(ours: _Views, theirs: _Views, pairs: _Paired) -> tuple[list[_View], list[_View]]:
    used = {old.place for old, _ in pairs}, {new.place for _, new in pairs}
    return (
        [view for view in ours if view.place not in used[0]],
        [view for view in theirs if view.place not in used[1]],
    )


def _pair_changed(ours: _Views, theirs: _Views, budget: Budget) -> _Paired:
    """Pair tables that are not equal; raises RefusedError where they are too many to compare."""
    if budget.spend(_weigh(ours, theirs)):
        return _pair_scored(ours, theirs)
    pairs = _pair_keyed(ours, theirs)
    left, right = _without(ours, theirs, pairs)
    if not budget.spend(_weigh(left, right)):
        raise refuse_versions(right[0].table.start, "tables", (len(left), len(right)))
    return pairs + _pair_scored(left, right)


def _weigh(ours: _Views, theirs: _Views) -> int:
    rows = sum(len(view.rows) for view in ours), sum(len(view.rows) for view in theirs)
    lengths = [len(view.text) for view in ours], [len(view.text) for view in theirs]
    return (
        _TABLE_COST * len(ours) * len(theirs)
        + _ROW_COST * (len(theirs) * rows[0] + len(ours) * rows[1])
        + weigh_texts(*lengths)
    )


def _pair_keyed(ours: _Views, theirs: _Views) -> _Paired:
    """Pair tables too many to compare: those alone, on both sides, with their header and heading.

    That is enough for the score to say the same.
    """
    keyed = unique([view.key for view in ours], [view.key for view in theirs])
    return [(ours[i], theirs[j]) for i, j in keyed]


def _pair_scored(ours: _Views, theirs: _Views) -> _Paired:
    here, there = ({view.place: view for view in side} for side in (ours, theirs))
    pairs = pair_best(
        (score, old.place, new.place)
        for old in ours
        for new in theirs
        if (score := _score(old, new)) >= _SAME_TABLE
    )
    return [(here[i], there[j]) for i, j in pairs]


def _score(old: _View, new: _View) -> float:
    """Return how well two tables fit; 0 where they cannot be the same."""
    score = 1.0 if old.rows[0] == new.rows[0] else 0.0
    score += 0.7 if old.heading == new.heading else 0.0
    ours, theirs = _share_columns(old.rows, new.rows)
    score += 1.5 * find_overlap(ours[1:], theirs[1:])
    score += find_overlap([row[0] for row in ours[1:]], [row[0] for row in theirs[1:]])
    # Texts are alike to 1 at most, and compared where that can still tell.
    if score + 1 < _SAME_TABLE:
        return 0.0
    return score + find_likeness(old.text, new.text) / 100


def _share_columns(ours: _Folded, theirs: _Folded) -> tuple[_Folded, _Folded]:
    """Leave out what only one side has, where most of the narrower table's columns are shared."""
    pairs = [] if ours[0] == theirs[0] else _pair_headers(ours, theirs)
    if 2 * len(pairs) <= min(len(ours[0]), len(theirs[0])):
        return ours, theirs
    return (
        tuple(tuple(row[i] for i, _ in pairs) for row in ours),
        tuple(tuple(row[j] for _, j in pairs) for row in theirs),
    )


def _pair_headers(ours: _Folded, theirs: _Folded) -> Sequence[Pair]:
    """Pair columns by their headers; where a header stands more than once, cells have to say."""
    counts = Counter(ours[0]), Counter(theirs[0])
    shared = counts[0].keys() & counts[1].keys()
    if any(counts[0][name] != counts[1][name] for name in shared):
        found = pair_columns(ours, theirs, Budget(_MOST_COLUMNS))
        if found is not None:
            return found
    return pair_equal(ours[0], theirs[0])


def _compare(old: _View, new: _View, budget: Budget, *, same: bool, moved: bool) -> TablePair:
    place = old.place, new.place
    if same:
        columns = tuple((k, k) for k in range(old.table.columns))
        rows = tuple((k, k) for k in range(len(old.table.rows)))
        return TablePair(*place, same=True, moved=moved, columns=columns, rows=rows)
    paired = pair_columns(old.rows, new.rows, budget)
    if paired is None:
        counts = old.table.columns, new.table.columns
        raise refuse_versions(new.table.start, "columns", counts)
    ours, theirs = _project(old, [i for i, _ in paired]), _project(new, [j for _, j in paired])
    found = pair_version_rows(ours, theirs, budget)
    if found is None:
        raise refuse_versions(new.table.start, "rows", (len(ours), len(theirs)))
    rivals = find_rivals(old.rows, new.rows, paired, found, budget)
    return TablePair(
        *place, same=False, moved=moved, columns=paired, rows=tuple(found), rivals=rivals
    )


def _project(view: _View, columns: Sequence[int]) -> list[tuple[str, ...]]:
    return [tuple(row[k] for k in columns) for row in view.rows[1:]]
