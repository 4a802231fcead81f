"""A sound translation about to be changed in one place, by lines and cells."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.precision.evidence import Evidence
from benchmarks.precision.rendering import ShownRow, ShownTable, split_cells


class Edited(NamedTuple):
    """A text that was changed in one place, and the lines (1-based) where that shows."""

    text: str
    first: int
    last: int


class Seed(NamedTuple):
    """A kind of fault: any of ``rules`` names it rightly; where there are none, it is no fault."""

    name: str
    rules: frozenset[str]
    edit: Callable[[Draft], Edited | None]


@dataclass(frozen=True)
class Draft:
    """A translation that lacks nothing, beside its source, and one table of it to be changed.

    ``rank`` is a number to choose by, the same in every run.
    """

    evidence: Evidence
    table: ShownTable
    source: ShownTable
    rank: int

    @property
    def lines(self) -> list[str]:
        """The translation's lines, to be changed."""
        return list(self.evidence.page.lines)

    def choose(self, rows: Sequence[ShownRow] | None = None) -> ShownRow | None:
        """Return one of some rows, else of those below the header."""
        rows = self.table.body if rows is None else rows
        return rows[self.rank % len(rows)] if rows else None

    def pair_rows(self) -> list[tuple[ShownRow, ShownRow]]:
        """Return the rows below the header, the source's first."""
        return list(zip(self.source.body, self.table.body, strict=True))

    def finish(self, lines: Sequence[str], *, spread: int = 0) -> Edited | None:
        """Return the changed text, None where nothing changed.

        The place is the table's, ``spread`` lines longer or, below 0, shorter.
        """
        old = self.evidence.text
        newline = "\r\n" if "\r\n" in old else "\n"
        text = newline.join(lines)
        if old.startswith("\ufeff"):
            text = "\ufeff" + text
        if text == old:
            return None
        return Edited(text, self.table.first, self.table.last + spread)

    def replace_row(self, row: ShownRow, raw: str) -> Edited | None:
        """Write another line for a row."""
        lines = self.lines
        lines[row.line - 1] = raw
        edited = self.finish(lines)
        return edited and edited._replace(first=row.line, last=row.line)

    def replace_cell(self, row: ShownRow, place: int, text: str) -> Edited | None:
        """Write another text into a cell."""
        cells = split_cells(row.raw)
        if place >= len(cells):
            return None
        cells[place] = text
        return self.replace_row(row, join_cells(cells))

    def map_rows(self, change: Callable[[list[str]], list[str]]) -> Edited | None:
        """Change the cells of the header, the delimiter row and all other rows."""
        lines = self.lines
        for number in range(self.table.first, self.table.last + 1):
            lines[number - 1] = join_cells(change(split_cells(lines[number - 1])))
        return self.finish(lines)


def join_cells(cells: Sequence[str]) -> str:
    """Return the line of a row."""
    return f"| {' | '.join(cells)} |"


def open_drafts(evidence: Evidence, name: str) -> Iterator[Draft]:
    """Yield a draft for each table that is written plainly, another first for each name."""
    digest = hashlib.md5(f"{evidence.path} {name}".encode()).digest()
    rank = int.from_bytes(digest[:4], "big")
    count = len(evidence.pairs)
    for k in range(count):
        here, there = evidence.pairs[(rank + k) % count]
        table, source = evidence.page.tables[there], evidence.source_page.tables[here]
        if _is_plain(table) and _is_plain(source):
            yield Draft(evidence, table, source, rank // count)


def _is_plain(table: ShownTable) -> bool:
    """Tell whether each row begins with a pipe, and most have as many cells as the header."""
    whole = sum(row.width == table.width for row in table.rows)
    return (
        len(table.body) > 1
        and table.rows[0].width == table.width
        and all(row.raw.startswith("|") for row in table.rows)
        and 2 * whole > len(table.rows)
    )


def is_sound(evidence: Evidence) -> bool:
    """Tell whether a translation shows its source's tables, row by row and as wide."""
    ours, theirs = evidence.source_page.tables, evidence.page.tables
    if evidence.source is None or not len(ours) == len(theirs) == len(evidence.pairs):
        return False
    return all(
        (a.width, len(a.rows)) == (b.width, len(b.rows)) for a, b in zip(ours, theirs, strict=True)
    )


def apply_seed(seed: Seed, evidence: Evidence) -> Edited | None:
    """Change a translation, None where it has no place for this fault."""
    drafts = open_drafts(evidence, seed.name)
    return next((edited for draft in drafts if (edited := seed.edit(draft)) is not None), None)


_Edit = Callable[[Draft], Edited | None]


def gather_seeds(rules: Mapping[_Edit, Sequence[str]]) -> tuple[Seed, ...]:
    """Name seeds by what makes them."""
    return tuple(
        Seed(edit.__name__.strip("_").replace("_", " "), frozenset(names), edit)
        for edit, names in rules.items()
    )
