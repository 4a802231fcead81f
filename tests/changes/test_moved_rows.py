"""A row that moved from one table to another is told once, where it is now."""

from __future__ import annotations

from sync.changes.document import compare_document
from sync.changes.values import RowChangeKind, TableChange, TableChangeKind
from tests.cases import make_case
from tests.merge.merging import SPACE

BASE = """\
# Tea

| Tea | Taste |
| --- | --- |
| Green | Fresh |
| Mint | Cool |

Text.

| Herb | Flavour | Cups |
| --- | --- | --- |
| Lime | Sour | 1 |
"""
TRANSLATION = """\
# Tee

| Tee | Geschmack |
| --- | --- |
| Grün | Frisch |
| Minze | Kühl |

Text.

| Kraut | Aroma | Tassen |
| --- | --- | --- |
| Linde | Sauer | 1 |
"""


def compare(later: str, translation: str = TRANSLATION) -> tuple[TableChange, ...]:
    changes = compare_document(make_case(later, translation, SPACE, base=BASE))
    assert changes is not None
    return changes.tables


def move(row: str) -> str:
    return BASE.replace("| Mint | Cool |\n", "") + row


def test_a_row_that_moved_and_changed() -> None:
    (table,) = compare(move("| Mint | Cool and clear | 2 |\n"))
    (row,) = table.rows

    assert table.kind is TableChangeKind.CHANGED
    assert row.kind is RowChangeKind.CHANGED
    assert (row.source_line, row.base_line, row.translation_line) == (12, 6, 6)
    told = [(cell.column, cell.before, cell.after, cell.translation) for cell in row.cells]
    assert told == [(2, "Cool", "Cool and clear", "Kühl"), (3, None, "2", None)]
    assert [(cell.text, cell.translation) for cell in row.kept] == [("Mint", "Minze")]


def test_a_row_that_moved_as_it_was() -> None:
    swapped = BASE.replace("| Mint | Cool |\n", "").replace(
        "# Tea\n", "# Tea\n\n| Herb | Flavour |\n| --- | --- |\n| Mint | Cool |\n"
    )
    (table,) = compare(swapped)

    assert table.kind is TableChangeKind.ADDED
    kinds = [(row.kind, row.base_line, row.translation_line) for row in table.rows]
    assert kinds == [(RowChangeKind.ADDED, None, None), (RowChangeKind.MOVED, 6, 6)]
    assert [cell.translation for cell in table.rows[1].kept] == ["Minze", "Kühl"]


def test_a_table_that_is_gone_tells_of_the_rows_that_are() -> None:
    start, end = BASE.index("| Tea"), BASE.index("Text.")
    gone, changed = compare(BASE[:start] + BASE[end:] + "| Mint | Cool | 2 |\n")[::-1]

    assert gone.kind is TableChangeKind.REMOVED
    assert [row.base_line for row in gone.rows] == [3, 5]
    assert [row.kind for row in changed.rows] == [RowChangeKind.CHANGED]


def test_a_row_that_goes_and_another_that_comes() -> None:
    changes = compare(move("| Thyme | Bitter | 3 |\n"))

    kinds = [[row.kind for row in table.rows] for table in changes]
    assert kinds == [[RowChangeKind.REMOVED], [RowChangeKind.ADDED]]
