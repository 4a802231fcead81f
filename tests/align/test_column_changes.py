"""A table that gained, lost or moved a column is still the same table."""

from __future__ import annotations

import pytest

from sync.align.versions import IgnoredTables, pair_tables
from sync.markdown.document import read_markdown

BASE = """\
## Tools

| Tool | Purpose | Price |
| --- | --- | --- |
| Hammer | drives nails into wood | 12 |
| Saw | cuts boards to length | 25 |
| Level | shows what is straight | 9 |
"""
COLUMN_IN_FRONT = """\
## Tools

| Where it is kept | Tool | Purpose | Price |
| --- | --- | --- | --- |
| in the shed behind the house | Hammer | drives nails into wood | 12 |
| on the wall of the workshop | Saw | cuts boards to length | 25 |
| in the drawer under the bench | Level | shows what is straight | 9 |
"""
OTHER_ORDER = """\
## Tools

| Price | Purpose | Tool |
| --- | --- | --- |
| 12 | drives nails into wood | Hammer |
| 25 | cuts boards to length | Saw |
| 9 | shows what is straight | Level |
"""
OTHER_TABLE = """\
## Tools

| Place | Opens | Tool | Price |
| --- | --- | --- | --- |
| Harbour | at dawn | Crane | 800 |
| Market | at noon | Cart | 60 |
"""


@pytest.mark.parametrize(
    ("before", "after", "columns"),
    [
        (BASE, COLUMN_IN_FRONT, ((0, 1), (1, 2), (2, 3))),
        (COLUMN_IN_FRONT, BASE, ((1, 0), (2, 1), (3, 2))),
        (BASE, OTHER_ORDER, ((2, 0), (1, 1), (0, 2))),
    ],
    ids=["added in front", "removed from the front", "reordered"],
)
def test_rows_are_paired_across_a_change_of_columns(
    before: str, after: str, columns: tuple[tuple[int, int], ...]
) -> None:
    (pair,) = pair_tables(read_markdown(before), read_markdown(after), IgnoredTables())
    assert pair.columns == columns
    assert pair.rows == ((0, 0), (1, 1), (2, 2))


def test_shared_column_names_alone_make_no_pair() -> None:
    assert pair_tables(read_markdown(BASE), read_markdown(OTHER_TABLE), IgnoredTables()) == ()
