"""What a finding is held against: a translation as it is shown, beside what it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from benchmarks.precision.pairing import Pairs, pair_rows, pair_tables
from benchmarks.precision.rendering import Page, Shown, ShownRow, ShownTable, render
from benchmarks.precision.sources import Repository


class Answer(StrEnum):
    """What the judge says of a finding."""

    REAL = "real"
    FALSE = "false"
    UNDECIDED = "undecided"


class Verdict(NamedTuple):
    """An answer, and what it rests on."""

    answer: Answer
    why: str


def real(why: str) -> Verdict:
    """Say that there is such a fault."""
    return Verdict(Answer.REAL, why)


def false(why: str) -> Verdict:
    """Say that there is no such fault."""
    return Verdict(Answer.FALSE, why)


def undecided(why: str) -> Verdict:
    """Say that a person must look."""
    return Verdict(Answer.UNDECIDED, why)


class Claim(NamedTuple):
    """A finding as the JSON report tells it; lines and columns are 1-based."""

    rule: str
    severity: str
    path: str
    line: int | None
    column: int | None
    message: str


class Spot(NamedTuple):
    """A row of a translation: of which table, and where in it (the header is row 0)."""

    table: int
    row: int


@dataclass(frozen=True)
class Evidence:
    """A translation of a work tree beside the version of its source that its stamp names.

    ``source`` is None where git holds no such version.
    """

    repository: Repository
    path: str
    text: str
    source: str | None

    @property
    def language(self) -> str:
        """The folder's spelling of the language."""
        return self.path.split("/", 2)[1]

    @property
    def document(self) -> str:
        """The source's path."""
        return self.path.split("/", 2)[2]

    @cached_property
    def page(self) -> Page:
        """The translation."""
        return render(self.text)

    @cached_property
    def source_page(self) -> Page:
        """The source; empty where it is not known."""
        return render(self.source or "")

    @cached_property
    def pairs(self) -> Pairs:
        """Which table of the source answers to which of the translation."""
        return pair_tables(self.source_page, self.page)

    @cached_property
    def _sources(self) -> dict[int, int]:
        return {there: here for here, there in self.pairs}

    def find_source_table(self, table: int) -> ShownTable | None:
        """Return the table of the source that answers to one of the translation's."""
        here = self._sources.get(table)
        return None if here is None else self.source_page.tables[here]

    def find_table(self, line: int | None) -> int | None:
        """Return the translation's table that holds a line, or ends in the line before."""
        for reach in (0, 1):
            for index, table in enumerate(self.page.tables):
                if line is not None and table.first <= line <= table.last + reach:
                    return index
        return None

    def find_row(self, line: int | None) -> Spot | None:
        """Return the translation's row in a line."""
        for t, table in enumerate(self.page.tables):
            for r, row in enumerate(table.rows):
                if row.line == line:
                    return Spot(t, r)
        return None

    def show_row(self, spot: Spot) -> ShownRow:
        """Return a row of the translation."""
        return self.page.tables[spot.table].rows[spot.row]

    def find_source_row(self, spot: Spot) -> ShownRow | None:
        """Return the row of the source that answers to one of the translation's."""
        source = self.find_source_table(spot.table)
        if source is None:
            return None
        if spot.row == 0:
            return source.rows[0]
        pairs = pair_rows(source, self.page.tables[spot.table])
        here = next((i for i, j in pairs if j == spot.row - 1), None)
        return None if here is None else source.body[here]


def find_cell(row: ShownRow, column: int | None) -> int:
    """Return which cell of a row a column (1-based, in characters) points into."""
    before = row.raw[: max(0, (column or 1) - 1)]
    pipes = sum(c == "|" and before[:k][-1:] != "\\" for k, c in enumerate(before))
    leads = row.raw.lstrip(" \t>").startswith("|")
    return min(max(0, pipes - leads), len(row.cells) - 1)


def get_cell(row: ShownRow, place: int) -> Shown:
    """Return a cell, an empty one behind the row's end."""
    return row.cells[place] if place < len(row.cells) else Shown("", (), ())
