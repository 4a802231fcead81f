"""Faults of rows, as real translations have them, put into sound ones."""

from __future__ import annotations

import re

from benchmarks.precision.drafts import Draft, Edited, gather_seeds, join_cells
from benchmarks.precision.pairing import list_row_facts
from benchmarks.precision.rendering import ShownRow, split_cells


def _row_lost(draft: Draft) -> Edited | None:
    row = draft.choose()
    return None if row is None else _remove(draft, row.line, row.line)


def _last_rows_lost(draft: Draft) -> Edited | None:
    body = draft.table.body
    return _remove(draft, body[-2].line, body[-1].line) if len(body) > 3 else None


def _remove(draft: Draft, first: int, last: int) -> Edited | None:
    lines = draft.lines
    del lines[first - 1 : last]
    return draft.finish(lines, spread=first - last - 1)


def _rows_merged(draft: Draft) -> Edited | None:
    row = draft.choose(draft.table.body[:-1])
    if row is None:
        return None
    lines = draft.lines
    pairs = zip(split_cells(row.raw), split_cells(lines[row.line]), strict=False)
    lines[row.line - 1 : row.line + 1] = [join_cells([f"{a} {b}".strip() for a, b in pairs])]
    return draft.finish(lines, spread=-1)


def _chatter_as_a_row(draft: Draft) -> Edited | None:
    row = draft.choose()
    if row is None:
        return None
    lines = draft.lines
    cells = ["Here is the rest of it", *[""] * (draft.table.width - 1)]
    lines.insert(row.line, join_cells(cells))
    return draft.finish(lines, spread=1)


def _text_swallowed(draft: Draft) -> Edited | None:
    lines, last = draft.lines, draft.table.last
    below = lines[last : last + 2]
    if len(below) < 2 or below[0].strip() or not re.match(r"[*\w]\w", below[1]):
        return None
    if "|" in below[1] or below[1].startswith("* "):
        return None
    del lines[last]
    return draft.finish(lines, spread=1)


def _row_cut_to_its_start(draft: Draft) -> Edited | None:
    row = _choose_full(draft)
    return None if row is None else draft.replace_row(row, "| **")


def _row_cut_in_the_middle(draft: Draft) -> Edited | None:
    row = _choose_full(draft)
    if row is None:
        return None
    return draft.replace_row(row, row.raw[: row.raw.index("|", 1) - 2])


def _choose_full(draft: Draft) -> ShownRow | None:
    pairs = draft.pair_rows()
    full = [new for old, new in pairs if sum(bool(cell.text) for cell in old.cells) > 1]
    return draft.choose([row for row in full if len(split_cells(row.raw)[0]) > 4])


def _emphasis_cut(draft: Draft) -> Edited | None:
    places = [
        (row, place, cell)
        for row in draft.table.body
        for place, cell in enumerate(split_cells(row.raw))
        if re.fullmatch(r"\*\*[^*`\[]{4,}\*\*", cell)
    ]
    if not places:
        return None
    row, place, cell = places[draft.rank % len(places)]
    return draft.replace_cell(row, place, cell[:4])


def _row_twice(draft: Draft) -> Edited | None:
    row = draft.choose()
    if row is None or not any(c.isalpha() for c in row.raw):
        return None
    lines = draft.lines
    lines.insert(row.line, row.raw)
    return draft.finish(lines, spread=1)


def _row_in_place_of_the_next(draft: Draft) -> Edited | None:
    row = _choose_told_apart(draft)
    if row is None:
        return None
    lines = draft.lines
    lines[row.line] = row.raw
    return draft.finish(lines)


def _rows_swapped(draft: Draft) -> Edited | None:
    row = _choose_told_apart(draft)
    if row is None:
        return None
    lines = draft.lines
    lines[row.line - 1 : row.line + 1] = lines[row.line - 1 : row.line + 1][::-1]
    return draft.finish(lines)


def _choose_told_apart(draft: Draft) -> ShownRow | None:
    """Return a row that links, code or numbers tell from the next, and both from all others."""
    pairs = [tuple(map(list_row_facts, pair)) for pair in draft.pair_rows()]
    facts = [new for _, new in pairs]
    alone = [bool(new) and old == new and facts.count(new) == 1 for old, new in pairs]
    rows = [r for k, r in enumerate(draft.table.body[:-1]) if alone[k] and alone[k + 1]]
    return draft.choose(rows)


def _pipe_not_escaped(draft: Draft) -> Edited | None:
    row = _choose_full(draft)
    if row is None or row.width < draft.table.width or not row.cells[-1].text:
        return None
    cells = split_cells(row.raw)
    return draft.replace_row(row, join_cells([cells[0][:-2], cells[0][-2:], *cells[1:]]))


ROW_FAULTS = gather_seeds(
    {
        _row_lost: ["table-rows"],
        _last_rows_lost: ["table-rows"],
        _rows_merged: ["table-rows"],
        _chatter_as_a_row: ["table-rows"],
        _text_swallowed: ["table-rows"],
        _row_cut_to_its_start: ["row-truncated"],
        _row_cut_in_the_middle: ["row-truncated"],
        _emphasis_cut: ["row-truncated"],
        _row_twice: ["row-duplicate"],
        _row_in_place_of_the_next: ["row-duplicate"],
        _rows_swapped: ["row-order"],
        _pipe_not_escaped: ["table-columns"],
    }
)
"""Each with the rule that names it."""
