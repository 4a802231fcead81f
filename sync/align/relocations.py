"""Rows of a source that stand in another table than before: split, merged and moved tables."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sync.align.bounds import Budget
from sync.align.columns import pair_moved_columns
from sync.align.keys import read_key
from sync.align.named_rows import Place, TableCells, pair_named_rows
from sync.align.rows import pair_version_rows
from sync.align.sequences import Pair, pair_equal
from sync.align.versions import TablePair
from sync.markdown.document import Markdown, Table, fit_cells
from sync.markdown.lines import fold_space

# As many rows of pairs of tables are laid beside one another, and as much may it cost to compare
# them. What is equal as a whole is found without.
_MOST_ROWS = 100_000
_MOST = 40_000_000_000


class Origin(NamedTuple):
    """Where a row of the new version was: the old version's table and row, as indices.

    ``columns`` pairs the old table's columns with the new one's.
    """

    table: int
    row: int
    columns: tuple[Pair, ...]


@lru_cache(maxsize=8)  # all translations of a source ask the same
def find_relocated(
    base: Markdown,
    source: Markdown,
    tables: tuple[tuple[int, ...], tuple[int, ...]],
    pairs: tuple[TablePair, ...],
) -> Mapping[Place, Origin]:
    """Map rows of ``source`` to where they were in ``base``, if that was another table.

    ``tables`` are those of either that count, ``pairs`` says which became which. Rows that left
    their table come first: equal ones, those whose name no other row has, those in tables of like
    headers. What stays where it was is found only by new tables, and only unchanged.
    """
    search = _Search(base, source, pairs)
    search.pair_equal(*tables)
    search.pair_named(*tables)
    for there in tables[1]:
        if search.wanted[there] and not search.try_all(search.pair_left, tables[0], there):
            break
    for there in tables[1]:
        is_new = there not in search.known and search.wanted[there]
        if is_new and not search.try_all(search.pair_copied, tables[0], there):
            break
    return search.found


class _Search:
    def __init__(self, base: Markdown, source: Markdown, pairs: Sequence[TablePair]) -> None:
        self._base, self._source = base, source
        self._budget = Budget(_MOST)
        self._rows = Budget(_MOST_ROWS)
        ours, theirs = {pair.base: pair for pair in pairs}, {pair.source: pair for pair in pairs}
        self.known = frozenset(theirs)
        self.found: dict[Place, Origin] = {}
        self.wanted = {
            place: _leave_out(table, (j for _, j in theirs[place].rows) if place in theirs else ())
            for place, table in enumerate(source.tables)
        }
        self._left = {
            place: _leave_out(table, (i for i, _ in ours[place].rows) if place in ours else ())
            for place, table in enumerate(base.tables)
        }

    def pair_equal(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        """Pair rows that are equal as a whole, twins in order, whatever the headers say."""
        waiting: dict[tuple[str, ...], deque[Pair]] = defaultdict(deque)
        for here in ours:
            table = self._base.tables[here]
            rows = _project(table, self._left[here], range(table.columns))
            for place, row in zip(self._left[here], rows, strict=True):
                waiting[row].append((here, place))
        gone: dict[int, set[int]] = defaultdict(set)
        for there in theirs:
            table = self._source.tables[there]
            rows = _project(table, self.wanted[there], range(table.columns))
            come = set()
            for place, row in zip(self.wanted[there], rows, strict=True):
                if waiting.get(row) and _share_name(row, row):
                    here, known = waiting[row].popleft()
                    columns = tuple((k, k) for k in range(table.columns))
                    self.found[there, place] = Origin(here, known, columns)
                    gone[here].add(known)
                    come.add(place)
            self.wanted[there] = [j for j in self.wanted[there] if j not in come]
        for here, rows_gone in gone.items():
            self._left[here] = [i for i in self._left[here] if i not in rows_gone]

    def pair_named(self, ours: Sequence[int], theirs: Sequence[int]) -> None:
        """Pair rows by a name that is unique in both documents, whatever the headers say."""
        gone = [(here, i) for here in ours for i in self._left[here]]
        come = [(there, j) for there in theirs for j in self.wanted[there]]
        if not gone or not come:
            return
        before = {k: _read_cells(self._base.tables[k]) for k in ours}
        after = {k: _read_cells(self._source.tables[k]) for k in theirs}
        pairs = pair_named_rows(before, after, gone, come)
        moved: dict[Pair, list[Pair]] = defaultdict(list)
        for (here, i), (there, j) in pairs:
            moved[here, there].append((i, j))
        for (here, there), rows in moved.items():
            columns = pair_moved_columns(
                [before[here].header, *(before[here].rows[i] for i, _ in rows)],
                [after[there].header, *(after[there].rows[j] for _, j in rows)],
                self._budget,
            )
            self.found.update({(there, j): Origin(here, i, columns) for i, j in rows})
        self._take_out(pairs)

    def try_all(self, pair: Callable[[int, int], bool], ours: Sequence[int], there: int) -> bool:
        """Look for the rows of a table in others; tell whether there is room to look for more."""
        return all(pair(here, there) for here in ours)

    def pair_left(self, here: int, there: int) -> bool:
        """Pair the rows that left a table with those that came to another, while there is room."""
        left, wanted = self._left[here], self.wanted[there]
        if not left or not wanted:
            return True
        if not self._rows.spend(len(left) + len(wanted)):
            return False
        old, new = self._base.tables[here], self._source.tables[there]
        columns = _pair_headers(old, new)
        if columns is not None:
            ours = _project(old, range(len(old.rows)), [i for i, _ in columns])
            theirs = _project(new, range(len(new.rows)), [j for _, j in columns])
            rows = [ours[i] for i in left], [theirs[j] for j in wanted]
            found = pair_version_rows(*rows, self._budget) or []
            names = _list_names(ours), _list_names(theirs)
            known = (
                (i, j) for i, j in found if not names[0][left[i]].isdisjoint(names[1][wanted[j]])
            )
            self._keep(here, there, columns, [(left[i], wanted[j]) for i, j in known])
        return True

    def pair_copied(self, here: int, there: int) -> bool:
        """Find unchanged rows of a table that stayed in a new one, by most of its columns."""
        old, new = self._base.tables[here], self._source.tables[there]
        wanted = self.wanted[there]
        columns = _pair_headers(old, new) if wanted else None
        if columns is None:
            return True
        if not self._rows.spend(len(old.rows) + len(wanted)):
            return False
        ours = _project(old, range(len(old.rows)), [i for i, _ in columns])
        theirs = _project(new, wanted, [j for _, j in columns])
        known = ((i, j) for i, j in pair_equal(ours, theirs) if _share_name(ours[i], theirs[j]))
        self._keep(here, there, columns, [(i, wanted[j]) for i, j in known])
        return True

    def _keep(self, here: int, there: int, columns: tuple[Pair, ...], rows: Sequence[Pair]) -> None:
        self.found.update({(there, j): Origin(here, i, columns) for i, j in rows})
        self._take_out([((here, i), (there, j)) for i, j in rows])

    def _take_out(self, pairs: Sequence[tuple[Place, Place]]) -> None:
        """Look for rows that were found no more."""
        gone, come = {here for here, _ in pairs}, {there for _, there in pairs}
        for here in {table for table, _ in gone}:
            self._left[here] = [i for i in self._left[here] if (here, i) not in gone]
        for there in {table for table, _ in come}:
            self.wanted[there] = [j for j in self.wanted[there] if (there, j) not in come]


def _leave_out(table: Table, paired: Iterable[int]) -> list[int]:
    taken = set(paired)
    return [k for k in range(len(table.rows)) if k not in taken]


def _pair_headers(old: Table, new: Table) -> tuple[Pair, ...] | None:
    """Pair the columns of two tables if most of the narrower one have equal headers."""
    ours, theirs = _fold_header(old), _fold_header(new)
    shared = pair_equal(ours, theirs)
    named = sum(ours[i] != "" for i, _ in shared)
    if 2 * named <= min(sum(map(bool, ours)), sum(map(bool, theirs))):
        return None
    return tuple(sorted(shared, key=lambda pair: pair[1]))


def _fold_header(table: Table) -> tuple[str, ...]:
    return tuple(map(fold_space, table.header.cells))


def _read_cells(table: Table) -> TableCells:
    rows = _project(table, range(len(table.rows)), range(table.columns))
    return TableCells(_fold_header(table), rows)


def _project(table: Table, rows: Sequence[int], columns: Sequence[int]) -> list[tuple[str, ...]]:
    cells = ([*map(fold_space, fit_cells(table.rows[k].cells, table.columns))] for k in rows)
    return [tuple(row[k] for k in columns) for row in cells]


def _list_names(rows: Sequence[tuple[str, ...]]) -> list[set[tuple[int, str]]]:
    """Return by which cells, with their columns, each row is told: those that no other row has."""
    counts = Counter(cell for row in rows for cell in enumerate(row))
    return [
        {(k, cell) for k, cell in enumerate(row) if counts[k, cell] == 1 and read_key(cell)}
        for row in rows
    ]


def _share_name(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether two rows have a cell in common that says something."""
    pairs = zip(ours, theirs, strict=True)
    return any(old == new and read_key(old) is not None for old, new in pairs)
