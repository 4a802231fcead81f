"""What the text says of translations that were written: cells, and blocks that were not kept."""

from __future__ import annotations

import pytest

from sync.merge.values import TableMerge, TableOutcome
from sync.model import State
from sync.reports.updates import render_updates_text
from sync.reports.values import Screen
from sync.results import Outcome, Updated, UpdatesReport
from tests.reports.made import status

TABLE = TableMerge(3, TableOutcome.UPDATED, kept=6, fuzzy=1)


@pytest.mark.parametrize(
    ("tables", "counts", "stamped", "said"),
    [
        ((TABLE,), {}, False, "6 kept, 1 fuzzy"),
        ((TABLE,), {"kept": 9}, False, "6 kept, 1 fuzzy"),
        ((TABLE,), {"kept": 9, "fuzzy": 2}, False, "6 kept, 1 fuzzy; blocks: 2 fuzzy"),
        ((), {"kept": 9, "moved": 1, "relinked": 2}, True,
         "blocks: 2 relinked, 1 moved; stamped as up to date"),
        ((), {"inserted": 1, "blocked": 3, "removed": 1}, False,
         "blocks: 1 inserted, 3 blocked, 1 removed"),
    ],
)  # fmt: skip
def test_blocks_are_told_beside_cells(
    tables: tuple[TableMerge, ...], counts: dict[str, int], stamped: bool, said: str
) -> None:
    update = Updated(status(State.STALE), Outcome.UPDATED, stamped, tables, counts=counts)

    told = render_updates_text(UpdatesReport([update], "sync"), Screen())

    assert told.splitlines()[0].endswith(f": updated ({said})")
