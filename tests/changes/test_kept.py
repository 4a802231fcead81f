"""A row that changed comes with the cells that did not, each beside its translation."""

from __future__ import annotations

import pytest

from sync.changes.document import compare_document
from sync.changes.values import RowChangeKind, TableChange, UnchangedCell
from tests.cases import make_case
from tests.commands.teas import EVERYTHING, RELINKED, REORDERED, SHORTER, TEA, THE
from tests.merge.merging import SPACE

COLUMNS = ("Tea", "Minutes", "Guide")
SWAPPED = (
    TEA.replace("| Tea | Minutes |", "| Minutes | Tea |")
    .replace("| Green tea | 2 |", "| 5 | Green tea |")
    .replace("| Black tea | 4 |", "| 4 | Black tea |")
    .replace("| White tea | 3 |", "| 3 | White tea |")
    .replace("| Mint | 🌿 |", "| 🌿 | Mint |")
)


def compare(later: str) -> TableChange:
    changes = compare_document(make_case(later, THE, SPACE, base=TEA))
    assert changes is not None
    (table,) = changes.tables
    return table


def test_the_cells_beside_a_changed_one() -> None:
    table = compare(RELINKED)
    (row,) = table.rows

    assert table.columns == COLUMNS
    assert row.kept == (UnchangedCell(1, "Mint", "Menthe"), UnchangedCell(2, "🌿", "🌿"))


def test_a_row_that_moved_is_told_whole() -> None:
    moved = [row for row in compare(REORDERED).rows if row.kind is RowChangeKind.MOVED]

    assert [row.cells for row in moved] == [()]
    assert [cell.text for row in moved for cell in row.kept][1:] in (
        ["3", ""],
        ["2", "[Steps](green.md)"],
    )


@pytest.mark.parametrize("later", [RELINKED, REORDERED, SHORTER, EVERYTHING, SWAPPED])
def test_a_row_has_each_column_once(later: str) -> None:
    for row in compare(later).rows:
        told = [cell.column for cell in row.cells] + [cell.column for cell in row.kept]
        assert sorted(told) == [1, 2, 3]


def test_a_table_that_is_gone_has_the_columns_of_its_base() -> None:
    table = compare(TEA[: TEA.index("| Tea")] + "Ask around.\n")

    assert table.columns == COLUMNS
    assert all(row.kept == () for row in table.rows)
