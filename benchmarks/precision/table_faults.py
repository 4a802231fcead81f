"""Faults of tables, as real translations have them, put into sound ones."""

from __future__ import annotations

import re
from collections import Counter

from benchmarks.precision.drafts import Draft, Edited, gather_seeds, join_cells
from benchmarks.precision.pairing import list_row_facts
from benchmarks.precision.rendering import ShownRow, ShownTable

_FOREIGN = ("| Q | R | S | T | U |", "| --- | --- | --- | --- | --- |", "| q | r | s | t | u |")


def _delimiter_cut(draft: Draft) -> Edited | None:
    lines = draft.lines
    lines[draft.table.first] = join_cells(["---"] * (draft.table.width - 1))
    return draft.finish(lines) if draft.table.width > 1 else None


def _delimiter_of_dashes(draft: Draft) -> Edited | None:
    lines = draft.lines
    lines[draft.table.first] = lines[draft.table.first].replace("-", "—")
    return draft.finish(lines)


def _delimiter_lost(draft: Draft) -> Edited | None:
    lines = draft.lines
    del lines[draft.table.first]
    return draft.finish(lines, spread=-1)


def _blank_line_between_rows(draft: Draft) -> Edited | None:
    return _insert(draft, [""])


def _text_between_rows(draft: Draft) -> Edited | None:
    return _insert(draft, ["", "Nota bene.", ""])


def _heading_between_rows(draft: Draft) -> Edited | None:
    return _insert(draft, ["#### Nota bene"])


def _insert(draft: Draft, text: list[str]) -> Edited | None:
    row = draft.choose(draft.table.body[:-1])
    if row is None:
        return None
    lines = draft.lines
    lines[row.line : row.line] = text
    return draft.finish(lines, spread=len(text))


def _blank_line_below_the_header(draft: Draft) -> Edited | None:
    lines = draft.lines
    lines.insert(draft.table.first, "")
    return draft.finish(lines, spread=1)


def _splice(draft: Draft) -> Edited | None:
    """Cut the text above in mid-word, and let only the tail of the table follow."""
    above = draft.table.first - 3
    lines = draft.lines
    if above < 0 or not re.search(r"\w{3,}$", lines[above].rstrip()) or len(draft.table.body) < 3:
        return None
    tail = lines[draft.table.body[-2].line - 1 : draft.table.last]
    lines[above : draft.table.last] = [lines[above].rstrip()[:-2], *tail]
    edited = draft.finish(lines)
    return edited and edited._replace(first=above + 1, last=above + 4)


def _table_lost(draft: Draft) -> Edited | None:
    lines = draft.lines
    del lines[draft.table.first - 1 : draft.table.last]
    edited = draft.finish(lines)
    return edited and edited._replace(first=1, last=len(lines))


def _section_lost(draft: Draft) -> Edited | None:
    lines = draft.lines
    heads = [n for n, line in enumerate(lines[: draft.table.first]) if line.startswith("#")]
    if not heads or any(t.first > heads[-1] for t in _list_before(draft)):
        return None
    del lines[heads[-1] : draft.table.last]
    edited = draft.finish(lines)
    return edited and edited._replace(first=1, last=len(lines))


def _list_before(draft: Draft) -> list[ShownTable]:
    return [t for t in draft.evidence.page.tables if t.first < draft.table.first]


def _foreign_table(draft: Draft) -> Edited | None:
    return _append(draft, _FOREIGN)


def _table_twice(draft: Draft) -> Edited | None:
    return _append(draft, tuple(draft.lines[draft.table.first - 1 : draft.table.last]))


def _append(draft: Draft, table: tuple[str, ...]) -> Edited | None:
    lines = draft.lines
    lines[draft.table.last : draft.table.last] = ["", *table]
    return draft.finish(lines, spread=1 + len(table))


def _column_lost(draft: Draft) -> Edited | None:
    return draft.map_rows(lambda cells: cells[:-1]) if draft.table.width > 2 else None


def _column_added(draft: Draft) -> Edited | None:
    return draft.map_rows(lambda cells: [*cells, cells[0]])


def _columns_swapped(draft: Draft) -> Edited | None:
    """Swap the first two columns where what they hold tells them apart."""
    if draft.table.width < 2:
        return None
    told = [[_list_facts(row, k) for k in (0, 1)] for row in draft.table.body]
    if any(left == right for left, right in told):
        return None
    return draft.map_rows(lambda cells: [cells[1], cells[0], *cells[2:]])


def _list_facts(row: ShownRow, place: int) -> Counter[str]:
    return list_row_facts(ShownRow(0, "", row.cells[place : place + 1]))


TABLE_FAULTS = gather_seeds(
    {
        _delimiter_cut: ["table-broken"],
        _delimiter_of_dashes: ["table-broken"],
        _delimiter_lost: ["table-broken"],
        _blank_line_between_rows: ["table-broken"],
        _text_between_rows: ["table-broken"],
        _heading_between_rows: ["table-broken"],
        _blank_line_below_the_header: ["table-broken"],
        _splice: ["table-broken"],
        _table_lost: ["table-missing"],
        _section_lost: ["table-missing"],
        _foreign_table: ["table-extra"],
        _table_twice: ["table-extra"],
        _column_lost: ["table-columns"],
        _column_added: ["table-columns"],
        _columns_swapped: ["table-columns"],
    }
)
"""Each with the rule that names it."""
